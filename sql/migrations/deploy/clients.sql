-- clients.sql - the API clients with their secrets, assertions already used, and answers kept for repeats.
begin;
set local role steer_owner;

create table register.api_clients (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    name varchar(200) not null,
    role text not null constraint api_clients_role check (role in ('agency', 'office', 'leader', 'auditor', 'admin')),
    agency_id uuid references register.agencies on delete restrict,
    scopes text[] not null constraint api_clients_scopes check (cardinality(scopes) > 0),
    public_key text,
    source_systems text[] not null default '{}',
    not_before timestamptz not null default date_trunc('second', transaction_timestamp()),
    revoked_at timestamptz,
    revoked_reason text,
    last_rotated_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    constraint api_clients_agency check ((role = 'agency') = (agency_id is not null)),
    constraint api_clients_nfc check (concat_ws(' ', name, revoked_reason) is nfc normalized)
);
comment on table register.api_clients is 'The systems and programs that may call the API, each with one role, its agency, and its scopes. Never removed: revoked.';
comment on column register.api_clients.not_before is 'Tokens issued earlier are refused.';
comment on column register.api_clients.source_systems is 'Systems a gateway pushes for, besides its own code. Each belongs to one client.';
create index api_clients_agency_id on register.api_clients (agency_id);

create trigger api_clients_stay before delete or truncate on register.api_clients
    for each statement execute function private.refuse_change();

alter table register.api_clients enable row level security;
alter table register.api_clients force row level security;
create policy owner_does_all on register.api_clients to steer_owner using (true) with check (true);
create policy admin_keeps on register.api_clients to steer_admin using (true) with check (true);
create policy client_reads_itself on register.api_clients for select to steer_agency, steer_office, steer_leader, steer_auditor
    using (code = current_setting('steer.client', true));

create table register.client_secrets (
    id uuid primary key default gen_random_uuid(),
    client_id uuid not null references register.api_clients on delete restrict,
    digest bytea not null constraint client_secrets_digest check (length(digest) = 32),
    created_at timestamptz not null default transaction_timestamp(),
    expires_at timestamptz
);
comment on table register.client_secrets is
    'SHA-256 of each secret: they are 256 random bits, so no slow hash is needed. Two can be valid while a client changes over.';
create index client_secrets_client on register.client_secrets (client_id);

alter table register.client_secrets enable row level security;
alter table register.client_secrets force row level security;
create policy owner_does_all on register.client_secrets to steer_owner using (true) with check (true);

create table register.used_assertions (
    client_id uuid not null references register.api_clients on delete restrict,
    jti text not null,
    expires_at timestamptz not null,
    primary key (client_id, jti)
);
comment on table register.used_assertions is 'Client assertions (RFC 7523) that were used: none is taken twice. Purged when they would have expired.';
create index used_assertions_expiry on register.used_assertions (expires_at);

alter table register.used_assertions enable row level security;
alter table register.used_assertions force row level security;
create policy owner_does_all on register.used_assertions to steer_owner using (true) with check (true);
create policy clerk_purges on register.used_assertions to steer_clerk using (true);

create table register.idempotency_records (
    client text not null,
    key text not null,
    request_hash bytea not null,
    status integer not null,
    etag text,
    location text,
    next text,
    body json,
    created_at timestamptz not null default transaction_timestamp(),
    primary key (client, key)
);
comment on table register.idempotency_records is
    'The answer to a request with an Idempotency-Key, stored in the transaction of its effect. Kept 30 days.';
create index idempotency_records_age on register.idempotency_records (created_at);

alter table register.idempotency_records enable row level security;
alter table register.idempotency_records force row level security;
create policy owner_does_all on register.idempotency_records to steer_owner using (true) with check (true);
create policy client_keeps_its_own on register.idempotency_records to steer_agency, steer_office, steer_admin
    using (client = current_setting('steer.client', true))
    with check (client = current_setting('steer.client', true));
create policy clerk_purges on register.idempotency_records to steer_clerk using (true);

commit;
