-- inspection_parts.sql - writes what a body says about scope and team.
create or replace function private.inspection_parts(p_inspection uuid, p_body jsonb) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_before constant jsonb := private.inspection_scope(p_inspection);
    v_ids uuid[];
begin
    if p_body ? 'agencies' then
        v_ids := array(select jsonb_array_elements_text((private.inspection_references(p_body, 'agencies')).lines)::uuid);
        delete from register.inspection_agencies a where a.inspection_id = p_inspection and a.agency_id <> all (v_ids);
        insert into register.inspection_agencies (inspection_id, agency_id)
        select p_inspection, g.id from unnest(v_ids) as g (id) on conflict do nothing;
    end if;
    if p_body ? 'tasks' then
        v_ids := array(select jsonb_array_elements_text((private.inspection_references(p_body, 'tasks')).lines)::uuid);
        delete from register.inspection_tasks t where t.inspection_id = p_inspection and t.task_id <> all (v_ids);
        insert into register.inspection_tasks (inspection_id, task_id)
        select p_inspection, g.id from unnest(v_ids) as g (id) on conflict do nothing;
    end if;
    if p_body ? 'members' and private.inspection_members(p_inspection) is distinct from (private.inspection_team(p_body -> 'members')).lines then
        delete from register.inspection_members m where m.inspection_id = p_inspection;
        insert into register.inspection_members (inspection_id, place, role, person_id, post_id, agency_id)
        select p_inspection, (m.line ->> 'place')::smallint, m.line ->> 'role',
               case m.line ->> 'kind' when 'person' then (m.line ->> 'id')::uuid end,
               case m.line ->> 'kind' when 'post' then (m.line ->> 'id')::uuid end,
               case m.line ->> 'kind' when 'agency' then (m.line ->> 'id')::uuid end
        from jsonb_array_elements((private.inspection_team(p_body -> 'members')).lines) as m (line);
    end if;
    return private.inspection_scope(p_inspection) <> v_before;
end
$$;
comment on function private.inspection_parts(uuid, jsonb) is 'Lists that are in the body replace those that were there; whether that changed anything.';
