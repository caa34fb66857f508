-- outbox_standing.sql - how many messages there are of each channel and state, and since when the oldest waits.
create or replace function private.outbox_standing() returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'counts', (select json_agg(json_build_object(
                       'channel', c.channel, 'state', s.state,
                       'count', (select count(*) from register.outbox o where o.channel = c.channel and o.state = s.state)))
                   from (values ('file'), ('smtp')) as c (channel), (values ('waiting'), ('sent'), ('lapsed')) as s (state)),
        'oldest_seconds', (select coalesce(floor(extract(epoch from transaction_timestamp() - min(o.created_at)))::bigint, 0)
                           from register.outbox o where o.state = 'waiting'),
        'without_address', (select count(*) from register.outbox o
                            cross join lateral (select private.notice_reader(o.agency_id) as agency_id offset 0) as r
                            where o.state = 'waiting' and o.channel = 'smtp' and not exists (
                                select from register.notice_addresses n
                                where n.email is not null
                                  and (n.agency_id = r.agency_id or o.agency_id is null and n.audience = o.audience))));
$$;
comment on function private.outbox_standing() is 'For the metrics of the clerk. without_address: waiting for a recipient that has no mailbox.';
