-- agency_records.sql - what an agency records is held to what it may do, whatever a function forgets.
begin;
set local role steer_owner;

-- A push moves a task; verifying, returning and the rest are not an agency's. Progress leaves no row.
alter policy agency_adds on register.task_events with check (
    client = current_setting('steer.client', true) and action in ('receive', 'start', 'report')
    and exists (select from register.tasks t
                where t.id = task_id and t.lead_agency_id = nullif(current_setting('steer.agency', true), '')::uuid)
);
-- A step is told as the obstacle stands; how it may stand, its own policies say.
alter policy agency_adds on register.obstacle_events with check (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid and client = current_setting('steer.client', true)
    and exists (select from register.obstacles o
                where o.id = obstacle_id and (o.state, o.needs_level) = (obstacle_events.state, obstacle_events.needs_level))
);

commit;
