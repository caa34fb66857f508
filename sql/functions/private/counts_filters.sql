-- counts_filters.sql - which tasks the official counts are asked about.
create or replace function private.counts_filters(p_options jsonb) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(string_agg(' and ' || f.condition, ''), '')
    from unnest(private.given_filters($json${
        "agency":    "k.lead_agency_id = ($1 ->> 'agency_id')::uuid",
        "programme": "k.programme_id = ($1 ->> 'programme_id')::uuid",
        "pillar":    "k.pillar = $1 ->> 'pillar'",
        "key":       "k.key = ($1 ->> 'key')::boolean",
        "from":      "k.due_on >= ($1 ->> 'from')::date",
        "to":        "k.due_on <= ($1 ->> 'to')::date"
    }$json$, p_options)) as f (condition);
$$;
comment on function private.counts_filters(jsonb) is
    'Lead agency, programme, pillar, key, and the period in which the deadline falls, both days in it. Of k, a row of private.tasks_known: " and (…) and (…)".';
