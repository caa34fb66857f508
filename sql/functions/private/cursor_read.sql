-- cursor_read.sql - the sort keys a cursor holds.
create or replace function private.cursor_read(p_operation text, p_object text, p_options jsonb) returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_text constant text := translate(p_options ->> 'cursor', '-_', '+/');
    v_pair jsonb;
    v_keys text[];
begin
    begin
        v_pair := convert_from(decode(rpad(v_text, (length(v_text) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb;
    exception
        when invalid_parameter_value or character_not_in_repertoire or untranslatable_character
             or invalid_text_representation or syntax_error or invalid_json_text then
            perform private.refuse(400, 'invalid-cursor');
    end;
    if jsonb_typeof(v_pair) = 'array' and jsonb_typeof(v_pair -> 1) = 'array' then
        select array_agg(k.key order by k.place) into v_keys
        from jsonb_array_elements_text(v_pair -> 1) with ordinality as k (key, place);
    end if;
    if v_keys is null
       or v_pair ->> 0 is distinct from private.cursor_seal(p_operation, p_object, p_options, v_keys) then
        perform private.refuse(400, 'invalid-cursor');
    end if;
    return v_keys;
end
$$;
comment on function private.cursor_read(text, text, jsonb) is
    'Raises 400 invalid-cursor for what private.cursor_write did not write for this operation, filter and sort.';
