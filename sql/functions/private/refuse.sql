-- refuse.sql - how a function says no: SQLSTATE ST<status>, the problem as message, the faults as detail.
create or replace function private.refuse(
    p_status integer, p_problem text, p_faults jsonb default '[]', p_members jsonb default '{}') returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using
        errcode = 'ST' || p_status,
        message = p_problem,
        detail = (jsonb_build_object('errors', p_faults) || p_members)::text;
end
$$;
comment on function private.refuse(integer, text, jsonb, jsonb) is
    'Raises a problem of server/problems.def: HTTP status, slug, faults (see private.fault), further members of the answer.';
