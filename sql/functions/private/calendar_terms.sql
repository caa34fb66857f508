-- calendar_terms.sql - the deadlines in words of all open tasks, and the days they end by the calendar as it is now.
create or replace function private.calendar_terms() returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_object_agg(w.words, private.deadline_day(d.due_on)), '{}')
    from (select distinct private.deadline_words(g.due_text, g.programme_id) as words
          from (select distinct t.due_text, t.programme_id
                from register.tasks t
                where t.due_text is not null and t.due_on is not null and t.state not in ('verified', 'cancelled')
                  and private.setting('deadline_shift') <> 'none') as g) as w
    cross join lateral private.deadline(w.words) as d
    where d.due_on is not null;
$$;
comment on function private.calendar_terms() is 'Member: the words; value: the day. Nothing where the house does not shift deadlines. Thousands of tasks have a few hundred different words.';
