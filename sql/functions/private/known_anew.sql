-- known_anew.sql - several things learnt in one transaction, one after the other.
create or replace function private.known_anew() returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select set_config('steer.known_now', '', true);
$$;
comment on function private.known_anew() is
    'What private.known_now() gives next is a later instant. For changes that are decided each by itself and only carried out together: two of them may concern one post or one committee.';
