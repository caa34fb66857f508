-- task_gap_checks.sql - which of the six clear things (6 rõ) a task lacks, as findings.
create or replace function private.task_gap_checks(p_task register.tasks) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(private.check(
               -- What private.task_faults asks for stops the assignment.
               case when m.gap in ('lead_agency', 'product', 'deadline') then 'error' else 'warning' end,
               m.code, '/' || m.member) -> 0 order by m.place), '[]')
    from (values (1, 'responsible', 'unclear-person', 'responsible'), (2, 'deadline', 'unclear-time', 'due_on'),
                 (3, 'lead_agency', 'unclear-responsibility', 'lead_agency'), (4, 'product', 'unclear-product', 'product'),
                 (5, 'authority', 'unclear-authority', 'authority')) as m (place, gap, code, member)
    where m.gap = any (private.task_gaps(p_task));
$$;
comment on function private.task_gap_checks(register.tasks) is
    'As private.check: level error for what stops the assignment, warning for the others. The work itself is the title, which no task is without.';
