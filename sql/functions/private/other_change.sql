-- other_change.sql - a change of a committee that is not one of a seat, as the API shows it.
create or replace function private.other_change(p_action text, p_attribute text, p_from text, p_to text, p_words jsonb) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_array(jsonb_build_object(
        'action', p_action, 'attribute', p_attribute,
        'role', null, 'role_name', null, 'role_name_en', null, 'from_role', null, 'rank', null, 'from_rank', null,
        'holder', null, 'holder_name', null, 'post', null, 'post_title', null,
        'from', p_from, 'to', p_to,
        'text_vi', private.change_text(p_words, 'vi'), 'text_en', private.change_text(p_words, 'en')));
$$;
comment on function private.other_change(text, text, text, text, jsonb) is 'Schema PlanChange of the API; words: for private.change_text.';
