-- light_rules.sql - GET /v1/light-rules
create or replace function api.light_rules(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select private.answer(200, json_build_object(
        'version', 1,
        'items', json_agg(json_build_object(
            'place', r.place, 'reason', r.reason, 'light', r.light,
            'setting', r.setting, 'threshold', r.threshold, 'text_vi', r.text_vi, 'text_en', r.text_en) order by r.place)), 1)
    from private.light_rules() as r;
$$;
comment on function api.light_rules(text, jsonb, jsonb) is
    'The rules in their order, the light each gives, in words of both languages, the thresholds in force; the version of the rules.';
