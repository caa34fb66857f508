-- life_cycle.sql - tests: exactly the legal moves of a task are possible, each with what it needs.
begin;
set search_path = public, tap;
select plan(12);

create temporary table states as
    select s.state from unnest('{draft,assigned,received,in_progress,reported,verified,returned,suspended,cancelled,blocked}'::text[]) as s (state);
create temporary table actions as
    select a.action from unnest('{assign,receive,start,report,verify,return,suspend,resume,cancel,transfer,block,unblock,reopen}'::text[]) as a (action);
-- domain.md, section 4, written out once more.
create temporary table legal (action text, from_state text, to_state text);
insert into legal
select m.action, f.state, m.to_state
from (values
    ('assign', 'draft', 'assigned'), ('receive', 'assigned', 'received'), ('start', 'assigned received returned', 'in_progress'),
    ('report', 'assigned received in_progress returned reported', 'reported'), ('verify', 'reported', 'verified'),
    ('return', 'reported', 'returned'), ('suspend', 'assigned received in_progress returned blocked', 'suspended'),
    ('resume', 'suspended', 'in_progress'), ('block', 'assigned received in_progress returned', 'blocked'),
    ('unblock', 'blocked', 'in_progress'),
    ('cancel', 'draft assigned received in_progress reported returned suspended blocked', 'cancelled'),
    ('transfer', 'assigned received in_progress returned blocked suspended', 'assigned'), ('reopen', 'verified', 'returned')
) as m (action, from_states, to_state), string_to_table(m.from_states, ' ') as f (state);

select tests.task('LC-' || s.state || '-' || a.action, s.state) from states s, actions a;
create temporary table moves as
    select s.state, a.action, tests.call('office', 'task_transition', 'LC-' || s.state || '-' || a.action, '{"if_match":1}',
        jsonb_build_object('action', a.action, 'reason', 'Lý do', 'document', '57-NQ/TW')
        || case a.action when 'transfer' then '{"to_agency":"ubnd-tinh"}' when 'report' then tests.report() else '{}' end) as answer
    from states s, actions a;
select results_eq(
    $$select m.action, m.state, tests.got(m.answer, 'state') from moves m where m.answer ->> 'status' = '200' order by 1, 2$$,
    $$select l.action, l.from_state, l.to_state from legal l order by 1, 2$$, 'of 130 pairs of state and action these move the task');
select is_empty($$select m.state, m.action, m.answer from moves m
    where m.answer ->> 'status' <> '200'
      and (tests.outcome(m.answer) <> '409 illegal-transition'
           or m.answer -> 'errors' <> jsonb_build_array(jsonb_build_object(
               'pointer', '/action', 'code', 'illegal-transition', 'args', jsonb_build_array(m.state, m.action))))$$,
    'all others are 409 illegal-transition at /action, with the state and the action');
select is_empty($$select m.state, m.action from moves m where m.answer ->> 'status' = '200'
    and (m.answer ->> 'etag' <> '"v2"' or not exists (
        select from register.task_events e join register.tasks t on t.id = e.task_id
        where t.code = 'LC-' || m.state || '-' || m.action and e.version = 2 and e.action = m.action
          and e.from_state = m.state and e.to_state = t.state and e.reason = 'Lý do' and e.document_id is not null))$$,
    'each move makes one version, and one event with reason and document');

create temporary table lacking as
    select n.action, n.need, tests.call('office', 'task_transition', 'LX-' || n.action || '-' || n.need, '{"if_match":1}',
        jsonb_build_object('action', n.action, 'reason', 'Lý do', 'document', '57-NQ/TW', 'to_agency', 'ubnd-tinh')
        - n.need - case when n.action = 'transfer' then '' else 'to_agency' end) as answer
    from (select n.action, n.need, tests.task('LX-' || n.action || '-' || n.need, n.state)
          from (values ('return', 'reported', 'reason'), ('suspend', 'assigned', 'reason'), ('block', 'assigned', 'reason'),
                       ('cancel', 'assigned', 'document'), ('transfer', 'assigned', 'to_agency'), ('transfer', 'assigned', 'reason'),
                       ('reopen', 'verified', 'reason'), ('reopen', 'verified', 'document')) as n (action, state, need) offset 0) as n;
select is_empty($$select * from lacking where tests.outcome(answer) <> '422 invalid-input'
    or tests.faults(answer) <> jsonb_build_object('/' || need, 'required')$$, 'what a move needs is asked for at its place');

insert into register.tasks (code, title) values ('LC-unclear', 'Chưa rõ');
create temporary table unclear as
    select tests.call('office', 'task_transition', 'LC-unclear', '{"if_match":1}', '{"action":"assign"}') as answer;
select is(tests.outcome(answer), '422 task-not-clear', 'a task that is not clear is not assigned') from unclear;
select is(tests.faults(answer), '{"/lead_agency":"required","/product":"required","/due_on":"required"}', 'all it lacks is told at once') from unclear;

select tests.task('LC-clear', 'draft');
select is(tests.outcome(tests.call('office', 'task_transition', 'LC-clear', '{"if_match":9}', '{"action":"assign"}')),
          '412 version-mismatch', 'the version that was read decides');
select tests.call('office', 'task_transition', 'LC-clear', '{"if_match":1}', '{"action":"assign","occurred_on":"2025-03-27"}');
select tests.call('office', 'task_transition', 'LC-clear', '{"if_match":2}',
                  '{"action":"transfer","to_agency":"ubnd-tinh","reason":"Sắp xếp","occurred_on":"2025-05-05"}');
select is(tests.call('office', 'task_get', 'LC-clear') -> 'body' ->> 'original_lead_agency', 'so-khcn', 'a transfer keeps the first agency on record');
select row_eq($$select t.state, private.agency_code(t.lead_agency_id), t.original_due_on, t.assigned_on from register.tasks t where t.code = 'LC-clear'$$,
    row('assigned'::text, 'ubnd-tinh'::text, date '2025-12-31', date '2025-05-05'), 'and assigns it to the second');
select is(tests.faults(tests.call('office', 'task_transition', 'LC-clear', '{"if_match":3}',
          '{"action":"transfer","to_agency":"ubnd-tinh","reason":"x"}')), '{"/to_agency":"duplicate"}', 'not to whom has it');
select is(tests.faults(tests.call('office', 'task_transition', 'LC-clear', '{"if_match":3}',
          '{"action":"receive","to_agency":"so-khcn","occurred_on":"2999-01-01","document":"no/1"}')),
          '{"/to_agency":"not-allowed","/occurred_on":"too-large","/document":"not-found"}', 'what does not belong is pointed at');
select results_eq($$select pushed_state, from_state, to_state from register.transitions where pushed_state is not null order by 1, 2$$,
    $$values ('in_progress', 'assigned', 'in_progress'), ('in_progress', 'blocked', 'blocked'), ('in_progress', 'in_progress', 'in_progress'),
             ('in_progress', 'received', 'in_progress'), ('in_progress', 'returned', 'in_progress'),
             ('received', 'assigned', 'received'), ('received', 'received', 'received'),
             ('reported', 'assigned', 'reported'), ('reported', 'in_progress', 'reported'), ('reported', 'received', 'reported'),
             ('reported', 'reported', 'reported'), ('reported', 'returned', 'reported')$$, 'a push moves a task along these');
select finish();
rollback;
