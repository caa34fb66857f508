-- post_json.sql - a post as the API shows it.
create or replace function private.post_json(p_post uuid, p_moment private.moment) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select json_build_object(
            'id', p.id,
            'code', p.code,
            'title_vi', v.title_vi,
            'title_en', v.title_en,
            'agency', a.code,
            'agency_name', private.agency_name(v.agency_id, p_moment),
            'holder', n.code,
            'holder_name', n.name,
            'holder_from', lower(h.valid),
            'holder_to', upper(h.valid),
            'document', h.document_id,
            'document_code', d.code,
            'holder_note', h.note,
            'valid_from', lower(v.valid),
            'valid_to', upper(v.valid),
            'version', p.version,
            'created_at', p.created_at,
            'updated_at', p.updated_at,
            'as_of', private.as_of(p_moment))
        from register.posts p
        join register.post_versions v on v.post_id = p.id and private.holds(v.valid, v.known, p_moment)
        join register.agencies a on a.id = v.agency_id
        left join register.post_holders h on h.post_id = p.id and private.holds(h.valid, h.known, p_moment)
        left join register.people n on n.id = h.person_id
        left join register.documents d on d.id = h.document_id
        where p.id = p_post);
end
$$;
comment on function private.post_json(uuid, private.moment) is
    'Schema Post of the API, as of the moment; null when there was no such post then. valid_from and valid_to: of these words; holder null: vacant.';
