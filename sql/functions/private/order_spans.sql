-- order_spans.sql - which decision orders a committee on which days.
create or replace function private.order_spans(p_committee uuid, p_aspect text)
    returns table (decision_id uuid, effective_on date, span daterange)
language sql stable rows 10
set search_path = pg_catalog, pg_temp
as $$
    select l.id, l.effective_on, daterange(l.effective_on, lead(l.effective_on) over (order by l.effective_on))
    from (select distinct on (d.effective_on) d.id, d.effective_on
          from register.decisions d
          where d.committee_id = p_committee
            and case p_aspect when 'seats' then d.seats else d.attributes end is not null
            and not exists (select from register.decisions c where c.corrects_id = d.id)
          order by d.effective_on, d.known_at desc) as l;
$$;
comment on function private.order_spans(uuid, text) is 'Aspect: seats or attributes. By what is known now; no day twice, none without but those before the first.';
