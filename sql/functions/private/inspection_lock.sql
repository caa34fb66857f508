-- inspection_lock.sql - an inspection that is about to be changed, in one of the states that allow it.
create or replace function private.inspection_lock(p_inspection uuid, p_states text[]) returns register.inspections
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_inspection register.inspections;
begin
    select i.* into v_inspection from register.inspections i where i.id = p_inspection for no key update;
    if v_inspection.id is null then
        perform private.not_found();
    elsif v_inspection.state <> all (p_states) then
        perform private.refuse(409, 'inspection-state', private.fault('', 'only-in-state', v_inspection.state, array_to_string(p_states, ', ')),
                               jsonb_build_object('state', v_inspection.state));
    end if;
    return v_inspection;
end
$$;
comment on function private.inspection_lock(uuid, text[]) is
    'Locked until the transaction ends. 404 for null, 409 inspection-state in any other state.';
