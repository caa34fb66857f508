-- programme_input.sql - what a body says about a programme, laid over what was there.
create or replace function private.programme_input(p_body jsonb, p_old register.programmes) returns private.programme_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_programme register.programmes;
    v_faults jsonb := '[]';
begin
    if p_body ->> 'code' <> p_old.code then
        v_faults := v_faults || private.fault('/code', 'read-only');
    end if;
    v_programme := jsonb_populate_record(p_old, p_body - 'document');
    if p_body ? 'document' then
        v_programme.document_id := private.document_id(p_body ->> 'document');
        v_faults := v_faults || private.reference_faults('/document', p_body ->> 'document', v_programme.document_id);
    end if;
    if v_programme.ends_on < v_programme.starts_on then
        v_faults := v_faults || private.fault('/ends_on', 'order', v_programme.starts_on::text);
    end if;
    return (v_programme, v_faults);
end
$$;
comment on function private.programme_input(jsonb, register.programmes) is 'Members not in the body stay; a code once given stays.';
