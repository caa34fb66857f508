-- light.sql - the light of a task, and every reason that applies: the one that decides first.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.light(p_task register.tasks, p_terms register.light_days) returns private.light
language plpgsql stable
as $$
declare
    -- Not far from the deadline or past it: of most tasks nothing more of it need be asked.
    v_near constant boolean := not p_task.regular and p_task.due_on <= p_terms.due_soon_until;
    v_overdue constant boolean := v_near
        and private.is_overdue(p_task.state, p_task.regular, p_task.due_on, p_task.reported_on, p_terms.day);
    v_reasons text[] := '{}';
begin
    if p_task.state in ('verified', 'reported', 'draft', 'cancelled', 'suspended') then
        return private.light_at_rest(p_task, v_overdue);
    end if;
    -- An open task. The light is that of the first reason: private.light_of().
    if p_task.state = 'blocked' then
        v_reasons := '{blocked}';
    end if;
    if v_overdue then
        v_reasons := v_reasons || 'overdue'::text;
    end if;
    if p_task.state = 'returned' then
        v_reasons := v_reasons || 'returned'::text;
    end if;
    if v_near and not v_overdue then
        v_reasons := v_reasons || ('due_within_' || p_terms.due_soon_workdays || '_working_days');
    end if;
    if p_task.expected_completion > p_task.due_on and not p_task.regular then
        v_reasons := v_reasons || 'expected_after_due'::text;
    end if;
    if p_task.state = 'assigned' or p_task.last_pushed_at is null
       or p_task.last_pushed_at < p_task.assigned_on::timestamp at time zone 'Asia/Ho_Chi_Minh' then
        v_reasons := v_reasons || 'never_reported'::text;
    elsif p_task.last_pushed_at < p_terms.stale_before then
        v_reasons := v_reasons || ('no_report_for_' || p_terms.stale_workdays || '_working_days');
        if not p_terms.stale_known then
            v_reasons := v_reasons || 'calendar_unknown'::text;
        end if;
    end if;
    if v_near and not v_overdue and p_task.due_on > p_terms.due_known_until and 'calendar_unknown' <> all (v_reasons) then
        v_reasons := v_reasons || 'calendar_unknown'::text;
    end if;
    if v_reasons = '{}' then
        return ('green', '{on_track}')::private.light;
    end if;
    return (private.light_of(v_reasons[1]), v_reasons)::private.light;
end
$$;
comment on function private.light(register.tasks, register.light_days) is
    'The rules of the lights in their order; private.light_rules() says them in words. Green only after a report, or a push that is not old: never from silence.';
