-- foundation.sql - what tables are built on: the words that are searched, the refusal to change, the form of codes.
begin;
set local role steer_owner;

create function private.search_words(p_text text) returns text[]
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return array_remove(regexp_split_to_array(
        lower(extensions.unaccent('extensions.unaccent'::regdictionary, p_text) collate "default"), '[\W_]+'), '');
end
$$;
comment on function private.search_words(text) is
    'The words of a text in small letters without tone marks and with d for đ. unaccent() is only STABLE because its dictionary could be exchanged; ours is named, so an index may rest on it. Changing this function means rebuilding every column made with it: that takes a migration.';

create function private.search_vector(p_text text) returns tsvector
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if octet_length(p_text) <= 2000 then
        return array_to_tsvector(private.search_words(p_text));
    end if;
    -- A lexeme ends at 2,046 bytes: of a word without end its beginning is found.
    return array_to_tsvector(array(select distinct left(w.word, 200) from unnest(private.search_words(p_text)) as w (word)));
end
$$;
comment on function private.search_vector(text) is
    'What a search looks at. Words, not trigrams: most Vietnamese words have two to four letters, too short for three to be cut from, and trigrams cost ten times as much at every push. In plpgsql, whose plans are kept: a function in SQL is read anew by every statement that changes a row.';

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
    'For tables that only grow: refuses the statements this trigger is bound to, whoever asks, the owner included, and whether or not they would find a row.';

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
