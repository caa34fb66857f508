-- structure.sql - tests: every table guarded, every function pinned, every object described, nothing owned or granted by oversight.
begin;
set search_path = public, tap;
select plan(19);

create temporary view the_tables as
    select c.oid, c.relname::text collate "default" as name, c.relowner, c.relrowsecurity, c.relforcerowsecurity
    from pg_class c where c.relnamespace = 'register'::regnamespace and c.relkind in ('r', 'p');
create temporary view the_functions as
    select p.oid, p.oid::regprocedure::text as name, p.proowner, p.prosecdef, p.proconfig, p.provolatile, p.pronamespace, p.prolang, p.prosrc
    from pg_proc p where p.pronamespace in ('private'::regnamespace, 'api'::regnamespace);

select is_empty('select name from the_tables where not (relrowsecurity and relforcerowsecurity)',
                'row-level security is on and forced on every table');
select is_empty('select t.name from the_tables t where not exists (select from pg_policy p where p.polrelid = t.oid)',
                'every table has policies');
select is_empty($$select t.name from the_tables t join pg_policy p on p.polrelid = t.oid where p.polroles = '{0}'$$,
                'every policy names its roles');
select is_empty($$select name from the_tables where relowner <> 'steer_owner'::regrole$$, 'every table belongs to steer_owner');
select is_empty($$select name from the_functions where proowner <> 'steer_owner'::regrole$$, 'every function belongs to steer_owner');
select is_empty($$select name from the_functions where prosecdef and pronamespace = 'api'::regnamespace$$,
                'every operation runs with the rights of its caller');
select results_eq(
    $$select name from the_functions where prosecdef and name !~ '^private\.journal_' order by name collate "C"$$,
    array['private.admit(bigint,text)', 'private.agency_clients_end()', 'private.agency_holdings(uuid[],date)', 'private.client_agency_end()', 'private.client_public_key(text)', 'private.co_agencies_exist()',
          'private.contact_masked(uuid)', 'private.contact_read(uuid)', 'private.handover_due()', 'private.handover_hold(date,uuid[])', 'private.handovers_awaiting(uuid)', 'private.known_now()',
          'private.login_by_assertion(jsonb)', 'private.login_by_secret(jsonb)', 'private.new_secret(uuid,interval)',
          'private.note_departures()', 'private.note_light_days()', 'private.note_terms()', 'private.notice_reader(uuid)', 'private.obstacles_settle(uuid[])', 'private.outbox_put(text,uuid,text,text,text,jsonb)', 'private.task_journal(uuid)', 'private.urging_due()'],
    'only these helpers run with the rights of the owner');
select results_eq(
    $$select name from the_functions where proconfig is null order by name collate "C"$$,
    array['api.committee_seats(text,jsonb,jsonb)', 'api.status_push(text,jsonb,jsonb)', 'api.task_get(text,jsonb,jsonb)', 'private.agency_code(uuid)', 'private.as_of(private.moment)',
          'private.current_agency()', 'private.current_client()', 'private.holds(daterange,tstzrange,private.moment)', 'private.is_overdue(text,boolean,date,date,date)', 'private.is_urged(text,boolean,date)',
          'private.is_uuid(text)', 'private.light(text,boolean,date,date,date,timestamp with time zone,date,register.light_days)', 'private.light_at_rest(text,boolean,date,date,date)', 'private.light_name(text[])', 'private.light_reasons(text[])', 'private.light_terms()', 'private.moment(jsonb)', 'private.nfc(jsonb)', 'private.positions(uuid,private.moment)', 'private.push_entry(private.push)',
          'private.push_judge(private.push[])', 'private.push_lock(private.push[])', 'private.push_read(jsonb,text)',
          'private.push_take(private.push[])', 'private.push_task(private.push)', 'private.seats_json(uuid,private.moment)', 'private.task_gaps(register.tasks)', 'private.task_json(register.tasks,register.light_days)', 'private.tasks_known(timestamp with time zone)', 'private.today()', 'private.urging_free(date,date,date,boolean)'],
    'only these functions of the hot path set no search_path of their own');
select is_empty($$select name from the_functions where proconfig is not null
                  and proconfig <> array['search_path=pg_catalog, pg_temp']$$,
                'all others look for names in pg_catalog alone');
select is_empty($$select name from the_functions where prosecdef and proconfig is null$$,
                'what runs with the rights of the owner sets its search_path, always');
select is_empty($$select name from the_functions where pronamespace = 'api'::regnamespace
                  and name ~ '_(get|list|history)\(' and provolatile = 'v' and prosrc !~ 'private\.moment\('$$,
                'operations that read say so, but those that may have to wait for who is just learning');
select is_empty($$
    select 'table ' || name from the_tables where obj_description(oid, 'pg_class') is null
    union all select 'function ' || name from the_functions where obj_description(oid, 'pg_proc') is null
    union all select 'type ' || t.oid::regtype from pg_type t
    where t.typnamespace in ('private'::regnamespace, 'api'::regnamespace, 'register'::regnamespace)
      and (t.typtype = 'd' or t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
      and obj_description(t.oid, 'pg_type') is null
    union all select 'schema ' || n.nspname from pg_namespace n
    where n.nspname in ('register', 'private', 'api', 'extensions') and obj_description(n.oid, 'pg_namespace') is null$$,
    'every table, function, type and schema is described');
select is_empty($$select c.conname from pg_constraint c join the_tables t on t.oid = c.conrelid
                  where c.contype = 'f' and c.confdeltype = 'a'$$, 'every foreign key says what happens on delete');
select results_eq(
    $$select t.name from the_tables t where 3 <> (
        select count(*) from pg_trigger g where g.tgrelid = t.oid and g.tgname ~ '^journal_(inserts|updates|deletes)$' and g.tgenabled = 'O')
      order by t.name collate "C"$$,
    array['extension_numbers', 'idempotency_records', 'journal', 'known_clock', 'light_days', 'obstacle_numbers', 'task_departures', 'task_numbers', 'task_terms', 'used_assertions'],
    'every table writes the journal, but what only follows from others or is kept for a while');
select is_empty($$
    select t.name || '.' || a.attname from the_tables t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where a.atttypid in ('text'::regtype, 'varchar'::regtype)
      and a.attname in ('name_vi', 'name_en', 'title', 'description', 'summary', 'product', 'responsible', 'authority', 'due_text',
                        'reason', 'note', 'subject', 'signer', 'signer_title', 'issuer_name', 'name', 'revoked_reason')
      and t.name not in ('targets', 'document_types')
      and not exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'c'
                      and pg_get_constraintdef(c.oid) ~ 'NORMALIZED' and pg_get_constraintdef(c.oid) ~ ('\m' || a.attname || '\M'))$$,
    'every text that people read is in NFC, or refused');
select is_empty($$select r.rolname from pg_roles r where r.rolname like 'steer\_%'
                  and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolinherit
                       or r.rolcanlogin <> (r.rolname = 'steer_api'))$$,
                'no role has powers, none inherits, only the daemon logs in');
select is_empty($$select d.objid from pg_shdepend d where d.refobjid = 'steer_api'::regrole and d.deptype = 'o'$$,
                'the login role owns nothing');
select is(private.schema_version(), 1, 'the schema has the version the daemon asks for');
-- Functions are loaded with their bodies unread, because they name each other; here all are there.
set local check_function_bodies = on;
select lives_ok($check$do $do$ declare f record; begin
    for f in select pg_get_functiondef(oid) as text from the_functions loop execute f.text; end loop; end $do$$check$,
    'every body is valid');
select finish();
rollback;
