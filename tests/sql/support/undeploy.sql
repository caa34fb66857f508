-- undeploy.sql - drops the functions that are loaded at every deploy, so that the migrations under them can be reverted.
do $$
declare
    loaded record;
begin
    for loaded in
        select p.oid::regprocedure as name from pg_proc p
        where p.pronamespace in ('private'::regnamespace, 'api'::regnamespace)
          and p.proname not in ('search_words', 'search_vector', 'json_member', 'json_day', 'refuse_change', 'co_agencies_exist', 'note_departures', 'task_gaps', 'note_terms', 'note_light_days', 'agency_line',
                                'client_agency_end', 'agency_clients_end')
    loop
        execute format('drop function %s cascade', loaded.name);
    end loop;
    for loaded in
        select t.oid::regtype as name from pg_type t
        where t.typnamespace = 'private'::regnamespace and t.typtype = 'c'
    loop
        execute format('drop type %s cascade', loaded.name);
    end loop;
end
$$;
