-- plan_attributes.sql - the attributes a plan gives, laid over those there would be without it.
create or replace function private.plan_attributes(p_draft private.plan_draft, p_default jsonb, p_body jsonb) returns private.plan_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_draft private.plan_draft := p_draft;
    v_new jsonb := p_default || (
        select coalesce(jsonb_object_agg(m.key, m.value), '{}')
        from jsonb_each(p_body) as m
        where m.key in ('name_vi', 'name_en', 'theme', 'part_time', 'seal_note'));
    v_parent constant uuid := private.committee_id(p_body ->> 'parent');
    v_standing constant uuid := private.agency_id(p_body ->> 'standing_agency');
begin
    if p_body ? 'parent' then
        v_new := v_new || jsonb_build_object('parent_id', v_parent);
        v_draft.faults := v_draft.faults || private.reference_faults('/parent', p_body ->> 'parent', v_parent);
    end if;
    if p_body ? 'standing_agency' then
        v_new := v_new || jsonb_build_object('standing_agency_id', v_standing);
        v_draft.faults := v_draft.faults || private.reference_faults('/standing_agency', p_body ->> 'standing_agency', v_standing);
    end if;
    if coalesce(btrim(v_new ->> 'name_vi'), '') = '' then
        v_draft.faults := v_draft.faults || private.fault('/name_vi', 'required');
    end if;
    v_new := v_new || jsonb_build_object('part_time', coalesce((v_new ->> 'part_time')::boolean, false));
    if (p_body ->> 'dissolve')::boolean then
        v_new := v_new || '{"state":"dissolved","replaced_by_id":null}';
    elsif v_new ->> 'state' = 'draft' or p_body ? 'dissolve' and (v_draft.corrects).id is not null
          or (v_draft.plan).kind in ('establish', 'replace') then
        v_new := v_new || '{"state":"active","replaced_by_id":null}';
    end if;
    v_draft.new_attributes := v_new;
    return v_draft;
end
$$;
comment on function private.plan_attributes(private.plan_draft, jsonb, jsonb) is
    'Members not in the body stay as in default. The issuer never changes: it is who may decide.';
