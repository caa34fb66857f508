-- calendar_rederive.sql - moves the deadlines of open tasks to where a changed calendar shifts them.
create or replace function private.calendar_rederive(p_before jsonb) returns json
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_tasks json;
begin
    with terms as (
        select b.key as words, d.due_on as meant, b.value::date as before, private.deadline_day(d.due_on) as after
        from jsonb_each_text(p_before) as b cross join lateral private.deadline(b.key) as d
    ), moving as (
        -- Only what follows from the words: a day that was given, or put off, stays.
        select t.id, t.code, t.due_on as before, w.after
        from register.tasks t join terms w on w.words = private.deadline_words(t.due_text, t.programme_id)
        where t.due_on in (w.meant, w.before) and t.due_on <> w.after and t.state not in ('verified', 'cancelled')
        order by t.id
        for update of t
    ), moved as (
        update register.tasks t
        set due_on = m.after, version = t.version + 1, updated_at = transaction_timestamp()
        from moving m where t.id = m.id
        returning t.code, m.before, t.due_on
    )
    select coalesce(json_agg(json_build_object('code', m.code, 'due_on_before', m.before, 'due_on', m.due_on) order by m.code), '[]')
    into v_tasks
    from moved m;
    return v_tasks;
end
$$;
comment on function private.calendar_rederive(jsonb) is
    'Given what private.calendar_terms said before the change. The original deadline stays; the journal has each task before and after. The answer: code, day before, day now of each task moved.';
