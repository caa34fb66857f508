-- agency_start_faults.sql - whether an agency can have begun on a day.
create or replace function private.agency_start_faults(p_agency uuid, p_from date) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_first constant register.agency_versions := (private.agency_timeline(p_agency))[1];
begin
    if p_from >= upper(v_first.valid) then
        return private.fault('/valid_from', 'before', upper(v_first.valid)::text);
    elsif exists (select from register.agency_successions s where s.to_agency_id = p_agency and s.valid_on < p_from) then
        return private.fault('/valid_from', 'before', (
            select min(s.valid_on) + 1 from register.agency_successions s where s.to_agency_id = p_agency)::text);
    end if;
    return '[]';
end
$$;
comment on function private.agency_start_faults(uuid, date) is
    'It began before its first version ended, and not after it took over from another.';
