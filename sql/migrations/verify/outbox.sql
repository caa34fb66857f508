-- outbox.sql - fails when what the deploy script of the same name makes is not there.
select agency_id, audience, name, email, version from register.notice_addresses where false;
select id, number, kind, recipient_kind, agency_id, audience, subject, body, about, channel, state, address, attempts, next_at,
       taken_until, lapses_at, last_error, sent_at, version, created_at from register.outbox where false;
select 1 / (count(*) / 2) from register.settings where name in ('delivery_channels', 'outbox_days');
