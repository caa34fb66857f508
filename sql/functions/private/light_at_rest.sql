-- light_at_rest.sql - the light of a task on which its agency has nothing to do now.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.light_at_rest(p_state text, p_regular boolean, p_due_on date, p_reported_on date, p_today date)
    returns private.light
language plpgsql immutable
as $$
begin
    if p_state = 'verified' and p_reported_on > p_due_on then
        return ('done_late', '{reported_after_due}')::private.light;
    elsif p_state = 'verified' then
        return ('done_on_time', '{reported_in_time}')::private.light;
    elsif p_state in ('draft', 'cancelled') then
        return ('grey', array[p_state])::private.light;
    elsif private.is_overdue(p_state, p_regular, p_due_on, p_reported_on, p_today) then
        return case p_state when 'reported' then ('red', '{overdue,reported}')::private.light
                            else ('grey', '{suspended,overdue}')::private.light end;
    end if;
    return (case p_state when 'reported' then 'green' else 'grey' end, array[p_state])::private.light;
end
$$;
comment on function private.light_at_rest(text, boolean, date, date, date) is
    'As private.light() has it. Verified: by the accepted report against the deadline, as the official counts have it; without a deadline there is none to miss. Reported: the agency waits for the office, however long.';
