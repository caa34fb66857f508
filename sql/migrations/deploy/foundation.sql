-- foundation.sql - what tables are built on: the form that is searched, the refusal to change, the form of codes.
begin;
set local role steer_owner;

create function private.search_form(p_text text) returns text
language sql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select lower(extensions.unaccent('extensions.unaccent'::regdictionary, p_text) collate "default");
$$;
comment on function private.search_form(text) is
    'The text in small letters without tone marks and with d for đ. unaccent() is only STABLE because its dictionary could be exchanged; ours is named, so an index may rest on it. Changing this function means rebuilding every column made with it: that takes a migration.';

create function private.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'rows of %.% are never changed or removed', tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;
comment on function private.refuse_change() is
    'For tables that only grow: refuses what this trigger is bound to, whoever asks, the owner included.';

create domain register.code as text collate "C"
    constraint code_form check (value ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$');
comment on domain register.code is 'What people name a thing by; never a primary key.';

create type api.answer as (
    status integer,
    etag text,
    location text,
    next text,
    body json,
    replayed boolean
);
comment on type api.answer is
    'What every operation gives back: HTTP status, ETag with its quotes, Location, cursor of the next page, body (null: none), and whether an earlier answer is repeated.';

commit;
