-- agency_name.sql - what an agency was called on a day.
create or replace function private.agency_name(p_agency uuid, p_moment private.moment) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (private.agency_near(array(
        select v from register.agency_versions v
        where v.agency_id = p_agency and v.known @> p_moment.known_at), p_moment.valid_at)).name_vi;
end
$$;
comment on function private.agency_name(uuid, private.moment) is
    'Its Vietnamese name in force that day; of an agency that was gone the last one, of one still to come the first. Null for none known then.';

create or replace function private.agency_name(p_agency uuid, p_day date) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (private.agency_near(private.agency_timeline(p_agency), p_day)).name_vi;
end
$$;
comment on function private.agency_name(uuid, date) is 'The same by what is known now.';
