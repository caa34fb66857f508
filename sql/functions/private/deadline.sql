-- deadline.sql - the day a deadline's words mean.
create or replace function private.deadline(
    p_text text, out due_on date, out due_precision text, out regular boolean, out understood boolean)
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Without tone marks, in small letters, single spaces; what only introduces the time is left out.
    v_words text := regexp_replace(
        regexp_replace(btrim(lower(extensions.unaccent('extensions.unaccent'::regdictionary, coalesce(p_text, ''))), ' .;'), '\s+', ' ', 'g'),
        '^(thoi han |han )?(hoan thanh |xong )?(trong |den |den het |het )?', '');
    p text[];
begin
    regular := false;
    if v_words ~ '^(nhiem vu )?thuong xuyen\M' then
        due_precision := 'none';
        regular := true;
    elsif v_words ~ '^\d{4}-\d{2}-\d{2}$' then
        due_precision := 'day';
        due_on := private.day(v_words);
    elsif v_words ~ '^(ngay )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$' then
        p := regexp_match(v_words, '(\d+)[/.-](\d+)[/.-](\d+)$');
        due_precision := 'day';
        due_on := private.day(p[3], p[2], p[1]);
    elsif v_words ~ '^truoc (ngay )?\d{1,2}([/.-]\d{1,2}[/.-]| thang \d{1,2} nam )\d{4}$' then
        p := regexp_match(v_words, '(\d+)\D+(\d+)\D+(\d+)$');
        due_precision := 'day';
        due_on := private.day(p[3], p[2], p[1]) - 1;
    elsif v_words ~ '^(ngay )?\d{1,2} thang \d{1,2} nam \d{4}$' then
        p := regexp_match(v_words, '(\d+) thang (\d+) nam (\d+)$');
        due_precision := 'day';
        due_on := private.day(p[3], p[2], p[1]);
    elsif v_words ~ '^((dau|giua|cuoi) )?thang \d{1,2}( ?[/.-] ?| nam )\d{4}$' then
        p := regexp_match(v_words, '^(dau|giua|cuoi)? ?thang (\d+)\D+(\d+)$');
        due_on := private.day(p[3], p[2], '1');
        -- Civil Code, art. 146: đầu tháng is the first day, giữa tháng the fifteenth, cuối tháng the last.
        due_on := case p[1] when 'dau' then due_on when 'giua' then due_on + 14
                            else (due_on + interval '1 month' - interval '1 day')::date end;
        due_precision := case when p[1] is null then 'month' else 'day' end;
    elsif v_words ~ '^(cuoi )?quy (iv|i{1,3}|[1-4])( ?[/.-] ?| nam )\d{4}$' then
        p := regexp_match(v_words, 'quy (\w+)\D+?(\d{4})$');
        due_precision := 'quarter';
        due_on := (private.day(p[2], '1', '1')
                   + case p[1] when '1' then 1 when 'i' then 1 when '2' then 2 when 'ii' then 2
                               when '3' then 3 when 'iii' then 3 else 4 end * interval '3 months'
                   - interval '1 day')::date;
    elsif v_words ~ '^(6|06|sau) thang (dau|cuoi) nam \d{4}$' then
        p := regexp_match(v_words, '(dau|cuoi) nam (\d+)$');
        due_precision := 'half_year';
        due_on := private.day(p[2], case p[1] when 'dau' then '6' else '12' end, case p[1] when 'dau' then '30' else '31' end);
    elsif v_words ~ '^((dau|giua|cuoi) )?nam \d{4}$' then
        p := regexp_match(v_words, '^(dau|giua|cuoi)? ?nam (\d+)$');
        -- Civil Code, art. 146: đầu năm is 1/1, giữa năm 30/6, cuối năm 31/12.
        due_on := case p[1] when 'dau' then private.day(p[2], '1', '1') when 'giua' then private.day(p[2], '6', '30')
                            else private.day(p[2], '12', '31') end;
        due_precision := case when p[1] is null then 'year' else 'day' end;
    end if;
    understood := due_on is not null or regular;
    if not understood then
        due_precision := 'none';
    end if;
end
$$;
comment on function private.deadline(text) is
    'Civil Code 2015, art. 146-148: a term ends at 24:00 of its last day, so "Tháng 6/2025" is due on 30/06/2025. precision tells how exact the words were. "Trước ngày 15/6/2025" is the day before. Where no rule says what the words mean ("giữa quý") no day is guessed. "Thường xuyên" is a regular duty without a day. Days off move it only by policy: private.deadline_day.';
