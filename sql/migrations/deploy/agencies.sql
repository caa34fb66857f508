-- agencies.sql - the agencies and their identifiers.
begin;
set local role steer_owner;

create table register.agencies (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    name_vi varchar(300) not null,
    name_en varchar(300),
    kind text not null constraint agencies_kind check (kind in (
        'party_committee', 'party_body', 'people_council', 'people_committee', 'department', 'commune',
        'public_unit', 'union', 'enterprise', 'central', 'other')),
    parent_id uuid references register.agencies on delete restrict
        constraint agencies_not_own_parent check (parent_id <> id),
    valid_from date,
    valid_to date,
    note varchar(2000),
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    search tsvector not null generated always as (
        private.search_vector(code || ' ' || name_vi || ' ' || coalesce(name_en, ''))) stored,
    constraint agencies_validity check (valid_from < valid_to),
    constraint agencies_nfc check (concat_ws(' ', name_vi, name_en, note) is nfc normalized)
);
comment on table register.agencies is
    'Party bodies, councils, committees, departments, communes and others that lead, join or assign tasks. Never removed: an agency that ends is closed with valid_to.';
comment on column register.agencies.valid_to is 'The first day it is no longer in force.';
create index agencies_parent on register.agencies (parent_id);
create index agencies_name on register.agencies (name_vi collate "vi-x-icu", id);

create trigger agencies_stay before delete or truncate on register.agencies
    for each statement execute function private.refuse_change();

alter table register.agencies enable row level security;
alter table register.agencies force row level security;
create policy owner_does_all on register.agencies to steer_owner using (true) with check (true);
create policy everybody_reads on register.agencies for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.agencies to steer_office, steer_admin using (true) with check (true);

create table register.agency_identifiers (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references register.agencies on delete restrict,
    scheme text not null constraint agency_identifiers_scheme check (scheme in ('qd20', 'qcvn102', 'gso', 'internal')),
    value text collate "C" not null
        constraint agency_identifiers_value check (
            length(value) between 1 and 35
            and case scheme
                    when 'internal' then value is nfc normalized
                    when 'gso' then value ~ '^[0-9]+$'
                    else value ~ '^[A-Z0-9]+(\.[A-Z0-9]+)*$'
                end),
    validity daterange not null default daterange(null, null),
    created_at timestamptz not null default transaction_timestamp(),
    constraint agency_identifiers_validity check (not isempty(validity)),
    constraint agency_identifiers_one_agency_at_a_time
        exclude using gist (
            scheme extensions.gist_text_ops with =,
            value extensions.gist_text_ops with =,
            validity with &&)
);
comment on table register.agency_identifiers is
    'What an agency is called in one scheme over a period: qd20 (QĐ 20/2020/QĐ-TTg), qcvn102 (QCVN 102:2016), gso (statistical code), internal. One identifier names at most one agency on any day.';
create index agency_identifiers_agency on register.agency_identifiers (agency_id);
create index agency_identifiers_value on register.agency_identifiers (value);

alter table register.agency_identifiers enable row level security;
alter table register.agency_identifiers force row level security;
create policy owner_does_all on register.agency_identifiers to steer_owner using (true) with check (true);
create policy everybody_reads on register.agency_identifiers for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.agency_identifiers to steer_office, steer_admin using (true) with check (true);

commit;
