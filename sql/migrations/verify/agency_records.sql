-- agency_records.sql - fails when what the deploy script of the same name makes is not there.
begin;
select 1 / ((count(*) = 2)::integer) from pg_catalog.pg_policies p
where p.schemaname = 'register' and p.policyname = 'agency_adds' and p.tablename in ('task_events', 'obstacle_events')
  and p.with_check ~ 'lead_agency_id|needs_level';
rollback;
