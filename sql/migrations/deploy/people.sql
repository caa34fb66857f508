-- people.sql - the people who hold posts and seats, and no more of them than a name and the contact at work.
begin;
set local role steer_owner;

create function private.json_member(p_name text, p_value text) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return '"' || p_name || '":' || coalesce(to_json(p_value)::text, 'null');
end
$$;
comment on function private.json_member(text, text) is
    'A member of a JSON object as text. For columns that hold, made once, what the lists of seats show: making JSON of twenty values takes longer than finding them.';

create function private.json_day(p_name text, p_day date) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return '"' || p_name || '":' || coalesce('"' || to_char(p_day, 'YYYY-MM-DD') || '"', 'null');
end
$$;
comment on function private.json_day(text, date) is 'The same for a day. to_char() is only STABLE because some of its forms speak the language of the session; this one does not.';

create table register.people (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    name varchar(200) not null,
    email varchar(254),
    phone varchar(40),
    note varchar(2000),
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    search tsvector not null generated always as (private.search_vector(code || ' ' || name)) stored,
    shown text not null generated always as (
        private.json_member('person', code) || ',' || private.json_member('person_name', name)) stored,
    constraint people_nfc check (concat_ws(' ', name, email, phone, note) is nfc normalized)
);
comment on table register.people is
    'People in posts and seats. Law 91/2025/QH15 on personal data: the name and the contact at work, nothing else. A name has no history: who has a wrong one put right has it right everywhere, and the journal knows what it was.';
comment on column register.people.email is 'At work. Like phone and note, only the office and the administrator read it; the others get it masked.';
comment on column register.people.shown is 'Members of schema Seat, for private.seats_json.';
create index people_name on register.people (name collate "vi-x-icu", id);
create index people_search on register.people using gin (search);

create trigger people_stay before delete or truncate on register.people
    for each statement execute function private.refuse_change();

alter table register.people enable row level security;
alter table register.people force row level security;
create policy owner_does_all on register.people to steer_owner using (true) with check (true);
create policy everybody_reads on register.people for select to steer_agency, steer_leader, steer_auditor using (true);
create policy office_and_admin_keep on register.people to steer_office, steer_admin using (true) with check (true);

-- Who looks at a contact leaves a row too.
alter table register.journal
    drop constraint journal_action,
    add constraint journal_action check (action in ('insert', 'update', 'delete', 'read'));
comment on table register.journal is
    'One row for every row inserted, changed or removed, written in the same transaction by a trigger: no row here, no commit there. One, without values, for every reading of a contact (action read). Secrets are redacted.';

commit;
