-- agency_changes.sql - mergers, splits, renamings and dissolutions of agencies: planned, decided, and what was handed over.
begin;
set local role steer_owner;

create table register.agency_changes (
    id uuid primary key default gen_random_uuid(),
    kind text not null constraint agency_changes_kind check (kind in ('merge', 'split', 'rename', 'dissolve')),
    effective_on date not null,
    document_id uuid not null references register.documents on delete restrict,
    agency_ids uuid[] not null constraint agency_changes_agencies check (cardinality(agency_ids) > 0),
    into_ids uuid[] not null,
    handover jsonb not null default '{}',
    note varchar(2000),
    client text not null,
    known_at timestamptz not null,
    carried_out_at timestamptz,
    constraint agency_changes_into check ((cardinality(into_ids) = 0) = (kind = 'dissolve')),
    constraint agency_changes_nfc check (note is nfc normalized)
);
comment on table register.agency_changes is
    'What was decided about agencies. One document may order many changes: a province that merges is its committee, its council and its departments.';
comment on column register.agency_changes.effective_on is 'The first day after it: agencies that end are not in force on it, their successors are.';
comment on column register.agency_changes.agency_ids is 'The agencies it is about. Those that are not among into_ids end.';
comment on column register.agency_changes.handover is 'Who takes over what, as the plan said; what comes to an ending agency later goes the same way.';
comment on column register.agency_changes.carried_out_at is 'When the day had come and what was to be handed over was first looked at.';
create index agency_changes_effective_on on register.agency_changes (effective_on, id);
create index agency_changes_document on register.agency_changes (document_id);

create trigger agency_changes_only_carried_out before update on register.agency_changes for each row
    when (old.carried_out_at is not null
          or (old.id, old.kind, old.effective_on, old.document_id, old.agency_ids, old.into_ids, old.handover, old.note,
              old.client, old.known_at)
             is distinct from
             (new.id, new.kind, new.effective_on, new.document_id, new.agency_ids, new.into_ids, new.handover, new.note,
              new.client, new.known_at))
    execute function private.refuse_change();
create trigger agency_changes_stay before delete or truncate on register.agency_changes
    for each statement execute function private.refuse_change();

alter table register.agency_changes enable row level security;
alter table register.agency_changes force row level security;
create policy owner_does_all on register.agency_changes to steer_owner using (true) with check (true);
create policy everybody_reads on register.agency_changes for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.agency_changes to steer_office, steer_admin using (true) with check (true);

create table register.agency_successions (
    change_id uuid not null references register.agency_changes on delete restrict,
    from_agency_id uuid not null references register.agencies on delete restrict,
    to_agency_id uuid not null references register.agencies on delete restrict,
    valid_on date not null,
    known_at timestamptz not null,
    primary key (from_agency_id, to_agency_id),
    constraint agency_successions_not_itself check (from_agency_id <> to_agency_id)
);
comment on table register.agency_successions is
    'Who came after an agency that ended. A successor is in force on that day, so it ends later, if ever: successions cannot run in a circle.';
comment on column register.agency_successions.valid_on is 'The first day of the successor in its place.';
create index agency_successions_to on register.agency_successions (to_agency_id);
create index agency_successions_change on register.agency_successions (change_id);

create trigger agency_successions_only_grow before update or delete or truncate on register.agency_successions
    for each statement execute function private.refuse_change();

alter table register.agency_successions enable row level security;
alter table register.agency_successions force row level security;
create policy owner_does_all on register.agency_successions to steer_owner using (true) with check (true);
create policy everybody_reads on register.agency_successions for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.agency_successions to steer_office, steer_admin using (true) with check (true);

create table register.agency_change_plans (
    id uuid primary key default gen_random_uuid(),
    kind text not null constraint agency_change_plans_kind check (kind in ('merge', 'split', 'rename', 'dissolve')),
    effective_on date not null,
    given jsonb not null,
    base jsonb not null,
    changes jsonb not null,
    listed jsonb not null,
    checks jsonb not null,
    change_id uuid references register.agency_changes on delete restrict
        constraint agency_change_plans_applied_once unique,
    created_by text not null,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    constraint agency_change_plans_nfc check (given::text is nfc normalized)
);
comment on table register.agency_change_plans is 'What shall become of agencies: planned, looked at, applied with the decision. Kept for ever.';
comment on column register.agency_change_plans.given is 'The plan as it was sent.';
comment on column register.agency_change_plans.base is 'The versions of the agencies it names, as they were.';
comment on column register.agency_change_plans.listed is 'What it said would be handed over: what is applied is what was looked at.';
create index agency_change_plans_age on register.agency_change_plans (created_at, id);

create trigger agency_change_plans_only_applied before update on register.agency_change_plans for each row
    when (old.change_id is not null
          or (old.id, old.kind, old.effective_on, old.given, old.base, old.changes, old.listed, old.checks, old.created_by, old.created_at)
             is distinct from
             (new.id, new.kind, new.effective_on, new.given, new.base, new.changes, new.listed, new.checks, new.created_by, new.created_at))
    execute function private.refuse_change();
create trigger agency_change_plans_stay before delete or truncate on register.agency_change_plans
    for each statement execute function private.refuse_change();

alter table register.agency_change_plans enable row level security;
alter table register.agency_change_plans force row level security;
create policy owner_does_all on register.agency_change_plans to steer_owner using (true) with check (true);
create policy all_are_read on register.agency_change_plans for select to steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.agency_change_plans to steer_office, steer_admin using (true) with check (true);

create table register.agency_handovers (
    id uuid primary key default gen_random_uuid(),
    change_id uuid not null references register.agency_changes on delete restrict,
    object_kind text not null constraint agency_handovers_kind check (object_kind in ('task', 'post', 'seat', 'client')),
    object_id uuid not null,
    object_code text collate "C" not null,
    object_name text not null,
    part text not null constraint agency_handovers_part check (part in ('lead', 'co', 'post', 'seat', 'client')),
    from_agency_id uuid not null references register.agencies on delete restrict,
    to_agency_id uuid references register.agencies on delete restrict,
    stays boolean not null default false,
    done_at timestamptz,
    outcome text constraint agency_handovers_outcome check (outcome in ('handed_over', 'ended', 'lapsed')),
    constraint agency_handovers_once unique (change_id, object_kind, object_id, from_agency_id),
    constraint agency_handovers_done check ((done_at is null) = (outcome is null)),
    constraint agency_handovers_nfc check (object_name is nfc normalized)
);
comment on table register.agency_handovers is 'What an agency that ends hands over to whom: one row for each task, post, seat and API client.';
comment on column register.agency_handovers.object_id is 'No reference: it is one of four tables.';
comment on column register.agency_handovers.object_name is 'What it was called when it was listed; not the name of a person.';
comment on column register.agency_handovers.part is 'Of a task: which part the agency had in it.';
comment on column register.agency_handovers.to_agency_id is 'Null: nobody has decided yet, or by decision nobody (stays).';
comment on column register.agency_handovers.stays is 'By decision nobody takes it over: a post ends, a seat represents nobody, a client stays without an agency to act for.';
comment on column register.agency_handovers.outcome is 'ended: a post nobody took over; lapsed: there was nothing to hand over any more.';
create index agency_handovers_open on register.agency_handovers (change_id) where done_at is null;
create index agency_handovers_object on register.agency_handovers (object_id) where done_at is null;

create trigger agency_handovers_stay before delete or truncate on register.agency_handovers
    for each statement execute function private.refuse_change();

alter table register.agency_handovers enable row level security;
alter table register.agency_handovers force row level security;
create policy owner_does_all on register.agency_handovers to steer_owner using (true) with check (true);
create policy all_are_read on register.agency_handovers for select to steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.agency_handovers to steer_office, steer_admin using (true) with check (true);

-- Looked at for every request: a join there costs more than the rest of the look.
alter table register.api_clients add column agency_ends_on date;
comment on column register.api_clients.agency_ends_on is 'valid_to of its agency, kept by triggers on both tables.';

create function private.client_agency_end() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    new.agency_ends_on := (select a.valid_to from register.agencies a where a.id = new.agency_id);
    return new;
end
$$;
comment on function private.client_agency_end() is 'A client knows when its agency ends.';
create trigger api_clients_agency_end before insert or update of agency_id on register.api_clients
    for each row execute function private.client_agency_end();

create function private.agency_clients_end() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    update register.api_clients c set agency_ends_on = new.valid_to where c.agency_id = new.id;
    return null;
end
$$;
comment on function private.agency_clients_end() is 'An agency tells its clients when it ends.';
create trigger agencies_clients_end after update of valid_to on register.agencies
    for each row when (new.valid_to is distinct from old.valid_to) execute function private.agency_clients_end();
update register.api_clients c set agency_ends_on = a.valid_to
from register.agencies a where a.id = c.agency_id and a.valid_to is not null;

-- A task that is handed over stays where it stands.
alter table register.transitions
    drop constraint transitions_action,
    add constraint transitions_action check (action in (
        'assign', 'receive', 'start', 'progress', 'report', 'verify', 'return', 'suspend', 'resume',
        'cancel', 'transfer', 'block', 'unblock', 'reopen', 'handover'));
insert into register.transitions (action, from_state, to_state, by_hand)
select 'handover', s.state, s.state, false
from string_to_table('draft assigned received in_progress reported returned suspended blocked', ' ') as s (state);

commit;
