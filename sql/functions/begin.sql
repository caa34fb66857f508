-- begin.sql - how functions are loaded: by the owner, bodies checked only when called, because helpers name each other.
set local role steer_owner;
set local check_function_bodies = off;

-- Types the helpers hand to each other. One whose members changed takes the helpers that name it with
-- it, and their files bring them back; members are written as format_type() writes them.
do $$
declare
    wanted record;
begin
    for wanted in
        select t.name, t.members, t.about
        from (values
            ('moment', 'valid_at date, known_at timestamp with time zone', 'What a read asks for: what was in force on that day, as the register knew it at that instant.'),
            ('list_parts',
             'source text, item text, filters text[], keys text[], types text[], descending boolean, moment private.moment',
             'What a list is made of, for private.list. source: a table or subquery, called r in all fragments; item: the JSON of row r; filters: conditions, $1 being the options; keys: expressions of a total order; types: theirs, for reading a cursor; descending: all of them; moment: what it was read at, null for what has no history.'),
            ('seat_line', 'person_id uuid, post_id uuid, role text, place integer, represents_id uuid, duty text, pointer text',
             'One line of the list of a committee. place: orders the list; pointer: where it stands in the input, null for one that was there.'),
            ('seat_piece',
             'seat_id uuid, person_id uuid, post_id uuid, role text, head boolean, place integer, represents_id uuid, duty text, '
             'opened_by_id uuid, closed_by_id uuid, valid daterange',
             'A version of a seat as it shall be written.'),
            ('seat_lines', 'lines jsonb, faults jsonb', 'A list as an input wants it, in order, and what is wrong with that.'),
            ('plan_draft',
             'plan register.restructure_plans, committee register.committees, corrects register.decisions, old_seats jsonb, '
             'new_seats jsonb, old_attributes jsonb, new_attributes jsonb, faults jsonb',
             'A restructuring plan in the making. old: what is known to be in force on its day; new: what shall be, lines with their pointers; faults: of the input.'),
            ('agency_party',
             'pointer text, agency register.agencies, wanted register.agencies, ends boolean, fresh boolean, identifiers jsonb',
             'An agency a plan speaks of. pointer: where in the plan; agency: as it is, null for one not registered yet (fresh); wanted: as it shall be; ends: it is no more from the day of the plan on; identifiers: those the plan opens.'),
            ('holding',
             'object_kind text, object_id uuid, object_code text, object_name text, part text, state text, from_agency_id uuid',
             'What an agency holds that somebody takes over when it ends: a task, a post, a seat, a client. part: lead or co of a task, else the kind; state: of a task.'),
            ('handover_line', 'holding private.holding, to_code text, stays boolean, pointer text',
             'What a plan hands over. to_code: who takes it over, null when nobody was named; stays: by decision nobody does; pointer: where the plan says or could say so.'),
            ('document_draft', 'document register.documents, faults jsonb', 'A document as a body wants it, and what is wrong with that.'),
            ('inspection_draft', 'inspection register.inspections, faults jsonb', 'An inspection as a body wants it, and what is wrong with that.'),
            ('programme_draft', 'programme register.programmes, faults jsonb', 'A programme as a body wants it, and what is wrong with that.'),
            ('task_draft', 'task register.tasks, faults jsonb', 'A task as a body wants it, and what is wrong with that.'),
            ('push',
             'place bigint, index integer, task text, source_system text, event_id text, sequence bigint, '
             'occurred_at timestamp with time zone, state text, progress_percent smallint, summary text, expected_completion date, '
             'evidence jsonb, obstacles jsonb, product jsonb, content_hash bytea, task_id uuid, id uuid, task_code text, from_state text, '
             'to_state text, version integer, action text, occurred_on date, result text, status integer, problem text, '
             'faults jsonb',
             'A status push. place, index: where it stands in the request; up to task_id: as read by private.push_read; the rest: by private.push_judge. to_state and version: of the task afterwards; action: of register.transitions, null when the task does not move; problem and faults: why it is refused.'),
            ('obstacle_draft',
             'task_id uuid, title text, description text, needs_level text, raised_on date, status_update_id uuid',
             'An obstacle to be registered. status_update_id: the push it came with, null by hand.'),
            ('task_import_plan',
             'pointer text, old register.tasks, new register.tasks, assign boolean, assignment jsonb, faults jsonb',
             'One item of an import. pointer: of the item in the body; old: the task that is there, null for a new one; new: as it shall be; assign: with the action assign, whose body is assignment; faults: what is wrong.')
        ) as t (name, members, about)
    loop
        if wanted.members is distinct from (
            select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
            from pg_catalog.pg_attribute a
            where a.attrelid = to_regclass('private.' || wanted.name) and a.attnum > 0 and not a.attisdropped) then
            execute format('drop type if exists private.%I cascade', wanted.name);
            execute format('create type private.%I as (%s)', wanted.name, wanted.members);
        end if;
        execute format('comment on type private.%I is %L', wanted.name, wanted.about);
    end loop;
end
$$;
