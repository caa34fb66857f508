-- agency_plan_lock.sql - takes hold of what a plan of an agency change will write.
create or replace function private.agency_plan_lock(p_given jsonb) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_parties private.agency_party[];
begin
    -- One agency change at a time, and none while the clerk hands over: both take agencies and tasks by the many.
    perform pg_advisory_xact_lock(private.handover_lock(), 0);
    v_parties := private.agency_plan_parties(p_given);
    -- In one order for everybody. Not for update: a push that holds a task refers to its agency, and would wait.
    perform a.id from register.agencies a
    where a.id in (select (p.agency).id from unnest(v_parties) as p)
       or a.id in (select c.id from private.agency_children(p_given, v_parties) as c)
    order by a.id for no key update;
    perform private.handover_hold(private.today(), array(
        select (l.holding).object_id from private.handover_lines(p_given, v_parties) as l));
end
$$;
comment on function private.agency_plan_lock(jsonb) is
    'Rows before the known-time, always: what is read afterwards is what was committed by those who held them before.';
