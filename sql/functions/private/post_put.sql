-- post_put.sql - teaches the register what a post was over some days.
create or replace function private.post_put(p_version register.post_versions, p_known timestamptz) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old constant register.post_versions[] := array(
        select v from register.post_versions v
        where v.post_id = p_version.post_id and upper_inf(v.known) and v.valid && p_version.valid);
begin
    update register.post_versions v
    set known = tstzrange(lower(v.known), p_known)
    where v.id in (select o.id from unnest(v_old) as o);
    -- What was known of the days before and after stays known.
    insert into register.post_versions (post_id, post_code, title_vi, title_en, agency_id, valid, known)
    select o.post_id, o.post_code, o.title_vi, o.title_en, o.agency_id, r.rest, tstzrange(p_known, null)
    from unnest(v_old) as o cross join lateral unnest(datemultirange(o.valid) - datemultirange(p_version.valid)) as r (rest);
    if p_version.title_vi is not null then
        insert into register.post_versions (post_id, post_code, title_vi, title_en, agency_id, valid, known)
        values (p_version.post_id, p_version.post_code, p_version.title_vi, p_version.title_en, p_version.agency_id, p_version.valid,
                tstzrange(p_known, null));
    end if;
end
$$;
comment on function private.post_put(register.post_versions, timestamptz) is
    'The version says post, days and what it is; without a title: it is no more on those days. The post is locked by the caller.';
