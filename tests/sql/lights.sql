-- lights.sql - tests: the light of a task over the calendar, each threshold at its border, and never green from silence.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(38);

-- "amber due_within_5_working_days": of a task under way that was pushed the day before, with what is said of it.
create function pg_temp.light(p_today date, p_task jsonb) returns text language plpgsql as $$
declare
    v_met text[];
begin
    perform set_config('steer.today', p_today::text, true);
    select l.met into v_met
    from jsonb_populate_record(null::register.tasks, jsonb_build_object(
        'state', 'in_progress', 'regular', false, 'due_on', '2029-12-31', 'assigned_on', '2024-01-02',
        'last_pushed_at', (p_today - 1)::text || 'T12:00:00+07:00') || p_task) as t
    cross join private.light(t.state, t.regular, t.due_on, t.reported_on, t.expected_completion, t.last_pushed_at, t.assigned_on,
                             private.light_terms()) as l (met);
    return private.light_name(v_met) || ' ' || array_to_string(private.light_reasons(v_met), ' ');
end
$$;
create function pg_temp.wrong(p_cases text) returns setof text language sql as $$
    select format('%s %s: %s, not %s', c.day, c.task, pg_temp.light(c.day::date, c.task::jsonb), c.light)
    from (select split_part(l.line, ' | ', 1) as day, split_part(l.line, ' | ', 2) as task, split_part(l.line, ' | ', 3) as light
          from regexp_split_to_table(btrim(p_cases, E'\n '), E'\n *') as l (line)) as c
    where pg_temp.light(c.day::date, c.task::jsonb) is distinct from c.light;
$$;

select is_empty($$select * from pg_temp.wrong('
    2025-06-12 | {"state":"verified","due_on":"2025-06-01","reported_on":"2025-06-01","verified_on":"2025-06-10"} | done_on_time reported_in_time
    2025-06-12 | {"state":"verified","due_on":"2025-06-01","reported_on":"2025-06-02"} | done_late reported_after_due
    2025-06-12 | {"state":"verified","due_on":null,"reported_on":"2025-06-02"} | done_on_time reported_in_time
    2025-06-12 | {"state":"draft","due_on":"2025-06-01"} | grey draft
    2025-06-12 | {"state":"cancelled","due_on":"2025-06-01"} | grey cancelled
    2025-06-12 | {"state":"suspended"} | grey suspended
    2025-06-12 | {"state":"suspended","due_on":"2025-06-11"} | grey suspended overdue
    2025-06-12 | {"state":"blocked"} | blue blocked
    2025-06-12 | {"state":"blocked","due_on":"2025-06-11"} | blue blocked overdue
    2025-06-12 | {"state":"blocked","due_on":"2025-06-12","last_pushed_at":null} | blue blocked due_within_5_working_days never_reported
    2025-06-12 | {"due_on":"2025-06-11"} | red overdue
    2025-06-12 | {"due_on":"2025-06-11","last_pushed_at":null} | red overdue never_reported
    2025-06-12 | {"state":"returned"} | amber returned
    2025-06-12 | {"state":"returned","due_on":"2025-06-11"} | red overdue returned
    2025-06-12 | {"state":"returned","due_on":"2025-06-12"} | amber returned due_within_5_working_days
    2025-06-12 | {"expected_completion":"2029-12-31"} | green on_track
    2025-06-12 | {"expected_completion":"2030-01-01"} | amber expected_after_due
    2025-06-12 | {"expected_completion":"2030-01-01","last_pushed_at":null} | amber expected_after_due never_reported
    2025-06-12 | {"state":"assigned"} | grey never_reported
    2025-06-12 | {"state":"received","last_pushed_at":null} | grey never_reported
    2025-06-12 | {"assigned_on":"2025-06-12"} | grey never_reported
    2025-06-12 | {"assigned_on":"2025-06-11"} | green on_track
    2025-06-12 | {"state":"received"} | green on_track
    2025-06-12 | {"state":"reported","due_on":"2025-06-02","reported_on":"2025-06-02"} | green reported
    2025-06-12 | {"state":"reported","due_on":"2025-06-02","reported_on":"2025-06-03"} | red overdue reported
    2025-06-12 | {"state":"reported","due_on":"2025-06-12","reported_on":"2025-01-02","last_pushed_at":null} | green reported
    2025-06-12 | {"regular":true,"due_on":null} | green on_track
    2025-06-12 | {"regular":true,"due_on":"2025-06-01","expected_completion":"2026-01-01"} | green on_track
    2025-06-12 | {"regular":true,"due_on":null,"last_pushed_at":null} | grey never_reported
    2025-06-12 | {"regular":true,"state":"returned","due_on":null} | amber returned
    2025-06-12 | {"due_on":null} | green on_track')$$, 'each rule, alone and with those that come before it');

select is_empty($$select * from pg_temp.wrong('
    2025-06-12 | {"due_on":"2025-06-12"} | amber due_within_5_working_days
    2025-06-12 | {"due_on":"2025-06-19"} | amber due_within_5_working_days
    2025-06-12 | {"due_on":"2025-06-20"} | green on_track
    2025-06-13 | {"due_on":"2025-06-22"} | amber due_within_5_working_days
    2025-06-13 | {"due_on":"2025-06-23"} | green on_track
    2025-01-20 | {"due_on":"2025-02-03"} | amber due_within_5_working_days
    2025-01-20 | {"due_on":"2025-02-04"} | green on_track
    2025-01-24 | {"due_on":"2025-02-09"} | amber due_within_5_working_days
    2025-01-24 | {"due_on":"2025-02-10"} | green on_track
    2025-01-29 | {"due_on":"2025-02-09"} | amber due_within_5_working_days
    2025-01-29 | {"due_on":"2025-02-10"} | green on_track
    2025-04-25 | {"due_on":"2025-05-06"} | amber due_within_5_working_days
    2025-04-25 | {"due_on":"2025-05-07"} | green on_track
    2025-04-26 | {"due_on":"2025-05-07"} | amber due_within_5_working_days
    2025-04-26 | {"due_on":"2025-05-08"} | green on_track
    2025-12-31 | {"due_on":"2026-01-09"} | amber due_within_5_working_days
    2025-12-31 | {"due_on":"2026-01-10"} | green on_track
    2026-01-05 | {"due_on":"2026-01-11"} | amber due_within_5_working_days
    2026-01-05 | {"due_on":"2026-01-12"} | green on_track
    2026-02-13 | {"due_on":"2026-03-01"} | amber due_within_5_working_days
    2026-02-13 | {"due_on":"2026-03-02"} | green on_track')$$, 'the deadline comes near over weekends, Tết and swapped days of both years');

select is_empty($$select * from pg_temp.wrong('
    2025-03-03 | {"last_pushed_at":"2025-02-02T23:59:59+07:00"} | grey no_report_for_20_working_days
    2025-03-03 | {"last_pushed_at":"2025-02-03T00:00:00+07:00"} | green on_track
    2025-03-04 | {"last_pushed_at":"2025-02-03T23:59:59+07:00"} | grey no_report_for_20_working_days
    2025-03-01 | {"last_pushed_at":"2025-02-02T23:59:59+07:00"} | grey no_report_for_20_working_days
    2025-02-28 | {"last_pushed_at":"2025-02-02T23:59:59+07:00"} | green on_track
    2025-02-17 | {"last_pushed_at":"2025-01-12T23:59:59+07:00"} | grey no_report_for_20_working_days
    2025-02-17 | {"last_pushed_at":"2025-01-13T00:00:00+07:00"} | green on_track
    2025-05-12 | {"last_pushed_at":"2025-04-14T08:00:00+07:00"} | green on_track
    2025-05-12 | {"last_pushed_at":"2025-04-13T08:00:00+07:00"} | green on_track
    2025-05-14 | {"last_pushed_at":"2025-04-14T08:00:00+07:00"} | green on_track
    2025-05-15 | {"last_pushed_at":"2025-04-14T08:00:00+07:00"} | grey no_report_for_20_working_days
    2025-03-03 | {"due_on":"2025-03-10","last_pushed_at":"2025-02-02T23:59:59+07:00"} | amber due_within_5_working_days no_report_for_20_working_days
    2025-03-03 | {"due_on":"2025-03-02","last_pushed_at":"2025-02-02T23:59:59+07:00"} | red overdue no_report_for_20_working_days
    2025-03-03 | {"regular":true,"last_pushed_at":"2025-02-02T23:59:59+07:00"} | grey no_report_for_20_working_days')$$,
    'so many whole working days of silence turn a task grey, over Tết and swapped days, but red and amber go before');

-- 2027 has no calendar, nor has 2024.
select is_empty($$select * from pg_temp.wrong('
    2026-12-29 | {"due_on":"2026-12-31"} | amber due_within_5_working_days
    2026-12-29 | {"due_on":"2027-01-01"} | amber due_within_5_working_days calendar_unknown
    2026-12-29 | {"due_on":"2027-01-05"} | amber due_within_5_working_days calendar_unknown
    2026-12-29 | {"due_on":"2027-01-06"} | green on_track
    2027-01-04 | {"due_on":"2027-01-03"} | red overdue
    2027-01-04 | {"due_on":"2027-01-04"} | amber due_within_5_working_days calendar_unknown
    2027-01-04 | {"due_on":"2027-01-12"} | green on_track
    2027-01-04 | {"last_pushed_at":"2026-12-07T00:00:00+07:00"} | green on_track
    2027-01-04 | {"last_pushed_at":"2026-12-06T23:59:59+07:00"} | grey no_report_for_20_working_days calendar_unknown
    2027-01-04 | {"due_on":"2027-01-05","last_pushed_at":"2026-12-06T23:59:59+07:00"} | amber due_within_5_working_days no_report_for_20_working_days calendar_unknown
    2025-01-20 | {"last_pushed_at":"2024-12-19T08:00:00+07:00"} | grey no_report_for_20_working_days calendar_unknown
    2025-02-06 | {"last_pushed_at":"2024-12-19T08:00:00+07:00"} | grey no_report_for_20_working_days
    2031-03-03 | {"due_on":"2031-03-10","last_pushed_at":"2031-03-02T08:00:00+07:00"} | amber due_within_5_working_days calendar_unknown
    2031-03-03 | {"due_on":"2031-03-11","last_pushed_at":"2031-03-02T08:00:00+07:00"} | green on_track')$$,
    'a year without calendar: the cautious light, and the reason says that only weekdays were counted');

-- Against the definitions, one working day after the other, over both years.
create temporary table cases as
select d.today, s.state, s.due_on, s.pushed_at, s.assigned_on, s.reported_on, s.regular, s.expected_completion
from (select setseed(0.31)) as seed
cross join lateral (select date '2025-02-20' + floor(random() * 650)::integer as today from generate_series(1, 6000) as n) as d
cross join lateral (select (array['assigned', 'received', 'in_progress', 'returned', 'blocked', 'reported', 'suspended', 'verified', 'draft'])[1 + floor(random() * 9)::integer] as state,
                           d.today + floor(random() * 40)::integer - 12 as due_on,
                           case when random() < 0.8 then (d.today - floor(random() * 60)::integer) + random() * time '23:59:59' end as pushed_at,
                           case when random() < 0.5 then d.today - floor(random() * 90)::integer end as assigned_on,
                           d.today - floor(random() * 30)::integer as reported_on, random() < 0.2 as regular,
                           case when random() < 0.3 then d.today + floor(random() * 60)::integer end as expected_completion) as s;
create temporary table lights as
select s.*, private.light_name(l.met) as light, private.light_reasons(l.met) as reasons,
       s.pushed_at is null or s.state = 'assigned' or coalesce(s.pushed_at::date < s.assigned_on, false) as never,
       private.workdays_between(s.pushed_at::date, s.today - 1) >= 20 as silent,
       s.due_on >= s.today and private.workdays_between(s.today, s.due_on) <= 5 as near
from cases s
cross join lateral private.light(s.state, s.regular, s.due_on, s.reported_on, s.expected_completion, s.pushed_at at time zone 'Asia/Ho_Chi_Minh',
                                 s.assigned_on, private.light_day(s.today)) as l (met);
select is_empty($$select * from lights where light = 'green' and state <> 'reported' and (never or silent)$$, 'never green from silence, 6,000 times');
select is((select array_agg(distinct light order by light) from lights), '{amber,blue,done_late,done_on_time,green,grey,red}', 'all lights were among them');
select is_empty($$select * from lights where light = 'red' and not private.is_overdue(state, regular, due_on, reported_on, today)
    or light not in ('red', 'blue', 'grey') and private.is_overdue(state, regular, due_on, reported_on, today)$$, 'red is what the counts call overdue, unless blocked or suspended');
select is_empty($$select * from lights where state in ('assigned', 'received', 'in_progress', 'returned', 'blocked')
    and (near and not regular) <> ('due_within_5_working_days' = any (reasons))$$, 'near is as near as the working days say');
select is_empty($$select * from lights where state in ('received', 'in_progress', 'returned', 'blocked')
    and (coalesce(silent, false) and not never) <> ('no_report_for_20_working_days' = any (reasons))$$, 'silent is as long as the working days say');
select is_empty($$select * from lights l where light is distinct from (
    select r.rule ->> 'light' from jsonb_array_elements(tests.call('so-khcn', 'light_rules') #> '{body,items}') as r (rule) where r.rule ->> 'reason' = l.reasons[1])$$,
    'the light is what the published rule of the first reason says');
select is_empty($$select * from lights l where reasons <> (
    select array_agg(r.reason order by r.place) from private.light_rules() as r where r.reason = any (l.reasons))
    and l.reasons <> '{suspended,overdue}'$$, 'reasons stand in the order of the rules, each published');

select is_empty($$select * from lights where state <> all (private.light_states(array[light]))$$, 'the states a search is narrowed to are all there are');

-- What is kept is what would be worked out.
select is((select count(*) from register.light_days), 1095::bigint, 'the days of the calendar''s years and of the year after are kept');
select is_empty($$select k.day from register.light_days k cross join lateral private.light_day(k.day) as l where l is distinct from k$$, 'as they are worked out');
set local steer.today = '2025-06-12';
select is((private.light_terms()).due_soon_until, date '2025-06-19', 'a day that is kept is read');
select tests.call('office', 'calendar_import', '', '{}', '{"items":[{"date":"2025-06-13","kind":"off","name_vi":"Nghỉ bão","source":"giả định"}]}') ->> 'status' as imported \gset
select is((private.light_terms()).due_soon_until, date '2025-06-22', 'a new day off is in it at once');
select is_empty($$select k.day from register.light_days k cross join lateral private.light_day(k.day) as l where l is distinct from k$$, 'and so it is everywhere');
update register.settings set value = '0' where name = 'light_due_soon_workdays';
select is_empty($$select * from pg_temp.wrong('
    2025-09-10 | {"due_on":"2025-09-10"} | amber due_within_0_working_days
    2025-09-10 | {"due_on":"2025-09-11"} | green on_track')$$, 'with no days it is the last day alone');
update register.settings set value = '7' where name = 'light_due_soon_workdays';
update register.settings set value = '1' where name = 'light_stale_workdays';
select is_empty($$select * from pg_temp.wrong('
    2025-09-10 | {"due_on":"2025-09-19"} | amber due_within_7_working_days
    2025-09-10 | {"due_on":"2025-09-22"} | green on_track
    2025-09-11 | {"last_pushed_at":"2025-09-10T00:00:00+07:00"} | green on_track
    2025-09-11 | {"last_pushed_at":"2025-09-09T23:59:59+07:00"} | grey no_report_for_1_working_days
    2031-03-03 | {"due_on":"2031-03-12","last_pushed_at":"2031-03-01T08:00:00+07:00"} | amber due_within_7_working_days calendar_unknown')$$, 'other thresholds hold at once, at their borders, also far from the calendar');
select is_empty($$select k.day from register.light_days k cross join lateral private.light_day(k.day) as l where l is distinct from k$$, 'what is kept follows the settings');
select is((select jsonb_object_agg(r.rule ->> 'reason', r.rule -> 'threshold') from jsonb_array_elements(tests.call('leader', 'light_rules') #> '{body,items}') as r (rule)
           where r.rule ->> 'setting' is not null), '{"due_within_7_working_days":7,"no_report_for_1_working_days":1}', 'and the rules tell them');
select throws_ok($$update register.settings set value = 'x' where name = 'light_due_soon_workdays'$$, '23514', null, 'a threshold is a number');
select throws_ok($$update register.settings set value = '0' where name = 'light_stale_workdays'$$, '23514', null, 'no silence at all is too little');
update register.settings set value = '5' where name = 'light_due_soon_workdays';
update register.settings set value = '20' where name = 'light_stale_workdays';

-- In the answers.
set local steer.today = '2025-12-29';
select tests.task('NV-D-1', 'assigned'), tests.task('NV-D-2', 'verified'), tests.task('NV-D-3', 'blocked'), tests.task('NV-D-4', 'draft');
update register.tasks set last_pushed_at = '2025-12-28T08:00:00+07:00', due_on = '2026-03-31' where code = 'NV-D-3';
select is(tests.call('so-khcn', 'task_get', 'NV-D-1') -> 'body' -> 'light_reasons', '["due_within_5_working_days","never_reported"]'::jsonb, 'a task says its light and why');
create temporary table pushed as
select tests.push('so-khcn', 'NV-D-1', 'l-1', 'in_progress', '{"expected_completion":"2026-01-15"}') as answer;
select is((select answer #> '{body,task}' from pushed),
    '{"code":"NV-D-1","state":"in_progress","version":2,"light":"amber","light_reasons":["due_within_5_working_days","expected_after_due"]}'::jsonb,
    'the answer to a push tells the light after it');
set local steer.today = '2026-01-01';
select is(tests.push('so-khcn', 'NV-D-1', 'l-1', 'in_progress', '{"expected_completion":"2026-01-15"}') #> '{body,task,light}', '"red"', 'a repeat tells the light of today');
set local steer.today = '2031-03-03';
select is(tests.call('so-khcn', 'task_get', 'NV-D-1') #> '{body,light_reasons}', '["overdue","expected_after_due","no_report_for_20_working_days","calendar_unknown"]', 'so does a task far from the calendar');
select is(tests.push('so-khcn', 'NV-D-1', 'l-1', 'in_progress', '{"expected_completion":"2026-01-15"}') #> '{body,task,light_reasons}',
    '["overdue","expected_after_due","no_report_for_20_working_days","calendar_unknown"]', 'and a repeat there');
set local steer.today = '2026-01-01';
select is(tests.call('so-khcn', 'status_batch', '', '{}', '{"items":[
    {"index":0,"item":{"task":"NV-D-1","state":"reported","source":{"event_id":"l-2"},"product":{"title":"Báo cáo"},"evidence":[{"url":"https://example.org/a"}]}},
    {"index":1,"item":{"task":"NV-D-3","state":"in_progress","source":{"event_id":"l-3"}}},
    {"index":2,"item":{"task":"NV-D-0","state":"in_progress","source":{"event_id":"l-4"}}}]}')
    #>> '{body,items,1,task,light}', 'blue', 'so does each entry of a batch');
update register.tasks set lead_agency_id = private.agency_id('ubnd-tinh') where code = 'NV-D-3';
select is((tests.push('so-khcn', 'NV-D-3', 'l-3', 'in_progress') #> '{body,task}') - '{code,state,version}'::text[], '{"light":null,"light_reasons":[]}'::jsonb,
    'of a task it may not see any more a repeat tells no light');

-- The filter.
create function pg_temp.found(p_client text, p_options jsonb) returns bigint language sql as $$
    select (tests.call(p_client, 'task_list', '', p_options || '{"count":"exact","limit":1}') #>> '{body,page,count}')::bigint;
$$;
select is((select sum(pg_temp.found('office', jsonb_build_object('light', array[l.light]))) from (values
    ('red'), ('amber'), ('blue'), ('green'), ('done_on_time'), ('done_late'), ('grey')) as l (light)), (select count(*)::numeric from register.tasks),
    'the lights divide the tasks among them');
select is(pg_temp.found('office', '{"light":["red","grey"]}'), pg_temp.found('office', '{"light":["red"]}') + pg_temp.found('office', '{"light":["grey"]}'), 'several may be asked for');
select cmp_ok(pg_temp.found('so-khcn', '{"light":["red","grey"]}'), '<', pg_temp.found('office', '{"light":["red","grey"]}'), 'an agency finds among its own');
select is(tests.call('ubnd-tinh', 'task_list', '', '{"light":["blue"]}') #> '{body,items,0,light_reasons}', '["blocked"]', 'what is found says why');
select is((select count(distinct i.item ->> 'light') from jsonb_array_elements(tests.call('so-khcn', 'task_list', '',
    '{"light":["red"],"modified_since":"2020-01-01T00:00:00+07:00"}') #> '{body,items}') as i (item) where i.item ? 'light'), 1::bigint, 'also among what was changed since');
select is((select count(*) from jsonb_array_elements(tests.call('so-khcn', 'task_list', '',
    '{"light":["red"],"modified_since":"2020-01-01T00:00:00+07:00"}') #> '{body,items}') as i (item) where i.item ? 'deleted'), 1::bigint, 'beside what was lost sight of');
select is((select count(*) from register.journal j where j.object_kind = 'setting' and j.object_id in ('light_due_soon_workdays', 'light_stale_workdays') and j.after ? 'value'), 5::bigint,
    'every change of a threshold is in the journal');
select is_empty($$select * from register.journal where object_kind = 'light_day'$$, 'what only follows from it is not');
select finish();
rollback;
