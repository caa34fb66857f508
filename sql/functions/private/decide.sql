-- decide.sql - a decision takes its place among the others, and what they order together is written down.
create or replace function private.decide(p_decision register.decisions) returns register.decisions
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_decision register.decisions;
    v_corrects register.decisions;
    v_known constant timestamptz := private.known_now();
    v_days datemultirange;
begin
    select d.* into v_corrects from register.decisions d where d.id = p_decision.corrects_id;
    insert into register.decisions as d (
        committee_id, kind, document_id, note, effective_on, known_at, seats, attributes, corrects_id, part_of_id, plan_id, client)
    values (
        p_decision.committee_id, p_decision.kind, p_decision.document_id, p_decision.note, p_decision.effective_on, v_known,
        p_decision.seats, p_decision.attributes, p_decision.corrects_id, p_decision.part_of_id, p_decision.plan_id,
        private.current_client())
    returning d.* into v_decision;

    v_days := private.ordered_days(v_decision, 'seats') + private.ordered_days(v_corrects, 'seats');
    if not isempty(v_days) then
        insert into register.seats (committee_id, person_id, post_id)
        select v_decision.committee_id, l.person_id, l.post_id
        from jsonb_populate_recordset(null::private.seat_line, v_decision.seats) as l
        on conflict do nothing;
        perform private.write_seats(v_decision.committee_id, v_days, v_known);
    end if;
    v_days := private.ordered_days(v_decision, 'attributes') + private.ordered_days(v_corrects, 'attributes');
    if not isempty(v_days) then
        perform private.write_attributes(v_decision.committee_id, v_days, v_known);
    end if;
    update register.committees c
    set version = c.version + 1, updated_at = transaction_timestamp()
    where c.id = v_decision.committee_id;
    return v_decision;
end
$$;
comment on function private.decide(register.decisions) is
    'The decision says committee, kind, document or note, day, the whole list (seats) and the attributes it orders, what it corrects, what it is part of, its plan. The committee is locked by the caller. From here on all others that learn wait.';
