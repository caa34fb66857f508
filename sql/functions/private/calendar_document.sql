-- calendar_document.sql - the document an import names as the source of a day.
create or replace function private.calendar_document(p_day date, p_document text) returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    -- A number two documents bear still names the one the day has: what was exported can be imported.
    select coalesce((select d.id from register.calendar_days c join register.documents d on d.id = c.document_id
                     where c.day = p_day and d.code = p_document),
                    private.document_id(p_document));
$$;
comment on function private.calendar_document(date, text) is 'Null when nothing, or more than one, is called so.';
