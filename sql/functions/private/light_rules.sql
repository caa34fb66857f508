-- light_rules.sql - the rules of the lights in words, with the thresholds in force.
create or replace function private.light_rules() returns table (place integer, reason text, light text, setting text, threshold integer, text_vi text, text_en text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    -- A remark to another reason (calendar_unknown) has no light. Another rule, another order, another meaning: another version in api.light_rules.
    with terms as (select private.setting('light_due_soon_workdays')::integer as soon, private.setting('light_stale_workdays')::integer as stale)
    select r.place, r.reason, r.light, r.setting, r.threshold, r.text_vi, r.text_en
    from terms as t
    cross join lateral (values
        (1, 'reported_in_time', 'done_on_time', null, null::integer,
         'Đã xác nhận hoàn thành; báo cáo được chấp nhận nộp không sau thời hạn (hoặc nhiệm vụ không có thời hạn)',
         'Verified; the accepted report came by the deadline (or there is none)'),
        (2, 'reported_after_due', 'done_late', null, null,
         'Đã xác nhận hoàn thành; báo cáo được chấp nhận nộp sau thời hạn', 'Verified; the accepted report came after the deadline'),
        (3, 'draft', 'grey', null, null, 'Dự thảo, chưa giao', 'A draft, not assigned yet'),
        (4, 'cancelled', 'grey', null, null, 'Đã hủy', 'Cancelled'),
        (5, 'suspended', 'grey', null, null, 'Tạm dừng', 'Suspended'),
        (6, 'blocked', 'blue', null, null, 'Vướng mắc vượt thẩm quyền của cơ quan chủ trì', 'Blocked above the level of the lead agency'),
        (7, 'overdue', 'red', null, null,
         'Quá thời hạn mà chưa báo cáo hoàn thành, hoặc báo cáo sau thời hạn; thời hạn kết thúc lúc 24 giờ của ngày cuối (Bộ luật Dân sự, Điều 148)',
         'Past the deadline without a report, or reported after it; the term ends at 24:00 of its last day (Civil Code, art. 148)'),
        (8, 'returned', 'amber', null, null, 'Báo cáo hoàn thành bị trả lại', 'The report was returned'),
        (9, 'due_within_' || t.soon || '_working_days', 'amber', 'light_due_soon_workdays', t.soon,
         'Đến thời hạn còn không quá ' || t.soon || ' ngày làm việc, không tính hôm nay (Điều 147)',
         'The deadline is no more than ' || t.soon || ' working days away, today not counted (art. 147)'),
        (10, 'expected_after_due', 'amber', null, null, 'Cơ quan dự kiến hoàn thành sau thời hạn', 'The agency expects to be done after the deadline'),
        (11, 'never_reported', 'grey', null, null, 'Từ khi giao chưa có cập nhật nào', 'No status update since it was assigned'),
        (12, 'no_report_for_' || t.stale || '_working_days', 'grey', 'light_stale_workdays', t.stale,
         'Đã qua trọn ' || t.stale || ' ngày làm việc không có cập nhật, không tính ngày cập nhật và hôm nay',
         t.stale || ' whole working days passed without a status update, its own day and today not counted'),
        (13, 'calendar_unknown', null, null, null,
         'Đi kèm 9 hoặc 12: khoảng ngày chạm năm chưa có lịch nên đếm từ thứ Hai đến thứ Sáu',
         'With 9 or 12: the days touch a year without calendar, so Mondays to Fridays were counted'),
        (14, 'reported', 'green', null, null, 'Đã báo cáo hoàn thành, chờ xác nhận', 'Reported as done, to be verified'),
        (15, 'on_track', 'green', null, null, 'Trong hạn và có cập nhật mới', 'In term, with a recent status update')
    ) as r (place, reason, light, setting, threshold, text_vi, text_en);
$$;
comment on function private.light_rules() is
    'What private.light() goes by, in its order: of all that apply the first gives the light. Of regular duties those about the deadline are left out.';
