-- journal_function.sql - the text of the trigger function that writes the journal of one table; used by functions/end.sql.
create or replace function private.journal_function(
    p_table text, p_words jsonb, p_key text[], p_shown text[], p_hidden text[]) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select format($function$
create or replace function private.%1$I() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_operation constant text := coalesce(nullif(current_setting('steer.operation', true), ''), 'deployment');
    v_client constant text := coalesce(current_setting('steer.client', true), '');
    v_agency constant uuid := nullif(current_setting('steer.agency', true), '')::uuid;
    -- The setting, not current_user: that is the owner here.
    v_role constant text := current_setting('role');
    v_request constant text := coalesce(current_setting('steer.request', true), '');
begin
    if tg_op = 'INSERT' then
        insert into register.journal (
            operation, client, agency_id, role, request, action, object_kind, object_id, object_code, after)
        select v_operation, v_client, v_agency, v_role, v_request, 'insert', %2$L, n.%3$I, n.%4$I,
               to_jsonb(n) - %5$L::text[]
        from new_rows as n;
    elsif tg_op = 'DELETE' then
        insert into register.journal (
            operation, client, agency_id, role, request, action, object_kind, object_id, object_code, before)
        select v_operation, v_client, v_agency, v_role, v_request, 'delete', %2$L, o.%3$I, o.%4$I,
               to_jsonb(o) - %5$L::text[]
        from old_rows as o;
    else
        -- Full: a row whose key changed is two rows here, and is not lost.
        insert into register.journal (
            operation, client, agency_id, role, request, action, object_kind, object_id, object_code, before, after)
        select v_operation, v_client, v_agency, v_role, v_request, 'update', %2$L, c.id, c.code, c.before - c.same, c.after - c.same
        from (
            select coalesce(n.%3$I, o.%3$I) as id, coalesce(n.%4$I, o.%4$I) as code, to_jsonb(o) as before, to_jsonb(n) as after,
                   %5$L::text[] || array[
%6$s] as same
            from old_rows as o full join new_rows as n on (%7$s)
            offset 0) as c
        where coalesce(c.after, c.before) - c.same <> '{}';
    end if;
    return null;
end
$body$;
$function$,
        'journal_' || p_table, p_words ->> 0, p_words ->> 1, p_words ->> 2, p_hidden,
        (select string_agg(format('                       case when n.%1$I is not distinct from o.%1$I then %1$L else '''' end', c.name),
                           E',\n' order by c.place)
         from unnest(p_shown) with ordinality as c (name, place)),
        (select string_agg(format('n.%1$I = o.%1$I', k.name), ' and ') from unnest(p_key) as k (name)));
$$;
comment on function private.journal_function(text, jsonb, text[], text[], text[]) is
    'Table; kind, id column and code column; its primary key; the columns to show; those made from others, or secret. Of a change only the columns that changed go into the journal; a change that changes nothing leaves no row.';
