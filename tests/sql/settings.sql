-- settings.sql - tests: policies of the house are read and changed through the API, only to what each may be.
begin;
set search_path = public, tap;
select plan(12);

select results_eq($$select distinct jsonb_array_length(tests.call(c, 'setting_list') #> '{body,items}')::bigint from unnest(array['office', 'leader', 'auditor', 'admin']) as c$$,
    'select count(*) from register.settings', 'office, leader, auditor and administrator read them all');
select is(tests.outcome(tests.call('so-khcn', 'setting_list')), '403 forbidden', 'an agency does not');
select is_empty($$
    select s.name from register.settings s
    where s.value !~ ('^(' || s.pattern || ')$') or (tests.call('office', 'setting_get', s.name) -> 'body') is distinct from jsonb_build_object(
        'name', s.name, 'value', s.value, 'pattern', s.pattern, 'about_vi', s.about_vi, 'about_en', s.about, 'version', s.version)$$,
    'each shows its value, what that may be, and what it decides in both languages');
select is(tests.outcome(tests.call('office', 'setting_get', 'khong-co')), '404 not-found', 'there is no other');

create function pg_temp.set_value(p_client text, p_name text, p_value text, p_version integer) returns jsonb language sql as $$
    select tests.call(p_client, 'setting_patch', p_name, jsonb_build_object('if_match', p_version), jsonb_build_object('value', p_value));
$$;
select results_eq($$select tests.outcome(pg_temp.set_value(c, 'deadline_shift', 'next_workday', 1)) from unnest(array['so-khcn', 'leader', 'auditor']) as c$$,
    array['403 forbidden', '403 forbidden', '403 forbidden'], 'only office and administrator change them');
select is(pg_temp.set_value('office', 'deadline_shift', 'next_workday', 1) #- '{body,about_vi}' #- '{body,about_en}',
    '{"status":200,"etag":"\"v2\"","location":null,"next":null,"replayed":false,"body":{"name":"deadline_shift","value":"next_workday","pattern":"none|next_workday","version":2}}',
    'the office changes one');
select is(tests.outcome(pg_temp.set_value('admin', 'deadline_shift', 'none', 1)), '412 version-mismatch', 'not one that somebody changed meanwhile');
select is(pg_temp.set_value('admin', 'deadline_shift', 'next_workday', 2) #>> '{body,version}', '2', 'a value it has already leaves the version');
select results_eq($$select tests.faults(pg_temp.set_value('office', n, v, ver)) from (values
    ('deadline_shift', 'later', 2), ('deadline_shift', 'none next_workday', 2), ('deadline_shift', '', 2), ('agency_grace_days', '-1', 1), ('agency_grace_days', '30 ', 1),
    ('agency_grace_days', E'30\n', 1)) as t (n, v, ver)$$,
    $$select '{"/value":"bad-format"}'::jsonb from generate_series(1, 6)$$, 'a value it may not have is refused');
select is(pg_temp.set_value('office', 'agency_grace_days', 'x', 1) #>> '{errors,0,args,0}', '[0-9]{1,4}', 'and told what it may be');
select is((select s.value from register.settings s where s.name = 'agency_grace_days'), '30', 'nothing is changed by that');
select results_eq($$select j.client, j.operation, j.before, j.after from register.journal j where j.object_kind = 'setting' and j.object_code = 'deadline_shift' and j.action = 'update' and j.client <> ''$$,
    $$values ('office', 'setting_patch', '{"value":"none","version":1}'::jsonb, '{"value":"next_workday","version":2}'::jsonb)$$, 'the journal has who changed what');
select finish();
rollback;
