-- committees_property.sql - tests: over random sequences of decisions, future and retro-dated ones and corrections among them, every list is what a plain model says, has at most one head and nobody twice, and nothing that was known changes. In a database of its own.
\connect plans
set search_path = public, tap;
set steer.today = '2025-06-12';
select plan(14);

-- Reproducible: another seed (pg_prove --set seed=0.1), other sequences. Nothing here may depend on a random uuid.
\if :{?seed}
\else
    \set seed 0.57
\endif
select setseed(:seed);

-- The model: what decisions said, and which were corrected when; no intervals, no versions.
create temporary table said (seq integer generated always as identity, committee text, aspect text, effective date, value text, number text, known timestamptz);
create temporary table corrected (number text primary key, known timestamptz);
create temporary table tried (kind text, effective date, outcome text);
create temporary table knew (committee text, valid_at date, known_at timestamptz, told text);
create temporary table broken (rule text, what text);
create index on said (committee, aspect, effective);
-- A decision orders from its day until the day of the next that is known then.
create function pg_temp.model(p_committee text, p_aspect text, p_day date, p_known timestamptz, p_without text default null) returns text language plpgsql as $$
begin
    return coalesce((
        select s.value from said s
        where s.committee = p_committee and s.aspect = p_aspect and s.effective <= p_day and s.known <= p_known and s.number is distinct from p_without
          and not exists (select from corrected c where c.number = s.number and c.known <= p_known)
        order by s.effective desc, s.seq desc limit 1), case p_aspect when 'seats' then '' else 'draft|' || p_committee end);
end
$$;
create function pg_temp.told(p_committee text, p_day date, p_known timestamptz) returns text language sql as $$
    select concat_ws('|', c #>> '{body,state}', c #>> '{body,name_vi}', (
        select string_agg((i ->> 'role') || '=' || coalesce(i ->> 'post', i ->> 'person'), ' ' order by (i ->> 'rank')::integer)
        from jsonb_array_elements(tests.call('leader', 'committee_seats', p_committee, o.options) #> '{body,items}') as i))
    from (select jsonb_build_object('valid_at', p_day, 'known_at', p_known) as options) as o, tests.call('leader', 'committee_get', p_committee, o.options) as c;
$$;
create function pg_temp.any_day() returns date language sql volatile as $$ select date '2025-06-12' + (floor(random() * 700) - 350)::integer; $$;
-- Of people (h-…) and posts (t-…), seldom with a second head or somebody twice.
create function pg_temp.any_list() returns text language sql volatile as $$
    select coalesce(string_agg(case when n = 1 and random() < 0.8 or random() < 0.01 then 'truong_ban' else (array['pho_truong_ban', 'uy_vien', 'thu_ky'])[1 + floor(random() * 3)] end
                    || '=' || case when n > 1 and random() < 0.01 then 'h-1' else h end, ' ' order by n), '')
    from (select h, row_number() over (order by random()) as n from unnest('{h-1,h-2,h-3,h-4,h-5,h-6,h-7,t-1,t-2,t-3}'::text[]) as h) as h
    where n <= (select floor(random() * 8));
$$;
create function pg_temp.seats(p_list text) returns jsonb language sql as $$
    select coalesce(jsonb_agg(jsonb_build_object('role', split_part(s, '=', 1), case when s like '%=t-%' then 'post' else 'person' end, split_part(s, '=', 2)) order by n), '[]')
    from regexp_split_to_table(p_list, ' ') with ordinality as l (s, n) where s <> '';
$$;

create function pg_temp.decide(p_number text, p_first text default null) returns void language plpgsql as $$
declare
    v_committee constant text := coalesce(p_first, 'k-' || 1 + floor(random() * 24));
    v_kind text := case when p_first is not null then 'establish' else (array['restructure', 'restructure', 'restructure', 'restructure', 'swap', 'swap', 'rename', 'rename', 'rename', 'dissolve', 'establish', 'correct', 'correct'])[1 + floor(random() * 13)] end;
    v_day date := case when p_first is not null then date '2024-06-01' else pg_temp.any_day() end;
    v_body jsonb := '{}';
    v_of record;
    v_base text;
    v_list text;
    v_plan jsonb;
    v_done jsonb;
    v_new record;
begin
    if v_kind <> 'correct' and pg_temp.model(v_committee, 'attributes', v_day, 'infinity') like 'dissolved|%' and random() < 0.9 then
        v_kind := 'establish';
    elsif v_kind = 'establish' and p_first is null and random() < 0.9 then
        v_kind := 'restructure';
    end if;
    if v_kind = 'correct' then
        select s.number, s.effective into v_of from said s
        where s.committee = v_committee and not exists (select from corrected c where c.number = s.number) order by random() limit 1;
        if not found then
            return;
        end if;
        v_day := case when random() < 0.5 then v_of.effective else v_day end;
        v_base := (select s.value from said s where s.number = v_of.number and s.aspect = 'attributes');
        v_list := (select s.value from said s where s.number = v_of.number and s.aspect = 'seats');
    else
        select null::text as number, null::date as effective into v_of;
    end if;
    v_base := coalesce(v_base, pg_temp.model(v_committee, 'attributes', v_day, 'infinity', v_of.number));
    v_list := coalesce(v_list, pg_temp.model(v_committee, 'seats', v_day, 'infinity', v_of.number));
    if v_kind in ('restructure', 'establish') or v_kind = 'correct' and random() < 0.6 then
        v_list := pg_temp.any_list();
        v_body := jsonb_build_object('seats', pg_temp.seats(v_list));
    elsif v_kind = 'swap' and v_list <> '' then
        v_body := jsonb_build_object('out', split_part((regexp_split_to_array(v_list, ' '))[1], '=', 2), 'in', (array['h-2', 'h-4', 'h-8', 't-2'])[1 + floor(random() * 4)]);
        v_list := regexp_replace(v_list, '=' || (v_body ->> 'out') || '\M', '=' || (v_body ->> 'in'));
        v_body := jsonb_build_object('swaps', jsonb_build_array(v_body));
    elsif v_kind = 'dissolve' then
        v_body := '{"dissolve":true}';
    end if;
    if v_kind = 'rename' or random() < 0.1 then
        v_base := split_part(v_base, '|', 1) || '|Tên ' || floor(random() * 50);
        v_body := v_body || jsonb_build_object('name_vi', split_part(v_base, '|', 2));
    end if;
    v_base := case when v_kind = 'dissolve' then 'dissolved' when v_kind = 'establish' or v_base like 'draft|%' then 'active' else split_part(v_base, '|', 1) end
        || '|' || split_part(v_base, '|', 2);
    v_list := case when v_base like 'dissolved|%' then '' else v_list end;
    v_body := v_body || jsonb_build_object('effective_on', v_day) || case when v_kind = 'establish' then '{"kind":"establish"}' else '{}'::jsonb end;

    v_plan := case when v_kind = 'correct' then tests.call('office', 'decision_correct', (
                   select d.id::text from register.decisions d join register.documents o on o.id = d.document_id where o.code = v_of.number || '-QĐ/TU'), '{}', v_body)
              else tests.call('office', 'plan_create', v_committee, '{}', v_body) end;
    v_done := case when v_plan ->> 'status' <> '201' then v_plan else tests.call('office', 'plan_apply', v_plan #>> '{body,id}', '{"if_match":1}',
        jsonb_build_object('decision', jsonb_build_object('number', p_number || '-QĐ/TU', 'signed_on', v_day))) end;
    insert into tried values (v_kind, v_day, tests.outcome(v_done));
    if v_done ->> 'status' <> '200' then
        return;
    end if;
    if v_of.number is not null then
        insert into corrected select v_of.number, (v_done #>> '{body,decision,known_at}')::timestamptz;
    end if;
    for v_new in select * from (values ('seats', v_list), ('attributes', v_base)) as n (aspect, value) loop
        if (v_done #>> array['body', 'decision', 'orders_' || v_new.aspect])::boolean then
            insert into said (committee, aspect, effective, value, number, known)
            select v_committee, v_new.aspect, v_day, v_new.value, p_number, (v_done #>> '{body,decision,known_at}')::timestamptz;
        elsif pg_temp.model(v_committee, v_new.aspect, v_day, 'infinity') <> v_new.value then
            insert into broken values ('who does not order a part leaves it as it shall be', p_number || ' ' || v_new.aspect);
        end if;
    end loop;
end
$$;

select tests.call('office', 'person_create', '', '{}', jsonb_build_object('code', 'h-' || n, 'name', 'Người ' || n)) ->> 'status' from generate_series(1, 8) as n;
select tests.call('office', 'post_create', '', '{}', jsonb_build_object('code', 't-' || n, 'title_vi', 'Chức vụ ' || n, 'agency', 'so-khcn')) ->> 'status' from generate_series(1, 3) as n;
select tests.call('office', 'committee_create', '', '{}', jsonb_build_object('code', 'k-' || n, 'name_vi', 'k-' || n, 'issuer', 'tinh-uy')) ->> 'status' from generate_series(1, 24) as n;
do $$
begin
    for n in 1 .. 24 loop
        perform pg_temp.decide('0' || n, 'k-' || n);
    end loop;
end
$$;
-- Tables grow from nothing here, faster than anybody counts them.
analyze register.decisions, register.seats, register.seat_versions, register.committees, register.committee_versions, register.people, register.post_holders, said;
do $$
declare
    v_day date;
    v_committee text;
begin
    for n in 1 .. 1250 loop
        perform pg_temp.decide(n::text);
        commit;
        if random() < 0.2 then
            v_day := pg_temp.any_day();
            v_committee := 'k-' || 1 + floor(random() * 24);
            insert into knew select v_committee, v_day, k.at, pg_temp.told(v_committee, v_day, k.at) from register.known_clock k;
        end if;
    end loop;
end
$$;

select cmp_ok((select count(*) from tried where outcome = '200'), '>=', 1000::bigint, 'more than a thousand decisions');
select cmp_ok((select count(*) from tried where outcome = '200' and effective < '2025-06-12'), '>=', 300::bigint, 'many of them learnt late');
select cmp_ok((select count(*) from tried where outcome = '200' and effective > '2025-06-12'), '>=', 300::bigint, 'many for a day to come');
select cmp_ok((select count(*) from corrected), '>=', 100::bigint, 'many corrected');
select is((select count(distinct kind) from tried where outcome = '200'), 6::bigint, 'of every kind');
select is_empty($$select outcome, count(*) from tried where outcome not in ('200', '422 plan-refused', '422 invalid-input') group by 1$$, 'the others were refused for what their checks say');
select cmp_ok((select count(*) from tried where outcome = '422 plan-refused'), '>=', 20::bigint, 'some of them');
select is_empty('select * from broken', 'who does not order a part leaves it as it shall be');
select cmp_ok((select count(*) from knew), '>=', 200::bigint, 'looked at in between');
select is_empty($$select committee, valid_at, known_at from knew where told <> pg_temp.told(committee, valid_at, known_at)$$, 'what was known at an instant is the same whenever it is asked');
-- Any day, as known at any instant since: that of one decision or another.
insert into knew
select committee, valid_at, known_at, pg_temp.told(committee, valid_at, known_at)
from (select 'k-' || 1 + floor(random() * 24) as committee, pg_temp.any_day() as valid_at, s.known as known_at
      from (select known from said order by random() limit 300) as s) as s;
select is_empty($$select committee, valid_at, known_at, told, m.value from knew k
    cross join lateral (select concat_ws('|', pg_temp.model(committee, 'attributes', valid_at, known_at), nullif(pg_temp.model(committee, 'seats', valid_at, known_at), '')) as value) as m
    where told <> m.value$$, 'every list, state and name is what the model says: no gap, nothing invented');
select is_empty($$select committee, valid_at, known_at from knew where told ~ '\mtruong_ban=.*\mtruong_ban='$$, 'at most one head');
select is_empty($$select k.committee, valid_at, known_at from knew k, regexp_matches(k.told, '=([ht]-\d)', 'g') as m group by 1, 2, 3, m[1] having count(*) > count(distinct (k.ctid))$$, 'nobody twice');
select is_empty($$select s.committee_id from register.seat_versions s join register.committees c on c.id = s.committee_id where c.code like 'k-%'
    and exists (select from register.decisions d where d.id in (s.opened_by_id, s.closed_by_id) and d.committee_id <> s.committee_id)$$, 'each seat is opened and closed by a decision of its committee');
select finish();
