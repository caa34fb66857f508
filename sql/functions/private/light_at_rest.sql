-- light_at_rest.sql - the light of a task on which its agency has nothing to do now, and then the reasons.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.light_at_rest(p_state text, p_regular boolean, p_due_on date, p_reported_on date, p_today date)
    returns text[]
language plpgsql immutable
as $$
begin
    if p_state = 'verified' and p_reported_on > p_due_on then
        return '{done_late,reported_after_due}';
    elsif p_state = 'verified' then
        return '{done_on_time,reported_in_time}';
    elsif p_state in ('draft', 'cancelled') then
        return array['grey', p_state];
    elsif private.is_overdue(p_state, p_regular, p_due_on, p_reported_on, p_today) then
        return case p_state when 'reported' then '{red,overdue,reported}' else '{grey,suspended,overdue}' end;
    end if;
    return array[case p_state when 'reported' then 'green' else 'grey' end, p_state];
end
$$;
comment on function private.light_at_rest(text, boolean, date, date, date) is
    'As private.light() has it. Verified: by the accepted report against the deadline, as the official counts have it; without a deadline there is none to miss. Reported: the agency waits for the office, however long.';
