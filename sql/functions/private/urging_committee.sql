-- urging_committee.sql - the committee in whose name letters are written, as far as the register knows one.
create or replace function private.urging_committee(p_reference text, p_day date) returns register.committee_versions
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    -- Without a name the only one that is no team; of several none is guessed.
    select v
    from register.committee_versions v
    where v.valid @> p_day and upper_inf(v.known) and v.state = 'active'
      and case when p_reference is not null then v.committee_id = private.committee_id(p_reference)
               else v.parent_id is null
                    and not exists (select from register.committee_versions o
                                    where o.committee_id <> v.committee_id and o.valid @> p_day and upper_inf(o.known)
                                      and o.state = 'active' and o.parent_id is null) end
    limit 1;
$$;
comment on function private.urging_committee(text, date) is 'A committee named, or the only one in force that day; null when there is none or more than one.';
