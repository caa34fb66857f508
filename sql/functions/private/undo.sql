-- undo.sql - the end of a dry run: what would fail at commit fails now, then everything is taken back.
create or replace function private.undo() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    set constraints all immediate;
    raise exception 'dry run' using errcode = 'ST000';
end
$$;
comment on function private.undo() is 'Fires deferred constraints, then raises ST000, always.';
