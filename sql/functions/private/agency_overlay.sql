-- agency_overlay.sql - a timeline with some of its days otherwise.
create or replace function private.agency_overlay(
    p_timeline register.agency_versions[], p_days daterange, p_version register.agency_versions default null)
    returns register.agency_versions[]
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_timeline register.agency_versions[] := '{}';
    v_version register.agency_versions;
    v_rest daterange;
begin
    foreach v_version in array p_timeline loop
        for v_rest in select r.days from unnest(datemultirange(v_version.valid) - datemultirange(p_days)) as r (days) loop
            v_version.valid := v_rest;
            v_timeline := v_timeline || v_version;
        end loop;
    end loop;
    if p_version.kind is not null and not isempty(p_days) then
        v_version := p_version;
        v_version.valid := p_days;
        v_timeline := v_timeline || v_version;
    end if;
    return array(select v from unnest(v_timeline) as v order by v.valid);
end
$$;
comment on function private.agency_overlay(register.agency_versions[], daterange, register.agency_versions) is
    'On the days it is the version; without one it is not in force on them.';
