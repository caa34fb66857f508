-- agency_acting.sql - for whom a push by or for an agency that has ended counts.
create or replace function private.agency_acting(p_agency uuid, p_ended date) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := private.today();
begin
    if v_today >= p_ended + private.setting('agency_grace_days')::integer then
        return null;
    elsif exists (select from register.agency_changes c
                  where c.effective_on = p_ended and c.carried_out_at is null and p_agency = any (c.agency_ids)) then
        -- The clerk is about to hand over; until then all is still its own.
        return p_agency;
    end if;
    return private.agency_successor(p_agency, v_today);
end
$$;
comment on function private.agency_acting(uuid, date) is
    'ended: the first day it was no more. Within the days of grace its single successor, afterwards, and where nobody or several came after it, null.';
