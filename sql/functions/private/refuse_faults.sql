-- refuse_faults.sql - refuses an input with everything that is wrong with it, if anything is.
create or replace function private.refuse_faults(p_faults jsonb, p_problem text default 'invalid-input') returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_faults <> '[]' then
        perform private.refuse(422, p_problem, p_faults);
    end if;
end
$$;
comment on function private.refuse_faults(jsonb, text) is 'Raises 422 with the faults; returns when there are none.';
