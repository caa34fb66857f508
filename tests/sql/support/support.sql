-- support.sql - what the tests share: clients of every role, calls as the daemon makes them, tasks in a wanted state.
create schema tap;
grant usage on schema tap to public;
create extension pgtap schema tap;
create schema tests;
create extension dblink schema tests;

-- As few settings as the daemon sends: the role comes from the client, as its token would say.
create function tests.act_as(p_client text, p_operation text, p_scope text default '') returns void
language plpgsql
as $$
begin
    perform set_config('role', 'none', true);
    -- Each call learns at an instant of its own, as if it were a transaction.
    perform set_config('steer.known_now', '', true);
    perform set_config('role', 'steer_' || c.role, true), set_config('steer.client', c.code, true),
            set_config('steer.agency', coalesce(c.agency_id::text, ''), true), set_config('steer.request', 'test', true),
            set_config('steer.operation', p_operation, true)
    from register.api_clients c where c.code = p_client;
    if not found then
        perform set_config('role', 'steer_' || p_client, true), set_config('steer.client', '', true),
                set_config('steer.agency', '', true), set_config('steer.operation', p_operation, true);
    end if;
end
$$;

-- One operation as a client; a refusal comes back as an answer too. Key: with an Idempotency-Key.
create function tests.call(
    p_client text, p_operation text, p_object text default '', p_options jsonb default '{}', p_body jsonb default null,
    p_key text default null) returns jsonb
language plpgsql
as $$
declare
    v_answer api.answer;
    v_detail text;
    v_message text;
    v_state text;
begin
    begin
        perform tests.act_as(p_client, p_operation);
        if p_key is null then
            execute format('select a.* from api.%I(normalize($1), private.nfc($2), private.nfc($3)) a', p_operation)
                into v_answer using p_object, p_options, p_body;
        else
            execute 'select a.* from private.once($4, $5, normalize($1), private.nfc($2), private.nfc($3)) a'
                into v_answer using p_object, p_options, p_body, p_key, p_operation;
        end if;
    exception
        when sqlstate 'ST400' or sqlstate 'ST401' or sqlstate 'ST403' or sqlstate 'ST404' or sqlstate 'ST409'
             or sqlstate 'ST410' or sqlstate 'ST412' or sqlstate 'ST422' or insufficient_privilege then
            get stacked diagnostics v_detail = pg_exception_detail, v_message = message_text, v_state = returned_sqlstate;
            if v_state = '42501' then
                return jsonb_build_object('status', 403, 'problem', 'forbidden');
            end if;
            return jsonb_build_object('status', right(v_state, 3)::integer, 'problem', v_message) || v_detail::jsonb;
    end;
    perform set_config('role', 'none', true);
    return to_jsonb(v_answer) || jsonb_build_object('body', v_answer.body::jsonb);
end
$$;

-- {"pointer": "code", …} of a refusal.
create function tests.faults(p_answer jsonb) returns jsonb
language sql
as $$
    select coalesce(jsonb_object_agg(f.fault ->> 'pointer', f.fault ->> 'code'), '{}')
    from jsonb_array_elements(p_answer -> 'errors') as f (fault);
$$;

-- "409 illegal-transition", "201".
create function tests.outcome(p_answer jsonb) returns text
language sql
as $$
    select concat_ws(' ', p_answer ->> 'status', p_answer ->> 'problem');
$$;

-- A member of the body of an answer.
create function tests.got(p_answer jsonb, variadic p_path text[]) returns text
language sql
as $$
    select p_answer -> 'body' #>> p_path;
$$;

-- A task put straight into a state, whatever the way there.
create function tests.task(p_code text, p_state text, p_lead text default 'so-khcn', p_co text[] default '{}') returns void
language sql
as $$
    insert into register.tasks (code, title, product, lead_agency_id, co_agency_ids, due_on, due_precision, state, reported_on)
    select p_code, 'Nhiệm vụ ' || p_code, 'Báo cáo', private.agency_id(p_lead),
           array(select private.agency_id(c.code) from unnest(p_co) as c (code)), '2025-12-31', 'day', p_state,
           case when p_state in ('reported', 'verified', 'returned') then date '2025-06-01' end;
$$;

-- What a report of completion must name.
create function tests.report() returns jsonb
language sql immutable
as $$
    select '{"product":{"document_number":"12/BC-SKHCN"},"evidence":[{"document_number":"15/BB-NT"}]}'::jsonb;
$$;

-- A push of a state with an event of its own, by an agency's client.
create function tests.push(p_client text, p_task text, p_event text, p_state text, p_more jsonb default '{}', p_source jsonb default '{}')
    returns jsonb
language sql
as $$
    select tests.call(p_client, 'status_push', '', '{}', jsonb_build_object(
        'task', p_task, 'state', p_state, 'source', jsonb_build_object('event_id', p_event) || p_source)
        || case p_state when 'reported' then tests.report() else '{}' end || p_more);
$$;

select private.bootstrap_client(c.code, c.code, c.role, c.agency, '{task:read,task:write,status:push,audit:read,client:admin}')
from (values ('office', 'office', null), ('leader', 'leader', null), ('auditor', 'auditor', null), ('admin', 'admin', null),
             ('so-khcn', 'agency', 'so-khcn'), ('ubnd-tinh', 'agency', 'ubnd-tinh'), ('tinh-uy', 'agency', 'tinh-uy'))
     as c (code, role, agency);
