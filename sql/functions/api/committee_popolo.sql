-- committee_popolo.sql - GET /v1/committees/{committee}/popolo
create or replace function api.committee_popolo(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment constant private.moment := private.moment(p_options);
    v_committee constant uuid := private.committee_id(p_object);
    v_memberships json;
    v_posts json;
    v_persons json;
begin
    if (private.committee_at(v_committee, v_moment)).id is null then
        perform private.not_found();
    end if;
    v_memberships := private.popolo_memberships(v_committee, v_moment);
    v_posts := private.popolo_posts(v_committee, v_moment);
    select coalesce(json_agg(json_build_object(
        'id', n.id, 'name', n.name, 'identifiers', json_build_array(json_build_object('scheme', 'steerd', 'identifier', n.code)))
        order by n.code), '[]') into v_persons
    from register.people n
    where n.id in (select (m.item ->> 'person_id')::uuid from json_array_elements(v_memberships) as m (item));
    return private.answer(200, json_strip_nulls(json_build_object(
        'organizations', private.popolo_organizations(v_committee, v_memberships, v_posts, v_moment),
        'persons', v_persons,
        'posts', v_posts,
        'memberships', v_memberships)));
end
$$;
comment on function api.committee_popolo(text, jsonb, jsonb) is
    'Popolo (popoloproject.com): the whole history of the committee, as known at option known_at, in the names of option valid_at. Ex officio: the seat is a post of the committee, held by whoever holds the post of the agency. VOLATILE: it may wait.';
