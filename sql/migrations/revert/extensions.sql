-- extensions.sql - takes back what the deploy script of the same name made.
begin;
drop table register.deadline_extensions;
drop table register.extension_numbers;

drop trigger tasks_terms_changed on register.tasks;
create trigger tasks_terms_changed
    after update of lead_agency_id, programme_id, pillar, key, regular, due_on, responsible, product, authority, source_document_id
    on register.tasks
    for each row when (
        (old.lead_agency_id, old.programme_id, old.pillar, old.key, old.regular, old.due_on,
         old.responsible is null, old.product is null, old.authority is null, old.source_document_id is null)
        is distinct from
        (new.lead_agency_id, new.programme_id, new.pillar, new.key, new.regular, new.due_on,
         new.responsible is null, new.product is null, new.authority is null, new.source_document_id is null))
    execute function private.note_terms();
create or replace function private.note_terms() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into register.task_terms (task_id, lead_agency_id, programme_id, pillar, key, regular, due_on, gaps)
    values (new.id, new.lead_agency_id, new.programme_id, new.pillar, new.key, new.regular, new.due_on, private.task_gaps(new));
    return null;
end
$$;
alter table register.task_terms drop constraint task_terms_nfc, drop column version, drop column due_text, drop column operation;

drop policy office_and_admin_change on register.settings;
comment on table register.settings is
    'Policies of the house that a province decides for itself. Changed by the administrator of the database; every change is in the journal.';
commit;
