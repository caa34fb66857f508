-- light_reasons.sql - every reason of a light: the one that decides first.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.light_reasons(p_met text[]) returns text[]
language sql immutable
as $$
    select case when coalesce(p_met[1], p_met[2], p_met[3], p_met[4], p_met[5], p_met[6], p_met[7]) is not null
                then array_remove(p_met[2:], null)
                when p_met is not null then '{on_track}' else '{}' end;
$$;
comment on function private.light_reasons(text[]) is 'Of what private.light() found.';
