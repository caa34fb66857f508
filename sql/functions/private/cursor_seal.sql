-- cursor_seal.sql - what binds a cursor to its list.
create or replace function private.cursor_seal(p_operation text, p_object text, p_options jsonb, p_keys text[]) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select left(encode(sha256(convert_to(jsonb_build_array(
        p_operation, p_object, p_options - array['cursor', 'limit', 'count'], to_jsonb(p_keys),
        current_setting('role'), private.current_agency())::text, 'UTF8')), 'hex'), 16);
$$;
comment on function private.cursor_seal(text, text, jsonb, text[]) is
    'A digest of operation, filter, sort, place and viewpoint: a cursor used with another filter is noticed. No secret: a cursor gives no right.';
