-- journal_function.sql - the text of the trigger function that writes the journal of one table; used by functions/end.sql.
create or replace function private.journal_function(p_table text, p_words jsonb, p_shown text[], p_hidden text[]) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select format($function$
create or replace function private.%1$I() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_same text[];
    v_before jsonb;
    v_after jsonb;
begin
    if tg_op = 'UPDATE' then
        v_same := array[
%2$s];
        v_before := to_jsonb(old) - v_same - %3$L::text[];
        v_after := to_jsonb(new) - v_same - %3$L::text[];
        if v_after = '{}' then
            return null;
        end if;
    elsif tg_op = 'INSERT' then
        v_after := to_jsonb(new) - %3$L::text[];
    else
        v_before := to_jsonb(old) - %3$L::text[];
        -- The row the journal speaks of below.
        new := old;
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
        lower(tg_op), %4$L, new.%5$I, new.%6$I, v_before, v_after);
    return null;
end
$body$;
$function$,
        'journal_' || p_table,
        (select string_agg(format(
                    '            case when new.%1$I is not distinct from old.%1$I then %1$L else '''' end', c.name),
                    E',\n' order by c.place)
         from unnest(p_shown) with ordinality as c (name, place)),
        p_hidden, p_words ->> 0, p_words ->> 1, p_words ->> 2);
$$;
comment on function private.journal_function(text, jsonb, text[], text[]) is
    'Table; kind, id column and code column; the columns to show; those made from others, or secret. Of a change only the columns that changed go into the journal.';
