-- agency_plan_parties.sql - the agencies a plan speaks of, and what it wants of each.
create or replace function private.agency_plan_parties(p_given jsonb) returns private.agency_party[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_from constant date := (p_given ->> 'effective_on')::date;
    v_parties private.agency_party[] := '{}';
    v_party private.agency_party;
    v_item record;
begin
    for v_item in
        select '/into/' || i.place - 1 as pointer, i.item, private.agency_id(i.item ->> 'code') as id
        from jsonb_array_elements(coalesce(nullif(p_given -> 'into', 'null'), '[]')) with ordinality as i (item, place)
        order by i.place
    loop
        v_party := (v_item.pointer, null, null, false, v_item.id is null, coalesce(nullif(v_item.item -> 'identifiers', 'null'), '[]'));
        if v_item.id is not null then
            select a into v_party.agency from register.agencies a where a.id = v_item.id;
            v_party.agency := private.agency_at(v_party.agency, (v_from, (private.moment('{}')).known_at)::private.moment);
        end if;
        v_party.wanted := jsonb_populate_record(v_party.agency, (
            select coalesce(jsonb_object_agg(m.key, m.value), '{}') from jsonb_each(v_item.item) as m
            where m.key in ('code', 'name_vi', 'name_en', 'kind')));
        if v_item.item ? 'parent' then
            v_party.wanted.parent_id := private.agency_id(v_item.item ->> 'parent');
        end if;
        v_parties := v_parties || v_party;
    end loop;
    for v_item in
        select '/agencies/' || i.place - 1 as pointer, private.agency_id(i.code) as id
        from jsonb_array_elements_text(p_given -> 'agencies') with ordinality as i (code, place)
        order by i.place
    loop
        -- One that is among those it is made into goes on, and stands there already.
        if v_item.id is not null and not exists (select from unnest(v_parties) as p where (p.agency).id = v_item.id) then
            v_party := (v_item.pointer, null, null, true, false, '[]');
            select a into v_party.agency from register.agencies a where a.id = v_item.id;
            v_party.agency := private.agency_at(v_party.agency, (v_from - 1, (private.moment('{}')).known_at)::private.moment);
            v_parties := v_parties || v_party;
        end if;
    end loop;
    return v_parties;
end
$$;
comment on function private.agency_plan_parties(jsonb) is
    'First those it makes, in order, then those that end. One not registered yet is fresh and has no agency; wanted: what it shall be from that day on.';
