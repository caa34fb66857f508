-- orderer.sql - the decision that orders a committee on a day.
create or replace function private.orderer(p_committee uuid, p_aspect text, p_day date, p_without uuid default null)
    returns register.decisions
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_decision register.decisions;
begin
    select d.* into v_decision
    from register.decisions d
    where d.committee_id = p_committee and d.effective_on <= p_day
      and case p_aspect when 'seats' then d.seats else d.attributes end is not null
      and d.id is distinct from p_without
      and not exists (select from register.decisions c where c.corrects_id = d.id)
    order by d.effective_on desc, d.known_at desc
    limit 1;
    return v_decision;
end
$$;
comment on function private.orderer(uuid, text, date, uuid) is
    'Aspect: seats or attributes. Of the decisions known now the one not corrected that took effect last, of two on one day the one known later; without: one that shall be looked past. Null when none had taken effect.';
