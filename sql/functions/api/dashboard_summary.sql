-- dashboard_summary.sql - GET /v1/dashboard/summary
create or replace function api.dashboard_summary(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_options constant jsonb := private.counts_options(p_options);
    v_body json;
begin
    execute format('select row_to_json(s) from (select c.*, $2 as as_of from %s as c) as s', private.counts_statement(
        v_options, '',
        'g.agencies, g.agencies_updating, private.rate(g.agencies_updating, g.agencies) as rate_agencies_updating,',
        ', count(distinct k.lead_agency_id) as agencies, '
        'count(distinct k.lead_agency_id) filter (where k.last_pushed_at is not null) as agencies_updating'))
        into v_body using v_options, private.as_of(private.counts_moment(v_options));
    return private.answer(200, v_body);
end
$$;
comment on function api.dashboard_summary(text, jsonb, jsonb) is
    'The official counts of all tasks the caller may see. Options agency (leading), programme, pillar, key, from, to (of the deadline), as_of: the figures of any past day come out as they were known when it ended.';
