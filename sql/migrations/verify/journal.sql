-- journal.sql - fails when what the deploy script of the same name makes is not there.
select id, at, transaction, operation, client, agency_id, role, request, action, object_kind, object_id, object_code, before, after from register.journal where false;
