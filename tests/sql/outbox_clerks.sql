-- outbox_clerks.sql - tests: two clerks at once, each in a session of its own, take different messages and wait for nobody. What it writes stays.
set search_path = public, tests, tap;
select plan(3);
update register.notice_addresses set email = 'bcd@longan.gov.vn' where audience = 'committee_agenda';
select private.outbox_put('test', null, 'committee_agenda', s.subject, 'x', '[]') from (values ('thứ nhất'), ('thứ hai')) as s (subject);
select dblink_connect(n.name, format('host=%s dbname=%s', current_setting('unix_socket_directories'), current_database()))
from (values ('a'), ('b')) as n (name);
select dblink_exec(n.name, 'begin; set local lock_timeout = ''5s''') from (values ('a'), ('b')) as n (name);
create temporary table clerks as
select c.name, r.subject, r.standing
from (values ('a'), ('b')) as c (name)
cross join lateral dblink(c.name, $$
    select a.body #>> '{messages,0,subject}', a.body #>> '{standing,counts}'
    from (select tests.call('clerk', 'clerk_outbox_take', '', '{}', '{"channels":["file"],"limit":1,"seconds":300}') -> 'body' as body) as a$$)
    as r (subject text, standing text);
select dblink_exec(n.name, 'commit'), dblink_disconnect(n.name) from (values ('a'), ('b')) as n (name);
select is((select string_agg(c.subject, ', ' order by c.name) from clerks c), 'thứ nhất, thứ hai', 'what one has locked the other passes by');
select is((select array_agg(o.attempts) from register.outbox o where o.kind = 'test'), array[1, 1], 'each was taken once');
select is((select count(*) from register.outbox o where o.kind = 'test' and o.taken_until > now()), 2::bigint, 'and both are out of reach');
update register.outbox set state = 'sent', sent_at = now() where kind = 'test';
update register.notice_addresses set email = null where audience = 'committee_agenda';
select finish();
