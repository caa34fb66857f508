-- urging_rules_put.sql - POST /v1/urging-rules
create or replace function api.urging_rules_put(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rungs constant jsonb := p_body -> 'rungs';
    v_effective_on constant date := (p_body ->> 'effective_on')::date;
    v_document constant uuid := private.document_id(p_body ->> 'document');
    v_note constant text := nullif(btrim(p_body ->> 'note'), '');
    v_faults jsonb := '[]';
    v_version integer;
begin
    -- Waits for a pass under way: that one goes by the ladders it saw.
    perform private.urging_lock();
    if v_effective_on < private.today() then
        v_faults := private.fault('/effective_on', 'too-small', private.today()::text);
    end if;
    v_faults := v_faults || private.reference_faults('/document', p_body ->> 'document', v_document);
    if p_body ->> 'document' is null and v_note is null then
        v_faults := v_faults || private.fault('/document', 'required');
    end if;
    perform private.refuse_faults(v_faults || private.urging_ladder_faults(v_rungs));

    v_version := 1 + (select max(l.version) from register.urging_ladders l);
    insert into register.urging_ladders (version, effective_on, document_id, note, client)
    values (v_version, v_effective_on, v_document, v_note, private.current_client());
    insert into register.urging_rungs (ladder_version, code, place, after_rung, workdays, audience, text_vi, text_en)
    select v_version, r.rung ->> 'code', r.place, r.rung ->> 'after_rung', (r.rung ->> 'workdays')::smallint, r.rung ->> 'audience',
           btrim(r.rung ->> 'text_vi'), btrim(r.rung ->> 'text_en')
    from jsonb_array_elements(v_rungs) with ordinality as r (rung, place);
    return private.answer(201, private.urging_ladder_json(v_version), v_version, '/v1/urging-rules?version=' || v_version);
end
$$;
comment on function api.urging_rules_put(text, jsonb, jsonb) is
    'Body effective_on (not past), document or note, rungs: a whole new version of the ladder. It fires nothing for days before it took effect; what fired by an earlier one under the same code of a rung does not fire again.';
