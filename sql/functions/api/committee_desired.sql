-- committee_desired.sql - GET /v1/committees/{committee}/desired
create or replace function api.committee_desired(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment constant private.moment := private.moment(p_options - 'known_at');
    v_committee register.committees;
    v_version register.committee_versions;
begin
    select c.* into v_committee from register.committees c where c.id = private.committee_id(p_object);
    v_version := private.committee_at(v_committee.id, v_moment);
    if v_version.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, json_build_object(
        '$schema', '/v1/openapi.json#/components/schemas/RestructurePlanCreate',
        'committee', v_committee.code,
        'base_version', v_committee.version,
        'effective_on', v_moment.valid_at,
        'name_vi', v_version.name_vi,
        'name_en', v_version.name_en,
        'theme', v_version.theme,
        'parent', (select p.code from register.committees p where p.id = v_version.parent_id),
        'standing_agency', private.agency_code(v_version.standing_agency_id),
        'part_time', v_version.part_time,
        'seal_note', v_version.seal_note,
        'seats', private.desired_seats(v_committee.id, v_moment)), v_committee.version);
end
$$;
comment on function api.committee_desired(text, jsonb, jsonb) is
    'What is in force on option valid_at (today), in the form in which a plan is sent: edited and sent back it says what shall be. VOLATILE: it reads on the last known-time.';
