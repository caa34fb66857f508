-- urging.sql - tests: each rung of the ladder once, on its working day, one of a task a day; what is missed is made up for; one message to each; ladders change without a burst.
begin;
set search_path = public, tap;
set local steer.today = '2025-04-01';
select plan(91);

create function pg_temp.run(p_day text) returns jsonb language plpgsql as $$
begin
    perform set_config('steer.today', p_day, true);
    return tests.call('office', 'urging_run', '', '{}', '{}') -> 'body';
end $$;
create function pg_temp.rungs(p_run jsonb) returns text language sql as $$
    select coalesce(string_agg(concat_ws(' ', i.item ->> 'task', i.item ->> 'rung', i.item ->> 'times'), ', ' order by i.place), '')
    from jsonb_array_elements(p_run -> 'items') with ordinality as i (item, place);
$$;
create function pg_temp.ladder(p_day text, p_rungs text, p_more jsonb default '{"note":"thử"}') returns jsonb language sql as $$
    select tests.call('office', 'urging_rules_put', '', '{}', jsonb_build_object('effective_on', p_day, 'rungs', (
        select jsonb_agg(jsonb_build_object('code', w.words[1], 'workdays', w.words[2]::integer, 'audience', w.words[3],
                                            'after_rung', w.words[4], 'text_vi', 'Việc ' || w.words[1], 'text_en', 'Do ' || w.words[1]) order by r.place)
        from string_to_table(p_rungs, ', ') with ordinality as r (rung, place), lateral (select string_to_array(r.rung, ' ')) as w (words))) || p_more);
$$;
create function pg_temp.verdicts(p_task text, p_day text) returns text language sql as $$
    select string_agg((r.rung ->> 'rung') || ' ' || coalesce(r.rung ->> 'rung_on', '?') || ' ' || (r.rung ->> 'verdict'), ', ' order by r.place)
    from jsonb_array_elements(tests.call('office', 'urging_rules_test', '', jsonb_build_object('task', p_task, 'on', p_day)) #> '{body,rungs}')
         with ordinality as r (rung, place);
$$;
create function pg_temp.task(p_code text, p_due date, p_state text default 'in_progress', p_lead text default 'so-khcn', p_co text[] default '{}')
    returns void language sql as $$
    select tests.task(p_code, p_state, p_lead, p_co);
    update register.tasks set due_on = p_due where code = p_code;
$$;

select is(tests.call('leader', 'urging_rules_get') #>> '{body,rungs,0,code}', 'remind-10', 'there is a first ladder');
select ok(tests.call('leader', 'urging_rules_get') #>> '{body,note}' like '%mặc định của sản phẩm%', 'that says of itself it is a default');
select is((select count(*) from register.urging_ladders l where l.effective_on >= (transaction_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date), 1::bigint,
          'and urges nobody about days before it was there');

-- A ladder of the house; the first one, whose day is that of the deployment, is put out of the way.
alter table register.urging_ladders disable trigger urging_ladders_only_grow;
update register.urging_ladders set effective_on = '2030-01-01';
alter table register.urging_ladders enable trigger urging_ladders_only_grow;
select is(tests.outcome(pg_temp.ladder('2025-04-01', 'a -3 officer, b 1 agency_head a, c 2 committee_office b')), '201', 'the office puts a ladder of its own');
select is(tests.call('so-khcn', 'urging_rules_get') -> 'body' ->> 'version', '2', 'it is in force');
select is(tests.call('so-khcn', 'urging_rules_get', '', '{"version":1}') #>> '{body,state}', 'coming', 'an earlier version is still read');
select is(tests.faults(pg_temp.ladder('2025-03-31', 'a -3 officer, a -1 boss x, b 5 agency_head c, c 4 inspection b, d 251 inspection, e 1 inspection e', '{}')),
    $${"/effective_on":"too-small","/document":"required","/rungs/0/code":"duplicate","/rungs/1/code":"duplicate","/rungs/1/after_rung":"not-found",
       "/rungs/1/audience":"not-in-list","/rungs/2/after_rung":"circular","/rungs/3/after_rung":"circular","/rungs/3/workdays":"order",
       "/rungs/4/workdays":"too-large","/rungs/5/after_rung":"circular"}$$::jsonb, 'all that is wrong with a ladder is told at once');
select is(tests.faults(tests.call('office', 'urging_rules_put', '', '{}', jsonb_build_object('effective_on', '2025-04-01', 'note', 'x', 'rungs', (
    select jsonb_agg(jsonb_build_object('code', 'r' || n, 'workdays', n, 'audience', 'officer', 'text_vi', ' ', 'text_en', 'x')) from generate_series(1, 21) as n)))) ->> '/rungs',
    'too-long', 'more than twenty rungs are too many');
select is((select count(*) from register.urging_ladders), 2::bigint, 'nothing of it is written');
select is(tests.outcome(tests.call('so-khcn', 'urging_rules_put', '', '{}', '{}')), '403 forbidden', 'an agency puts none');

-- Rungs on working days, over the holidays of 30 April and a Saturday that is worked.
select pg_temp.task('NV-1', '2025-05-05'), pg_temp.task('NV-2', '2025-05-05', 'assigned', 'ubnd-tinh', '{so-khcn}');
select pg_temp.task('NV-' || s.state, '2025-05-05', s.state) from unnest('{draft,reported,verified,suspended,cancelled,blocked}'::text[]) as s (state);
select pg_temp.task('NV-regular', '2025-05-05'), pg_temp.task('NV-none', '2025-05-05', 'draft'), pg_temp.task('NV-given', '2025-05-05', 'assigned', 'tinh-uy');
update register.tasks set regular = true where code = 'NV-regular';
update register.tasks set assigned_on = '2025-04-28' where code = 'NV-given';
select is(pg_temp.verdicts('NV-1', '2025-04-26'), 'a 2025-04-26 fires, b 2025-05-06 not-yet, c 2025-05-07 not-yet', 'rungs are told with their days');
select is(pg_temp.rungs(pg_temp.run('2025-04-25')), '', 'before its day no rung fires');
select is(pg_temp.rungs(pg_temp.run('2025-04-26')), 'NV-1 a 1, NV-2 a 1', 'on the third working day before the deadline, over the holidays, it does');
select is(pg_temp.rungs(pg_temp.run('2025-04-26')), '', 'once');
select is(pg_temp.rungs(pg_temp.run('2025-05-04')), '', 'no reminder comes of a day before the task was assigned');
select is(pg_temp.verdicts('NV-given', '2025-05-04'), 'a 2025-04-26 before-assignment, b 2025-05-06 not-yet, c 2025-05-07 not-yet', 'and that is said');
select is(pg_temp.verdicts('NV-blocked', '2025-05-04'), 'a 2025-04-26 not-urged, b 2025-05-06 not-urged, c 2025-05-07 not-urged', 'a blocked task is not urged');
select is(tests.call('office', 'urging_rules_test', '', '{"task":"NV-blocked"}') #>> '{body,why_vi}', 'Nhiệm vụ vướng mắc vượt thẩm quyền của cơ quan chủ trì', 'and why');
select is(pg_temp.run('2025-05-06') - 'items', '{"run_on":"2025-05-06","fired":3,"digests":3,"warnings":[]}', 'after the deadline the head of each agency is urged');
select is((select u.workdays_late from register.urgings u where u.code = 'DD-2025-00003'), 1, 'with the working days that have passed');
select is(tests.call('so-khcn', 'urging_get', 'DD-2025-00003') #>> '{body,reason_vi}',
    'Nấc b của thang phiên bản 2: 1 ngày làm việc sau thời hạn 05/05/2025, tức ngày 06/05/2025', 'each tells its rule');
select is(tests.call('so-khcn', 'urging_get', 'DD-2025-00003') #>> '{body,reason_en}',
    'Rung b of ladder version 2: 1 working day after the deadline 2025-05-05, which was 2025-05-06', 'in both languages');
select is(pg_temp.verdicts('NV-1', '2025-05-06'), 'a 2025-04-26 fired, b 2025-05-06 fired, c 2025-05-07 not-yet', 'what fired is told');

-- What was missed; one message to each.
select pg_temp.task('NV-3', '2025-05-05', 'returned'), pg_temp.task('NV-4', '2025-05-12');
select is(pg_temp.rungs(pg_temp.run('2025-05-10')), 'NV-3 b 1, NV-4 a 1, NV-1 c 3, NV-2 c 3, NV-given c 2',
          'on a later day what was missed comes, one rung of a task, in the order of their days');
select results_eq($$select coalesce((select a.code::text from register.agencies a where a.id = o.agency_id), o.audience) collate "C", jsonb_array_length(o.about)
    from register.outbox o where o.created_at = transaction_timestamp() and o.subject like '%10/05/2025%' order by 1$$,
    $$values ('committee_office' collate "C", 3), ('so-khcn', 2)$$, 'in one message to each');
select is((select o.body from register.outbox o where o.subject like '%10/05/2025%' and o.agency_id is not null), $text$Kính gửi: $text$ ||
    (select a.name_vi from register.agencies a where a.code = 'so-khcn') || $text$

Việc a
- NV-4 Nhiệm vụ NV-4: thời hạn 12/05/2025, còn 1 ngày làm việc. Đôn đốc lần 1 (DD-2025-00007). Nấc a của thang phiên bản 2: 3 ngày làm việc trước thời hạn 12/05/2025, tức ngày 07/05/2025.

Việc b
- NV-3 Nhiệm vụ NV-3: thời hạn 05/05/2025, quá hạn 4 ngày làm việc. Đôn đốc lần 1 (DD-2025-00006). Nấc b của thang phiên bản 2: 1 ngày làm việc sau thời hạn 05/05/2025, tức ngày 06/05/2025.

----------

To: $text$ || (select coalesce(a.name_en, a.name_vi) from register.agencies a where a.code = 'so-khcn') || $text$

Do a
- NV-4: due 2025-05-12, 1 working day left. Urging no. 1 (DD-2025-00007). Rung a of ladder version 2: 3 working days before the deadline 2025-05-12, which was 2025-05-07.

Do b
- NV-3: due 2025-05-05, 4 working days late. Urging no. 1 (DD-2025-00006). Rung b of ladder version 2: 1 working day after the deadline 2025-05-05, which was 2025-05-06.
$text$, 'which says all there is to say, in both languages');
select is(pg_temp.rungs(pg_temp.run('2025-05-10')), '', 'and nothing twice');
select is((select count(*) from register.outbox o where o.subject like '%10/05/2025%'), 2::bigint, 'nor a message');

-- A new deadline, another state.
update register.tasks set due_on = '2025-05-15' where code = 'NV-1';
select is(pg_temp.rungs(pg_temp.run('2025-05-12')), 'NV-3 c 2, NV-1 a 4', 'with a new deadline the ladder begins anew, the numbers go on');
update register.tasks set state = 'blocked' where code = 'NV-4';
select is(pg_temp.rungs(pg_temp.run('2025-05-13')), '', 'a task that became blocked is left alone');
update register.tasks set state = 'in_progress' where code = 'NV-4';
select is(pg_temp.rungs(pg_temp.run('2025-05-13')), 'NV-4 b 2', 'and urged again when it is no longer');

-- A new ladder: nothing for days before it, nothing twice, what was missed of the old one still comes.
select pg_temp.task('NV-5', '2025-05-14'), pg_temp.task('NV-6', '2025-05-02');
select set_config('steer.today', '2025-05-14', true);
select is(tests.outcome(pg_temp.ladder('2025-05-15', 'a -3 officer, y -1 officer a, z 1 agency_head y, c 2 inspection z', '{"document":"57-NQ/TW"}')), '201', 'a ladder comes with its document');
select is(pg_temp.verdicts('NV-5', '2025-05-14'), 'a 2025-05-09 fires, b 2025-05-15 later-ladder, c 2025-05-16 later-ladder', 'the old one ends where the new one begins');
select is(pg_temp.verdicts('NV-5', '2025-05-15'), 'a 2025-05-09 before-ladder, y 2025-05-13 before-ladder, z 2025-05-15 fires, c 2025-05-16 not-yet', 'the new one does not look back');
select is(pg_temp.rungs(pg_temp.run('2025-05-16')), 'NV-6 b 1, NV-4 c 3, NV-5 z 1, NV-1 z 5',
    'each rung fires by the ladder in force on its day, once under its code');
select results_eq($$select distinct u.ladder_version from register.urgings u where u.task_code in ('NV-5', 'NV-6') order by 1$$, array[2, 3], 'and says by which');
select is(pg_temp.rungs(pg_temp.run('2025-05-17')), '', 'on a day off nothing comes that waited for another rung');
select is(pg_temp.rungs(pg_temp.run('2025-05-19')), 'NV-6 c 2, NV-5 c 2, NV-1 c 6', 'but on the next working day');

-- A year whose calendar is not known.
select pg_temp.task('NV-7', '2027-01-05'), pg_temp.task('NV-8', '2026-12-31');
select is(pg_temp.rungs(pg_temp.run('2026-12-31')), 'NV-8 a 1', 'the days of a year without calendar are not guessed');
select is(pg_temp.run('2027-01-06') -> 'warnings', $$[{"code":"year-without-calendar","year":2027,"rungs":3,
    "text_vi":"Chưa có lịch nghỉ của năm 2027: 3 lượt đôn đốc chưa xác định được ngày nên chưa phát",
    "text_en":"There is no calendar of 2027 yet: the days of 3 urgings are not known, so they were not sent"}]$$, 'how many that are is told with the year');
select is(pg_temp.verdicts('NV-7', '2027-01-06'), 'a ? missed, y ? missed, z ? calendar-unknown, c ? calendar-unknown', 'and why; reminders of a deadline that has passed are none');
insert into register.calendar_days (day, kind, name_vi, source) values ('2027-01-01', 'off', 'Tết Dương lịch', 'thử');
select is(pg_temp.rungs(pg_temp.run('2027-01-06')), 'NV-8 z 2, NV-7 z 1', 'once it is known they come');
select is(pg_temp.rungs(pg_temp.run('2027-01-07')), 'NV-8 c 3, NV-7 c 2', 'one after the other');

insert into register.calendar_days (day, kind, name_vi, source) values ('2029-01-01', 'off', 'Tết Dương lịch', 'thử');
select pg_temp.task('NV-9', '2029-01-03');
select is(pg_temp.rungs(pg_temp.run('2029-01-02')), '', 'a rung waits for one before it whose day is not known');
select is(pg_temp.verdicts('NV-9', '2029-01-02'), 'a ? calendar-unknown, y 2029-01-02 calendar-unknown, z 2029-01-04 calendar-unknown, c 2029-01-05 calendar-unknown', 'as is told');
select is(pg_temp.verdicts('NV-9', '2029-01-04'), 'a ? missed, y 2029-01-02 missed, z 2029-01-04 fires, c 2029-01-05 not-yet', 'for a reminder that was missed none waits');
insert into register.calendar_days (day, kind, name_vi, source) values ('2028-12-29', 'off', 'Nghỉ', 'thử');
select results_eq($$select pg_temp.rungs(pg_temp.run(d)) from unnest('{2029-01-02,2029-01-03,2029-01-04}'::text[]) as d$$, $$values ('NV-9 a 1'), ('NV-9 y 2'), ('NV-9 z 3')$$,
    'then they come in their order');

-- By hand.
select set_config('steer.today', '2025-05-16', true);
create temporary table by_hand as select tests.call('office', 'urging_create', 'NV-1', '{}', '{"text_vi":"Đề nghị báo cáo ngay","document_number":"12/BCĐ"}') as answer;
select is((select tests.outcome(answer) || ' ' || (answer ->> 'location') from by_hand),
    '201 /v1/urgings/' || (select u.code from register.urgings u where u.task_code = 'NV-1' and u.times = 7), 'the office urges by hand, in the same numbers');
select is((select (answer -> 'body') - array['id', 'code', 'created_at', 'agency_name'] from by_hand),
    '{"task":"NV-1","task_title":"Nhiệm vụ NV-1","times":7,"kind":"manual","due_on":"2025-05-15","workdays_late":1,"ladder_version":null,"rung":null,"rung_on":null,
      "fired_on":"2025-05-16","audience":"agency_head","agency":"so-khcn","text_vi":"Đề nghị báo cáo ngay","text_en":null,
      "reason_vi":"Đôn đốc trực tiếp, không theo thang","reason_en":"By hand","document_number":"12/BCĐ"}', 'it says what it is');
select is((select o.subject || ' ' || o.kind from register.outbox o order by o.number desc limit 1), 'Đôn đốc lần 7 nhiệm vụ NV-1 / Urging no. 7 urging', 'and goes out');
select is(tests.got(tests.call('office', 'urging_create', 'NV-2', '{}', '{"text_vi":"x","agency":"so-khcn","audience":"officer"}'), 'agency'), 'so-khcn', 'an agency that joins is urged too');
select is(tests.faults(tests.call('office', 'urging_create', 'NV-2', '{}', '{"text_vi":"x","agency":"tinh-uy"}')), '{"/agency":"not-allowed"}', 'one that has no part in it is not');
select is(tests.faults(tests.call('office', 'urging_create', 'NV-2', '{}', '{"text_vi":"x","agency":"so-khcn","audience":"inspection"}')), '{"/agency":"either-or"}', 'a body of the committee is no agency');
select is(tests.got(tests.call('office', 'urging_create', 'NV-2', '{}', '{"text_vi":"x","audience":"inspection"}'), 'agency'), null, 'it is urged as such');
select is(tests.outcome(tests.call('office', 'urging_create', 'NV-verified', '{}', '{"text_vi":"x"}')), '409 illegal-transition', 'what is done is not urged');
select is(tests.outcome(tests.call('so-khcn', 'urging_create', 'NV-2', '{}', '{"text_vi":"x"}')), '403 forbidden', 'nor does an agency urge');

-- What is written, and who reads it.
select is(tests.outcome(tests.call('tinh-uy', 'urging_get', 'DD-2025-00003')), '404 not-found', 'a foreign agency does not see it');
select is((select count(*) from jsonb_array_elements(tests.call('tinh-uy', 'urging_list') #> '{body,items}') as i (item) where i.item ->> 'task' <> 'NV-given'), 0::bigint, 'nor in a list');
update register.tasks set lead_agency_id = private.agency_id('ubnd-tinh') where code = 'NV-given';
select is(tests.got(tests.call('tinh-uy', 'urging_list', '', '{"audience":"agency_head"}'), 'items', '0', 'task'), 'NV-given', 'what went to it stays its own when the task goes to another');
select is(tests.call('office', 'urging_list', '', '{"after":"DD-2025-00006","limit":2}') #>> '{body,items,0,code}', 'DD-2025-00007', 'whoever has read up to one asks for what comes after it');
select is(tests.faults(tests.call('tinh-uy', 'urging_list', '', jsonb_build_object('after', (select u.id from register.urgings u where u.code = 'DD-2025-00003')))),
          '{"after":"not-found"}', 'by an id of those it may see');
select is(tests.call('tinh-uy', 'urging_list', '', '{"after":"DD-2025-00003"}') #>> '{body,items}', tests.call('tinh-uy', 'urging_list', '', '{"after":"DD-2025-00002"}') #>> '{body,items}',
          'by a code also after one it does not see (any more): it is not stuck');
select is((select count(*) from register.journal j where j.object_kind = 'urging' and j.action = 'insert'), (select count(*) from register.urgings), 'the journal has each');
select throws_ok('delete from register.urgings', '42501', null, 'none is removed');
select throws_ok('update register.urging_rungs set workdays = 2', '42501', null, 'nor is a ladder changed');

-- The days of rungs are those that counting one by one gives.
insert into register.urging_ladders (version, effective_on, note, client) values (50, '2031-01-01', 'thử', '');
insert into register.urging_rungs (ladder_version, code, place, workdays, audience, text_vi, text_en)
select 50, 'n' || n, n + 15, n, 'officer', 'x', 'x' from generate_series(-14, 14) as n;
create temporary table days as
select d.* from private.urging_days(array(select date '2025-02-01' + n from generate_series(0, 600) as n), '2025-06-02') as d where d.ladder_version = 50;
select is_empty($$select d.due_on, d.workdays, d.rung_on from days d
    where d.rung_on is distinct from case when d.workdays = 0 and not private.is_workday(d.due_on) then private.workday_add(d.due_on, -1)
                                          else private.workday_add(d.due_on, d.workdays) end$$,
    'every rung from 14 working days before to 14 after, for each deadline of twenty months');
select is_empty($$select d.due_on, d.workdays_late from days d where d.workdays = 0 and d.workdays_late is distinct from
    case when d.due_on > '2025-06-02' then -private.workdays_between('2025-06-02', d.due_on) else private.workdays_between(d.due_on, '2025-06-02') end$$,
    'and so is the lateness');

-- The letter.
select is((tests.call('office', 'urging_letter', 'DD-2025-00007') -> 'body') - array['issuer', 'issuer_above', 'addressee', 'opening', 'closing', 'family', 'post'],
    $${"urging":"DD-2025-00007","number":null,"dated":"2025-05-10","subject":"V/v nhắc việc thực hiện nhiệm vụ được giao","text":"Việc a","items":[
       {"urging":"DD-2025-00007","task":"NV-4","title":"Nhiệm vụ NV-4","product":"Báo cáo","due_on":"2025-05-12","workdays_late":-1,"times":1}]}$$,
    'a letter is about what went to the officers that day');
select is((select tests.call('office', 'urging_letter', u.code) #>> '{body,subject}' || ' / ' || (tests.call('office', 'urging_letter', u.code) #>> '{body,closing}')
           from register.urgings u where u.agency_id is null order by u.year, u.number limit 1),
    'V/v báo cáo nhiệm vụ chưa hoàn thành / Kính đề nghị xem xét, cho ý kiến.', 'a body of the committee is told and asked, not urged');

-- Words.
select is(private.urging_lateness(null, null, 'en') || ' / ' || private.urging_lateness(null, null, 'vi'), 'no deadline / không có thời hạn', 'of days nobody knows none are told');
select is(private.urging_lateness(-2, '2025-06-30', 'en'), 'due 2025-06-30, 2 working days left', 'days before the deadline');
select is_empty($$select o.subject from register.outbox o where o.kind = 'urging_digest' and o.subject !~ case jsonb_array_length(o.about) when 1 then ': 1 task$' else ' tasks$' end$$,
    'one task is no tasks');
select isnt_empty($$select from register.outbox o where o.kind = 'urging_digest' and jsonb_array_length(o.about) = 1$$, 'and there was one');
-- Days nobody counts to.
select is(tests.faults(tests.call('so-khcn', 'urging_rules_test', '', jsonb_build_object('task', 'NV-2', 'on', d))), jsonb_build_object('on', c), 'a day far off is refused: ' || d)
from (values ('9999-12-31', 'too-large'), ('0001-01-01', 'too-small')) as w (d, c);
select pg_temp.task('FAR-1', '9999-12-31');
set local statement_timeout = '3s';
select is(tests.call('so-khcn', 'urging_rules_test', '', '{"task":"FAR-1"}') #> '{body,rungs}', '[]', 'a deadline at the end of time takes no time');
set local statement_timeout = 0;

-- The default ladder, and tasks that come to it late: back from a report, an obstacle, a suspension, or a clerk that stood still.
set local steer.today = '2025-05-20';
insert into register.urging_ladders (version, effective_on, note, client) values (51, '2025-05-20', 'thử', '');
insert into register.urging_rungs select 51, code, place, after_rung, workdays, audience, text_vi, text_en from register.urging_rungs where ladder_version = 1 order by place;
create function pg_temp.nights(p_from date, p_to date) returns bigint language sql as $$
    select count(pg_temp.run(d::date::text)) from generate_series(p_from, p_to, interval '1 day') as d;
$$;
create function pg_temp.climbed(p_task text) returns text language sql as $$
    select string_agg(to_char(u.fired_on, 'MM-DD') || ' ' || coalesce(u.rung, 'manual'), ', ' order by u.times) from register.urgings u where u.task_code = p_task;
$$;
select pg_temp.task('LATE-1', '2025-06-10', 'reported'), pg_temp.task('LATE-2', '2025-06-10', 'blocked'), pg_temp.task('LATE-3', '2025-06-10', 'suspended'),
       pg_temp.task('STOP-1', '2025-07-31'), pg_temp.task('STOP-2', '2025-08-19'), pg_temp.task('STOP-3', '2025-08-18');
select pg_temp.run('2025-07-14');
update register.tasks set state = case code when 'LATE-1' then 'returned' else 'in_progress' end where code like 'LATE-%';
select is(pg_temp.verdicts('LATE-1', '2025-07-15'), 'remind-10 2025-05-27 missed, remind-3 2025-06-05 missed, head-1 2025-06-11 fires, office-5 2025-06-17 next-day, '
    'deputy-10 2025-06-24 next-day, agenda-15 2025-07-01 next-day, inspection-20 2025-07-08 next-day', 'of a report returned late the reminders are missed and one rung fires');
select is((select string_agg(r.rung ->> 'text_vi', ' | ') || ' | ' || string_agg(r.rung ->> 'text_en', ' | ')
           from jsonb_array_elements(tests.call('office', 'urging_rules_test', '', '{"task":"LATE-1","on":"2025-07-15"}') #> '{body,rungs}') as r (rung) where r.rung ->> 'rung' in ('remind-3', 'office-5')),
    'Đã lỡ, không phát nữa: 3 ngày làm việc trước thời hạn 10/06/2025, thời hạn đó đã qua | Chờ ngày làm việc sau: 5 ngày làm việc sau thời hạn 10/06/2025, tức ngày 17/06/2025; mỗi ngày một nhiệm vụ chỉ phát một nấc, theo thứ tự | '
    'Missed, and does not fire any more: 3 working days before the deadline 2025-06-10, which has passed | Waits for a working day to come: 5 working days after the deadline 2025-06-10, that is 2025-06-17; of a task one rung fires a day, in order',
    'in words');
select pg_temp.run('2025-07-15');
select is(pg_temp.run('2025-07-15') ->> 'fired', '0', 'nothing more that day, however often it runs');
select is(pg_temp.verdicts('LATE-1', '2025-07-15') ~ 'head-1 2025-06-11 fired, office-5 2025-06-17 next-day', true, 'as is told');
select is((select string_agg(i.item ->> 'task', ' ' order by i.place)
           from register.urgings u, jsonb_array_elements(tests.call('office', 'urging_letter', u.code) #> '{body,items}') with ordinality as i (item, place)
           where u.task_code = 'LATE-2'), 'LATE-1 LATE-2 LATE-3', 'a letter is about all that went to the same head that day');
select pg_temp.run('2025-07-16'), set_config('steer.today', '2025-07-17', true);
select is(tests.outcome(tests.call('office', 'urging_create', 'LATE-2', '{}', '{"text_vi":"x"}')), '201', 'one by hand, in between');
select pg_temp.nights('2025-07-17', '2025-07-20');
update register.tasks set due_on = '2025-07-22' where code = 'LATE-3';
select pg_temp.nights('2025-07-21', '2025-07-21');
update register.tasks set due_on = '2025-07-24' where code = 'LATE-3';
select pg_temp.nights('2025-07-21', '2025-07-25');
select is(pg_temp.climbed('LATE-1'), '07-15 head-1, 07-16 office-5, 07-17 deputy-10, 07-18 agenda-15, 07-21 inspection-20', 'one rung a day, on working days, in their order');
select is(pg_temp.climbed('LATE-2'), '07-15 head-1, 07-16 office-5, 07-17 manual, 07-17 deputy-10, 07-18 agenda-15, 07-21 inspection-20', 'so after an obstacle; one by hand takes no turn');
select is(pg_temp.climbed('LATE-3'), '07-15 head-1, 07-16 office-5, 07-17 deputy-10, 07-18 agenda-15, 07-21 remind-10, 07-22 remind-10, 07-23 remind-3, 07-25 head-1',
    'so after a suspension; each new deadline begins anew, not twice on one day');
select is(pg_temp.climbed('STOP-1'), '07-17 remind-10', 'then the clerk stands still for a month');
select pg_temp.nights('2025-08-17', '2025-08-29');
select is(pg_temp.climbed('STOP-1'), '07-17 remind-10, 08-17 head-1, 08-18 office-5, 08-19 deputy-10, 08-21 agenda-15, 08-28 inspection-20',
    'what it missed begins at once, on a Sunday too, and goes on a rung each working day');
select is(pg_temp.climbed('STOP-2'), '08-17 remind-10, 08-18 remind-3, 08-20 head-1, 08-26 office-5', 'reminders come as long as the deadline has not');
select is(pg_temp.climbed('STOP-3'), '08-17 remind-10, 08-18 remind-3, 08-19 head-1, 08-25 office-5', 'on its very day the last time');
select is_empty($$select from register.outbox o where o.kind = 'urging_digest' group by o.subject, o.agency_id, o.audience having count(*) > 1$$, 'one message to each a day');
select is_empty($$select from register.urgings u where u.kind = 'rung' group by u.task_id, u.fired_on having count(*) > 1$$, 'one rung of a task a day');
select finish();
rollback;
