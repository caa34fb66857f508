-- plan_faults.sql - what is wrong with a plan as a whole, whatever its list says.
create or replace function private.plan_faults(p_draft private.plan_draft, p_body jsonb) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_faults jsonb := '[]';
    v_kind constant text := (p_draft.plan).kind;
begin
    if p_body ->> 'committee' not in ((p_draft.committee).code, (p_draft.committee).id::text) then
        v_faults := v_faults || private.fault('/committee', 'other-committee', (p_draft.committee).code);
    end if;
    if p_body ->> 'kind' <> v_kind and not (p_body ->> 'kind' = 'rename' and v_kind = 'restructure') then
        v_faults := v_faults || private.fault('/kind', 'not-in-list', v_kind);
    end if;
    if p_body -> 'seats' <> 'null' and p_body -> 'swaps' <> 'null' then
        v_faults := v_faults || private.fault('/swaps', 'either-or', 'seats', 'swaps');
    end if;
    -- The correction of a dissolution dissolves unless it says that it does not.
    if coalesce((p_body ->> 'dissolve')::boolean, (p_draft.corrects).attributes ->> 'state' = 'dissolved') then
        if jsonb_array_length(nullif(p_body -> 'seats', 'null')) > 0 then
            v_faults := v_faults || private.fault('/seats', 'either-or', 'dissolve', 'seats');
        elsif p_body -> 'swaps' <> 'null' then
            v_faults := v_faults || private.fault('/swaps', 'either-or', 'dissolve', 'swaps');
        end if;
        if p_body ->> 'replaces' is not null then
            v_faults := v_faults || private.fault('/replaces', 'either-or', 'dissolve', 'replaces');
        end if;
    end if;
    if (p_draft.plan).replaces_id = (p_draft.committee).id then
        v_faults := v_faults || private.fault('/replaces', 'circular');
    end if;
    return v_faults || private.reference_faults('/replaces', p_body ->> 'replaces', (p_draft.plan).replaces_id);
end
$$;
comment on function private.plan_faults(private.plan_draft, jsonb) is 'A file of another committee, members that exclude each other, a kind it is not, nothing to replace.';
