-- post_get.sql - GET /v1/posts/{post}
create or replace function api.post_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment constant private.moment := private.moment(p_options);
    v_post constant uuid := private.post_id(p_object);
    v_json constant json := private.post_json(v_post, v_moment);
begin
    if v_json is null then
        perform private.not_found();
    end if;
    return private.answer(200, v_json, (v_json ->> 'version')::integer);
end
$$;
comment on function api.post_get(text, jsonb, jsonb) is
    'One post with its holder. Options valid_at, known_at; 404 for a day without it. VOLATILE: it may wait.';
