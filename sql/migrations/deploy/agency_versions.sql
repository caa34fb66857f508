-- agency_versions.sql - what each agency was called, what it was and whom it stood under: in force over days, known over instants.
begin;
set local role steer_owner;

create table register.agency_versions (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references register.agencies on delete restrict,
    name_vi varchar(300) not null,
    name_en varchar(300),
    kind text not null constraint agency_versions_kind check (kind in (
        'party_committee', 'party_body', 'people_council', 'people_committee', 'department', 'commune',
        'public_unit', 'union', 'enterprise', 'central', 'other')),
    parent_id uuid references register.agencies on delete restrict
        constraint agency_versions_not_own_parent check (parent_id <> agency_id),
    valid daterange not null constraint agency_versions_valid check (not isempty(valid)),
    known tstzrange not null constraint agency_versions_known check (not isempty(known) and not lower_inf(known)),
    constraint agency_versions_nfc check (concat_ws(' ', name_vi, name_en) is nfc normalized),
    constraint agency_versions_one_at_a_time
        exclude using gist (agency_id extensions.gist_uuid_ops with =, valid with &&, known with &&)
);
comment on table register.agency_versions is
    'An agency over time, on both clocks: on no day is it two things by what is known at one instant. register.agencies holds the values of today.';
comment on column register.agency_versions.valid is 'The days it was so. An agency is in force on the days of its versions, which leave no gap.';
comment on column register.agency_versions.known is 'Half-open. Ends when the register learns otherwise; that is the one change a version sees.';
create index agency_versions_now on register.agency_versions (agency_id) where upper_inf(known);
create index agency_versions_parent on register.agency_versions (parent_id) where upper_inf(known);

create trigger agency_versions_only_close before update on register.agency_versions for each row
    when (not upper_inf(old.known) or lower(new.known) <> lower(old.known)
          or (old.id, old.agency_id, old.name_vi, old.name_en, old.kind, old.parent_id, old.valid)
             is distinct from (new.id, new.agency_id, new.name_vi, new.name_en, new.kind, new.parent_id, new.valid))
    execute function private.refuse_change();
create trigger agency_versions_stay before delete or truncate on register.agency_versions
    for each statement execute function private.refuse_change();

alter table register.agency_versions enable row level security;
alter table register.agency_versions force row level security;
create policy owner_does_all on register.agency_versions to steer_owner using (true) with check (true);
create policy everybody_reads on register.agency_versions for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.agency_versions to steer_office, steer_admin using (true) with check (true);

-- What is there already has been known since it was last changed.
insert into register.agency_versions (agency_id, name_vi, name_en, kind, parent_id, valid, known)
select a.id, a.name_vi, a.name_en, a.kind, a.parent_id, daterange(a.valid_from, a.valid_to),
       tstzrange(least(a.updated_at, k.at), null)
from register.agencies a cross join register.known_clock k;

alter table register.agency_identifiers add column known tstzrange;
update register.agency_identifiers i
set known = tstzrange(least(i.created_at, k.at), null)
from register.known_clock k;
alter table register.agency_identifiers
    alter column known set not null,
    add constraint agency_identifiers_known check (not isempty(known) and not lower_inf(known)),
    drop constraint agency_identifiers_one_agency_at_a_time,
    add constraint agency_identifiers_one_agency_at_a_time
        exclude using gist (
            scheme extensions.gist_text_ops with =,
            value extensions.gist_text_ops with =,
            validity with &&,
            known with &&);
comment on column register.agency_identifiers.known is 'Half-open. Ends when the register learns otherwise; that is the one change an identifier sees.';
create trigger agency_identifiers_only_close before update on register.agency_identifiers for each row
    when (not upper_inf(old.known) or lower(new.known) <> lower(old.known)
          or (old.id, old.agency_id, old.scheme, old.value, old.validity, old.created_at)
             is distinct from (new.id, new.agency_id, new.scheme, new.value, new.validity, new.created_at))
    execute function private.refuse_change();
create trigger agency_identifiers_stay before delete or truncate on register.agency_identifiers
    for each statement execute function private.refuse_change();

commit;
