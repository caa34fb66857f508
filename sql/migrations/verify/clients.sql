-- clients.sql - fails when what the deploy script of the same name makes is not there.
select id, code, role, agency_id, scopes, public_key, source_systems, not_before, revoked_at from register.api_clients where false;
select id, client_id, digest, expires_at from register.client_secrets where false;
select client_id, jti, expires_at from register.used_assertions where false;
select client, key, request_hash, status, body from register.idempotency_records where false;
