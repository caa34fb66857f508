-- light.sql - the light of a task, and every reason that applies: the one that decides first.
-- Hot: no search_path of its own (sql/README.md). Parts of a task, not the task: to hand over all of its row takes longer than to judge it.
create or replace function private.light(
    p_state text, p_regular boolean, p_due_on date, p_reported_on date, p_expected date,
    p_pushed_at timestamptz, p_assigned_on date, p_terms register.light_days) returns private.light
language plpgsql stable
as $$
declare
    v_near constant boolean := not p_regular and p_due_on <= p_terms.due_soon_until;
    v_unknown boolean := false;
    v_light text;
    v_reasons text[] := '{}';
begin
    if p_state in ('verified', 'reported', 'draft', 'cancelled', 'suspended') then
        return private.light_at_rest(p_state, p_regular, p_due_on, p_reported_on, p_terms.day);
    end if;
    -- An open task. The first reason gives the light.
    if p_state = 'blocked' then
        v_light := 'blue';
        v_reasons := '{blocked}';
    end if;
    if v_near and private.is_overdue(p_state, p_regular, p_due_on, p_reported_on, p_terms.day) then
        v_light := coalesce(v_light, 'red');
        v_reasons := v_reasons || 'overdue'::text;
    end if;
    if p_state = 'returned' then
        v_light := coalesce(v_light, 'amber');
        v_reasons := v_reasons || 'returned'::text;
    end if;
    if v_near and p_due_on >= p_terms.day then
        v_light := coalesce(v_light, 'amber');
        v_reasons := v_reasons || ('due_within_' || p_terms.due_soon_workdays || '_working_days');
        v_unknown := p_due_on > p_terms.due_known_until;
    end if;
    if p_expected > p_due_on and not p_regular then
        v_light := coalesce(v_light, 'amber');
        v_reasons := v_reasons || 'expected_after_due'::text;
    end if;
    if p_state = 'assigned' or p_pushed_at is null or p_pushed_at < p_assigned_on::timestamp at time zone 'Asia/Ho_Chi_Minh' then
        v_light := coalesce(v_light, 'grey');
        v_reasons := v_reasons || 'never_reported'::text;
    elsif p_pushed_at < p_terms.stale_before then
        v_light := coalesce(v_light, 'grey');
        v_reasons := v_reasons || ('no_report_for_' || p_terms.stale_workdays || '_working_days');
        v_unknown := v_unknown or not p_terms.stale_known;
    end if;
    if v_light is null then
        return ('green', '{on_track}')::private.light;
    elsif v_unknown then
        v_reasons := v_reasons || 'calendar_unknown'::text;
    end if;
    return (v_light, v_reasons)::private.light;
end
$$;
comment on function private.light(text, boolean, date, date, date, timestamptz, date, register.light_days) is
    'State, regular, deadline, day of the report, expected completion, last push, day of the assignment, what the thresholds come to today. The rules of the lights in their order; private.light_rules() says them in words. Green only after a report, or a push that is not old: never from silence.';
