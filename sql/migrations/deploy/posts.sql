-- posts.sql - posts in agencies, and who held them when, as the register knew it when.
begin;
set local role steer_owner;

create table register.posts (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    -- What post_versions refer to.
    constraint posts_with_code unique (id, code)
);
comment on table register.posts is 'Posts: what they are called and whose they are stands in post_versions. Never removed: a post that ends has no version from that day on.';

create trigger posts_stay before delete or truncate on register.posts
    for each statement execute function private.refuse_change();

alter table register.posts enable row level security;
alter table register.posts force row level security;
create policy owner_does_all on register.posts to steer_owner using (true) with check (true);
create policy everybody_reads on register.posts for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.posts to steer_office, steer_admin using (true) with check (true);

create table register.post_versions (
    id uuid primary key default gen_random_uuid(),
    post_id uuid not null,
    post_code register.code not null,
    title_vi varchar(300) not null,
    title_en varchar(300),
    agency_id uuid not null references register.agencies on delete restrict,
    valid daterange not null constraint post_versions_valid check (not isempty(valid)),
    known tstzrange not null constraint post_versions_known check (not isempty(known)),
    search tsvector not null generated always as (private.search_vector(title_vi || ' ' || coalesce(title_en, ''))) stored,
    shown text not null generated always as (
        private.json_member('post', post_code) || ',"ex_officio":true,' || private.json_member('post_title', title_vi) || ',' || private.json_member('post_title_en', title_en)
        || ',' || private.json_member('position', title_vi)) stored,
    constraint post_versions_post foreign key (post_id, post_code) references register.posts (id, code) on delete restrict,
    constraint post_versions_nfc check (concat_ws(' ', title_vi, title_en) is nfc normalized),
    constraint post_versions_one_at_a_time exclude using gist (
        post_id extensions.gist_uuid_ops with =, valid with &&, known with &&)
);
comment on table register.post_versions is 'What a post was called and whose it was over a period (valid), and when the register knew it so (known).';
comment on column register.post_versions.known is 'Half-open. Ends when the register learns otherwise; that is the one change a version sees.';
comment on column register.post_versions.post_code is 'Of the post; it never changes.';
comment on column register.post_versions.shown is 'Members of schema Seat, for private.seats_json.';
create index post_versions_agency on register.post_versions (agency_id);

create trigger post_versions_only_close before update on register.post_versions for each row
    when (not upper_inf(old.known) or lower(new.known) <> lower(old.known)
          or (old.id, old.post_id, old.post_code, old.title_vi, old.title_en, old.agency_id, old.valid)
             is distinct from (new.id, new.post_id, new.post_code, new.title_vi, new.title_en, new.agency_id, new.valid))
    execute function private.refuse_change();
create trigger post_versions_stay before delete or truncate on register.post_versions
    for each statement execute function private.refuse_change();

alter table register.post_versions enable row level security;
alter table register.post_versions force row level security;
create policy owner_does_all on register.post_versions to steer_owner using (true) with check (true);
create policy everybody_reads on register.post_versions for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.post_versions to steer_office, steer_admin using (true) with check (true);

create table register.post_holders (
    id uuid primary key default gen_random_uuid(),
    post_id uuid not null references register.posts on delete restrict,
    person_id uuid not null references register.people on delete restrict,
    document_id uuid references register.documents on delete restrict,
    note varchar(500),
    valid daterange not null constraint post_holders_valid check (not isempty(valid)),
    known tstzrange not null constraint post_holders_known check (not isempty(known)),
    constraint post_holders_nfc check (note is nfc normalized),
    constraint post_holders_one_at_a_time exclude using gist (
        post_id extensions.gist_uuid_ops with =, valid with &&, known with &&)
);
comment on table register.post_holders is 'Who held a post over a period, by which document, and when the register knew it so. No row: vacant.';
comment on column register.post_holders.known is 'Half-open. Ends when the register learns otherwise; that is the one change a version sees.';
create index post_holders_person on register.post_holders (person_id);
create index post_holders_document on register.post_holders (document_id);

create trigger post_holders_only_close before update on register.post_holders for each row
    when (not upper_inf(old.known) or lower(new.known) <> lower(old.known)
          or (old.id, old.post_id, old.person_id, old.document_id, old.note, old.valid)
             is distinct from (new.id, new.post_id, new.person_id, new.document_id, new.note, new.valid))
    execute function private.refuse_change();
create trigger post_holders_stay before delete or truncate on register.post_holders
    for each statement execute function private.refuse_change();

alter table register.post_holders enable row level security;
alter table register.post_holders force row level security;
create policy owner_does_all on register.post_holders to steer_owner using (true) with check (true);
create policy everybody_reads on register.post_holders for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.post_holders to steer_office, steer_admin using (true) with check (true);

commit;
