-- seat_line_json.sql - a line of a list as decisions and plans keep it.
create or replace function private.seat_line_json(p_line private.seat_line) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
        'person_id', p_line.person_id, 'post_id', p_line.post_id, 'role', p_line.role, 'place', p_line.place,
        'represents_id', p_line.represents_id, 'duty', p_line.duty);
$$;
comment on function private.seat_line_json(private.seat_line) is 'Every member but the pointer, always all of them: two lists are the same when their JSON is.';
