-- outbox.sql - takes back what the deploy script of the same name made.
begin;
delete from register.settings where name in ('delivery_channels', 'outbox_days');
drop policy clerk_calls_by_name on register.agencies;
drop table register.outbox, register.notice_addresses;
commit;
