-- seats_json.sql - the list of a committee as the API shows it.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.seats_json(p_committee uuid, p_moment private.moment) returns json
language plpgsql stable
as $$
declare
    v_day constant date := p_moment.valid_at;
    v_known constant timestamptz := p_moment.known_at;
begin
    -- Put together from columns that hold their part of the JSON. "is true": see private.holds, which is
    -- not called here because it would take the moment apart for every row.
    return (
        with v as materialized (
            select q.person_id, q.post_id, q.role, q.represents_id, q.shown, row_number() over (order by q.place, q.seat_id) as rank
            from register.seat_versions q
            where q.committee_id = p_committee and q.valid @> v_day and q.known @> v_known
        ), offices as (
            -- All at once: looked up for one seat after the other they cost as much as the rest of the list.
            select h.person_id, string_agg(t.title_vi, '; ' order by lower(h.valid), t.title_vi) as titles
            from v
            join register.post_holders h on h.person_id = v.person_id and (h.valid @> v_day) is true and (h.known @> v_known) is true
            join register.post_versions t on t.post_id = h.post_id and (t.valid @> v_day) is true and (t.known @> v_known) is true
            group by h.person_id
        )
        select ('[' || string_agg(concat(
                '{"rank":', v.rank, ',', v.shown, ',', r.shown, ',',
                coalesce(n.shown, '"person":null,"person_name":null'),
                case when v.represents_id is null then ',"represents":null,"represents_name":null,'
                else concat(',', private.json_member('represents', private.agency_code(v.represents_id)), ',',
                            private.json_member('represents_name', private.agency_name(v.represents_id, p_moment)), ',')
                end,
                case when v.post_id is null then '"post":null,"ex_officio":false,"post_title":null,"post_title_en":null,'
                    || coalesce('"position":' || to_json(o.titles)::text, '"position":null')
                else coalesce((
                        select t.shown from register.post_versions t
                        where t.post_id = v.post_id and (t.valid @> v_day) is true and (t.known @> v_known) is true), concat(
                    private.json_member('post', (select p.code from register.posts p where p.id = v.post_id)),
                    ',"ex_officio":true,"post_title":null,"post_title_en":null,"position":null'))
                end, '}'), ',' order by v.rank) || ']')::json
        from v
        join register.committee_roles r on r.code = v.role
        left join register.people n on n.id = case when v.post_id is null then v.person_id else (
            select h.person_id from register.post_holders h
            where h.post_id = v.post_id and (h.valid @> v_day) is true and (h.known @> v_known) is true) end
        left join offices o on o.person_id = v.person_id);
end
$$;
comment on function private.seats_json(uuid, private.moment) is
    'Array of schema Seat, in order; null for an empty list. person: who sits there, through the post for a seat of a post, null when nobody holds it; position: title of that post, or of all posts the person holds.';
