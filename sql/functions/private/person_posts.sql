-- person_posts.sql - the posts a person held.
create or replace function private.person_posts(p_person uuid, p_moment private.moment) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(json_agg(json_build_object(
        'post', p.code,
        'post_title', v.title_vi,
        'agency', a.code,
        'agency_name', private.agency_name(v.agency_id, p_moment),
        'valid_from', lower(h.valid),
        'valid_to', upper(h.valid),
        'document', h.document_id,
        'document_code', d.code) order by lower(h.valid), p.code), '[]')
    from register.post_holders h
    join register.posts p on p.id = h.post_id
    join register.post_versions v on v.post_id = h.post_id and private.holds(v.valid, v.known, p_moment)
    join register.agencies a on a.id = v.agency_id
    left join register.documents d on d.id = h.document_id
    where h.person_id = p_person and private.holds(h.valid, h.known, p_moment);
$$;
comment on function private.person_posts(uuid, private.moment) is 'Those held on the day of the moment, as known at its instant.';
