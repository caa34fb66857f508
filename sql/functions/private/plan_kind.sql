-- plan_kind.sql - what kind of decision a plan is for.
create or replace function private.plan_kind(p_draft private.plan_draft, p_body jsonb) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when (p_draft.corrects).id is not null then 'correct'
        when (p_body ->> 'dissolve')::boolean then 'dissolve'
        when p_body ->> 'replaces' is not null then 'replace'
        when p_draft.old_attributes ->> 'state' = 'draft' then 'establish'
        when p_draft.old_attributes ->> 'state' in ('dissolved', 'replaced') and p_body ->> 'kind' = 'establish' then 'establish'
        when p_body ? 'swaps' then 'swap'
        when p_body ? 'seats' then 'restructure'
        when p_body ? 'name_vi' or p_body ? 'name_en' then 'rename'
        else 'restructure'
    end;
$$;
comment on function private.plan_kind(private.plan_draft, jsonb) is
    'By what it says and what there is; only to establish anew what was dissolved has to be said.';
