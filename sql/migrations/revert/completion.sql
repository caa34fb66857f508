-- completion.sql - takes back what the deploy script of the same name made.
begin;
delete from register.settings where name in ('verification', 'title_length');
update register.transitions set needs = '{}' where action = 'report';
comment on column register.transitions.needs is
    'What the move must come with: reason, document, to_agency; clear: the task itself must be clear (work, lead agency, product, deadline).';
alter table register.task_events
    drop constraint task_events_nfc,
    drop column product,
    drop column evidence,
    add constraint task_events_nfc check (reason is nfc normalized);
alter table register.status_updates
    drop constraint status_updates_nfc,
    drop column product,
    add constraint status_updates_nfc check (concat_ws(' ', event_id, summary, evidence, obstacles) is nfc normalized);
commit;
