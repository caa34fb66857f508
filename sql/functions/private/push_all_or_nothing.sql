-- push_all_or_nothing.sql - refuses a whole batch for what is wrong with any of it.
create or replace function private.push_all_or_nothing(p_pushes private.push[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform private.refuse_faults((
        select coalesce(jsonb_agg(f.fault || jsonb_build_object('pointer', '/items/' || p.index || (f.fault ->> 'pointer'))
                                  order by p.place), '[]')
        from unnest(p_pushes) as p
        cross join lateral jsonb_array_elements(p.faults) as f (fault)));
end
$$;
comment on function private.push_all_or_nothing(private.push[]) is 'Raises 422 with every fault, its pointer below /items/<index>.';
