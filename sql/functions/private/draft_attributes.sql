-- draft_attributes.sql - what a committee was drafted as.
create or replace function private.draft_attributes(p_committee uuid) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select private.version_attributes(v)
    from register.committee_versions v
    where v.committee_id = p_committee and v.state = 'draft'
    order by lower(v.known)
    limit 1;
$$;
comment on function private.draft_attributes(uuid) is 'In force on every day before a decision establishes it.';
