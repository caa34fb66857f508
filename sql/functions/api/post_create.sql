-- post_create.sql - POST /v1/posts
create or replace function api.post_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency constant uuid := private.agency_id(p_body ->> 'agency');
    v_valid constant daterange := daterange((p_body ->> 'valid_from')::date, null);
    v_post register.posts;
    v_moment private.moment;
begin
    perform private.refuse_faults(private.reference_faults('/agency', p_body ->> 'agency', v_agency));
    insert into register.posts as p (code)
    values (p_body ->> 'code')
    on conflict (code) do nothing
    returning p.* into v_post;
    if v_post.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    insert into register.post_versions (post_id, post_code, title_vi, title_en, agency_id, valid, known)
    values (v_post.id, v_post.code, p_body ->> 'title_vi', p_body ->> 'title_en', v_agency, v_valid, tstzrange(private.known_now(), null));
    v_moment := private.moment('{}');
    v_moment.valid_at := greatest(v_moment.valid_at, lower(v_valid));
    return private.answer(201, private.post_json(v_post.id, v_moment), v_post.version, '/v1/posts/' || v_post.code);
end
$$;
comment on function api.post_create(text, jsonb, jsonb) is
    'Registers a post; without valid_from it has been there for as long as anyone asks. One still to come is answered as on its first day.';
