-- end.sql - after the functions: puts the journal on every table, and drops what no file makes any more.

-- One trigger function a table, written from its columns: comparing them by name takes half the time of
-- comparing two rows made into JSON, and a new column is in it by construction. It runs once a statement,
-- for all its rows: five hundred pushes are journalled by three statements.
--
-- kind: what the journal calls a row; id: the column it is known by; code: the one people name it by.
-- A table that is neither here nor among the exceptions stops the deployment: no table changes
-- without a trace by oversight.
do $$
declare
    journalled constant jsonb := $json${
        "agencies":           ["agency", "id", "code"],
        "agency_identifiers": ["agency_identifier", "id", "value"],
        "agency_versions":    ["agency_version", "id", "agency_id"],
        "agency_changes":     ["agency_change", "id", "kind"],
        "agency_successions": ["agency_succession", "from_agency_id", "to_agency_id"],
        "agency_change_plans": ["agency_change_plan", "id", "kind"],
        "agency_handovers":   ["agency_handover", "id", "object_code"],
        "document_types":     ["document_type", "id", "name_vi"],
        "documents":          ["document", "id", "code"],
        "programmes":         ["programme", "id", "code"],
        "targets":            ["target", "id", "code"],
        "transitions":        ["transition", "action", "from_state"],
        "tasks":              ["task", "id", "code"],
        "task_events":        ["task_event", "task_id", "action"],
        "obstacles":          ["obstacle", "id", "code"],
        "obstacle_solutions": ["obstacle_solution", "obstacle_id", "number"],
        "obstacle_events":    ["obstacle_event", "obstacle_id", "action"],
        "status_updates":     ["status_update", "id", "task_code"],
        "api_clients":        ["client", "id", "code"],
        "client_secrets":     ["client_secret", "id", "client_id"],
        "settings":           ["setting", "name", "name"],
        "notice_addresses":   ["notice_address", "id", "audience"],
        "outbox":             ["outbox_message", "id", "number"],
        "calendar_days":      ["calendar_day", "day", "day"],
        "urging_ladders":     ["urging_ladder", "version", "version"],
        "urging_rungs":       ["urging_rung", "ladder_version", "code"],
        "urgings":            ["urging", "id", "code"],
        "deadline_extensions": ["deadline_extension", "id", "code"],
        "people":             ["person", "id", "code"],
        "posts":              ["post", "id", "code"],
        "post_versions":      ["post_version", "id", "post_id"],
        "post_holders":       ["post_holder", "id", "post_id"],
        "committee_roles":    ["committee_role", "code", "code"],
        "committees":         ["committee", "id", "code"],
        "committee_versions": ["committee_version", "id", "committee_id"],
        "restructure_plans":  ["restructure_plan", "id", "committee_id"],
        "decisions":          ["decision", "id", "committee_id"],
        "seats":              ["seat", "id", "committee_id"],
        "seat_versions":      ["seat_version", "id", "seat_id"],
        "inspections":        ["inspection", "id", "code"],
        "inspection_agencies": ["inspection_agency", "inspection_id", "agency_id"],
        "inspection_tasks":   ["inspection_task", "inspection_id", "task_id"],
        "inspection_members": ["inspection_member", "inspection_id", "place"],
        "inspection_findings": ["inspection_finding", "id", "number"],
        "inspection_recommendations": ["inspection_recommendation", "id", "code"]
    }$json$;
    -- The journal itself; what only follows from journalled rows; what is kept for a while for the machine.
    not_journalled constant text[] := '{journal,known_clock,task_departures,task_terms,light_days,task_numbers,obstacle_numbers,extension_numbers,used_assertions,idempotency_records}';
    -- Secrets; contacts and what is noted of a person, which few may read; of plans and decisions what follows from the plan as it was sent;
    -- what a message says, which its row keeps unchanged.
    secret constant text[] := '{digest,content_hash,email,phone,people.note,seats,attributes,changes,checks,listed,outbox.body,outbox.address}';
    wanted record;
begin
    for wanted in
        select c.relname::text as name, journalled -> c.relname as words,
               (select array_agg(k.attname::text) from pg_catalog.pg_index i
                join pg_catalog.pg_attribute k on k.attrelid = i.indrelid and k.attnum = any (i.indkey)
                where i.indrelid = c.oid and i.indisprimary) as key,
               array_agg(a.attname::text order by a.attnum)
                   filter (where a.attgenerated = '' and not array[a.attname::text, c.relname || '.' || a.attname] && secret) as shown,
               coalesce(array_agg(a.attname::text)
                   filter (where a.attgenerated <> '' or array[a.attname::text, c.relname || '.' || a.attname] && secret), '{}') as hidden
        from pg_catalog.pg_class c
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'register'::pg_catalog.regnamespace and c.relkind in ('r', 'p')
          and c.relname <> all (not_journalled)
        group by c.oid, c.relname
    loop
        if wanted.words is null then
            raise exception 'functions/end.sql does not say how the journal calls a row of register.%', wanted.name;
        end if;
        execute private.journal_function(wanted.name, wanted.words, wanted.key, wanted.shown, wanted.hidden);
        execute format('comment on function private.%I() is %L', 'journal_' || wanted.name,
                       'Writes one row to the journal for each row of ' || wanted.name
                       || ' inserted, changed or removed. Made by functions/end.sql.');
        if not exists (select from pg_catalog.pg_trigger t
                       where t.tgrelid = ('register.' || wanted.name)::regclass and t.tgname = 'journal_inserts') then
            execute format(
                'create trigger journal_inserts after insert on register.%1$I referencing new table as new_rows '
                'for each statement execute function private.%2$I(); '
                'create trigger journal_updates after update on register.%1$I referencing old table as old_rows new table as new_rows '
                'for each statement execute function private.%2$I(); '
                'create trigger journal_deletes after delete on register.%1$I referencing old table as old_rows '
                'for each statement execute function private.%2$I()', wanted.name, 'journal_' || wanted.name);
        end if;
    end loop;
end
$$;

-- Loaded files leave this transaction's mark on their functions. Those the tables stand on belong to
-- the migrations and stay.
do $$
declare
    old record;
begin
    for old in
        select p.oid::regprocedure as name
        from pg_catalog.pg_proc p
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('private', 'api')
          and p.xmin <> pg_catalog.pg_current_xact_id()::pg_catalog.xid
          and p.proname not in ('search_words', 'search_vector', 'json_member', 'json_day', 'refuse_change', 'co_agencies_exist', 'note_departures', 'task_gaps', 'note_terms', 'note_light_days', 'agency_line',
                                'client_agency_end', 'agency_clients_end')
    loop
        execute format('drop function %s', old.name);
    end loop;
end
$$;

-- The days of the lights, as these functions count them.
select private.light_days_keep();
