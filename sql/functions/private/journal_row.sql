-- journal_row.sql - the trigger that writes the journal.
create or replace function private.journal_row() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Made from other columns, or secret.
    left_out constant text[] := '{search_text,agency_ids,digest,content_hash}';
    -- Arguments of the trigger: kind, and the column people name the row by ('' for none).
    kind constant text := tg_argv[0];
    code_column constant text := tg_argv[1];
    v_row jsonb;
    v_before jsonb;
    v_after jsonb;
begin
    if tg_op = 'INSERT' then
        v_after := to_jsonb(new) - left_out;
        v_row := v_after;
    elsif tg_op = 'DELETE' then
        v_before := to_jsonb(old) - left_out;
        v_row := v_before;
    else
        v_row := to_jsonb(new) - left_out;
        select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, v_row -> o.key)
        into v_before, v_after
        from jsonb_each(to_jsonb(old) - left_out) as o
        where o.value is distinct from v_row -> o.key;
        if v_before is null then
            return null;
        end if;
    end if;
    insert into register.journal (
        operation, client, agency_id, role, request, action, object_kind, object_id, object_code, before, after)
    values (
        coalesce(nullif(current_setting('steer.operation', true), ''), 'deployment'),
        coalesce(current_setting('steer.client', true), ''),
        nullif(current_setting('steer.agency', true), '')::uuid,
        -- The setting, not current_user: that is the owner here.
        current_setting('role'),
        coalesce(current_setting('steer.request', true), ''),
        lower(tg_op), kind, coalesce(v_row ->> 'id', v_row ->> 'task_id', v_row ->> 'action'),
        v_row ->> code_column, v_before, v_after);
    return null;
end
$$;
comment on function private.journal_row() is
    'Writes one row to the journal for each row inserted, changed or removed. Of a change only the columns that changed.';
