-- holds.sql - whether a version is the one a moment asks for.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.holds(p_valid daterange, p_known tstzrange, p_moment private.moment) returns boolean
language sql immutable parallel safe
as $$
    select (p_valid @> p_moment.valid_at) is true and (p_known @> p_moment.known_at) is true;
$$;
comment on function private.holds(daterange, tstzrange, private.moment) is
    'In force on its day, known at its instant. For versions found by what they are of, each having few: "is true" keeps the planner from looking for the moment in the index over all of them, where it finds everything and believes it finds one. Only where one committee has thousands of versions the bare operators stand, and their index is used.';
