-- status_batch.sql - POST /v1/status-updates/batch
create or replace function api.status_batch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_atomic constant boolean := coalesce((p_options ->> 'atomic')::boolean, false);
    v_pushes constant private.push[] := private.push_lock(private.push_read(p_body -> 'items', null));
    v_done private.push[] := '{}';
    v_round record;
    v_items json;
begin
    -- Pushes to one task are taken one after the other, in their order, each in a round of its own; so are
    -- repeats of an event within the batch, at the end.
    for v_round in
        select array_agg(n.push order by (n.push).place) as pushes
        from (select p as push,
                     case when p.task_id is null or p.event_id is null then 1
                          when row_number() over (partition by p.source_system, p.event_id order by p.place) > 1
                          then p.place + 1000
                          else row_number() over (partition by p.task_id order by p.place) end as round
              from unnest(v_pushes) as p) as n
        group by n.round order by n.round
    loop
        v_done := v_done || case when v_atomic then private.push_take(v_round.pushes)
                                 else private.push_round(v_round.pushes) end;
    end loop;
    if v_atomic then
        perform private.push_all_or_nothing(v_done);
    end if;
    select json_agg(private.push_entry(p) order by p.place) into v_items from unnest(v_done) as p;
    return private.answer(207, json_build_object('items', coalesce(v_items, '[]')));
end
$$;
comment on function api.status_batch(text, jsonb, jsonb) is
    'Body items: up to 500 entries {"index","item"}. Each is taken or refused by itself and answered in order; option atomic: all or none, with the faults of all.';
