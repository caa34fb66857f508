-- light_name.sql - the light of a task: that of the first rule it meets.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.light_name(p_met text[]) returns text
language sql immutable
as $$
    select case when p_met[1] is not null then p_met[1]
                when p_met[2] is not null then 'blue'
                when p_met[3] is not null then 'red'
                when coalesce(p_met[4], p_met[5], p_met[6]) is not null then 'amber'
                when p_met[7] is not null then 'grey'
                when p_met is not null then 'green' end;
$$;
comment on function private.light_name(text[]) is 'Of what private.light() found.';
