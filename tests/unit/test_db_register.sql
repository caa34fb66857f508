-- test_db_register.sql - as much of a register as the pool's tests need: the roles, what the pool calls, one table.
create role steer_owner nologin;
create role steer_api login noinherit password 'secret';
create role steer_office nologin;
create role steer_agency nologin;
grant steer_office, steer_agency to steer_api;

create schema register authorization steer_owner;
create schema private authorization steer_owner;
create schema api authorization steer_owner;
grant usage on schema private, api to steer_api, steer_office, steer_agency;
grant usage on schema register to steer_office, steer_agency;

-- A ticket twice is refused only when the transaction ends: the row has been sent by then.
create table register.notes (
    ticket bigint not null,
    note text not null default '',
    constraint notes_once unique (ticket) deferrable initially deferred
);
alter table register.notes owner to steer_owner;
alter table register.notes enable row level security;
alter table register.notes force row level security;
create policy notes_all on register.notes to steer_office, steer_agency using (true) with check (true);
grant select, insert, update on register.notes to steer_office, steer_agency;

-- A commit that takes its time: what is inserted with a note is held up when the transaction ends.
create function register.linger() returns trigger language plpgsql as $$
begin
    perform pg_sleep(new.note::double precision);
    return null;
end
$$;

create constraint trigger notes_linger after insert on register.notes deferrable initially deferred
    for each row when (new.note <> '') execute function register.linger();

create function private.schema_version() returns integer language sql stable as 'select 1';

create function private.admit(p_issued_at bigint, p_scope text) returns void language plpgsql stable as $$
begin
    if current_setting('steer.client') = 'revoked' then
        raise exception 'invalid-token' using errcode = 'ST401';
    end if;
    if current_setting('steer.client') = 'locked' then
        perform pg_advisory_xact_lock(1);
    end if;
end
$$;

create function private.undo() returns void language plpgsql as $$
begin
    set constraints all immediate;
    raise exception 'undone' using errcode = 'ST000';
end
$$;

-- Who the transaction acts as, and on which backend.
create function api.who(p_ticket text) returns table (ticket text, pid text, role text, client text, agency text,
    request text, operation text, time_limit text) language plpgsql stable as $$
begin
    return query select p_ticket, pg_backend_pid()::text, current_user::text, current_setting('steer.client'),
        current_setting('steer.agency'), current_setting('steer.request'), current_setting('steer.operation'),
        current_setting('statement_timeout');
end
$$;

create function api.nap(p_ticket text, p_seconds double precision) returns text language plpgsql as $$
begin
    perform pg_sleep(p_seconds);
    return p_ticket;
end
$$;

create function api.note(p_ticket text, p_seconds double precision) returns text language plpgsql as $$
begin
    insert into register.notes (ticket) values (p_ticket::bigint);
    perform pg_sleep(p_seconds);
    return p_ticket;
end
$$;

create function api.note_and_linger(p_ticket text, p_seconds text) returns text language plpgsql as $$
begin
    insert into register.notes (ticket, note) values (p_ticket::bigint, p_seconds);
    return p_ticket;
end
$$;

create function api.touch(p_ticket text, p_row text) returns text language plpgsql as $$
begin
    update register.notes set note = p_ticket where ticket = p_row::bigint;
    return p_ticket;
end
$$;

create function api.refuse(p_ticket text) returns text language plpgsql as $$
begin
    raise exception 'illegal-transition' using errcode = 'ST409', detail = '{"errors":[]}';
end
$$;

-- Loses against another transaction as often as a sequence says: what it hands out is not rolled back.
create sequence register.conflicts;
alter sequence register.conflicts owner to steer_owner;
grant usage on sequence register.conflicts to steer_office, steer_agency;

create function api.conflict(p_ticket text, p_times bigint, p_sqlstate text) returns text language plpgsql as $$
begin
    insert into register.notes (ticket) values (p_ticket::bigint);
    if nextval('register.conflicts') <= p_times then
        raise exception 'again' using errcode = p_sqlstate;
    end if;
    return p_ticket;
end
$$;

create function api.big(p_ticket text, p_size integer) returns text language plpgsql as $$
begin
    return p_ticket || repeat('x', p_size);
end
$$;

create function api.measure(p_ticket text, p_text text) returns text language plpgsql as $$
begin
    return length(p_text)::text;
end
$$;

create function api.nothing() returns setof text language plpgsql as 'begin return; end';

create view api.shape as select 1 as one;
grant select on api.shape to steer_office, steer_agency;
