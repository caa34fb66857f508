-- committee_steps.sql - day by day, what became of a committee.
create or replace function private.committee_steps(p_committee uuid, p_from date, p_to date, p_known timestamptz)
    returns table (on_day date, number integer, decision_id uuid, document text, change jsonb)
language plpgsql stable rows 100
set search_path = pg_catalog, pg_temp
as $$
declare
    v_day date;
    v_before private.moment;
    v_after private.moment;
    v_decision register.decisions;
begin
    for v_day in
        select distinct b.day
        from (select v.valid from register.seat_versions v where v.committee_id = p_committee and v.known @> p_known
              union all
              select v.valid from register.committee_versions v where v.committee_id = p_committee and v.known @> p_known) as v
        cross join lateral (values (lower(v.valid)), (upper(v.valid))) as b (day)
        where b.day > coalesce(p_from, '-infinity') and b.day <= coalesce(p_to, 'infinity')
        order by b.day
    loop
        v_before := (v_day - 1, p_known);
        v_after := (v_day, p_known);
        select d.* into v_decision
        from register.decisions d
        where d.committee_id = p_committee and d.effective_on = v_day and d.known_at <= p_known
          and num_nonnulls(d.seats, d.attributes) > 0
          and not exists (select from register.decisions c where c.corrects_id = d.id and c.known_at <= p_known)
        order by d.known_at desc
        limit 1;
        return query
        select v_day, c.number::integer, v_decision.id, private.decision_name(v_decision), c.change
        from jsonb_array_elements(
            private.attribute_changes(private.version_attributes(private.committee_at(p_committee, v_before)),
                                      private.version_attributes(private.committee_at(p_committee, v_after)), v_after)
            || private.seat_changes(private.seats_at(p_committee, v_before), private.seats_at(p_committee, v_after), v_after))
             with ordinality as c (change, number);
    end loop;
end
$$;
comment on function private.committee_steps(uuid, date, date, timestamptz) is
    'Every change that took effect after the day from, up to the day to (null: without limit), as known at that instant, with the decision that ordered that day.';
