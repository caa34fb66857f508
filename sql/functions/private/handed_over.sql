-- handed_over.sql - how much a change has handed over.
create or replace function private.handed_over(p_change register.agency_changes) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'tasks', count(*) filter (where h.object_kind = 'task' and h.part = 'lead' and h.outcome = 'handed_over'),
        'joined', count(*) filter (where h.object_kind = 'task' and h.part = 'co' and h.outcome = 'handed_over'),
        'posts', count(*) filter (where h.object_kind = 'post' and h.done_at is not null),
        'seats', count(*) filter (where h.object_kind = 'seat' and h.done_at is not null),
        'clients', count(*) filter (where h.object_kind = 'client' and h.done_at is not null),
        'awaiting', count(*) filter (where h.done_at is null and not h.stays))
    from register.agency_handovers h
    where h.change_id = p_change.id;
$$;
comment on function private.handed_over(register.agency_changes) is
    'Tasks that were led and tasks that were joined, posts and seats (those that ended too), clients, and what still waits: for its day, or for a decision.';
