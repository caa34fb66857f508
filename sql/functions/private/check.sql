-- check.sql - one finding about a plan.
create or replace function private.check(p_level text, p_code text, p_pointer text, variadic p_args text[] default '{}') returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_array(jsonb_build_object(
        'level', p_level, 'code', p_code, 'pointer', p_pointer, 'args', to_jsonb(p_args),
        'text_vi', private.check_text(p_code, p_args, 'vi'), 'text_en', private.check_text(p_code, p_args, 'en')));
$$;
comment on function private.check(text, text, text, text[]) is
    'Level error (the plan cannot be applied) or warning, code, where in the plan, the words of the text. An array with one, to be added to others with ||.';
