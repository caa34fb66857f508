-- holder_names.sql - who sits on a seat, in words.
create or replace function private.holder_names(
    p_person uuid, p_post uuid, p_moment private.moment,
    out holder text, out holder_name text, out post text, out post_title text, out name_vi text, out name_en text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_title_en text;
    v_position text;
begin
    if p_post is null then
        select n.code, n.name into holder, holder_name from register.people n where n.id = p_person;
        v_position := private.positions(p_person, p_moment);
        name_vi := holder_name || coalesce(' (' || v_position || ')', '');
        name_en := name_vi;
        return;
    end if;
    select p.code, coalesce(v.title_vi, p.code), coalesce(v.title_en, v.title_vi, p.code), n.code, n.name
    into post, post_title, v_title_en, holder, holder_name
    from register.posts p
    left join register.post_versions v on v.post_id = p.id and private.holds(v.valid, v.known, p_moment)
    left join register.post_holders h on h.post_id = p.id and private.holds(h.valid, h.known, p_moment)
    left join register.people n on n.id = h.person_id
    where p.id = p_post;
    name_vi := post_title || coalesce(' (' || holder_name || ')', '');
    name_en := v_title_en || coalesce(' (' || holder_name || ')', '');
end
$$;
comment on function private.holder_names(uuid, uuid, private.moment) is
    'holder: code of the person, through the post where the seat is a post''s; post, post_title: null for a person''s own seat. name_vi, name_en: person and posts, or post and who holds it.';
