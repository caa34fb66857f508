-- programmes.sql - programmes and plans that group tasks, and the targets of the resolution.
begin;
set local role steer_owner;

create table register.programmes (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    name_vi varchar(500) not null,
    name_en varchar(500),
    document_id uuid references register.documents on delete restrict,
    starts_on date,
    ends_on date,
    note varchar(2000),
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    search tsvector not null generated always as (
        private.search_vector(code || ' ' || name_vi || ' ' || coalesce(name_en, ''))) stored,
    constraint programmes_period check (starts_on <= ends_on),
    constraint programmes_nfc check (concat_ws(' ', name_vi, name_en, note) is nfc normalized)
);
comment on table register.programmes is 'Action programmes, plans and work programmes: a task belongs to at most one.';
comment on column register.programmes.ends_on is 'Its last day.';
create index programmes_document on register.programmes (document_id);

alter table register.programmes enable row level security;
alter table register.programmes force row level security;
create policy owner_does_all on register.programmes to steer_owner using (true) with check (true);
create policy everybody_reads on register.programmes for select
    to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.programmes to steer_office using (true) with check (true);

create table register.targets (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    name_vi text not null,
    name_en text not null,
    operator text not null constraint targets_operator check (operator in ('gt', 'ge', 'eq', 'range', 'rank_le')),
    low numeric not null,
    high numeric,
    unit text not null,
    basis text not null constraint targets_basis check (basis in ('level', 'growth')),
    source text not null,
    rank smallint not null,
    constraint targets_high check ((operator = 'range') = (high is not null) and low <= high),
    constraint targets_nfc check (concat_ws(' ', name_vi, source) is nfc normalized)
);
comment on table register.targets is 'The targets of Resolution 57-NQ/TW for 2030.';
comment on column register.targets.rank is 'Place in the list.';

alter table register.targets enable row level security;
alter table register.targets force row level security;
create policy owner_does_all on register.targets to steer_owner using (true) with check (true);
create policy everybody_reads on register.targets for select
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin using (true);

commit;
