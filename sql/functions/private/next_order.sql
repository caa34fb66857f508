-- next_order.sql - the first day after a day on which another decision orders a committee.
create or replace function private.next_order(p_committee uuid, p_aspect text, p_day date, p_without uuid default null)
    returns register.decisions
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_decision register.decisions;
begin
    select d.* into v_decision
    from register.decisions d
    where d.committee_id = p_committee and d.effective_on > p_day
      and case p_aspect when 'seats' then d.seats else d.attributes end is not null
      and d.id is distinct from p_without
      and not exists (select from register.decisions c where c.corrects_id = d.id)
    order by d.effective_on, d.known_at desc
    limit 1;
    return v_decision;
end
$$;
comment on function private.next_order(uuid, text, date, uuid) is
    'As private.orderer, of the decisions still to take effect after that day the first; null when there is none.';
