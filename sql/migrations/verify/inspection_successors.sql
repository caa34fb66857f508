-- inspection_successors.sql - fails when what the deploy script of the same name makes is not there.
begin;
select 'private.agency_line(uuid)'::regprocedure;
select 1 / ((count(*) = 3)::integer) from pg_catalog.pg_policies p
where p.schemaname = 'register' and p.tablename like 'inspection%' and p.qual like '%agency_line%';
rollback;
