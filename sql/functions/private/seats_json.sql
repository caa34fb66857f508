-- seats_json.sql - the list of a committee as the API shows it.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.seats_json(p_committee uuid, p_moment private.moment) returns json
language plpgsql stable
as $$
declare
    v_day constant date := p_moment.valid_at;
    v_known constant timestamptz := p_moment.known_at;
begin
    return (
        select coalesce(json_agg(json_build_object(
            'id', v.seat_id,
            'rank', v.rank,
            'role', v.role,
            'role_name', r.name_vi,
            'role_name_en', r.name_en,
            'head', v.head,
            'person', n.code,
            'person_name', n.name,
            'post', p.code,
            'post_title', pv.title_vi,
            'post_title_en', pv.title_en,
            'ex_officio', s.post_id is not null,
            'position', case when s.post_id is null then private.positions(s.person_id, p_moment) else pv.title_vi end,
            'agency', private.agency_code(pv.agency_id),
            'agency_name', private.agency_name(pv.agency_id, p_moment),
            'represents', private.agency_code(v.represents_id),
            'represents_name', private.agency_name(v.represents_id, p_moment),
            'duty', v.duty,
            'valid_from', lower(v.valid),
            'valid_to', upper(v.valid),
            'opened_by', v.opened_by_id,
            'opened_by_document', private.decision_name(o),
            'closed_by', v.closed_by_id,
            'closed_by_document', private.decision_name(c)) order by v.rank), '[]')
        from (select q.seat_id, q.role, q.head, q.represents_id, q.duty, q.valid, q.opened_by_id, q.closed_by_id,
                     row_number() over (order by q.place, q.seat_id) as rank
              from register.seat_versions q
              where q.committee_id = p_committee and q.valid @> v_day and q.known @> v_known) as v
        join register.seats s on s.id = v.seat_id
        join register.committee_roles r on r.code = v.role
        join register.decisions o on o.id = v.opened_by_id
        left join register.decisions c on c.id = v.closed_by_id
        left join register.posts p on p.id = s.post_id
        left join register.post_versions pv on pv.post_id = s.post_id and pv.valid @> v_day and pv.known @> v_known
        left join register.post_holders h on h.post_id = s.post_id and h.valid @> v_day and h.known @> v_known
        left join register.people n on n.id = coalesce(s.person_id, h.person_id));
end
$$;
comment on function private.seats_json(uuid, private.moment) is
    'Array of schema Seat, in order. person: who sits there, through the post for a seat of a post, null when nobody holds it; position: title of that post, or of all posts the person holds; agency: of the post.';
