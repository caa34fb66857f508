-- outbox.sql - tests: messages are made for each channel, taken by one clerk at a time, tried again ever later, and lapse; mailboxes are those of offices.
begin;
set search_path = public, tap;
select plan(54);

create function pg_temp.put(p_agency text, p_audience text, p_subject text) returns void language sql as $$
    select private.outbox_put('urging_digest', private.agency_id(p_agency), p_audience, p_subject, 'Đề nghị báo cáo.', '["DD-2025-00001"]');
$$;
create function pg_temp.take(p_channels text default '["file"]', p_limit integer default 10) returns jsonb language sql as $$
    select tests.call('clerk', 'clerk_outbox_take', '', '{}',
                      jsonb_build_object('channels', p_channels::jsonb, 'limit', p_limit, 'seconds', 300)) -> 'body';
$$;
create function pg_temp.subjects(p_taken jsonb) returns text language sql as $$
    select string_agg(m.message ->> 'subject', ' ' order by m.place)
    from jsonb_array_elements(p_taken -> 'messages') with ordinality as m (message, place);
$$;
create function pg_temp.done(p_subject text, p_error text default null, p_attempt integer default null) returns text language sql as $$
    select tests.call('clerk', 'clerk_outbox_done', '', '{}', jsonb_strip_nulls(jsonb_build_object(
               'id', o.id, 'attempt', coalesce(p_attempt, o.attempts), 'error', p_error))) #>> '{body,state}'
    from register.outbox o where o.subject = p_subject;
$$;
create function pg_temp.number(p_subject text) returns text language sql as $$
    select o.number::text from register.outbox o where o.subject = p_subject;
$$;
create function pg_temp.set_address(p_client text, p_recipient text, p_email text, p_version integer default 1) returns jsonb language sql as $$
    select tests.call(p_client, 'notice_address_patch', p_recipient, jsonb_build_object('if_match', p_version), jsonb_build_object('email', p_email));
$$;

-- Mailboxes.
select is(tests.got(pg_temp.set_address('office', 'so-khcn', 'vanthu.skhcn@longan.gov.vn'), 'email'), 'vanthu.skhcn@longan.gov.vn', 'an agency gets a mailbox');
select is(tests.outcome(pg_temp.set_address('office', 'so-khcn', 'x@longan.gov.vn')), '412 version-mismatch', 'the second writer is told that it changed');
select is(pg_temp.set_address('admin', 'inspection', 'kiemtra.bcd@longan.gov.vn') ->> 'etag', '"v2"', 'so does a body of the committee');
select is(tests.outcome(pg_temp.set_address('office', 'nobody', 'x@longan.gov.vn')), '404 not-found', 'nobody else');
select is(tests.outcome(pg_temp.set_address(c.client, 'tinh-uy', 'x@longan.gov.vn')), '403 forbidden', c.client || ' gives nobody a mailbox')
from (values ('so-khcn'), ('leader'), ('auditor')) as c (client);
select is_empty($$
    select w.email from (values ('an'), ('a@b'), ('a b@c.vn'), ('a@b..vn'), ('a..b@c.vn'), ('a.@c.vn'), ('a@c.vn, b@c.vn'), ('"a"@c.vn'), ('<a@c.vn>'), ('-a@c.vn'),
        (E'a@c.vn\r\nBcc: x@y.vn'), ('a@-c.vn'), ('ă@c.vn'), ('a@c.vn>')) as w (email)
    where tests.faults(pg_temp.set_address('office', 'tinh-uy', w.email)) <> '{"/email": "bad-format"}'$$, 'an address is a plain one');
select is((select count(*) from register.notice_addresses where agency_id = private.agency_id('tinh-uy')), 0::bigint, 'of a refused one nothing is left');
select is(tests.got(tests.call('auditor', 'notice_address_get', 'so-khcn'), 'email'), 'v•••@longan.gov.vn', 'the auditor sees that there is one');
select is(tests.got(tests.call('office', 'notice_address_list', '', '{"recipient_kind":"body","missing":true,"count":"exact"}'), 'page', 'count'), '3', 'who has none is listed');
select is(tests.got(tests.call('office', 'notice_address_list', '', '{"missing":false}'), 'items', '1', 'recipient'), 'so-khcn', 'agencies and bodies are in one list');
select is((select j.after ? 'email' from register.journal j where j.object_kind = 'notice_address' and j.action = 'update' order by j.id desc limit 1), false,
          'the journal tells that it changed, not what to');

-- Making messages.
select lives_ok($$select pg_temp.put('so-khcn', 'agency_head', E'Một\r\nBcc: x')$$, 'a subject is one line');
select is((select o.subject || ' ' || o.channel || ' ' || o.recipient_kind || ' ' || o.state from register.outbox o), 'Một Bcc: x file agency waiting', 'the channel switched on has it');
update register.settings set value = 'file,smtp' where name = 'delivery_channels';
select pg_temp.put('so-khcn', null, 'Hai');
select is((select string_agg(o.channel, ' ' order by o.channel) from register.outbox o where o.subject = 'Hai'), 'file smtp', 'with two switched on both');
update register.settings set value = 'none' where name = 'delivery_channels';
select pg_temp.put('so-khcn', null, 'Không');
select is((select count(*) from register.outbox o where o.subject = 'Không'), 0::bigint, 'with none nothing is made');
update register.settings set value = 'file' where name = 'delivery_channels';
select throws_ok($$select pg_temp.put(null, 'officer', 'Ai')$$, '23514', null, 'whoever is not there gets nothing');
select throws_ok($$update register.settings set value = 'smtp,file,fax' where name = 'delivery_channels'$$, '23514', null, 'there are no other channels');
select throws_ok('delete from register.outbox', '42501', null, 'a message is never removed');
select is((select j.after ?| array['body', 'address'] from register.journal j where j.object_kind = 'outbox_message' order by j.id desc limit 1), false,
          'the journal knows of a message, not what it says');

-- Taking them.
select pg_temp.put(null, 'inspection', 'Ba');
update register.settings set value = 'smtp' where name = 'delivery_channels';
select pg_temp.put('tinh-uy', null, 'Bốn');
update register.settings set value = 'file' where name = 'delivery_channels';
select pg_temp.put('tinh-uy', null, 'Năm');
create temporary table taken as select pg_temp.take() as answer;
select is(pg_temp.subjects(answer), 'Một Bcc: x Hai Ba Năm', 'what is due is taken, oldest first') from taken;
select is((answer #> '{messages,3}') - '{id,date}'::text[],
          '{"channel":"file","attempt":1,"to":null,"to_name":"Tỉnh ủy Long An","subject":"Năm","body":"Đề nghị báo cáo."}'::jsonb,
          'a file is dropped for who has no address too') from taken;
select is(answer #>> '{standing,without_address}', '1', 'mail for who has none is counted') from taken;
select is(answer #>> '{messages,2,to}' || ' ' || (answer #>> '{messages,2,to_name}'), 'kiemtra.bcd@longan.gov.vn Bộ phận kiểm tra của Ban Chỉ đạo',
          'with all a delivery needs') from taken;
select matches(answer #>> '{messages,0,date}', '^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} \+0700$', 'a date as mail has it') from taken;
select is((select c.item ->> 'count' from taken t, jsonb_array_elements(t.answer #> '{standing,counts}') as c (item)
           where c.item ->> 'channel' = 'file' and c.item ->> 'state' = 'waiting'), '4', 'and how the outbox stands');
select is(pg_temp.subjects(pg_temp.take()), null, 'what one clerk has the others do not get');
select is(pg_temp.subjects(pg_temp.take('[]')), null, 'without a channel nothing is taken');
select is(pg_temp.subjects(pg_temp.take('["smtp"]')), 'Hai', 'of another channel its own, but no mail without an address');
update register.outbox set taken_until = transaction_timestamp() where subject = 'Ba';
select is(pg_temp.subjects(pg_temp.take()), 'Ba', 'of a clerk that was never heard of again it comes back');
select is((select o.attempts from register.outbox o where o.subject = 'Ba'), 2, 'each taking is an attempt');

-- How it went.
select is(pg_temp.done('Ba', 'late', 1), null, 'whose time ran out says nothing of the next attempt');
select is(pg_temp.done('Ba'), 'sent', 'a delivery is noted');
select is((select concat_ws(' ', o.state, o.address, o.taken_until, o.sent_at is not null) from register.outbox o where o.subject = 'Ba'),
          'sent kiemtra.bcd@longan.gov.vn t', 'where it went too');
select is(pg_temp.done('Ba', 'x'), null, 'what is sent stays sent');
select is(pg_temp.done('Một Bcc: x', 'connection refused'), 'waiting', 'a failure waits for the next attempt');
select is((select o.last_error || ' ' || (o.next_at - transaction_timestamp()) from register.outbox o where o.subject = 'Một Bcc: x'), 'connection refused 00:00:30', 'half a minute');
select results_eq($$
    with attempts as (
        update register.outbox o set attempts = 3, taken_until = transaction_timestamp() + interval '1 minute', version = version where o.subject = 'Một Bcc: x')
    select 1$$, array[1], 'at the third');
select pg_temp.done('Một Bcc: x', 'again');
select is((select (o.next_at - transaction_timestamp())::text from register.outbox o where o.subject = 'Một Bcc: x'), '00:02:00', 'it is twice twice that');
update register.outbox o set attempts = 40, taken_until = transaction_timestamp() where o.subject = 'Một Bcc: x';
select pg_temp.done('Một Bcc: x', 'again');
select is((select (o.next_at - transaction_timestamp())::text from register.outbox o where o.subject = 'Một Bcc: x'), '01:00:00', 'and never more than an hour');
update register.outbox o set lapses_at = transaction_timestamp() where o.subject in ('Một Bcc: x', 'Bốn');
select pg_temp.take();
select is((select string_agg(o.state || coalesce(' ' || o.last_error, ''), ', ' order by o.number) from register.outbox o where o.subject in ('Một Bcc: x', 'Bốn')),
          'lapsed again, lapsed', 'what waited for days lapses, with or without an address');

-- Looking, and trying again.
select is(tests.outcome(tests.call(c.client, 'outbox_list')), c.outcome, c.client || ' lists the outbox: ' || c.outcome)
from (values ('so-khcn', '403 forbidden'), ('leader', '403 forbidden'), ('auditor', '200'), ('admin', '200')) as c (client, outcome);
select is(tests.got(tests.call('office', 'outbox_list', '', '{"agency":"so-khcn","channel":"file","state":"lapsed"}'), 'items', '0', 'address'),
          'vanthu.skhcn@longan.gov.vn', 'the office sees the address');
select is(tests.got(tests.call('auditor', 'outbox_get', pg_temp.number('Ba')), 'address') || tests.got(tests.call('auditor', 'outbox_get', pg_temp.number('Ba')), 'body'),
          'k•••@longan.gov.vnĐề nghị báo cáo.', 'the auditor sees it masked, and what was said');
select is(tests.outcome(tests.call('auditor', 'outbox_retry', pg_temp.number('Bốn'))), '403 forbidden', 'and has nothing sent');
select is(tests.outcome(tests.call('office', 'outbox_retry', pg_temp.number('Ba'))), '409 already-sent', 'what was sent is not sent again');
select is(tests.got(tests.call('office', 'outbox_retry', pg_temp.number('Một Bcc: x')), 'state'), 'waiting', 'what lapsed is due once more');
select is(pg_temp.subjects(pg_temp.take()), 'Một Bcc: x', 'and taken');
-- What a mail server says.
select pg_temp.put('so-khcn', 'officer', 'nói lại');
select pg_temp.take();
select pg_temp.done('nói lại', '550 5.1.1 <vanthu.skhcn@longan.gov.vn>: không có hộp thư');
select is((select o.last_error from register.outbox o where o.subject = 'nói lại'), '550 5.1.1 <v•••@longan.gov.vn>: không có hộp thư', 'is kept, the address in it not');
select is_empty($$select j.after from register.journal j where j.object_kind = 'outbox_message' and j.after::text like '%vanthu.skhcn@%'$$, 'nor in the journal');
select finish();
rollback;
