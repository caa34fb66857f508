-- completion.sql - what a report of completion names: the product and its evidence.
begin;
set local role steer_owner;

-- What was reported before there was this rule named neither.
alter table register.status_updates
    add column product jsonb,
    drop constraint status_updates_nfc,
    add constraint status_updates_nfc check (concat_ws(' ', event_id, summary, evidence, obstacles, product) is nfc normalized);
comment on column register.status_updates.product is 'The product document as the push named it.';

alter table register.task_events
    add column product jsonb,
    add column evidence jsonb,
    drop constraint task_events_nfc,
    add constraint task_events_nfc check (concat_ws(' ', reason, product, evidence) is nfc normalized);
comment on column register.task_events.product is
    'Of a report: the product document as it was named. One that is registered is document_id.';
comment on column register.task_events.evidence is 'Of a report: what shows that the product is there.';

update register.transitions set needs = '{product,evidence}' where action = 'report';
comment on column register.transitions.needs is
    'What the move must come with: reason, document, to_agency, product, evidence; clear: the task itself must be clear (work, lead agency, product, deadline).';

insert into register.settings (name, value, pattern, about, about_vi) values
    ('verification', 'any', 'any|separate',
     'separate: a report entered by a client of the office is verified by another client; any: by the same one too. The agency that leads a task never verifies.',
     'separate: báo cáo do một ứng dụng của văn phòng nhập phải do ứng dụng khác xác nhận; any: chính ứng dụng đó cũng được. Cơ quan chủ trì không bao giờ tự xác nhận.'),
    ('title_length', '10', '[0-9]{1,3}',
     'A title of fewer letters hardly says what is to be done: task lint warns of it.',
     'Tên nhiệm vụ ngắn hơn số chữ này khó nói rõ việc: kiểm tra độ rõ sẽ cảnh báo.');

commit;
