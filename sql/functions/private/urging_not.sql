-- urging_not.sql - why a task is not urged, in words.
create or replace function private.urging_not(p_task register.tasks, p_language text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case p_language when 'en' then r.en else r.vi end
    from (values
        (p_task.due_on is null, 'Nhiệm vụ không có thời hạn', 'The task has no deadline'),
        (p_task.regular, 'Nhiệm vụ thường xuyên không đôn đốc theo thang', 'A regular duty is not urged'),
        (p_task.state = 'draft', 'Nhiệm vụ còn là dự thảo', 'The task is still a draft'),
        (p_task.state = 'reported', 'Nhiệm vụ đã báo cáo, đang chờ xác nhận', 'The task is reported and waits to be verified'),
        (p_task.state = 'verified', 'Nhiệm vụ đã hoàn thành', 'The task is done'),
        (p_task.state = 'suspended', 'Nhiệm vụ đang tạm dừng', 'The task is suspended'),
        (p_task.state = 'cancelled', 'Nhiệm vụ đã hủy', 'The task is cancelled'),
        (p_task.state = 'blocked', 'Nhiệm vụ vướng mắc vượt thẩm quyền của cơ quan chủ trì', 'The task is blocked by what its agency cannot solve')
    ) as r (holds, vi, en)
    where r.holds limit 1;
$$;
comment on function private.urging_not(register.tasks, text) is 'Null for one that is urged (private.is_urged).';
