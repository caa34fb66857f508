-- inspection_successors.sql - takes back what the deploy script of the same name made.
begin;
set local role steer_owner;
alter policy agency_reads_its_own on register.inspection_agencies using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid);
alter policy agency_reads_its_own on register.inspection_findings using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid);
alter policy agency_reads_its_own on register.inspection_recommendations using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid);
drop function private.agency_line(uuid);
commit;
