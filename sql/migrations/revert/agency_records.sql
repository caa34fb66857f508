-- agency_records.sql - takes back what the deploy script of the same name made.
begin;
set local role steer_owner;
alter policy agency_adds on register.task_events with check (client = current_setting('steer.client', true));
alter policy agency_adds on register.obstacle_events with check (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid
    and exists (select from register.obstacles o where o.id = obstacle_id)
);
commit;
