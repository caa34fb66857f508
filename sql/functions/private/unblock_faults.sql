-- unblock_faults.sql - whether a task may be unblocked by hand.
create or replace function private.unblock_faults(p_pointer text, p_action text, p_task uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_codes text[];
begin
    if p_action <> 'unblock' then
        return '[]';
    end if;
    v_codes := private.obstacles_blocking(p_task);
    return case when v_codes = '{}' then '[]' else private.fault(p_pointer, 'open-obstacle', array_to_string(v_codes, ', ')) end;
end
$$;
comment on function private.unblock_faults(text, text, uuid) is 'Not while an obstacle beyond the agencies is open: it would block the task again at once.';
