-- agency_names_due.sql - brings register.agencies to the values of a day.
create or replace function private.agency_names_due(p_day date) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_changed bigint;
begin
    perform a.id
    from register.agencies a
    join register.agency_versions v on v.agency_id = a.id and upper_inf(v.known) and v.valid @> p_day
    where (v.name_vi, v.name_en, v.kind, v.parent_id) is distinct from (a.name_vi, a.name_en, a.kind, a.parent_id)
    order by a.id for no key update of a;
    update register.agencies a
    set name_vi = v.name_vi, name_en = v.name_en, kind = v.kind, parent_id = v.parent_id,
        version = a.version + 1, updated_at = transaction_timestamp()
    from register.agency_versions v
    where v.agency_id = a.id and upper_inf(v.known) and v.valid @> p_day
      and (v.name_vi, v.name_en, v.kind, v.parent_id) is distinct from (a.name_vi, a.name_en, a.kind, a.parent_id);
    get diagnostics v_changed = row_count;
    return v_changed;
end
$$;
comment on function private.agency_names_due(date) is
    'Of agencies in force that day; one that is gone keeps what it was called last. How many are called otherwise now.';
