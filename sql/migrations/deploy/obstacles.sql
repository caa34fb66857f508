-- obstacles.sql - what stands in the way of tasks, what was proposed against it, and what became of it.
begin;
set local role steer_owner;

create table register.obstacle_numbers (
    year integer primary key,
    last integer not null
);
comment on table register.obstacle_numbers is 'The last number given out for codes VM-<year>-<number>.';

alter table register.obstacle_numbers enable row level security;
alter table register.obstacle_numbers force row level security;
create policy owner_does_all on register.obstacle_numbers to steer_owner using (true) with check (true);
create policy who_raises_counts on register.obstacle_numbers to steer_agency, steer_office using (true) with check (true);

create table register.obstacles (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    task_id uuid not null references register.tasks on delete restrict,
    title varchar(500) not null,
    description varchar(4000),
    needs_level text not null constraint obstacles_level check (needs_level in ('agency', 'province', 'central')),
    raised_by_id uuid references register.agencies on delete restrict,
    raised_on date not null,
    status_update_id uuid references register.status_updates on delete restrict,
    state text not null default 'open' constraint obstacles_state check (state in ('open', 'solved', 'rejected')),
    closed_on date,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    title_words text[] not null generated always as (private.search_words(title)) stored,
    constraint obstacles_closed check ((state = 'open') = (closed_on is null) and closed_on >= raised_on),
    constraint obstacles_nfc check (concat_ws(' ', title, description) is nfc normalized)
);
comment on table register.obstacles is
    'Khó khăn, vướng mắc: what keeps a task from going on, and the level able to solve it. One that is open and beyond the agencies blocks its task (private.obstacles_settle).';
comment on column register.obstacles.needs_level is 'agency: who leads the task can solve it; province, central: the task is blocked meanwhile.';
comment on column register.obstacles.raised_by_id is 'The agency that raised it; null: the committee office.';
comment on column register.obstacles.status_update_id is 'The push it came with; null: raised by hand.';
comment on column register.obstacles.title_words is
    'What two titles are compared by: words, without case, signs and tone marks, since systems write the same title now with them, now without.';
create unique index obstacles_once on register.obstacles (task_id, title_words) where state = 'open';
create index obstacles_task on register.obstacles (task_id);
create index obstacles_raised on register.obstacles (raised_on, code);
create index obstacles_status_update on register.obstacles (status_update_id) where status_update_id is not null;

create trigger obstacles_stay before delete or truncate on register.obstacles
    for each statement execute function private.refuse_change();

alter table register.obstacles enable row level security;
alter table register.obstacles force row level security;
create policy owner_does_all on register.obstacles to steer_owner using (true) with check (true);
create policy office_keeps on register.obstacles to steer_office using (true) with check (true);
create policy all_are_read on register.obstacles for select to steer_leader, steer_auditor, steer_admin using (true);
create policy agency_reads_its_own on register.obstacles for select to steer_agency using (
    exists (select from register.tasks t where t.id = task_id)
);
create policy agency_raises on register.obstacles for insert to steer_agency with check (
    raised_by_id = nullif(current_setting('steer.agency', true), '')::uuid and state = 'open'
    and exists (select from register.tasks t where t.id = task_id)
);
-- What is beyond the agencies is closed by the office; an agency can only send it there.
create policy agency_settles_its_level on register.obstacles for update to steer_agency
    using (needs_level = 'agency' and exists (select from register.tasks t where t.id = task_id))
    with check (needs_level = 'agency' or needs_level = 'province' and state = 'open');

create table register.obstacle_solutions (
    obstacle_id uuid not null references register.obstacles on delete restrict,
    number integer not null,
    text varchar(4000) not null,
    needs_level text not null constraint obstacle_solutions_level check (needs_level in ('agency', 'province', 'central')),
    proposed_by_id uuid references register.agencies on delete restrict,
    proposed_on date not null,
    client text not null,
    recorded_at timestamptz not null default transaction_timestamp(),
    primary key (obstacle_id, number),
    constraint obstacle_solutions_nfc check (text is nfc normalized)
);
comment on table register.obstacle_solutions is 'Giải pháp: what was proposed against an obstacle, by whom, and the level that would have to decide it.';
comment on column register.obstacle_solutions.proposed_by_id is 'Null: the committee office.';

create trigger obstacle_solutions_only_grow before update or delete or truncate on register.obstacle_solutions
    for each statement execute function private.refuse_change();

alter table register.obstacle_solutions enable row level security;
alter table register.obstacle_solutions force row level security;
create policy owner_does_all on register.obstacle_solutions to steer_owner using (true) with check (true);
create policy office_keeps on register.obstacle_solutions to steer_office using (true) with check (true);
create policy all_are_read on register.obstacle_solutions for select to steer_leader, steer_auditor, steer_admin using (true);
create policy agency_reads_its_own on register.obstacle_solutions for select to steer_agency using (
    exists (select from register.obstacles o where o.id = obstacle_id)
);
create policy agency_proposes on register.obstacle_solutions for insert to steer_agency with check (
    proposed_by_id = nullif(current_setting('steer.agency', true), '')::uuid
    and exists (select from register.obstacles o where o.id = obstacle_id)
);

create table register.obstacle_events (
    obstacle_id uuid not null references register.obstacles on delete restrict,
    number integer not null,
    action text not null constraint obstacle_events_action check (action in (
        'raised', 'escalated', 'lowered', 'solved', 'rejected', 'reopened')),
    state text not null,
    needs_level text not null,
    occurred_on date not null,
    reason varchar(2000),
    document_id uuid references register.documents on delete restrict,
    solution integer,
    agency_id uuid references register.agencies on delete restrict,
    client text not null,
    recorded_at timestamptz not null default transaction_timestamp(),
    primary key (obstacle_id, number),
    foreign key (obstacle_id, solution) references register.obstacle_solutions (obstacle_id, number) on delete restrict,
    constraint obstacle_events_document check (
        action not in ('solved', 'rejected') or needs_level = 'agency' or document_id is not null),
    constraint obstacle_events_nfc check (reason is nfc normalized)
);
comment on table register.obstacle_events is
    'What became of an obstacle, step by step. Append-only: how it stood at any time is the last step recorded before.';
comment on column register.obstacle_events.state is 'Of the obstacle afterwards, as needs_level.';
comment on column register.obstacle_events.occurred_on is 'The day it happened, which may lie before the day it was recorded.';
comment on column register.obstacle_events.solution is 'The proposal it was solved by.';
comment on column register.obstacle_events.agency_id is 'On whose behalf; null: the committee office.';
create index obstacle_events_document on register.obstacle_events (document_id) where document_id is not null;

create trigger obstacle_events_only_grow before update or delete or truncate on register.obstacle_events
    for each statement execute function private.refuse_change();

alter table register.obstacle_events enable row level security;
alter table register.obstacle_events force row level security;
create policy owner_does_all on register.obstacle_events to steer_owner using (true) with check (true);
create policy office_keeps on register.obstacle_events to steer_office using (true) with check (true);
create policy all_are_read on register.obstacle_events for select to steer_leader, steer_auditor, steer_admin using (true);
create policy agency_reads_its_own on register.obstacle_events for select to steer_agency using (
    exists (select from register.obstacles o where o.id = obstacle_id)
);
create policy agency_adds on register.obstacle_events for insert to steer_agency with check (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid
    and exists (select from register.obstacles o where o.id = obstacle_id)
);

alter table register.task_events add column obstacle_id uuid references register.obstacles on delete restrict;
comment on column register.task_events.obstacle_id is
    'For which obstacle the register itself blocked the task, or after which it went on; null: by hand, and by hand it is undone.';
create index task_events_obstacle on register.task_events (obstacle_id) where obstacle_id is not null;

commit;
