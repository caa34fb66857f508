-- clients.sql - takes back what the deploy script of the same name made.
begin;
drop table register.idempotency_records;
drop table register.used_assertions;
drop table register.client_secrets;
drop table register.api_clients;
commit;
