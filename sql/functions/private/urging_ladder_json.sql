-- urging_ladder_json.sql - a version of the urging ladder as the API shows it.
create or replace function private.urging_ladder_json(p_version integer) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'version', l.version,
        'effective_on', l.effective_on,
        'state', case when l.effective_on > private.today() then 'coming'
                      when l.version = private.urging_ladder_at(private.today()) then 'in_force' else 'past' end,
        'document', (select d.code from register.documents d where d.id = l.document_id),
        'note', l.note,
        'created_at', l.created_at,
        'rungs', (select json_agg(json_build_object(
                      'code', r.code, 'after_rung', r.after_rung, 'workdays', r.workdays, 'audience', r.audience,
                      'text_vi', r.text_vi, 'text_en', r.text_en) order by r.place)
                  from register.urging_rungs r where r.ladder_version = l.version),
        'versions', (select json_agg(json_build_object('version', o.version, 'effective_on', o.effective_on) order by o.version)
                     from register.urging_ladders o))
    from register.urging_ladders l where l.version = p_version;
$$;
comment on function private.urging_ladder_json(integer) is 'Schema UrgingRules of the API; versions: all there are.';
