-- light_terms.sql - what the thresholds of the lights come to today.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.light_terms() returns register.light_days
language plpgsql stable
as $$
declare
    v_today constant date := private.today();
    v_terms register.light_days;
begin
    select l.* into v_terms from register.light_days l where l.day = v_today;
    if v_terms.day is null then
        return private.light_day(v_today);
    end if;
    return v_terms;
end
$$;
comment on function private.light_terms() is 'As kept; far from every year of the calendar worked out anew.';
