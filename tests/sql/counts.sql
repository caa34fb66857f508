-- counts.sql - tests: the official counts against an oracle, figure by figure and agency by agency, on any day of a random history.
begin;
set search_path = public, tap;
set local steer.today = '2026-01-15';
select plan(33);

-- The agencies and programmes of the history; two of its dates are the day itself and one on which nothing was known yet.
select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', 'so-' || n, 'name_vi', 'Sở ' || n, 'kind', 'department'))
from generate_series(1, 25) as n;
select tests.call('office', 'programme_create', '', '{}', jsonb_build_object('code', 'CT-' || n, 'name_vi', 'Chương trình ' || n))
from generate_series(1, 4) as n;
create temporary table days as select d::date as day from unnest(array[
    '2024-12-31', '2025-02-28', '2025-04-30', '2025-06-30', '2025-07-01', '2025-09-02', '2025-10-15', '2025-12-31', '2026-01-14', '2026-01-15']) as d;

-- Put straight into the tables, at moments of the past; triggers would say now.
set local session_replication_role = replica;
select setseed(0.57);
select tests.history(5000, (select array_agg(id order by code collate "C") from register.agencies where code ~ '^so-[0-9]'),
                     (select array_agg(id order by code collate "C") from register.programmes where code like 'CT-%'));
set local session_replication_role = origin;
analyze register.tasks, register.task_events, register.task_terms, register.status_updates;
select cmp_ok((select count(*) from register.task_events) + (select count(*) from register.status_updates)
              + (select count(*) from register.task_terms), '>=', 45000::bigint, 'a history of 5,000 tasks, some ten records each');

create temporary table oracle as
    select d.day, t.id, t.code::text as code, a.code::text as agency, p.code::text as programme_code, f.*
    from days d cross join register.tasks t
    cross join lateral tests.figures_of(d.day, t.id) as f
    left join register.agencies a on a.id = f.lead
    left join register.programmes p on p.id = f.programme
    where t.code like 'H-%';
create temporary view counted as select o.* from oracle o where o.class is not null;
select is((select count(distinct class) from counted), 4::bigint, 'every class is met with');
select cmp_ok((select count(*) from counted where state = 'returned' and accepted_on is null and reported_on <= due_on), '>', 100::bigint,
    'with reports that were in time and returned');

-- The same figures of both, as JSON. c: what the counts are asked for.
create function pg_temp.figures(p_class text[], p_state text[], p_pushed date[]) returns jsonb
language sql
as $$
    select jsonb_build_object(
        'total', count(*), 'done_on_time', count(*) filter (where c = 'done_on_time'), 'done_late', count(*) filter (where c = 'done_late'),
        'open_in_term', count(*) filter (where c = 'open_in_term'), 'open_overdue', count(*) filter (where c = 'open_overdue'),
        'returned', count(*) filter (where s = 'returned'), 'blocked', count(*) filter (where s = 'blocked'),
        'reported', count(*) filter (where s = 'reported'), 'updated', count(p), 'last_update_on', max(p),
        'done', count(*) filter (where c ~ '^done'), 'open', count(*) filter (where c ~ '^open'),
        'done_or_overdue', count(*) filter (where c ~ '^done|overdue'),
        'rate_of_done_or_overdue', to_char(round(100 * count(*) filter (where c ~ '^done')::numeric
                                           / nullif(count(*) filter (where c ~ '^done|overdue'), 0), 1), 'FM990.0'),
        'rate_of_total', to_char(round(100 * count(*) filter (where c ~ '^done')::numeric / nullif(count(*), 0), 1), 'FM990.0'),
        'rate_updated', to_char(round(100 * count(p)::numeric / nullif(count(*), 0), 1), 'FM990.0'))
    from unnest(p_class, p_state, p_pushed) as r (c, s, p);
$$;
create function pg_temp.items(p_operation text, p_options jsonb, p_client text default 'office') returns setof jsonb
language sql
as $$
    select i from jsonb_array_elements(tests.call(p_client, p_operation, '', p_options || '{"limit":500}') -> 'body' -> 'items') as i;
$$;
create temporary table by_agency as
    select c.day, c.agency, pg_temp.figures(array_agg(c.class), array_agg(c.state), array_agg(c.pushed_on)) as figures
    from counted c group by c.day, c.agency;
create temporary table shown as
    select d.day, i ->> 'agency' as agency, i as item from days d cross join lateral pg_temp.items('dashboard_agencies', jsonb_build_object('as_of', d.day)) as i;
select is_empty($$
    select s.day, s.agency, o.figures, s.item from shown s full join by_agency o using (day, agency)
    where not coalesce(s.item @> o.figures, false)$$, 'every figure of every agency on ten days is the oracle''s');
select is((select count(*) from shown where day = '2024-12-31'), 0::bigint, 'before anything was known there is nothing');
select is_empty($$select item from shown where (item ->> 'agency_name') is distinct from 'Sở ' || substr(item ->> 'agency', 4)
                  or (item ->> 'days_since_update')::integer is distinct from day - (item ->> 'last_update_on')::date$$,
    'under their names, with the age of the last update');

-- As a whole, and by each filter.
create temporary table asked (options jsonb, condition text);
insert into asked values ('{}', 'true'), ('{"agency":"so-7"}', 'agency = ''so-7'''), ('{"programme":"CT-2"}', 'programme_code = ''CT-2'''),
    ('{"pillar":"the-che"}', 'pillar = ''the-che'''), ('{"key":true}', 'key'), ('{"key":false}', 'not key'),
    ('{"from":"2025-04-01","to":"2025-06-30"}', 'due_on between ''2025-04-01'' and ''2025-06-30'''),
    ('{"agency":"so-3","programme":"CT-1","to":"2025-10-01"}', 'agency = ''so-3'' and programme_code = ''CT-1'' and due_on <= ''2025-10-01''');
create function pg_temp.wanted(p_day date, p_condition text) returns jsonb
language plpgsql
as $$
declare
    v_figures jsonb;
begin
    execute format('select pg_temp.figures(coalesce(array_agg(class), ''{}''), coalesce(array_agg(state), ''{}''), coalesce(array_agg(pushed_on), ''{}''))
                    || jsonb_build_object(''agencies'', count(distinct agency), ''agencies_updating'', count(distinct agency) filter (where pushed_on is not null))
                    from counted where day = %L and %s', p_day, p_condition) into v_figures;
    return v_figures;
end
$$;
create temporary table summaries as
    select d.day, a.options, pg_temp.wanted(d.day, a.condition) as wanted,
           tests.call('office', 'dashboard_summary', '', a.options || jsonb_build_object('as_of', d.day)) -> 'body' as body
    from days d cross join asked a;
select is_empty('select * from summaries where not body @> wanted', 'and so is every sum, by every filter');
create temporary table past_scans as
    select sum(coalesce(s.idx_scan, 0) + s.seq_scan) as before from pg_stat_xact_user_tables s
    where s.relname in ('task_events', 'task_terms', 'status_updates');
select tests.call('office', 'dashboard_summary');
select is(sum(coalesce(s.idx_scan, 0) + s.seq_scan), (select before from past_scans), 'of today nothing past is looked for')
from pg_stat_xact_user_tables s where s.relname in ('task_events', 'task_terms', 'status_updates');
select is_empty($$select body from summaries where (body ->> 'total')::integer <> (body ->> 'done_on_time')::integer
    + (body ->> 'done_late')::integer + (body ->> 'open_in_term')::integer + (body ->> 'open_overdue')::integer$$, 'the four classes add up');
select is((select body -> 'as_of' ->> 'known_at' from summaries where day = '2025-06-30' and options = '{}')::timestamptz,
    timestamptz '2025-07-01T00:00:00+07:00', 'a day gone by is known to its end');
select is((tests.call('leader', 'dashboard_summary') -> 'body') - 'as_of', body - 'as_of', 'today is the day when none is given; leaders see all')
from summaries where day = '2026-01-15' and options = '{}';

-- By period, as a curve, as a list.
select is_empty($$
    select * from days d cross join (values ('month', 'YYYY-MM'), ('quarter', 'YYYY-"Q"Q'), ('year', 'YYYY')) as b (by, form)
    cross join lateral (
        select i ->> 'period' as period, i as item
        from pg_temp.items('dashboard_timeline', jsonb_build_object('as_of', d.day, 'by', b.by)) as i) as s
    full join (
        select c.day, b.by, to_char(c.due_on, b.form) as period, pg_temp.figures(array_agg(c.class), array_agg(c.state), array_agg(c.pushed_on)) as figures
        from counted c cross join (values ('month', 'YYYY-MM'), ('quarter', 'YYYY-"Q"Q'), ('year', 'YYYY')) as b (by, form)
        group by 1, 2, 3) as o on (o.day, o.by, o.period) = (d.day, b.by, s.period)
    where not coalesce(s.item @> o.figures, false)$$, 'by month, quarter and year of the deadline they are the oracle''s');
select is((select i @> '{"period":"2025-Q2","starts_on":"2025-04-01","ends_on":"2025-06-30"}'
           from pg_temp.items('dashboard_timeline', '{"by":"quarter"}') as i where i ->> 'period' = '2025-Q2'), true, 'a quarter says its days');
select is_empty($$
    select d.day, s.item, o.* from days d
    cross join lateral (select (i ->> 'ends_on')::date as ends_on, i as item from pg_temp.items('dashboard_burnup', jsonb_build_object('as_of', d.day)) as i) as s
    cross join lateral (
        select count(*) filter (where c.assigned_on <= s.ends_on) as assigned, count(*) filter (where c.due_on <= s.ends_on) as due,
               count(*) filter (where c.accepted_on <= s.ends_on) as done
        from counted c where c.day = d.day) as o
    where (s.item ->> 'due')::bigint <> o.due
       or case when date_trunc('month', s.ends_on) <= d.day
               then (s.item ->> 'assigned')::bigint is distinct from o.assigned or (s.item ->> 'done')::bigint is distinct from o.done
               else s.item ->> 'assigned' is not null or s.item ->> 'done' is not null end$$, 'the curves are the oracle''s, month by month');
select cmp_ok((select count(*) from pg_temp.items('dashboard_burnup', '{}')), '>', 12::bigint, 'over more than a year');
create function pg_temp.all_overdue(p_day date) returns text[]
language plpgsql
as $$
declare
    v_codes text[] := '{}';
    v_body jsonb;
    v_cursor jsonb := '{}';
begin
    loop
        v_body := tests.call('office', 'dashboard_overdue', '', jsonb_build_object('as_of', p_day, 'limit', 97) || v_cursor) -> 'body';
        v_codes := v_codes || array(select i ->> 'code' from jsonb_array_elements(v_body -> 'items') as i);
        exit when v_body -> 'page' ->> 'next' is null;
        v_cursor := jsonb_build_object('cursor', v_body -> 'page' ->> 'next');
    end loop;
    return v_codes;
end
$$;
select is_empty($$
    select d.day from days d
    where pg_temp.all_overdue(d.day) <> array(select c.code from counted c where c.day = d.day and c.class = 'open_overdue' order by c.due_on, c.code collate "C")$$,
    'the overdue ones are named page by page, the longest overdue first');
select is_empty($$
    select i from pg_temp.items('dashboard_overdue', '{"as_of":"2025-12-31"}') as i
    join counted c on c.code = i ->> 'code' and c.day = '2025-12-31'
    where (i ->> 'days_overdue')::integer is distinct from case c.state when 'reported' then c.reported_on else date '2025-12-31' end - c.due_on
       or i ->> 'lead_agency' is distinct from c.agency or i ->> 'programme' is distinct from c.programme_code
       or (i ->> 'last_update_on')::date is distinct from c.pushed_on$$, 'with the days, the agency and the programme of then');
select is_empty($$
    select d.day, q.* from days d
    cross join lateral (select jsonb_object_agg(i ->> 'check', jsonb_build_array(i -> 'failing', i -> 'examined')) as found
                        from pg_temp.items('dashboard_quality', jsonb_build_object('as_of', d.day, 'agency', 'so-9')) as i) as q
    cross join lateral (
        select jsonb_build_object(
            'no_product', jsonb_build_array(count(*) filter (where o.without_product), count(*)),
            'never_updated', jsonb_build_array(count(*) filter (where o.class ~ 'open' and o.pushed_on is null), count(*) filter (where o.class ~ 'open')),
            'overdue_without_report', jsonb_build_array(count(*) filter (where o.class = 'open_overdue' and o.state <> 'reported'), count(*) filter (where o.class = 'open_overdue')),
            'report_not_verified', jsonb_build_array(count(*) filter (where o.class ~ 'open' and o.state = 'reported'), count(*) filter (where o.class ~ 'open'))) as wanted
        from oracle o where o.day = d.day and o.agency = 'so-9' and o.state not in ('verified', 'cancelled')) as w
    where d.day > '2024-12-31' and not q.found @> w.wanted$$, 'what the figures rest on is counted too');

-- Order and pages of the agencies.
select is(array(select i ->> 'agency' from pg_temp.items('dashboard_agencies', '{"sort":"-open_overdue"}') as i),
    array(select s.agency from shown s where s.day = '2026-01-15' order by (s.item ->> 'open_overdue')::integer desc, s.agency collate "C" desc),
    'those with the most overdue first');
select is((tests.call('office', 'dashboard_agencies', '', '{"limit":3,"count":"exact"}') -> 'body' -> 'page') - 'next', '{"limit":3,"count":25}', 'and in pages');

-- Who sees what.
select is((tests.call('so-khcn', 'dashboard_summary') -> 'body' ->> 'total'), '0', 'an agency has none of the others'' figures');
select tests.task('C-1', 'in_progress', 'so-khcn'), tests.task('C-2', 'verified', 'ubnd-tinh', '{so-khcn}'), tests.task('C-3', 'in_progress', 'ubnd-tinh');
select is((select jsonb_object_agg(i ->> 'agency', i -> 'total') from pg_temp.items('dashboard_agencies', '{}', 'so-khcn') as i),
    '{"so-khcn":1,"ubnd-tinh":1}', 'it sees what it leads and joins');
select is((select count(*) from pg_temp.items('dashboard_agencies', '{"as_of":"2025-12-31"}', 'ubnd-tinh')), 0::bigint, 'nor of the past');

-- Returned, reported anew, accepted: by the real operations. The deadline is 2025-12-31.
select tests.call('office', 'task_create', '', '{}', '{"code":"R-1","title":"x","lead_agency":"tinh-uy","product":"x","due_text":"31/12/2025","programme":"CT-1"}'),
       tests.call('office', 'task_transition', 'R-1', '{"if_match":1}', '{"action":"assign","occurred_on":"2025-06-01"}'),
       tests.call('office', 'task_transition', 'R-1', '{"if_match":2}', '{"action":"report","occurred_on":"2025-12-30"}' || tests.report());
create function pg_temp.class() returns text language sql as $$
    select string_agg(k, ' ') from jsonb_each_text(tests.call('office', 'dashboard_summary', '', '{"agency":"tinh-uy"}') -> 'body') as e (k, v)
    where k in ('done_on_time', 'done_late', 'open_in_term', 'open_overdue', 'reported', 'returned') and v = '1'$$;
select is(pg_temp.class(), 'reported open_in_term', 'reported in time and not verified: open, and not late for that');
select tests.call('office', 'task_transition', 'R-1', '{"if_match":3}', '{"action":"return","reason":"x","occurred_on":"2026-01-05"}');
select is(pg_temp.class(), 'returned open_overdue', 'returned: not done');
select tests.call('office', 'task_transition', 'R-1', '{"if_match":4}', '{"action":"report","occurred_on":"2026-01-10"}' || tests.report()),
       tests.call('office', 'task_transition', 'R-1', '{"if_match":5}', '{"action":"verify"}');
select is(pg_temp.class(), 'done_late', 'late by the report that was accepted, whatever the first one was');
select tests.call('office', 'task_patch', 'R-1', '{"if_match":6}', '{"due_on":"2026-01-12","key":true,"title":"y"}');
select is(pg_temp.class(), 'done_on_time', 'or in time, by the deadline as it stands now');
select results_eq($$select m.due_on, m.key, m.gaps from register.task_terms m where m.task_id = private.task_id('R-1') order by m.number$$,
    $$values (date '2025-12-31', false, '{responsible,authority,source_document}'::text[]),
             ('2026-01-12', true, '{responsible,authority,source_document}')$$, 'each terms of a task are kept, and only when they change');

-- What the migration takes from the journal is what the triggers kept.
\setenv SAMPLE :sample
\set backfill `sed -n '/^do [$][$]/,/^[$][$];/p' "$(dirname "$SAMPLE")/../migrations/deploy/task_terms.sql"`
create temporary view terms as
    select m.lead_agency_id, m.programme_id, m.pillar, m.key, m.regular, m.due_on, m.gaps from register.task_terms m
    where m.task_id = private.task_id('R-1') order by m.number;
create temporary table kept as select * from terms;
set local session_replication_role = replica;
delete from register.task_terms where task_id = private.task_id('R-1');
set local session_replication_role = origin;
set local role steer_owner;
:backfill
reset role;
select results_eq('select * from terms', 'select * from kept', 'the terms of before are taken from the journal');

-- The figures an office was once given: 16,051 done, 14,068 of them in time, 5,640 in term, 223 overdue.
select tests.call('office', 'programme_create', '', '{}', '{"code":"E","name_vi":"x"}');
set local session_replication_role = replica;
insert into register.tasks (code, title, product, lead_agency_id, programme_id, due_on, due_precision, state, reported_on)
select 'E-' || n, 'x', 'x', private.agency_id('so-1'), private.programme_id('E'),
       case when n <= 16051 + 5640 then date '2026-01-15' else '2026-01-14' end, 'day',
       case when n <= 16051 then 'verified' else 'in_progress' end,
       case when n <= 14068 then date '2026-01-15' when n <= 16051 then '2026-01-16' end
from generate_series(1, 16051 + 5640 + 223) as n;
set local session_replication_role = origin;
select is(tests.call('office', 'dashboard_summary', '', '{"programme":"E"}') -> 'body' @>
    '{"total":21914,"done":16051,"done_on_time":14068,"done_late":1983,"open_in_term":5640,"open_overdue":223,
      "done_or_overdue":16274,"rate_of_done_or_overdue":"98.6","rate_of_total":"73.2"}', true,
    '98.6 % of 16,274 done or overdue, 73.2 % of all 21,914');

-- Bad questions, and figures that do not add up.
select is(tests.call('office', 'dashboard_summary', '', '{"as_of":"2026-01-16"}') -> 'errors',
    '[{"pointer":"as_of","code":"in-future","args":["2026-01-16"]}]', 'nobody knows tomorrow');
select is(tests.faults(tests.call('office', 'dashboard_agencies', '', '{"agency":"so-99","programme":"CT-99","from":"2026-01-02","to":"2026-01-01"}')),
    '{"agency":"not-found","programme":"not-found","to":"order"}', 'a name that is none gives no zeros');
update register.tasks set reported_on = null where code = 'E-1';
select throws_ok($$select tests.call('office', 'dashboard_summary')$$, 'P0004', null, 'figures that do not add up are not shown');
select finish();
rollback;
