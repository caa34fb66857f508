-- setting.sql - a policy of the house.
create or replace function private.setting(p_name text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_value constant text := (select s.value from register.settings s where s.name = p_name);
begin
    if v_value is null then
        raise exception 'there is no setting %', p_name;
    end if;
    return v_value;
end
$$;
comment on function private.setting(text) is 'Its value in register.settings; an unknown name is a fault of the program.';
