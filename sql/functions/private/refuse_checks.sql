-- refuse_checks.sql - refuses to apply a plan that has errors among its checks.
create or replace function private.refuse_checks(p_checks jsonb) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform private.refuse_faults((
        select coalesce(jsonb_agg(jsonb_build_object('pointer', c.item ->> 'pointer', 'code', c.item ->> 'code', 'args', c.item -> 'args')
                                  order by c.place), '[]')
        from jsonb_array_elements(p_checks) with ordinality as c (item, place)
        where c.item ->> 'level' = 'error'), 'plan-refused');
end
$$;
comment on function private.refuse_checks(jsonb) is 'Raises 422 plan-refused with each error; warnings are let pass.';
