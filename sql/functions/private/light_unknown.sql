-- light_unknown.sql - whether a reason of a light was counted in a year without calendar.
create or replace function private.light_unknown(
    p_state text, p_regular boolean, p_due_on date, p_pushed_at timestamptz, p_assigned_on date, p_terms register.light_days) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return case
        when not p_regular and p_due_on >= p_terms.day and p_due_on > p_terms.due_known_until and p_due_on <= p_terms.due_soon_until
        then 'calendar_unknown'
        when not p_terms.stale_known and p_state <> 'assigned' and p_pushed_at < p_terms.stale_before
             and p_pushed_at >= coalesce(p_assigned_on, '-infinity')::timestamp at time zone 'Asia/Ho_Chi_Minh'
        then 'calendar_unknown' end;
end
$$;
comment on function private.light_unknown(text, boolean, date, timestamptz, date, register.light_days) is
    'Of an open task: a remark to due_within_… or no_report_for_…, else null.';
