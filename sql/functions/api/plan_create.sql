-- plan_create.sql - POST /v1/committees/{committee}/restructure-plans
create or replace function api.plan_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_committee register.committees;
begin
    -- The version is read before what it stands for: a decision in between makes the plan stale, never wrong.
    select c.* into v_committee from register.committees c where c.id = private.committee_id(p_object);
    if v_committee.id is null then
        perform private.not_found();
    end if;
    return private.plan_keep(private.plan_make(v_committee, null, p_body));
end
$$;
comment on function api.plan_create(text, jsonb, jsonb) is
    'Body: day, attributes and list as they shall be, or who gives the seat to whom. Answers what changes and what is to be said about it; changes nothing yet.';
