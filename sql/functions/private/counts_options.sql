-- counts_options.sql - the options of the official counts, with references looked up and the day they speak of.
create or replace function private.counts_options(p_options jsonb) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_as_of constant date := coalesce(private.day(p_options ->> 'as_of'), private.today());
    v_agency constant uuid := private.agency_id(p_options ->> 'agency');
    v_programme constant uuid := private.programme_id(p_options ->> 'programme');
    v_faults jsonb := private.reference_faults('agency', p_options ->> 'agency', v_agency)
        || private.reference_faults('programme', p_options ->> 'programme', v_programme);
begin
    if v_as_of > private.today() then
        v_faults := v_faults || private.fault('as_of', 'in-future', v_as_of::text);
    end if;
    if (p_options ->> 'from')::date > (p_options ->> 'to')::date then
        v_faults := v_faults || private.fault('to', 'order', p_options ->> 'from');
    end if;
    perform private.refuse_faults(v_faults);
    -- Of today all that is known counts; of a day gone by what was known when it ended.
    return p_options || jsonb_build_object(
        'agency_id', v_agency, 'programme_id', v_programme, 'day', v_as_of,
        'until', case when v_as_of = private.today() then 'infinity'::timestamptz
                      else (v_as_of + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' end);
end
$$;
comment on function private.counts_options(jsonb) is
    'Adds agency_id, programme_id, day and until, the instant before which it had to be known. 422 for a day to come, for what there is not, and for a period that ends before it begins.';
