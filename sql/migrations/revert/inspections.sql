-- inspections.sql - takes back what the deploy script of the same name made.
begin;
drop policy agency_reads_what_concerns_it on register.inspections;
drop policy agency_reads_with_it on register.inspection_members;
drop table register.inspection_recommendations, register.inspection_findings, register.inspection_members,
    register.inspection_tasks, register.inspection_agencies, register.inspections;
commit;
