-- people.sql - fails when what the deploy script of the same name makes is not there.
select id, code, name, email, phone, note, version, search from register.people where false;
select 1 / count(*) from pg_catalog.pg_constraint where conname = 'journal_action' and pg_get_constraintdef(oid) ~ 'read';
