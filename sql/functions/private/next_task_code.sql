-- next_task_code.sql - a code for a task that came without one.
create or replace function private.next_task_code() returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_year constant integer := extract(year from private.today())::integer;
    v_number integer;
    v_code text;
begin
    loop
        insert into register.task_numbers as n (year, last) values (v_year, 1)
        on conflict (year) do update set last = n.last + 1
        returning n.last into v_number;
        v_code := format('NV-%s-%s', v_year, lpad(v_number::text, greatest(4, length(v_number::text)), '0'));
        -- Somebody may have given that code to a task of theirs.
        exit when not exists (select from register.tasks t where t.code = v_code);
    end loop;
    return v_code;
end
$$;
comment on function private.next_task_code() is 'NV-<year>-<number>, one after the other; numbers are not given twice.';
