-- ordered_days.sql - the days on which a decision orders a committee, if it does.
create or replace function private.ordered_days(p_decision register.decisions, p_aspect text) returns datemultirange
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case when case p_aspect when 'seats' then p_decision.seats else p_decision.attributes end is null then '{}'::datemultirange
           else datemultirange(daterange(p_decision.effective_on, (
               private.next_order(p_decision.committee_id, p_aspect, p_decision.effective_on, p_decision.id)).effective_on)) end;
$$;
comment on function private.ordered_days(register.decisions, text) is
    'Aspect: seats or attributes. From its day until the next decision not corrected; empty when it leaves that part alone.';
