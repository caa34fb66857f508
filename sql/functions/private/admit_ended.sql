-- admit_ended.sql - whom a client acts for whose agency has ended.
create or replace function private.admit_ended(p_agency uuid, p_ended date, p_scope text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_acting constant uuid := private.agency_acting(p_agency, p_ended);
begin
    if v_acting is not null then
        -- The whole request is the successor's: what it sees, what it changes, what the journal says.
        perform set_config('steer.agency', v_acting::text, true);
    elsif p_scope = 'status:push' then
        perform private.refuse(410, 'agency-closed', '[]', private.successors_member(p_agency));
    end if;
end
$$;
comment on function private.admit_ended(uuid, date, text) is
    'Run by private.admit alone. Past the days of grace it still reads what is the old agency''s, and pushes no more.';
