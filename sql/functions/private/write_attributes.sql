-- write_attributes.sql - writes down what a committee is on some days, as its decisions order.
create or replace function private.write_attributes(p_committee uuid, p_days datemultirange, p_known timestamptz) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old register.committee_versions[];
    v_new register.committee_versions[];
begin
    select coalesce(array_agg(v), '{}') into v_old
    from register.committee_versions v
    where v.committee_id = p_committee and v.known @> p_known
      -- A day more on both sides: what ends or begins there may grow together with what comes.
      and v.valid && daterange(lower(p_days) - 1, upper(p_days) + 1);

    with spans as materialized (
        select s.decision_id, s.effective_on, s.span from private.order_spans(p_committee, 'attributes') as s
    ), pieces as (
        select d.attributes, s.span * p.days as days
        from unnest(p_days) as p (days)
        join spans s on s.span && p.days
        join register.decisions d on d.id = s.decision_id
        union all
        -- Before the first decision it is what it was drafted as.
        select private.draft_attributes(p_committee), f.days
        from unnest(p_days - coalesce((select range_agg(s.span) from spans s), '{}')) as f (days)
        union all
        select private.version_attributes(o), rest.days
        from unnest(v_old) as o cross join lateral unnest(datemultirange(o.valid) - p_days) as rest (days)
    ), whole as (
        -- Days that follow each other with nothing changed are one version.
        select p.attributes, unnest(range_agg(p.days)) as days from pieces p group by p.attributes
    )
    select array_agg(jsonb_populate_record(null::register.committee_versions, w.attributes || jsonb_build_object(
        'id', gen_random_uuid(), 'committee_id', p_committee, 'valid', w.days, 'known', tstzrange(p_known, null),
        'decision_id', case when w.attributes ->> 'state' <> 'draft'
                            then (select s.decision_id from spans s where s.effective_on = lower(w.days)) end))) into v_new
    from whole w;

    update register.committee_versions v
    set known = tstzrange(lower(v.known), p_known)
    where v.id in (
        select o.id from unnest(v_old) as o
        where not exists (select from unnest(v_new) as n
                          where n.valid = o.valid and n.decision_id is not distinct from o.decision_id
                            and private.version_attributes(n) = private.version_attributes(o)));
    insert into register.committee_versions (
        id, committee_id, state, name_vi, name_en, theme, issuer_id, parent_id, standing_agency_id, part_time, seal_note,
        replaced_by_id, decision_id, valid, known)
    select n.id, n.committee_id, n.state, n.name_vi, n.name_en, n.theme, n.issuer_id, n.parent_id, n.standing_agency_id,
           n.part_time, n.seal_note, n.replaced_by_id, n.decision_id, n.valid, n.known
    from unnest(v_new) as n
    where not exists (select from unnest(v_old) as o
                      where n.valid = o.valid and n.decision_id is not distinct from o.decision_id
                        and private.version_attributes(n) = private.version_attributes(o));
end
$$;
comment on function private.write_attributes(uuid, datemultirange, timestamptz) is
    'As private.write_seats, for the committee itself.';
