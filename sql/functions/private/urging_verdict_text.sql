-- urging_verdict_text.sql - why a rung fires, or does not, as a sentence.
create or replace function private.urging_verdict_text(p_verdict text, p_words text[], p_language text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    -- Days as people of that language write them.
    with words as (
        select array_agg(case when p_language = 'vi' and w.word ~ '^\d{4}-\d\d-\d\d$' then to_char(w.word::date, 'DD/MM/YYYY') else w.word end
                         order by w.place) as w
        from unnest(p_words) with ordinality as w (word, place)
    )
    select case when p_language = 'en' then
        case p_verdict
            when 'fired' then format('Fired on %s: urging no. %s, %s', w[4], w[2], w[3])
            when 'not-urged' then 'The task is not urged as it stands now'
            when 'calendar-unknown' then 'The calendar of a year it needs is not known: it is not guessed'
            when 'before-ladder' then format('Does not fire: %s lies before this ladder took effect on %s', w[1], w[5])
            when 'later-ladder' then format('Does not fire: from %s on another ladder is in force', w[6])
            when 'before-assignment' then format('Does not fire: a reminder for %s, before the task was assigned on %s', w[1], w[7])
            when 'missed' then format('Missed, and does not fire any more: %s, which has passed', w[9])
            when 'not-yet' then format('Not yet: %s, that is %s', w[9], w[1])
            when 'next-day' then format('Waits for a working day to come: %s, that is %s; of a task one rung fires a day, in order', w[9], w[1])
            else format('Fires: %s, that is %s', w[9], w[1]) end
    else
        case p_verdict
            when 'fired' then format('Đã phát ngày %s: đôn đốc lần %s, số %s', w[4], w[2], w[3])
            when 'not-urged' then 'Nhiệm vụ ở tình trạng hiện nay không thuộc diện đôn đốc'
            when 'calendar-unknown' then 'Chưa có lịch nghỉ của một năm cần tính: không đoán'
            when 'before-ladder' then format('Không phát: ngày %s trước ngày thang có hiệu lực %s', w[1], w[5])
            when 'later-ladder' then format('Không phát: từ ngày %s áp dụng thang khác', w[6])
            when 'before-assignment' then format('Không phát: nhắc việc ngày %s, trước ngày giao nhiệm vụ %s', w[1], w[7])
            when 'missed' then format('Đã lỡ, không phát nữa: %s, thời hạn đó đã qua', w[8])
            when 'not-yet' then format('Chưa đến: %s, tức ngày %s', w[8], w[1])
            when 'next-day' then format('Chờ ngày làm việc sau: %s, tức ngày %s; mỗi ngày một nhiệm vụ chỉ phát một nấc, theo thứ tự', w[8], w[1])
            else format('Phát: %s, tức ngày %s', w[8], w[1]) end
    end
    from words;
$$;
comment on function private.urging_verdict_text(text, text[], text) is
    'Words: day of the rung, times, code, day it fired, first day of the ladder, first day of the next, day of assignment, distance in both languages.';
