-- deadline_words.sql - the words of a deadline, with the year of the programme where they name none.
create or replace function private.deadline_words(p_text text, p_programme uuid) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_year integer;
begin
    -- Most words name their year, and most others ("Thường xuyên") no time of a year.
    if p_programme is null or p_text ~ '\d{4}' or p_text !~* '(tháng|quý|năm|\d/\d{1,2}$)' then
        return p_text;
    end if;
    select extract(year from p.starts_on) into v_year
    from register.programmes p
    where p.id = p_programme and extract(year from p.starts_on) = extract(year from p.ends_on);
    return btrim(p_text, ' .;') || case when v_year is null then '' when p_text ~ '\d/\d{1,2}[ .;]*$' then '/' || v_year
                                        when p_text ~* 'năm[ .;]*$' then ' ' || v_year else ' năm ' || v_year end;
end
$$;
comment on function private.deadline_words(text, uuid) is
    'In a programme that lies in one year "giữa năm", "Quý II" and "trước 15/6" mean that year. Elsewhere nobody knows which, and it is not guessed. For private.deadline; the task keeps the words as they were written.';
