-- lead_check.sql - lets an agency act on a task only when it leads it.
create or replace function private.lead_check(p_task register.tasks) returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if private.current_agency() <> p_task.lead_agency_id then
        perform private.refuse(403, 'forbidden', private.fault('', 'lead-only', private.agency_code(p_task.lead_agency_id)));
    end if;
end
$$;
comment on function private.lead_check(register.tasks) is 'Raises 403 for a co-agency. Those who belong to no agency act on its behalf.';
