-- inspection_successors.sql - who comes after an agency reads what inspections found at it and want of it.
begin;
set local role steer_owner;

create function private.agency_line(p_agency uuid) returns uuid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := private.today();
begin
    return array(
        with recursive line as (
            select p_agency as id
            union
            select s.from_agency_id from line l
            join register.agency_successions s on s.to_agency_id = l.id and s.valid_on <= v_today
            join register.agencies a on a.id = s.from_agency_id and a.valid_to <= v_today)
        select l.id from line l where l.id is not null);
end
$$;
comment on function private.agency_line(uuid) is
    'The agency, and those that have ended and that it came after, alone or among others, and those before them.';

-- In brackets: worked out once for a statement, not for each row.
alter policy agency_reads_its_own on register.inspection_agencies using (
    agency_id = any ((select private.agency_line(nullif(current_setting('steer.agency', true), '')::uuid))::uuid[]));
alter policy agency_reads_its_own on register.inspection_findings using (
    agency_id = any ((select private.agency_line(nullif(current_setting('steer.agency', true), '')::uuid))::uuid[]));
alter policy agency_reads_its_own on register.inspection_recommendations using (
    agency_id = any ((select private.agency_line(nullif(current_setting('steer.agency', true), '')::uuid))::uuid[]));

commit;
