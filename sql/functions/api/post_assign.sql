-- post_assign.sql - POST /v1/posts/{post}/holders
create or replace function api.post_assign(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_post register.posts;
    v_old register.post_holders;
    v_new register.post_holders;
    v_life daterange;
    v_from constant date := (p_body ->> 'from')::date;
    v_faults jsonb := '[]';
begin
    select p.* into v_post from register.posts p where p.id = private.post_id(p_object) for no key update;
    if v_post.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_post.version);
    v_new.post_id := v_post.id;
    v_new.person_id := private.person_id(p_body ->> 'person');
    v_new.document_id := private.document_id(p_body ->> 'document');
    v_new.note := p_body ->> 'note';
    select range_merge(v.valid) into v_life from (
        select range_agg(v.valid) as valid from register.post_versions v where v.post_id = v_post.id and upper_inf(v.known)) as v;
    v_faults := private.reference_faults('/person', p_body ->> 'person', v_new.person_id)
        || private.reference_faults('/document', p_body ->> 'document', v_new.document_id);
    if not v_life @> v_from then
        v_faults := v_faults || private.fault('/from', 'not-in-force', v_from::text);
    end if;
    perform private.refuse_faults(v_faults);

    select h.* into v_old
    from register.post_holders h where h.post_id = v_post.id and upper_inf(h.known) and h.valid @> v_from;
    if (v_new.person_id, v_new.document_id, v_new.note) is not distinct from (v_old.person_id, v_old.document_id, v_old.note) then
        return private.post_touch(v_post.id, false, v_from);
    end if;
    -- What is known of later days is not undone.
    v_new.valid := daterange(v_from, least(upper(v_life), (
        select min(b.day)
        from register.post_holders h cross join lateral (values (lower(h.valid)), (upper(h.valid))) as b (day)
        where h.post_id = v_post.id and upper_inf(h.known) and b.day > v_from)));
    perform private.post_holder_put(v_new, private.known_now());
    return private.post_touch(v_post.id, true, v_from);
end
$$;
comment on function api.post_assign(text, jsonb, jsonb) is
    'Body person (null: vacant), from, document, note: who holds the post from that day on, until what the register knows of later days. Seats by this post follow.';
