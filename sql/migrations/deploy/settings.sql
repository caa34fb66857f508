-- settings.sql - each setting says itself what it may be, in both languages, and has a version.
begin;
set local role steer_owner;

alter table register.settings drop constraint settings_value,
    add column pattern text, add column about_vi text, add column version integer not null default 1;
update register.settings s set pattern = m.pattern, about_vi = m.about_vi
from (values
    ('plan_approval', 'optional|required',
     'required: phương án kiện toàn chỉ áp dụng sau khi ứng dụng khác đã duyệt; optional: chỉ khi phương án đòi hỏi.'),
    ('agency_grace_days', '[0-9]{1,4}',
     'Trong số ngày này sau khi một cơ quan kết thúc hoạt động, cập nhật của hoặc cho cơ quan đó được nhận như của cơ quan kế thừa duy nhất.'),
    ('deadline_shift', 'none|next_workday',
     'next_workday: thời hạn ghi bằng lời có ngày cuối là ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo (Bộ luật Dân sự, Điều 148); none: kết thúc đúng ngày đó. Giá trị mới áp dụng cho thời hạn được giao từ đó, và cho thời hạn đang mở từ lần nhập lịch tiếp theo.')
) as m (name, pattern, about_vi)
where s.name = m.name;
alter table register.settings alter column pattern set not null, alter column about_vi set not null,
    add constraint settings_value check (value ~ ('^(' || pattern || ')$')),
    drop constraint settings_nfc,
    add constraint settings_nfc check (concat_ws(' ', name, value, about, about_vi, pattern) is nfc normalized);
comment on column register.settings.pattern is 'What the value may be: a regular expression of the whole.';
comment on column register.settings.about is 'What it decides, in English; about_vi in Vietnamese.';

commit;
