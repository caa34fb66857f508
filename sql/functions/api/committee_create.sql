-- committee_create.sql - POST /v1/committees
create or replace function api.committee_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_committee register.committees;
    v_issuer constant uuid := private.agency_id(p_body ->> 'issuer');
    v_parent constant uuid := private.committee_id(p_body ->> 'parent');
    v_standing constant uuid := private.agency_id(p_body ->> 'standing_agency');
begin
    perform private.refuse_faults(
        private.reference_faults('/issuer', p_body ->> 'issuer', v_issuer)
        || private.reference_faults('/parent', p_body ->> 'parent', v_parent)
        || private.reference_faults('/standing_agency', p_body ->> 'standing_agency', v_standing));
    insert into register.committees as c (code)
    values (p_body ->> 'code')
    on conflict (code) do nothing
    returning c.* into v_committee;
    if v_committee.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    insert into register.committee_versions (
        committee_id, state, name_vi, name_en, theme, issuer_id, parent_id, standing_agency_id, part_time, seal_note, valid, known)
    values (
        v_committee.id, 'draft', p_body ->> 'name_vi', p_body ->> 'name_en', p_body ->> 'theme', v_issuer, v_parent, v_standing,
        coalesce((p_body ->> 'part_time')::boolean, false), p_body ->> 'seal_note',
        daterange(null, null), tstzrange(private.known_now(), null));
    return private.answer(201, private.committee_json(v_committee.id, private.moment('{}')), v_committee.version,
                          '/v1/committees/' || v_committee.code);
end
$$;
comment on function api.committee_create(text, jsonb, jsonb) is
    'A draft: a plan and a decision establish it. The issuer stays: it is who may decide about it.';
