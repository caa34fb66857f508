-- roles.sql - the roles of the register: who owns it, who logs in, what a request becomes. Superuser; safe to repeat.

do $$
declare
    wanted record;
begin
    for wanted in
        select r.name, r.login, r.about
        from (values
            ('steer_api', true, 'The login of the daemon: no right of its own, becomes one of the others for a request.'),
            ('steer_owner', false, 'Owns schemas, tables and functions of the register; nobody logs in as it.'),
            ('steer_public', false, 'A request without a token: may only ask for one.'),
            ('steer_agency', false, 'A system or officer of one agency.'),
            ('steer_office', false, 'The committee office and the assistance team.'),
            ('steer_leader', false, 'A leader of the committee: reads.'),
            ('steer_auditor', false, 'Reads everything with the journal, changes nothing.'),
            ('steer_admin', false, 'Registers API clients and agencies.'),
            ('steer_clerk', false, 'The background worker of the daemon.')
        ) as r (name, login, about)
    loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
            execute format('create role %I noinherit %s', wanted.name,
                           case when wanted.login then 'login' else 'nologin' end);
        end if;
        if pg_catalog.shobj_description(wanted.name::pg_catalog.regrole, 'pg_authid') is distinct from wanted.about then
            execute format('comment on role %I is %L', wanted.name, wanted.about);
        end if;
        if wanted.name not in ('steer_owner', 'steer_api')
           and not exists (select from pg_catalog.pg_auth_members m
                           where m.roleid = wanted.name::pg_catalog.regrole
                             and m.member = 'steer_api'::pg_catalog.regrole) then
            execute format('grant %I to steer_api', wanted.name);
        end if;
    end loop;

    -- timezone: instants leave the register with the province's offset, whatever the daemon's environment says.
    -- search_path: what pins the names of the functions that set none themselves, for speed.
    -- plan_cache_mode: the functions work on arrays: one push or five hundred take the same plan. Left to
    -- itself, PostgreSQL finds a plan for one element cheaper on paper each time and plans anew at every
    -- call, which takes longer than the call. Statements put together at run time are planned for their
    -- values anyway.
    -- random_page_cost: a plan is kept for long, so it must use the index from a table's first row on;
    -- with the default, one made while a table is empty reads all of it until statistics are gathered.
    -- jit: the counts of a past day look expensive, so PostgreSQL compiled them anew at every call: 34 of 336 ms.
    for wanted in
        select *
        from (values
            ('timezone', 'Asia/Ho_Chi_Minh'),
            ('search_path', 'pg_catalog, pg_temp'),
            ('plan_cache_mode', 'force_generic_plan'),
            ('random_page_cost', '1.1'),
            ('jit', 'off')
        ) as w (name, value)
    loop
        if not exists (select from pg_catalog.pg_db_role_setting s, unnest(s.setconfig) as given (setting)
                       where s.setrole = 'steer_api'::pg_catalog.regrole and s.setdatabase = 0
                         and lower(given.setting) = lower(wanted.name || '=' || wanted.value)) then
            execute format('alter role steer_api set %I = %s', wanted.name,
                           (select string_agg(quote_literal(part), ', ') from string_to_table(wanted.value, ', ') as part));
        end if;
    end loop;
end
$$;
