-- urging_digests.sql - one message to each agency and body that rungs of a pass concern.
create or replace function private.urging_digests(p_year integer, p_after integer) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_message record;
    v_count bigint := 0;
begin
    for v_message in
        select u.agency_id, min(u.audience) as audience, u.fired_on, count(*) as urgings, jsonb_agg(u.code order by u.number) as codes
        from register.urgings u
        where u.year = p_year and u.number > p_after
        group by u.agency_id, case when u.agency_id is null then u.audience end, u.fired_on
    loop
        perform private.outbox_put(
            'urging_digest', v_message.agency_id, v_message.audience,
            format('Nhắc việc, đôn đốc ngày %s: %s nhiệm vụ / Urging: %s', to_char(v_message.fired_on, 'DD/MM/YYYY'),
                   v_message.urgings, v_message.urgings || case v_message.urgings when 1 then ' task' else ' tasks' end),
            private.urging_text(v_message.agency_id, v_message.audience, v_message.fired_on, v_message.codes), v_message.codes);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;
comment on function private.urging_digests(integer, integer) is
    'Of the urgings of the year after that number; how many messages. An agency gets one for its officers and its head, each body its own.';
