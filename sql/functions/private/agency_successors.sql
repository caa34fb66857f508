-- agency_successors.sql - everybody who stands in an agency's place on a day.
create or replace function private.agency_successors(p_agency uuid, p_day date) returns uuid[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with recursive later as (
        select s.to_agency_id as id from register.agency_successions s where s.from_agency_id = p_agency and s.valid_on <= p_day
        union
        select s.to_agency_id from later l
        join register.agencies a on a.id = l.id and a.valid_to <= p_day
        join register.agency_successions s on s.from_agency_id = l.id and s.valid_on <= p_day)
    select coalesce(array_agg(l.id), '{}')
    from later l join register.agencies a on a.id = l.id
    where a.valid_to > p_day is not false;
$$;
comment on function private.agency_successors(uuid, date) is 'Those in force that day at the ends of its successions.';
