-- documents.sql - types of documents of both families, and the documents.
begin;
set local role steer_owner;

create table register.document_types (
    id uuid primary key default gen_random_uuid(),
    family text not null constraint document_types_family check (family in ('state', 'party')),
    abbreviation text not null default '',
    name_vi text not null,
    name_en text not null,
    rank smallint not null,
    constraint document_types_name unique (family, name_vi),
    constraint document_types_nfc check (concat_ws(' ', abbreviation, name_vi) is nfc normalized)
);
comment on table register.document_types is
    'NĐ 30/2020/NĐ-CP for the State, 36-HD/VPTW for the Party. The abbreviation does not tell the type: in Party papers QĐ is Quyết định and Quy định.';
comment on column register.document_types.rank is 'Place in the official list.';

alter table register.document_types enable row level security;
alter table register.document_types force row level security;
create policy owner_does_all on register.document_types to steer_owner using (true) with check (true);
create policy everybody_reads on register.document_types for select
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin using (true);

create table register.documents (
    id uuid primary key default gen_random_uuid(),
    code varchar(64) collate "C" not null,
    number text not null generated always as (substring(code from '^[0-9]+[A-Za-z]?')) stored,
    symbol text not null generated always as (substring(code from '^[0-9]+[A-Za-z]?[/-](.+)$')) stored,
    family text not null,
    type text not null,
    issuer_id uuid references register.agencies on delete restrict,
    issuer_name varchar(300),
    issued_on date not null,
    effective_on date,
    signer varchar(200),
    signer_title varchar(200),
    subject varchar(1000) not null,
    url varchar(2000),
    sha256 text constraint documents_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    search tsvector not null generated always as (
        private.search_vector(code || ' ' || type || ' ' || subject || ' ' || coalesce(issuer_name, ''))) stored,
    constraint documents_type foreign key (family, type)
        references register.document_types (family, name_vi) on delete restrict on update cascade,
    constraint documents_one_issuer check (num_nonnulls(issuer_id, issuer_name) = 1),
    constraint documents_nfc check (concat_ws(' ', code, issuer_name, signer, signer_title, subject) is nfc normalized)
);
comment on table register.documents is
    'Documents the register refers to. Party numbers recur after a congress and State numbers each year, so only issuer, number with symbol, and day of issue together name one.';
comment on column register.documents.code is 'Number and symbol as written: 726/KH-UBND, 113-CTr/TU, 12729/VPCP-KGVX.';
comment on column register.documents.issuer_name is 'The issuer where it is no agency of the register.';

create unique index documents_identity on register.documents (
    (coalesce(issuer_id::text, lower(issuer_name))), code, issued_on
);
create index documents_code on register.documents (code, id);
create index documents_issued_on on register.documents (issued_on, id);
create index documents_issuer on register.documents (issuer_id);
create index documents_type on register.documents (family, type);
create index documents_search on register.documents using gin (search);

alter table register.documents enable row level security;
alter table register.documents force row level security;
create policy owner_does_all on register.documents to steer_owner using (true) with check (true);
create policy everybody_reads on register.documents for select
    to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.documents to steer_office using (true) with check (true);

commit;
