-- committees.sql - committees and teams, their seats, and the decisions that order both.
begin;
set local role steer_owner;

create table register.committee_roles (
    code text primary key,
    name_vi varchar(100) not null,
    name_en varchar(100) not null,
    family text not null constraint committee_roles_family check (family in ('committee', 'team')),
    rank smallint not null,
    head boolean not null,
    shown text not null generated always as (
        private.json_member('role', code) || ',' || private.json_member('role_name', name_vi)
        || ',' || private.json_member('role_name_en', name_en) || ',"head":' || case when head then 'true' else 'false' end) stored,
    constraint committee_roles_head unique (code, head),
    constraint committee_roles_nfc check (concat_ws(' ', name_vi, name_en) is nfc normalized)
);
comment on table register.committee_roles is 'What members of committees and teams are, in the order in which official lists name them.';
comment on column register.committee_roles.shown is 'Members of schema Seat, for private.seats_json.';
comment on column register.committee_roles.head is 'A committee has at most one head on any day.';
insert into register.committee_roles (code, name_vi, name_en, family, rank, head) values
    ('truong_ban', 'Trưởng ban', 'Head', 'committee', 1, true),
    ('pho_truong_ban_thuong_truc', 'Phó Trưởng ban Thường trực', 'Standing Deputy Head', 'committee', 2, false),
    ('pho_truong_ban', 'Phó Trưởng ban', 'Deputy Head', 'committee', 3, false),
    ('uy_vien_thuong_truc', 'Ủy viên Thường trực', 'Standing Member', 'committee', 4, false),
    ('uy_vien', 'Ủy viên', 'Member', 'committee', 5, false),
    ('thu_ky', 'Thư ký', 'Secretary', 'committee', 6, false),
    ('to_truong', 'Tổ trưởng', 'Team Leader', 'team', 7, true),
    ('to_pho_thuong_truc', 'Tổ phó Thường trực', 'Standing Deputy Team Leader', 'team', 8, false),
    ('to_pho', 'Tổ phó', 'Deputy Team Leader', 'team', 9, false),
    ('thanh_vien', 'Thành viên', 'Team Member', 'team', 10, false);

alter table register.committee_roles enable row level security;
alter table register.committee_roles force row level security;
create policy owner_does_all on register.committee_roles to steer_owner using (true) with check (true);
create policy everybody_reads on register.committee_roles for select
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin using (true);

create table register.committees (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp()
);
comment on table register.committees is 'Committees and teams: what they are stands in committee_versions. Never removed: dissolved by a decision.';
comment on column register.committees.version is 'Goes up with every decision: a plan made for an earlier one is stale.';

create trigger committees_stay before delete or truncate on register.committees
    for each statement execute function private.refuse_change();

alter table register.committees enable row level security;
alter table register.committees force row level security;
create policy owner_does_all on register.committees to steer_owner using (true) with check (true);
create policy everybody_reads on register.committees for select to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.committees to steer_office using (true) with check (true);

create table register.restructure_plans (
    id uuid primary key default gen_random_uuid(),
    committee_id uuid not null references register.committees on delete restrict,
    kind text not null constraint restructure_plans_kind check (
        kind in ('establish', 'restructure', 'swap', 'rename', 'replace', 'dissolve', 'correct')),
    base_version integer not null,
    effective_on date not null,
    until date,
    given jsonb not null,
    seats jsonb,
    attributes jsonb,
    replaces_id uuid references register.committees on delete restrict,
    corrects_id uuid,
    changes jsonb not null,
    checks jsonb not null,
    requires_approval boolean not null,
    created_by text not null,
    approved_by text,
    approved_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    constraint restructure_plans_approval check ((approved_by is null) = (approved_at is null) and approved_by <> created_by)
);
comment on table register.restructure_plans is
    'What a decision shall make of a committee: planned, looked at, approved where that is asked for, applied. Kept for ever, stale ones too.';
comment on column register.restructure_plans.until is 'The first day another decision already known orders the committee; null: none.';
comment on column register.restructure_plans.given is 'The plan as it was sent.';
comment on column register.restructure_plans.seats is 'The whole list it orders (private.seat_line, in order); null: the list stays.';
comment on column register.restructure_plans.attributes is 'The attributes it orders; null: they stay.';
create index restructure_plans_committee on register.restructure_plans (committee_id, created_at);
create index restructure_plans_replaces on register.restructure_plans (replaces_id);

create table register.decisions (
    id uuid primary key default gen_random_uuid(),
    committee_id uuid not null references register.committees on delete restrict,
    kind text not null constraint decisions_kind check (kind in (
        'establish', 'restructure', 'swap', 'rename', 'replace', 'replaced', 'dissolve', 'correct', 'agency_change')),
    document_id uuid references register.documents on delete restrict,
    note varchar(1000),
    effective_on date not null,
    known_at timestamptz not null,
    seats jsonb,
    attributes jsonb,
    corrects_id uuid references register.decisions on delete restrict
        constraint decisions_corrected_once unique,
    part_of_id uuid references register.decisions on delete restrict,
    plan_id uuid references register.restructure_plans on delete restrict
        constraint decisions_plan_applied_once unique,
    client text not null,
    created_at timestamptz not null default transaction_timestamp(),
    constraint decisions_document check (num_nonnulls(document_id, note) > 0),
    constraint decisions_nfc check (note is nfc normalized)
);
comment on table register.decisions is
    'What ordered a committee. Of those not corrected, the one that took effect last orders the list (seats) and, apart from it, the attributes; of two on one day the one known later. A decision that leaves one of both as it finds it does not order that. Never changed: a wrong one is corrected by another.';
comment on column register.decisions.note is 'Why there is no document: the register took it from elsewhere.';
comment on column register.decisions.seats is 'The whole list from that day on (private.seat_line, in order); null: not ordered.';
comment on column register.decisions.attributes is 'The attributes from that day on; null: not ordered.';
comment on column register.decisions.part_of_id is 'The decision on another committee that this one comes with: that one replaces this committee.';
create index decisions_committee on register.decisions (committee_id, effective_on);
create index decisions_part_of on register.decisions (part_of_id);
create index decisions_document on register.decisions (document_id);
create unique index decisions_one_document on register.decisions (document_id)
    where corrects_id is null and part_of_id is null and kind <> 'agency_change';
comment on index register.decisions_one_document is 'A document is one decision; correcting it, what comes with it, and an agency change apart.';

alter table register.restructure_plans
    add constraint restructure_plans_corrects foreign key (corrects_id) references register.decisions on delete restrict;
create index restructure_plans_corrects on register.restructure_plans (corrects_id);

create trigger decisions_only_grow before update or delete or truncate on register.decisions
    for each statement execute function private.refuse_change();
create trigger restructure_plans_stay before delete or truncate on register.restructure_plans
    for each statement execute function private.refuse_change();
create trigger restructure_plans_only_approved before update on register.restructure_plans for each row
    when ((old.id, old.committee_id, old.kind, old.base_version, old.effective_on, old.until, old.given, old.seats, old.attributes,
           old.replaces_id, old.corrects_id, old.changes, old.checks, old.requires_approval, old.created_by)
          is distinct from
          (new.id, new.committee_id, new.kind, new.base_version, new.effective_on, new.until, new.given, new.seats, new.attributes,
           new.replaces_id, new.corrects_id, new.changes, new.checks, new.requires_approval, new.created_by))
    execute function private.refuse_change();

alter table register.restructure_plans enable row level security;
alter table register.restructure_plans force row level security;
create policy owner_does_all on register.restructure_plans to steer_owner using (true) with check (true);
create policy everybody_reads on register.restructure_plans for select to steer_agency, steer_auditor, steer_admin using (true);
create policy leader_reads on register.restructure_plans for select to steer_leader using (true);
create policy leader_approves on register.restructure_plans for update to steer_leader using (true) with check (true);
create policy office_keeps on register.restructure_plans to steer_office using (true) with check (true);
alter table register.decisions enable row level security;
alter table register.decisions force row level security;
create policy owner_does_all on register.decisions to steer_owner using (true) with check (true);
create policy everybody_reads on register.decisions for select to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.decisions to steer_office using (true) with check (true);

create table register.committee_versions (
    id uuid primary key default gen_random_uuid(),
    committee_id uuid not null references register.committees on delete restrict,
    state text not null constraint committee_versions_state check (state in ('draft', 'active', 'replaced', 'dissolved')),
    name_vi varchar(500) not null,
    name_en varchar(500),
    theme varchar(200),
    issuer_id uuid not null references register.agencies on delete restrict,
    parent_id uuid references register.committees on delete restrict
        constraint committee_versions_not_own_parent check (parent_id <> committee_id),
    standing_agency_id uuid references register.agencies on delete restrict,
    part_time boolean not null,
    seal_note varchar(500),
    replaced_by_id uuid references register.committees on delete restrict,
    decision_id uuid references register.decisions on delete restrict,
    valid daterange not null constraint committee_versions_valid check (not isempty(valid)),
    known tstzrange not null constraint committee_versions_known check (not isempty(known)),
    search tsvector not null generated always as (private.search_vector(name_vi || ' ' || coalesce(name_en, ''))) stored,
    constraint committee_versions_draft check ((state = 'draft') = (decision_id is null)),
    constraint committee_versions_replaced check ((state = 'replaced') = (replaced_by_id is not null)),
    constraint committee_versions_nfc check (concat_ws(' ', name_vi, name_en, theme, seal_note) is nfc normalized),
    constraint committee_versions_one_at_a_time exclude using gist (
        committee_id extensions.gist_uuid_ops with =, valid with &&, known with &&)
);
comment on table register.committee_versions is
    'What a committee was over a period (valid), and when the register knew it so (known). A draft until a decision establishes it.';
comment on column register.committee_versions.known is 'Half-open. Ends when the register learns otherwise; that is the one change a version sees.';
comment on column register.committee_versions.part_time is 'Its members work for it beside their posts (kiêm nhiệm).';
comment on column register.committee_versions.seal_note is 'Whose seal it uses.';
comment on column register.committee_versions.decision_id is 'The decision that ordered it so on the first of these days; null: a draft.';
create index committee_versions_parent on register.committee_versions (parent_id);
create index committee_versions_issuer on register.committee_versions (issuer_id);
create index committee_versions_standing_agency on register.committee_versions (standing_agency_id);
create index committee_versions_replaced_by on register.committee_versions (replaced_by_id);
create index committee_versions_decision on register.committee_versions (decision_id);

create trigger committee_versions_only_close before update on register.committee_versions for each row
    when (not upper_inf(old.known) or lower(new.known) <> lower(old.known)
          or (old.id, old.committee_id, old.state, old.name_vi, old.name_en, old.theme, old.issuer_id, old.parent_id,
              old.standing_agency_id, old.part_time, old.seal_note, old.replaced_by_id, old.decision_id, old.valid)
             is distinct from
             (new.id, new.committee_id, new.state, new.name_vi, new.name_en, new.theme, new.issuer_id, new.parent_id,
              new.standing_agency_id, new.part_time, new.seal_note, new.replaced_by_id, new.decision_id, new.valid))
    execute function private.refuse_change();
create trigger committee_versions_stay before delete or truncate on register.committee_versions
    for each statement execute function private.refuse_change();

alter table register.committee_versions enable row level security;
alter table register.committee_versions force row level security;
create policy owner_does_all on register.committee_versions to steer_owner using (true) with check (true);
create policy everybody_reads on register.committee_versions for select to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.committee_versions to steer_office using (true) with check (true);

create table register.seats (
    id uuid primary key default gen_random_uuid(),
    committee_id uuid not null references register.committees on delete restrict,
    person_id uuid references register.people on delete restrict,
    post_id uuid references register.posts on delete restrict,
    constraint seats_one_holder check (num_nonnulls(person_id, post_id) = 1),
    constraint seats_person unique (committee_id, person_id),
    constraint seats_post unique (committee_id, post_id),
    -- What seat_versions refer to.
    constraint seats_of_people unique (id, committee_id, person_id),
    constraint seats_of_posts unique (id, committee_id, post_id)
);
comment on table register.seats is
    'The place of one holder, a person or a post, in one committee: who comes back has it again. When it was there and as what is told by seat_versions.';
create index seats_of_person on register.seats (person_id);
create index seats_of_post on register.seats (post_id);

create trigger seats_only_grow before update or delete or truncate on register.seats
    for each statement execute function private.refuse_change();

alter table register.seats enable row level security;
alter table register.seats force row level security;
create policy owner_does_all on register.seats to steer_owner using (true) with check (true);
create policy everybody_reads on register.seats for select to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.seats to steer_office using (true) with check (true);

create table register.seat_versions (
    id uuid primary key default gen_random_uuid(),
    seat_id uuid not null,
    committee_id uuid not null references register.committees on delete restrict,
    person_id uuid,
    post_id uuid,
    role text not null,
    head boolean not null,
    place integer not null,
    represents_id uuid references register.agencies on delete restrict,
    duty varchar(500),
    opened_by_id uuid not null references register.decisions on delete restrict,
    closed_by_id uuid references register.decisions on delete restrict,
    valid daterange not null constraint seat_versions_valid check (not isempty(valid)),
    known tstzrange not null constraint seat_versions_known check (not isempty(known)),
    shown text not null generated always as (
        '"id":"' || seat_id || '",' || private.json_member('duty', duty) || ',"opened_by":"' || opened_by_id
        || '","closed_by":' || coalesce('"' || closed_by_id || '"', 'null')
        || ',' || private.json_day('valid_from', lower(valid)) || ',' || private.json_day('valid_to', upper(valid))) stored,
    constraint seat_versions_holder check (num_nonnulls(person_id, post_id) = 1),
    constraint seat_versions_person foreign key (seat_id, committee_id, person_id)
        references register.seats (id, committee_id, person_id) on delete restrict,
    constraint seat_versions_post foreign key (seat_id, committee_id, post_id)
        references register.seats (id, committee_id, post_id) on delete restrict,
    constraint seat_versions_role foreign key (role, head)
        references register.committee_roles (code, head) on delete restrict,
    constraint seat_versions_closed check (upper_inf(valid) = (closed_by_id is null)),
    constraint seat_versions_nfc check (duty is nfc normalized),
    constraint seat_versions_one_at_a_time exclude using gist (
        seat_id extensions.gist_uuid_ops with =, valid with &&, known with &&),
    constraint seat_versions_one_head exclude using gist (
        committee_id extensions.gist_uuid_ops with =, valid with &&, known with &&) where (head)
);
comment on table register.seat_versions is
    'As what a seat was there over a period (valid), and when the register knew it so (known). No holder twice, no two heads, on any day at any instant.';
comment on column register.seat_versions.person_id is 'The holder, as of the seat: lists are read without it.';
comment on column register.seat_versions.shown is 'Members of schema Seat, for private.seats_json.';
comment on column register.seat_versions.place is 'Orders the list; with gaps, so that one who comes or goes does not move the others.';
comment on column register.seat_versions.opened_by_id is 'The decision that ordered it so on the first of these days.';
comment on column register.seat_versions.closed_by_id is 'The decision that ordered otherwise on the day after the last.';
comment on column register.seat_versions.known is 'Half-open. Ends when the register learns otherwise; that is the one change a version sees.';
create index seat_versions_list on register.seat_versions using gist (
    committee_id extensions.gist_uuid_ops, valid, known);
create index seat_versions_represents on register.seat_versions (represents_id) where represents_id is not null;

create trigger seat_versions_only_close before update on register.seat_versions for each row
    when (not upper_inf(old.known) or lower(new.known) <> lower(old.known)
          or (old.id, old.seat_id, old.committee_id, old.person_id, old.post_id, old.role, old.head, old.place, old.represents_id, old.duty,
              old.opened_by_id, old.closed_by_id, old.valid)
             is distinct from
             (new.id, new.seat_id, new.committee_id, new.person_id, new.post_id, new.role, new.head, new.place, new.represents_id, new.duty,
              new.opened_by_id, new.closed_by_id, new.valid))
    execute function private.refuse_change();
create trigger seat_versions_stay before delete or truncate on register.seat_versions
    for each statement execute function private.refuse_change();

alter table register.seat_versions enable row level security;
alter table register.seat_versions force row level security;
create policy owner_does_all on register.seat_versions to steer_owner using (true) with check (true);
create policy everybody_reads on register.seat_versions for select to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.seat_versions to steer_office using (true) with check (true);

-- A leader approves plans, with a key like everybody who writes.
alter policy client_keeps_its_own on register.idempotency_records to steer_agency, steer_office, steer_leader, steer_admin;

commit;
