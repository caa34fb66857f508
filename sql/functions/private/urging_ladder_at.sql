-- urging_ladder_at.sql - the ladder in force on a day.
create or replace function private.urging_ladder_at(p_day date) returns integer
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select l.version from register.urging_ladders l
    where l.effective_on <= p_day
    order by l.effective_on desc, l.version desc limit 1;
$$;
comment on function private.urging_ladder_at(date) is 'Its version; null before the first.';
