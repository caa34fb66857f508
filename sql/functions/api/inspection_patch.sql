-- inspection_patch.sql - PATCH /v1/inspections/{inspection}
create or replace function api.inspection_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old constant register.inspections := private.inspection_lock(private.inspection_id(p_object), '{planned,running}');
    -- A task may have gone to another agency since: what was found stays, and stands in nobody's way.
    v_left constant uuid[] := private.inspection_uncovered(v_old.id);
    v_draft private.inspection_draft;
    v_new register.inspections;
begin
    perform private.check_version(p_options, v_old.version);
    v_draft := private.inspection_input(p_body, v_old);
    perform private.refuse_faults(v_draft.faults);
    v_new := v_draft.inspection;
    if private.inspection_parts(v_old.id, p_body) or v_new is distinct from v_old then
        update register.inspections i
        set title = v_new.title, description = v_new.description, decision_document_id = v_new.decision_document_id,
            programme_id = v_new.programme_id, starts_on = v_new.starts_on, ends_on = v_new.ends_on,
            version = v_old.version + 1, updated_at = transaction_timestamp()
        where i.id = v_old.id
        returning i.* into v_new;
    end if;
    perform private.refuse_faults((
        select coalesce(jsonb_agg(private.fault('/agencies', 'has-findings', g.code) -> 0 order by g.code), '[]')
        from (select distinct f.agency_id from register.inspection_findings f
              where f.id = any (private.inspection_uncovered(v_old.id)) and f.id <> all (v_left)) as f
        join register.agencies g on g.id = f.agency_id));
    return private.answer(200, private.inspection_whole_json(v_new), v_new.version);
end
$$;
comment on function api.inspection_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396) of plan, scope and team, until it is concluded; lists are replaced as a whole. What has findings stays inspected. A patch that changes nothing leaves the version.';
