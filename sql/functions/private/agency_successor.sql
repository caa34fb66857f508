-- agency_successor.sql - who stands in an agency's place on a day.
create or replace function private.agency_successor(p_agency uuid, p_day date) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency uuid := p_agency;
    v_next uuid[];
begin
    while exists (select from register.agencies a where a.id = v_agency and a.valid_to <= p_day) loop
        v_next := array(select s.to_agency_id from register.agency_successions s
                        where s.from_agency_id = v_agency and s.valid_on <= p_day);
        if cardinality(v_next) <> 1 then
            return null;
        end if;
        v_agency := v_next[1];
    end loop;
    return v_agency;
end
$$;
comment on function private.agency_successor(uuid, date) is
    'Itself while it is in force, then its single successor, and so on; null where nobody or several came after it. Each successor ends later than who it followed: this comes to an end.';
