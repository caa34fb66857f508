-- agency_party_changes.sql - whether a plan wants an agency otherwise than it is.
create or replace function private.agency_party_changes(p_party private.agency_party) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select not p_party.ends and not p_party.fresh
       and ((p_party.wanted).name_vi, (p_party.wanted).name_en, (p_party.wanted).kind, (p_party.wanted).parent_id)
           is distinct from ((p_party.agency).name_vi, (p_party.agency).name_en, (p_party.agency).kind, (p_party.agency).parent_id);
$$;
comment on function private.agency_party_changes(private.agency_party) is 'False for one that ends or begins.';
