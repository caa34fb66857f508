-- light.sql - the rules of the lights, in their order: which of them a task meets.
-- Hot: no search_path of its own (sql/README.md), one expression that is written into its caller. Parts of a task, not the task: to hand over all of its row takes longer than to judge it.
create or replace function private.light(
    p_state text, p_regular boolean, p_due_on date, p_reported_on date, p_expected date,
    p_pushed_at timestamptz, p_assigned_on date, p_terms register.light_days) returns text[]
language sql stable
as $$
    select case
        when p_state in ('verified', 'reported', 'draft', 'cancelled', 'suspended')
        then private.light_at_rest(p_state, p_regular, p_due_on, p_reported_on, p_terms.day)
        else array[
            null,
            case when p_state = 'blocked' then 'blocked' end,
            case when p_due_on < p_terms.day and not p_regular then 'overdue' end,
            case when p_state = 'returned' then 'returned' end,
            case when p_due_on >= p_terms.day and p_due_on <= p_terms.due_soon_until and not p_regular
                 then format('due_within_%s_working_days', p_terms.due_soon_workdays) end,
            case when p_expected > p_due_on and not p_regular then 'expected_after_due' end,
            case when p_state = 'assigned' or p_pushed_at is null
                      or p_pushed_at < p_assigned_on::timestamp at time zone 'Asia/Ho_Chi_Minh' then 'never_reported'
                 when p_pushed_at < p_terms.stale_before then format('no_report_for_%s_working_days', p_terms.stale_workdays) end,
            -- Hardly a day is without calendar.
            case when p_terms.due_known_until < p_terms.due_soon_until or not p_terms.stale_known
                 then private.light_unknown(p_state, p_regular, p_due_on, p_pushed_at, p_assigned_on, p_terms) end]
        end;
$$;
comment on function private.light(text, boolean, date, date, date, timestamptz, date, register.light_days) is
    'State, regular, deadline, day of the report, expected completion, last push, day of the assignment, what the thresholds come to today. A place for each rule, null where it does not apply; the first is the light of a task at rest. private.light_name() and private.light_reasons() read it, private.light_rules() says the rules in words. Green only after a report, or a push that is not old: never from silence.';
