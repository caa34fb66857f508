-- load.sql - the sample itself: read by load.sh, which gives the report as variable and stands in this folder.
set local steer.operation = 'sample_load';

create temporary table types (
    rank smallint generated always as identity, family text, abbreviation text, name_vi text, name_en text) on commit drop;
\copy types (family, abbreviation, name_vi, name_en) from 'document-types.csv' with (format csv, header match)
insert into register.document_types (family, abbreviation, name_vi, name_en, rank)
select t.family, coalesce(t.abbreviation, ''), normalize(t.name_vi), t.name_en, t.rank
from types t order by t.rank
on conflict (family, name_vi) do nothing;

create temporary table wanted (
    rank smallint generated always as identity, code text, name_vi text, name_en text, operator text, low numeric,
    high numeric, unit text, basis text, source text) on commit drop;
\copy wanted (code, name_vi, name_en, operator, low, high, unit, basis, source) from 'nq57-targets-2030.csv' with (format csv, header match)
insert into register.targets (code, name_vi, name_en, operator, low, high, unit, basis, source, rank)
select w.code, normalize(w.name_vi), w.name_en, w.operator, w.low, w.high, w.unit, w.basis, w.source, w.rank
from wanted w order by w.rank
on conflict (code) do nothing;

-- "unverified" stays the source of what no document was seen for.
create temporary table days (day date, kind text, name_vi text, source text) on commit drop;
\copy days (day, kind, name_vi, source) from 'calendar-vn.csv' with (format csv, header true)
insert into register.calendar_days (day, kind, name_vi, source)
select d.day, d.kind, normalize(d.name_vi), normalize(d.source) from days d order by d.day
on conflict (day) do nothing;

create temporary table report on commit drop as select normalize(:'report')::jsonb as content;

insert into register.agencies (code, name_vi, kind)
select a.item ->> 'code', a.item ->> 'name_vi', a.item ->> 'kind'
from report r cross join jsonb_array_elements(r.content -> 'agencies') with ordinality as a (item, place)
order by a.place
on conflict (code) do nothing;
update register.agencies a
set parent_id = p.id
from report r
cross join jsonb_array_elements(r.content -> 'agencies') as i (item)
join register.agencies p on p.code = i.item ->> 'parent'
where a.code = i.item ->> 'code' and a.parent_id is null and a.version = 1;
insert into register.agency_versions (agency_id, name_vi, name_en, kind, parent_id, valid, known)
select a.id, a.name_vi, a.name_en, a.kind, a.parent_id, daterange(a.valid_from, a.valid_to), tstzrange(private.known_now(), null)
from register.agencies a
where not exists (select from register.agency_versions v where v.agency_id = a.id);

insert into register.documents (code, family, type, issuer_name, issued_on, subject)
select d.item ->> 'code', d.item ->> 'family', d.item ->> 'type', d.item ->> 'issuer_name',
       (d.item ->> 'issued_on')::date, d.item ->> 'subject'
from report r cross join jsonb_array_elements(r.content -> 'documents') with ordinality as d (item, place)
order by d.place
on conflict ((coalesce(issuer_id::text, lower(issuer_name))), code, issued_on) do nothing;

-- "chương trình công tác năm 2025": the report names it, the code is ours.
insert into register.programmes (code, name_vi)
values ('ctct-2025', 'Chương trình công tác năm 2025')
on conflict (code) do nothing;

-- People, posts and committees are written by the operations that an office would call.
-- Each call learns at an instant of its own, as if it were a transaction: nothing is known and undone at once.
create function pg_temp.call(p_operation text, p_object text, p_options text, p_body jsonb) returns json
language plpgsql as $$
declare
    v_answer api.answer;
begin
    perform set_config('steer.known_now', '', true), set_config('steer.operation', p_operation, true);
    execute format('select a.* from api.%I($1, $2, $3) as a', p_operation) into v_answer using p_object, p_options::jsonb, p_body;
    return v_answer.body;
end
$$;

select pg_temp.call('person_create', '', '{}', i.item)
from report r cross join jsonb_array_elements(r.content -> 'people') with ordinality as i (item, place)
where not exists (select from register.people p where p.code = i.item ->> 'code')
order by i.place;
create temporary table new_posts on commit drop as
select i.item, i.place, r.content ->> 'as_of' as since, r.content ->> 'not_stated' as note
from report r cross join jsonb_array_elements(r.content -> 'posts') with ordinality as i (item, place)
where not exists (select from register.posts p where p.code = i.item ->> 'code');
select pg_temp.call('post_create', '', '{}', p.item - 'holder') from new_posts p order by p.place;
select pg_temp.call('post_assign', p.item ->> 'code', '{"if_match":1}', jsonb_build_object(
    'person', p.item -> 'holder', 'from', p.since, 'note', p.note))
from new_posts p where p.item ? 'holder' order by p.place;

create temporary table new_committees on commit drop as
select i.item, i.place, (r.content ->> 'as_of')::date as since, r.content ->> 'not_stated' as note
from report r cross join jsonb_array_elements(r.content -> 'committees') with ordinality as i (item, place)
where not exists (select from register.committees c where c.code = i.item ->> 'code');
select pg_temp.call('committee_create', '', '{}', c.item - 'seats') from new_committees c order by c.place;
select pg_temp.call('plan_create', c.item ->> 'code', '{}', jsonb_build_object(
    'committee', c.item -> 'code', 'effective_on', c.since, 'seats', c.item -> 'seats'))
from new_committees c where c.item ? 'seats' order by c.place;
-- Applying takes the number of a decision, which is not public: a note stands in its place.
select set_config('steer.known_now', '', true), set_config('steer.operation', 'sample_load', true),
       private.decide(jsonb_populate_record(null::register.decisions, jsonb_build_object(
    'committee_id', p.committee_id, 'kind', p.kind, 'note', n.note, 'effective_on', p.effective_on,
    'seats', p.seats, 'attributes', p.attributes, 'plan_id', p.id)))
from new_committees n
join register.committees c on c.code = n.item ->> 'code'
join register.restructure_plans p on p.committee_id = c.id
order by n.place;
