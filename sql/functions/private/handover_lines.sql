-- handover_lines.sql - what a plan would hand over, from whom, to whom.
create or replace function private.handover_lines(
    p_given jsonb, p_parties private.agency_party[]) returns setof private.handover_line
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with giving as (
        -- Of a split also the agency that goes on: it may hand over, and keeps what nobody else gets.
        select (p.agency).id, case when p.ends then case p_given ->> 'kind' when 'merge' then p_given #>> '{into,0,code}' end
                                   else (p.agency).code::text end as otherwise
        from unnest(p_parties) as p
        where p.ends or p_given ->> 'kind' = 'split' and p_given -> 'agencies' ?| array[(p.agency).code, (p.agency).id::text]
    ), wished as (
        select h, private.handover_wish(p_given -> 'handover', h, g.otherwise) as wish
        from private.agency_holdings(array(select g.id from giving g), (p_given ->> 'effective_on')::date) as h
        join giving g on g.id = h.from_agency_id
    )
    select w.h, coalesce(private.agency_code(private.agency_id(w.wish #>> '{}')), w.wish #>> '{}'),
           coalesce(w.wish = 'null' and (w.h).object_kind <> 'task', false),
           format('/handover/%ss/%s', (w.h).object_kind, (w.h).object_code)
    from wished w
    order by array_position('{task,post,seat,client}', (w.h).object_kind), (w.h).object_code, (w.h).object_id, (w.h).part desc,
             (w.h).from_agency_id;
$$;
comment on function private.handover_lines(jsonb, private.agency_party[]) is
    'to_code null and not stays: undecided. A successor that is not registered yet is named by its code.';
