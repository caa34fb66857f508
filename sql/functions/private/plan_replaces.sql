-- plan_replaces.sql - the committee that a plan replaces.
create or replace function private.plan_replaces(p_corrects register.decisions, p_body jsonb) returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when p_body ? 'replaces' then private.committee_id(p_body ->> 'replaces')
        else (select d.committee_id from register.decisions d where d.part_of_id = p_corrects.id and d.kind = 'replaced')
    end;
$$;
comment on function private.plan_replaces(register.decisions, jsonb) is 'A correction that does not say replaces still replaces what the decision replaced.';
