-- status_batch.sql - POST /v1/status-updates/batch
create or replace function api.status_batch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_entry record;
    v_items json[] := '{}';
    v_done json;
    v_detail text;
    v_problem text;
    v_state text;
begin
    for v_entry in
        select (e.entry ->> 'index')::integer as index, e.entry -> 'item' as item
        from jsonb_array_elements(p_body -> 'items') with ordinality as e (entry, place) order by e.place
    loop
        begin
            v_done := private.push_one(v_entry.item, null);
            v_items := v_items || json_build_object(
                'index', v_entry.index, 'status', case v_done ->> 'result' when 'duplicate' then 200 else 201 end,
                'id', v_done -> 'id', 'result', v_done -> 'result', 'task', v_done -> 'task');
        exception
            when sqlstate 'ST404' or sqlstate 'ST409' or sqlstate 'ST422' then
                get stacked diagnostics v_detail = pg_exception_detail, v_problem = message_text, v_state = returned_sqlstate;
                v_items := v_items || json_build_object(
                    'index', v_entry.index, 'status', right(v_state, 3)::integer, 'code', v_problem,
                    'errors', v_detail::json -> 'errors');
        end;
    end loop;
    return private.answer(207, json_build_object('items', v_items));
end
$$;
comment on function api.status_batch(text, jsonb, jsonb) is 'Many pushes.';
