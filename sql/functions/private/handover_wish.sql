-- handover_wish.sql - who shall take something over, by what a plan says.
create or replace function private.handover_wish(
    p_handover jsonb, p_holding private.holding, p_otherwise text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_wishes constant jsonb := coalesce(nullif(p_handover -> ((p_holding).object_kind || 's'), 'null'), '{}');
begin
    return coalesce(v_wishes -> (p_holding).object_code, v_wishes -> (p_holding).object_id::text, v_wishes -> 'default',
                    to_jsonb(p_otherwise));
end
$$;
comment on function private.handover_wish(jsonb, private.holding, text) is
    'A reference as JSON; JSON null: by decision nobody; SQL null: nobody has said. By code or id, then by default, then otherwise.';
