-- agency_learn.sql - writes a timeline of an agency: closes what no longer holds, adds what is new.
create or replace function private.agency_learn(p_agency uuid, p_timeline register.agency_versions[]) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_held constant register.agency_versions[] := private.agency_timeline(p_agency);
    v_over constant uuid[] := array(
        select h.id from unnest(v_held) as h
        where not exists (select from unnest(p_timeline) as t
                          where (t.valid, t.name_vi, t.name_en, t.kind, t.parent_id)
                                is not distinct from (h.valid, h.name_vi, h.name_en, h.kind, h.parent_id)));
    v_fresh constant register.agency_versions[] := array(
        select t from unnest(p_timeline) as t
        where not exists (select from unnest(v_held) as h
                          where (h.valid, h.name_vi, h.name_en, h.kind, h.parent_id)
                                is not distinct from (t.valid, t.name_vi, t.name_en, t.kind, t.parent_id)));
    v_now timestamptz;
begin
    if v_over = '{}' and v_fresh = '{}' then
        return false;
    end if;
    v_now := private.known_now();
    update register.agency_versions v set known = tstzrange(lower(v.known), v_now) where v.id = any (v_over);
    insert into register.agency_versions (agency_id, name_vi, name_en, kind, parent_id, valid, known)
    select p_agency, f.name_vi, f.name_en, f.kind, f.parent_id, f.valid, tstzrange(v_now, null) from unnest(v_fresh) as f;
    return true;
end
$$;
comment on function private.agency_learn(uuid, register.agency_versions[]) is
    'True when it taught the register anything. The agency is locked by the caller. What is the same on the same days stays as it is.';
