-- teams_left.sql - the teams that stay below a committee which ends, by a plan of another or of its own.
create or replace function private.teams_left(p_plan register.restructure_plans, p_committee uuid, p_pointer text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment constant private.moment := (p_plan.effective_on, (private.moment('{}')).known_at);
    v_teams text;
begin
    select string_agg(c.code, ', ' order by c.code) into v_teams
    from register.committee_versions v join register.committees c on c.id = v.committee_id
    where v.parent_id = p_committee and v.state = 'active' and c.id <> p_plan.committee_id
      and private.holds(v.valid, v.known, v_moment);
    if v_teams is null then
        return '[]';
    end if;
    return private.check('warning', 'teams-left', p_pointer, v_teams);
end
$$;
comment on function private.teams_left(register.restructure_plans, uuid, text) is 'A warning where there are any on the day of the plan, as known now.';
