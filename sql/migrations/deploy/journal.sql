-- journal.sql - the one record of every change: written by triggers only, never changed.
begin;
set local role steer_owner;

create table register.journal (
    id bigint generated always as identity primary key,
    at timestamptz not null default transaction_timestamp(),
    transaction xid8 not null default pg_current_xact_id(),
    operation text not null,
    client text not null,
    agency_id uuid,
    role text not null,
    request text not null,
    action text not null constraint journal_action check (action in ('insert', 'update', 'delete')),
    object_kind text not null,
    object_id text not null,
    object_code text,
    before jsonb,
    after jsonb
);
comment on table register.journal is
    'One row for every row inserted, changed or removed, written in the same transaction by a trigger: no row here, no commit there. Secrets are redacted.';
comment on column register.journal.transaction is 'Rows of transactions below pg_snapshot_xmin are complete and can be sealed in order.';
comment on column register.journal.operation is 'The operation of the API, or the script of the deployment, that made the change.';
comment on column register.journal.client is 'Code of the API client; empty for a script of the deployment.';
comment on column register.journal.agency_id is 'The agency on whose behalf. No reference: the journal outlives what it tells of.';
comment on column register.journal.before is 'Of a change only the columns that changed, as they were; of a removal the whole row.';
comment on column register.journal.after is 'Of a change only the columns that changed, as they are now; of an insertion the whole row.';

create index journal_object on register.journal (object_id, id);
create index journal_object_code on register.journal (object_code, id);
-- Rows come in the order of time, so that the smallest of indexes will do.
create index journal_at on register.journal using brin (at);

create trigger journal_only_grows before update or delete or truncate on register.journal
    for each statement execute function private.refuse_change();

alter table register.journal enable row level security;
alter table register.journal force row level security;
create policy owner_writes on register.journal for insert to steer_owner with check (true);
create policy owner_reads on register.journal for select to steer_owner using (true);
create policy auditor_reads on register.journal for select to steer_auditor, steer_admin using (true);

commit;
