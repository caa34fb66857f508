-- cursor_write.sql - the place after the last item of a page, as an opaque text.
create or replace function private.cursor_write(p_operation text, p_object text, p_options jsonb, p_keys text[]) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select translate(encode(convert_to(jsonb_build_array(
        private.cursor_seal(p_operation, p_object, p_options, p_keys), to_jsonb(p_keys))::text, 'UTF8'), 'base64'),
        E'+/=\n', '-_');
$$;
comment on function private.cursor_write(text, text, jsonb, text[]) is 'base64url of the seal and the sort keys of the last item.';
