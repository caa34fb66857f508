-- fault.sql - one fault of an input: where, which rule, the words the rule's text is filled with.
create or replace function private.fault(p_pointer text, p_code text, variadic p_args text[] default '{}') returns jsonb
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_array(jsonb_build_object('pointer', p_pointer, 'code', p_code, 'args', to_jsonb(p_args)));
$$;
comment on function private.fault(text, text, text[]) is
    'An array with one fault, to be added to others with ||. Where: a JSON Pointer into the body, or the bare name of an option of the query. The code is a FAULT row of server/problems.def.';
