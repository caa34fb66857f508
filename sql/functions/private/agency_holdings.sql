-- agency_holdings.sql - what agencies hold that somebody must take over when they end.
create or replace function private.agency_holdings(p_agencies uuid[], p_day date) returns setof private.holding
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select 'task', t.id, t.code::text, t.title::text, case when t.lead_agency_id = a.id then 'lead' else 'co' end, t.state, a.id
    from register.tasks t
    join unnest(p_agencies) as a (id) on a.id = any (t.agency_ids)
    where t.agency_ids && p_agencies and t.state not in ('verified', 'cancelled')
    union all
    (select distinct on (p.id) 'post', p.id, p.code::text, v.title_vi::text, 'post', null, v.agency_id
    from register.post_versions v
    join register.posts p on p.id = v.post_id
    join register.agencies a on a.id = v.agency_id
    where v.agency_id = any (p_agencies) and upper_inf(v.known) and coalesce(upper(v.valid) > least(a.valid_to, p_day), true)
    order by p.id, v.valid)
    union all
    (select distinct on (v.seat_id) 'seat', v.seat_id, c.code::text, r.name_vi::text, 'seat', null, v.represents_id
    from register.seat_versions v
    join register.committees c on c.id = v.committee_id
    join register.committee_roles r on r.code = v.role
    join register.agencies a on a.id = v.represents_id
    where v.represents_id = any (p_agencies) and upper_inf(v.known) and coalesce(upper(v.valid) > least(a.valid_to, p_day), true)
    order by v.seat_id, v.valid)
    union all
    select 'client', c.id, c.code::text, c.name::text, 'client', null, c.agency_id
    from register.api_clients c
    where c.agency_id = any (p_agencies) and c.revoked_at is null;
$$;
comment on function private.agency_holdings(uuid[], date) is
    'Open tasks they lead or join, posts and seats from that day on, or from their end on if that comes first, API clients. With the rights of the owner: an office that plans a merger must see whose clients there are, and sees no more of them than code and name. No names of people.';
