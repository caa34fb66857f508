-- urging_rules_get.sql - GET /v1/urging-rules
create or replace function api.urging_rules_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_version constant integer := coalesce((p_options ->> 'version')::integer, private.urging_ladder_at(private.today()),
                                           (select min(l.version) from register.urging_ladders l));
    v_body constant json := private.urging_ladder_json(v_version);
begin
    if v_body is null then
        perform private.not_found();
    end if;
    return private.answer(200, v_body, v_version);
end
$$;
comment on function api.urging_rules_get(text, jsonb, jsonb) is 'The urging ladder in force today, or option version.';
