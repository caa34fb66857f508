-- agency_changes.sql - takes back what the deploy script of the same name made.
begin;
drop trigger agencies_clients_end on register.agencies;
drop trigger api_clients_agency_end on register.api_clients;
drop function private.agency_clients_end();
drop function private.client_agency_end();
alter table register.api_clients drop column agency_ends_on;
delete from register.transitions where action = 'handover';
alter table register.transitions
    drop constraint transitions_action,
    add constraint transitions_action check (action in (
        'assign', 'receive', 'start', 'progress', 'report', 'verify', 'return', 'suspend', 'resume',
        'cancel', 'transfer', 'block', 'unblock', 'reopen'));
drop table register.agency_handovers;
drop table register.agency_change_plans;
drop table register.agency_successions;
drop table register.agency_changes;
commit;
