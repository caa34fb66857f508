-- urging.sql - the ladder that reminds and urges, as data with versions, and the record of every urging.
begin;
set local role steer_owner;

create table register.urging_ladders (
    version integer primary key,
    effective_on date not null,
    document_id uuid references register.documents on delete restrict,
    note varchar(1000),
    client text not null,
    created_at timestamptz not null default transaction_timestamp(),
    constraint urging_ladders_source check (num_nonnulls(document_id, note) > 0),
    constraint urging_ladders_nfc check (note is nfc normalized)
);
comment on table register.urging_ladders is
    'Versions of the urging ladder. A rung fires by the ladder in force on the day of the rung: the one that took effect last, of two on one day the later version. So a new ladder never fires for days before it.';
create index urging_ladders_document on register.urging_ladders (document_id) where document_id is not null;

create table register.urging_rungs (
    ladder_version integer not null references register.urging_ladders on delete restrict,
    code register.code not null,
    place smallint not null,
    after_rung register.code,
    workdays smallint not null constraint urging_rungs_workdays check (workdays between -250 and 250),
    audience text not null constraint urging_rungs_audience check (audience in (
        'officer', 'agency_head', 'committee_office', 'standing_deputy', 'committee_agenda', 'inspection')),
    text_vi varchar(1000) not null,
    text_en varchar(1000) not null,
    primary key (ladder_version, code),
    constraint urging_rungs_place unique (ladder_version, place),
    constraint urging_rungs_after foreign key (ladder_version, after_rung) references register.urging_rungs on delete restrict,
    constraint urging_rungs_text check (btrim(text_vi) <> '' and btrim(text_en) <> ''),
    constraint urging_rungs_nfc check (concat_ws(' ', text_vi, text_en) is nfc normalized)
);
comment on table register.urging_rungs is 'The rungs of a ladder: when, whom, in which words.';
comment on column register.urging_rungs.workdays is
    'Working days from the deadline: -3 is the third working day before it, 2 the second after it, 0 the day itself or the last working day before it.';
comment on column register.urging_rungs.after_rung is 'The rung that comes before it: earlier by its days.';

create table register.urgings (
    id uuid primary key default gen_random_uuid(),
    year smallint not null,
    number integer not null,
    code register.code not null unique,
    task_id uuid not null references register.tasks on delete restrict,
    task_code register.code not null,
    task_title varchar(500) not null,
    times integer not null constraint urgings_times check (times > 0),
    due_on date,
    kind text not null constraint urgings_kind check (kind in ('rung', 'manual')),
    ladder_version integer,
    rung register.code,
    rung_on date,
    fired_on date not null,
    workdays_late integer,
    audience text not null constraint urgings_audience check (audience in (
        'officer', 'agency_head', 'committee_office', 'standing_deputy', 'committee_agenda', 'inspection')),
    agency_id uuid references register.agencies on delete restrict,
    text_vi varchar(2000),
    text_en varchar(2000),
    document_number varchar(64),
    client text not null,
    created_at timestamptz not null default transaction_timestamp(),
    constraint urgings_number unique (year, number),
    constraint urgings_times_once unique (task_id, times),
    constraint urgings_once unique (task_id, due_on, rung),
    constraint urgings_rung foreign key (ladder_version, rung) references register.urging_rungs on delete restrict,
    constraint urgings_whole check (case kind
        when 'rung' then num_nonnulls(ladder_version, rung, rung_on, due_on) = 4 and num_nonnulls(text_vi, text_en) = 0
        else num_nonnulls(ladder_version, rung, rung_on) = 0 and text_vi is not null end),
    constraint urgings_recipient check ((agency_id is not null) = (audience in ('officer', 'agency_head'))),
    constraint urgings_nfc check (concat_ws(' ', task_title, text_vi, text_en, document_number) is nfc normalized)
);
comment on table register.urgings is
    'Each urging: a rung of the ladder that fired, or one by hand. A rung fires once for a task and deadline, of a task one a day. Its number is given under a lock held to the end of the transaction, so that numbers appear in their order: whoever has read up to one misses none.';
comment on column register.urgings.times is 'Lần n: which urging of this task it is.';
comment on column register.urgings.task_title is 'As it was then, like the code: its reader need not be able to see the task any more.';
comment on column register.urgings.rung_on is 'The day of the rung; later than that it fired because nobody could that day, or because others of the task came first, one a day.';
comment on column register.urgings.workdays_late is 'On the day it fired: working days since the deadline, negative before it; null where the calendar is not known.';
comment on column register.urgings.agency_id is 'Whom it went to; null for a body of the committee.';
comment on column register.urgings.text_vi is 'Of one by hand; a rung has its words in the ladder.';
create index urgings_agency on register.urgings (agency_id, year, number) where agency_id is not null;

create trigger urging_ladders_only_grow before update or delete or truncate on register.urging_ladders
    for each statement execute function private.refuse_change();
create trigger urging_rungs_only_grow before update or delete or truncate on register.urging_rungs
    for each statement execute function private.refuse_change();
create trigger urgings_only_grow before update or delete or truncate on register.urgings
    for each statement execute function private.refuse_change();

alter table register.urging_ladders enable row level security;
alter table register.urging_ladders force row level security;
create policy owner_does_all on register.urging_ladders to steer_owner using (true) with check (true);
create policy everybody_reads on register.urging_ladders for select to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.urging_ladders to steer_office using (true) with check (true);

alter table register.urging_rungs enable row level security;
alter table register.urging_rungs force row level security;
create policy owner_does_all on register.urging_rungs to steer_owner using (true) with check (true);
create policy everybody_reads on register.urging_rungs for select to steer_agency, steer_leader, steer_auditor, steer_admin using (true);
create policy office_keeps on register.urging_rungs to steer_office using (true) with check (true);

alter table register.urgings enable row level security;
alter table register.urgings force row level security;
create policy owner_does_all on register.urgings to steer_owner using (true) with check (true);
create policy office_keeps on register.urgings to steer_office using (true) with check (true);
create policy all_are_read on register.urgings for select to steer_leader, steer_auditor, steer_admin using (true);
create policy agency_reads_its_own on register.urgings for select to steer_agency using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid
    or exists (select from register.tasks t where t.id = task_id)
);

-- Whom and in which order is the committee's business: a province puts its own in its place.
insert into register.urging_ladders (version, effective_on, note, client) values
    (1, (transaction_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date,
     'Thang đôn đốc mặc định của sản phẩm, không phải quy định của cơ quan nào; tỉnh ban hành thang của mình thay cho thang này.', '');
insert into register.urging_rungs (ladder_version, code, place, after_rung, workdays, audience, text_vi, text_en) values
    (1, 'remind-10', 1, null, -10, 'officer',
     'Nhắc việc: còn 10 ngày làm việc đến thời hạn. Đề nghị rà soát tiến độ và cập nhật tình hình thực hiện.',
     'Reminder: 10 working days to the deadline. Please check the progress and report how the task stands.'),
    (1, 'remind-3', 2, 'remind-10', -3, 'officer',
     'Nhắc việc: còn 3 ngày làm việc đến thời hạn. Đề nghị hoàn thành sản phẩm và báo cáo, hoặc nêu khó khăn, vướng mắc.',
     'Reminder: 3 working days to the deadline. Please finish the product and report it, or tell what stands in the way.'),
    (1, 'head-1', 3, 'remind-3', 1, 'agency_head',
     'Nhiệm vụ đã quá thời hạn. Đề nghị Thủ trưởng cơ quan chỉ đạo thực hiện và báo cáo.',
     'The task is past its deadline. The head of the agency is asked to see to it and report.'),
    (1, 'office-5', 4, 'head-1', 5, 'committee_office',
     'Nhiệm vụ quá hạn 5 ngày làm việc: đề nghị cơ quan giúp việc Ban Chỉ đạo làm việc với cơ quan chủ trì.',
     'The task is 5 working days late: the office of the committee is asked to take it up with the lead agency.'),
    (1, 'deputy-10', 5, 'office-5', 10, 'standing_deputy',
     'Nhiệm vụ quá hạn 10 ngày làm việc: báo cáo Phó Trưởng ban Thường trực cho ý kiến chỉ đạo.',
     'The task is 10 working days late: reported to the standing deputy head for direction.'),
    (1, 'agenda-15', 6, 'deputy-10', 15, 'committee_agenda',
     'Nhiệm vụ quá hạn 15 ngày làm việc: đề nghị đưa vào nội dung họp của Ban Chỉ đạo.',
     'The task is 15 working days late: to be put on the agenda of the committee.'),
    (1, 'inspection-20', 7, 'agenda-15', 20, 'inspection',
     'Nhiệm vụ quá hạn 20 ngày làm việc: đề nghị xem xét kiểm tra việc thực hiện.',
     'The task is 20 working days late: an inspection is proposed.');

commit;
