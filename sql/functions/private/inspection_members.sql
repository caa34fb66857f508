-- inspection_members.sql - the team an inspection has, in the form of a wish.
create or replace function private.inspection_members(p_inspection uuid) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'place', m.place, 'role', m.role,
        'kind', case when m.person_id is not null then 'person' when m.post_id is not null then 'post' else 'agency' end,
        'id', coalesce(m.person_id, m.post_id, m.agency_id)) order by m.place), '[]')
    from register.inspection_members m where m.inspection_id = p_inspection;
$$;
comment on function private.inspection_members(uuid) is 'As the lines of private.inspection_team.';
