-- successors_member.sql - what an answer says of an agency that has ended: who came after it.
create or replace function private.successors_member(p_agency uuid) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object('successors', to_jsonb(private.agency_codes(private.agency_successors(p_agency, private.today()))));
$$;
comment on function private.successors_member(uuid) is 'Member successors: codes of the agencies in force today; none when nobody came after it.';
