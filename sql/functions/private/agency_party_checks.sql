-- agency_party_checks.sql - what stands against a change of agencies, or should be known before it.
create or replace function private.agency_party_checks(p_given jsonb, p_parties private.agency_party[]) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_from constant date := (p_given ->> 'effective_on')::date;
    v_ending constant uuid[] := array(select (p.agency).id from unnest(p_parties) as p where p.ends);
    v_checks jsonb := '[]';
    v_party private.agency_party;
    v_later date;
begin
    foreach v_party in array p_parties loop
        if v_party.ends then
            v_later := private.agency_known_later((v_party.agency).id, v_from);
            if not private.agency_in_force((v_party.agency).id, v_from - 1) then
                v_checks := v_checks || private.check('error', 'agency-not-in-force', v_party.pointer, (v_party.agency).code,
                                                             private.people_day(v_from - 1));
            elsif v_later is not null then
                v_checks := v_checks || private.check('error', 'agency-changes-later', v_party.pointer, (v_party.agency).code,
                                                             private.people_day(v_later));
            end if;
            continue;
        end if;
        v_later := private.agency_until((v_party.agency).id, v_from);
        if not v_party.fresh and not private.agency_in_force((v_party.agency).id, v_from) then
            v_checks := v_checks || private.check('error', 'successor-not-in-force', v_party.pointer, (v_party.agency).code,
                                                         private.people_day(v_from));
        elsif v_later is not null and private.agency_party_changes(v_party) then
            v_checks := v_checks || private.check('warning', 'agency-overtaken', v_party.pointer, (v_party.agency).code,
                                                         private.people_day(v_later - 1));
        end if;
        if (v_party.wanted).parent_id = any (v_ending)
           or not private.agency_in_force((v_party.wanted).parent_id, v_from) then
            v_checks := v_checks || private.check('error', 'parent-not-in-force', v_party.pointer || '/parent',
                                                         (v_party.wanted).code, private.people_day(v_from));
        end if;
        v_checks := v_checks || private.agency_identifier_checks(v_party, v_from, v_ending);
    end loop;
    if v_from < private.today() then
        v_checks := v_checks || private.check('warning', 'retroactive', '/effective_on', private.people_day(v_from));
    end if;
    if not exists (select from unnest(p_parties) as p where p.ends or p.fresh or p.identifiers <> '[]' or private.agency_party_changes(p)) then
        v_checks := v_checks || private.check('error', 'nothing-changes', '');
    end if;
    return v_checks || private.agency_side_checks(p_given, v_ending, v_from);
end
$$;
comment on function private.agency_party_checks(jsonb, private.agency_party[]) is
    'Looked at when a plan is made, each time it is read, and once more, with all rows locked, before it is applied.';
