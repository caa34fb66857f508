-- end.sql - after the functions: drops what no file makes any more, and puts the journal on every table.

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
          and p.proname not in ('search_form', 'refuse_change', 'co_agencies_exist', 'note_departures')
    loop
        execute format('drop function %s', old.name);
    end loop;
end
$$;

-- kind: what the journal calls a row; code: the column people name it by. A table that is neither
-- here nor among the exceptions stops the deployment: no table changes without a trace by oversight.
do $$
declare
    journalled constant jsonb := $json${
        "agencies":           ["agency", "code"],
        "agency_identifiers": ["agency_identifier", "value"],
        "document_types":     ["document_type", "name_vi"],
        "documents":          ["document", "code"],
        "programmes":         ["programme", "code"],
        "targets":            ["target", "code"],
        "transitions":        ["transition", "action"],
        "tasks":              ["task", "code"],
        "task_events":        ["task_event", "action"],
        "status_updates":     ["status_update", "task_code"],
        "api_clients":        ["client", "code"],
        "client_secrets":     ["client_secret", ""]
    }$json$;
    -- The journal itself; what only follows from journalled rows; what is kept for a while for the machine.
    not_journalled constant text[] := '{journal,task_departures,task_numbers,used_assertions,idempotency_records}';
    wanted record;
begin
    for wanted in
        select c.relname::text as name
        from pg_catalog.pg_class c
        where c.relnamespace = 'register'::pg_catalog.regnamespace and c.relkind in ('r', 'p')
          and not c.relname = any (not_journalled)
          and not exists (select from pg_catalog.pg_trigger t where t.tgrelid = c.oid and t.tgname = 'journal_changes')
    loop
        if not journalled ? wanted.name then
            raise exception 'functions/end.sql does not say how the journal calls a row of register.%', wanted.name;
        end if;
        execute format('create trigger journal_changes after insert or update or delete on register.%I '
                       'for each row execute function private.journal_row(%L, %L)',
                       wanted.name, journalled -> wanted.name ->> 0, journalled -> wanted.name ->> 1);
    end loop;
end
$$;
