-- verifier_check.sql - refuses a verification by who reported.
create or replace function private.verifier_check(p_task register.tasks, p_pointer text) returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_task.lead_agency_id = private.current_agency()
       or (private.setting('verification') = 'separate' and private.current_client() = (
           select e.client from register.task_events e
           where e.task_id = p_task.id and e.action = 'report' order by e.version desc limit 1)) then
        perform private.refuse(403, 'self-verification', private.fault(p_pointer || '/action', 'own-report'));
    end if;
end
$$;
comment on function private.verifier_check(register.tasks, text) is
    '403 self-verification for the agency that leads the task and, with setting verification = separate, for the client that made the report.';
