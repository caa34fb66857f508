-- inspection_get.sql - GET /v1/inspections/{inspection}
create or replace function api.inspection_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_inspection register.inspections;
begin
    select i.* into v_inspection from register.inspections i where i.id = private.inspection_id(p_object);
    if v_inspection.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.inspection_whole_json(v_inspection), v_inspection.version);
end
$$;
comment on function api.inspection_get(text, jsonb, jsonb) is
    'One inspection, by code or id, whole. An agency gets those that concern it, once they run, and of findings and recommendations its own.';
