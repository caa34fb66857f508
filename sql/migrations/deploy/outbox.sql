-- outbox.sql - messages to agencies and bodies that wait for the clerk, and the mailboxes they go to.
begin;
set local role steer_owner;

create table register.notice_addresses (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid unique references register.agencies on delete restrict,
    audience text unique collate "C" constraint notice_addresses_audience
        check (audience in ('committee_office', 'standing_deputy', 'committee_agenda', 'inspection')),
    name varchar(200),
    email varchar(254) collate "C" constraint notice_addresses_email
        check (email ~ '^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$'
               and email !~ '\.\.|\.@'),
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    constraint notice_addresses_one check (num_nonnulls(agency_id, audience) = 1),
    constraint notice_addresses_name check ((audience is null) = (name is null)),
    constraint notice_addresses_nfc check (name is nfc normalized)
);
comment on table register.notice_addresses is
    'The official mailbox of an agency, or of a body of the committee (audience): never a person''s. One without a mailbox gets nothing by mail; what is for it waits.';
comment on column register.notice_addresses.name is 'Of a body, in Vietnamese; an agency has its own.';
insert into register.notice_addresses (audience, name) values
    ('committee_office', 'Cơ quan thường trực giúp việc Ban Chỉ đạo'),
    ('standing_deputy', 'Phó Trưởng ban Thường trực Ban Chỉ đạo'),
    ('committee_agenda', 'Chương trình họp Ban Chỉ đạo'),
    ('inspection', 'Bộ phận kiểm tra của Ban Chỉ đạo');

create trigger notice_addresses_stay before delete or truncate on register.notice_addresses
    for each statement execute function private.refuse_change();

alter table register.notice_addresses enable row level security;
alter table register.notice_addresses force row level security;
create policy owner_does_all on register.notice_addresses to steer_owner using (true) with check (true);
create policy auditor_and_clerk_read on register.notice_addresses for select to steer_auditor, steer_clerk using (true);
create policy office_and_admin_keep on register.notice_addresses to steer_office, steer_admin using (true) with check (true);

create table register.outbox (
    id uuid primary key default gen_random_uuid(),
    number bigint not null unique generated always as identity,
    kind text not null collate "C" constraint outbox_kind check (kind ~ '^[a-z][a-z_]{1,39}$'),
    recipient_kind text not null generated always as (case when agency_id is null then 'body' else 'agency' end) stored,
    agency_id uuid references register.agencies on delete restrict,
    audience text collate "C",
    subject varchar(300) not null,
    body text not null constraint outbox_body check (length(body) <= 200000),
    about jsonb not null default '[]',
    channel text not null constraint outbox_channel check (channel in ('file', 'smtp')),
    state text not null default 'waiting' constraint outbox_state check (state in ('waiting', 'sent', 'lapsed')),
    address varchar(254),
    attempts integer not null default 0,
    next_at timestamptz not null default transaction_timestamp(),
    taken_until timestamptz,
    lapses_at timestamptz not null,
    last_error varchar(1000),
    sent_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    constraint outbox_recipient check (agency_id is not null
        or audience is not null and audience in ('committee_office', 'standing_deputy', 'committee_agenda', 'inspection')),
    constraint outbox_one_line check (subject !~ '[\x01-\x1f\x7f]'),
    constraint outbox_sent check ((state = 'sent') = (sent_at is not null)),
    constraint outbox_nfc check (concat_ws(' ', subject, body) is nfc normalized)
);
comment on table register.outbox is
    'What goes out by mail or file drop: a row for each message and channel, written with what it tells of, delivered by the clerk at least once. Its id is the Message-ID, so a repeat is recognised.';
comment on column register.outbox.audience is 'Whom within the agency it is for; without an agency the body of the committee.';
comment on column register.outbox.about is 'Codes of what it tells of, the urgings of a digest.';
comment on column register.outbox.address is 'Where it went, or was tried last.';
comment on column register.outbox.taken_until is 'A clerk delivers it; when it has not said how that went by then, another may.';
comment on column register.outbox.lapses_at is 'Waiting longer helps nobody; POST /v1/outbox/{message}/retry starts anew.';
create index outbox_waiting on register.outbox (channel, next_at) where state = 'waiting';
create index outbox_state on register.outbox (channel, state);
create index outbox_agency on register.outbox (agency_id) where agency_id is not null;

create trigger outbox_stays before delete or truncate on register.outbox
    for each statement execute function private.refuse_change();

alter table register.outbox enable row level security;
alter table register.outbox force row level security;
create policy owner_does_all on register.outbox to steer_owner using (true) with check (true);
create policy auditor_reads on register.outbox for select to steer_auditor using (true);
create policy office_admin_and_clerk_keep on register.outbox to steer_office, steer_admin, steer_clerk using (true) with check (true);
create policy clerk_calls_by_name on register.agencies for select to steer_clerk using (true);

insert into register.settings (name, value, pattern, about, about_vi) values
    ('delivery_channels', 'file', 'none|file|smtp|file,smtp',
     'Which ways messages to agencies go out: file drop, mail, both, or none: then urging is recorded and read through the API alone. Holds for messages made from then on.',
     'Văn bản đôn đốc gửi đi bằng cách nào: file (thư mục chuyển), smtp (thư điện tử), cả hai, hoặc none: chỉ ghi nhận và đọc qua API. Áp dụng cho thông điệp lập từ đó.'),
    ('outbox_days', '7', '[1-9][0-9]{0,2}',
     'A message that could not be delivered for so many days lapses; it is then sent again by hand.',
     'Thông điệp không chuyển được trong số ngày này thì hết hiệu lực; sau đó phải gửi lại bằng tay.');

commit;
