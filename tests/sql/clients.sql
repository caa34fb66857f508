-- clients.sql - tests: clients prove who they are, change secrets without a gap, and are refused at once when revoked.
begin;
set search_path = public, tap;
select plan(42);

create function pg_temp.login(p_client text, p_secret text, p_scope text default null) returns jsonb language sql as $$
    select tests.call('public', 'client_login', '', jsonb_build_object('client', p_client, 'secret_sha256', encode(sha256(p_secret::bytea), 'hex'), 'scope', p_scope));
$$;
create function pg_temp.admit(p_client text, p_scope text, p_issued_at bigint default 4000000000) returns text language plpgsql as $$
begin
    perform tests.act_as(p_client, 'task_list');
    perform private.admit(p_issued_at, p_scope);
    perform set_config('role', 'none', true);
    return 'admitted';
exception when sqlstate 'ST401' or sqlstate 'ST403' then
    return sqlerrm;
end
$$;
grant execute on function private.admit(bigint, text) to steer_agency, steer_office, steer_public, steer_clerk;

create temporary table made as select tests.call('admin', 'client_create', '', '{}', '{"code":"qlvb","name":"Quản lý văn bản","role":"agency","agency":"so-khcn",
    "scopes":["status:push","task:read"],"source_systems":["edoc"]}') as answer;
select is(answer ->> 'status', '201', 'a client is registered') from made;
select matches(tests.got(answer, 'secret'), '^[A-Za-z0-9_-]{43}$', 'its secret is 256 random bits') from made;
select is((tests.call('admin', 'client_get', 'qlvb') -> 'body') ? 'secret', false, 'shown once');
select is((answer -> 'body') - array['id', 'created_at', 'updated_at', 'not_before', 'secret'], '{"code":"qlvb","name":"Quản lý văn bản","role":"agency","agency":"so-khcn",
    "agency_name":"Sở Khoa học và Công nghệ tỉnh Long An","scopes":["status:push","task:read"],"public_key":null,"source_systems":["edoc"],"revoked_at":null,"revoked_reason":null,
    "last_rotated_at":null,"version":1}'::jsonb, 'as it was given') from made;
create temporary table logged_in as select pg_temp.login('qlvb', tests.got(answer, 'secret')) as answer from made;
select is(answer -> 'body', jsonb_build_object('client', 'qlvb', 'role', 'agency', 'agency', (select id from register.agencies where code = 'so-khcn'), 'scopes', '["status:push","task:read"]'::jsonb),
    'the secret opens the door') from logged_in;
select is(pg_temp.login('qlvb', tests.got(answer, 'secret'), 'task:read') -> 'body' -> 'scopes', '["task:read"]', 'for as much as is asked') from made;
select is(tests.outcome(pg_temp.login('qlvb', tests.got(answer, 'secret'), 'task:read client:admin')), '400 invalid-scope', 'but no more than there is') from made;
select is(tests.outcome(pg_temp.login('qlvb', 'wrong')), '401 invalid-client', 'a wrong secret does not');
select is(pg_temp.login('nobody', 'wrong'), pg_temp.login('qlvb', 'wrong'), 'an unknown client has the same answer');
select is(tests.outcome(tests.call('public', 'client_key', 'qlvb')), '401 invalid-client', 'it has no key');

select is(tests.faults(tests.call('admin', 'client_create', '', '{}', '{"code":"c1","name":"x","role":"agency","scopes":["task:read"]}')), '{"/agency":"required"}', 'an agency''s client has an agency');
select is(tests.faults(tests.call('admin', 'client_create', '', '{}', '{"code":"c1","name":"x","role":"office","agency":"so-khcn","scopes":["task:read"]}')), '{"/agency":"not-allowed"}', 'others have none');
select is(tests.faults(tests.call('admin', 'client_create', '', '{}', '{"code":"edoc","name":"x","role":"agency","agency":"no","scopes":["task:read"],"source_systems":["own","qlvb"]}')),
    '{"/agency":"not-found","/source_systems/1":"already-exists","/code":"already-exists"}', 'a source system speaks through one client');
select is(tests.outcome(tests.call('admin', 'client_create', '', '{}', '{"code":"qlvb","name":"x","role":"leader","scopes":["task:read"]}')), '409 already-exists', 'one of each code');
select is(tests.outcome(tests.call('office', 'client_list')), '403 forbidden', 'only the administrator sees clients');

-- Keys instead of secrets.
create temporary table keyed as select tests.call('admin', 'client_create', '', '{}', '{"code":"keyed","name":"x","role":"leader","scopes":["task:read"],"public_key":"-----BEGIN PUBLIC KEY-----"}') as answer;
select is(tests.got(answer, 'secret'), null, 'with a public key there is no secret') from keyed;
select is(tests.got(tests.call('public', 'client_key', 'keyed'), 'public_key'), '-----BEGIN PUBLIC KEY-----', 'the daemon checks assertions with it');
select is(tests.got(tests.call('public', 'client_assert', '', '{"client":"keyed","jti":"j1","expires_at":4000000000}'), 'role'), 'leader', 'an assertion opens the door');
select is(tests.outcome(tests.call('public', 'client_assert', '', '{"client":"keyed","jti":"j1","expires_at":4000000000}')), '401 invalid-client', 'once');
select is(tests.outcome(tests.call('public', 'client_assert', '', '{"client":"qlvb","jti":"j2","expires_at":4000000000}')), '401 invalid-client', 'and only with a key');

-- Rotation.
create temporary table rotated as select tests.call('admin', 'client_rotate', 'qlvb', '{}', '{"overlap_seconds":3600}') as answer;
select is(pg_temp.login('qlvb', tests.got(answer, 'secret')) ->> 'status', '200', 'the new secret is taken') from rotated;
select is(pg_temp.login('qlvb', tests.got(answer, 'secret')) ->> 'status', '200', 'and the one before still') from made;
update register.client_secrets set expires_at = now() - interval '1 s' where expires_at is not null;
select is(tests.outcome(pg_temp.login('qlvb', tests.got(answer, 'secret'))), '401 invalid-client', 'until the hour is over') from made;
create temporary table third as select tests.call('admin', 'client_rotate', 'qlvb') as answer;
create temporary table fourth as select tests.call('admin', 'client_rotate', 'qlvb') as answer;
select is(tests.outcome(pg_temp.login('qlvb', tests.got(answer, 'secret'))), '401 invalid-client', 'never more than two') from rotated;
select is(pg_temp.login('qlvb', tests.got(answer, 'secret')) ->> 'status', '200', 'the last but one') from third;
select is(pg_temp.login('qlvb', tests.got(answer, 'secret')) ->> 'status', '200', 'and the last') from fourth;
select tests.call('admin', 'client_rotate', 'qlvb', '{}', '{"overlap_seconds":0}');
select is(tests.outcome(pg_temp.login('qlvb', tests.got(answer, 'secret'))), '401 invalid-client', 'without an overlap the old ones end now') from fourth;

-- Admission, at every request.
select is(pg_temp.admit('qlvb', 'task:read'), 'admitted', 'a client with the scope comes in');
select is(pg_temp.admit('qlvb', ''), 'admitted', 'as it does where none is asked for');
select is(pg_temp.admit('qlvb', 'task:write'), 'insufficient-scope', 'not without it');
select is(pg_temp.admit('qlvb', 'task:read', 1), 'invalid-token', 'nor with a token from before its time');
select is(pg_temp.admit('public', 'task:read'), 'admitted', 'the public is asked nothing');
select is(pg_temp.admit('office', 'task:read'), 'admitted', 'another client is another');
select throws_ok($$do $do$ begin perform tests.act_as('qlvb', 'x'); perform set_config('steer.agency', '', true); perform private.admit(4000000000, ''); end $do$ $$, 'ST401', null,
    'another agency than its own is none');
select throws_ok($$do $do$ begin perform tests.act_as('qlvb', 'x'); perform set_config('role', 'steer_office', true); perform private.admit(4000000000, ''); end $do$ $$, 'ST401', null,
    'another role neither');
select is(tests.call('admin', 'client_patch', 'qlvb', '{"if_match":5}', '{"scopes":["status:push"],"name":"Tên mới"}') -> 'body' -> 'scopes', '["status:push"]', 'a scope is taken away');
select is(pg_temp.admit('qlvb', 'task:read'), 'insufficient-scope', 'and gone at once');
select is(tests.faults(tests.call('admin', 'client_patch', 'qlvb', '{"if_match":6}', '{"role":"office","agency":null}')), '{"/role":"read-only","/agency":"read-only"}', 'a client does not change sides');

-- Revocation.
create temporary table revoked as select tests.call('admin', 'client_revoke', 'qlvb', '{}', '{"reason":"Lộ bí mật"}') as answer;
select is(pg_temp.admit('qlvb', 'status:push'), 'invalid-token', 'a revoked client is refused at once');
select is(tests.call('admin', 'client_revoke', 'qlvb', '{}', '{}') -> 'body', answer -> 'body', 'to revoke again changes nothing') from revoked;
select is(tests.outcome(tests.call('admin', 'client_rotate', 'qlvb')), '409 conflict', 'it gets no new secret');
select is((select count(*) from register.journal where before::text ~ 'digest' or after::text ~ 'digest'), 0::bigint, 'no digest of a secret is in the journal');
select finish();
rollback;
