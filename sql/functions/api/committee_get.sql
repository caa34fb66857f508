-- committee_get.sql - GET /v1/committees/{committee}
create or replace function api.committee_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment constant private.moment := private.moment(p_options);
    v_json constant json := private.committee_json(private.committee_id(p_object), v_moment);
begin
    if v_json is null then
        perform private.not_found();
    end if;
    return private.answer(200, v_json, (v_json ->> 'version')::integer);
end
$$;
comment on function api.committee_get(text, jsonb, jsonb) is
    'One committee. Options valid_at, known_at; 404 when the register did not know of it yet. VOLATILE: it may wait.';
