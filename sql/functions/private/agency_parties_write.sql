-- agency_parties_write.sql - ends, makes and changes the agencies of a plan, with their identifiers.
create or replace function private.agency_parties_write(
    p_plan register.agency_change_plans, p_parties private.agency_party[]) returns private.agency_party[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_parties private.agency_party[] := p_parties;
    v_party private.agency_party;
    v_touched uuid[] := '{}';
begin
    -- What ends, and every identifier that closes, comes first: what takes its place finds the place free.
    for place in 1 .. cardinality(v_parties) loop
        v_party := v_parties[place];
        if not v_party.fresh and private.agency_identifiers_close(p_plan, v_party) then
            v_touched := v_touched || (v_party.agency).id;
        end if;
        if v_party.ends then
            v_party.agency := private.agency_keep(v_party.agency, private.agency_overlay(
                private.agency_timeline((v_party.agency).id), daterange(p_plan.effective_on, null)));
            v_parties[place] := v_party;
        end if;
    end loop;
    for place in 1 .. cardinality(v_parties) loop
        v_party := v_parties[place];
        if v_party.fresh then
            v_party.wanted.valid_from := p_plan.effective_on;
            v_party.wanted.note := p_plan.given ->> 'note';
            v_party.agency := private.agency_insert(v_party.wanted);
            -- Somebody registered one of that code since it was looked for.
            if (v_party.agency).id is null then
                perform private.refuse(409, 'plan-stale');
            end if;
        end if;
        if (private.agency_identifiers_open(p_plan, v_party) and not v_party.fresh)
           or private.agency_party_changes(v_party) or (v_party.agency).id = any (v_touched) and not v_party.ends then
            v_party.agency := private.agency_keep(v_party.agency, private.agency_changed(v_party, p_plan.effective_on));
        end if;
        v_parties[place] := v_party;
    end loop;
    return v_parties;
end
$$;
comment on function private.agency_parties_write(register.agency_change_plans, private.agency_party[]) is
    'The parties with the agencies as they are then. A new agency bears the note of the plan.';
