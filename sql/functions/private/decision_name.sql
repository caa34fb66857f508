-- decision_name.sql - what a decision is called in a sentence.
create or replace function private.decision_name(p_decision register.decisions) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select d.code from register.documents d where d.id = p_decision.document_id), p_decision.note);
$$;
comment on function private.decision_name(register.decisions) is 'Number and symbol of its document, or why it has none.';
