-- post_patch.sql - PATCH /v1/posts/{post}
create or replace function api.post_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_post register.posts;
    v_old register.post_versions;
    v_new register.post_versions;
    v_day constant date := coalesce((p_body ->> 'from')::date, private.today());
    v_faults jsonb := '[]';
    v_changed boolean := false;
begin
    select p.* into v_post from register.posts p where p.id = private.post_id(p_object) for no key update;
    if v_post.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_post.version);
    select v.* into v_old from register.post_versions v where v.post_id = v_post.id and upper_inf(v.known) and v.valid @> v_day;
    if v_old.id is null then
        perform private.refuse_faults(private.fault('/from', 'not-in-force', v_day::text));
    end if;
    v_new := jsonb_populate_record(v_old, p_body - array['code', 'agency', 'from', 'valid_to']);
    if p_body ->> 'code' <> v_post.code then
        v_faults := v_faults || private.fault('/code', 'read-only');
    end if;
    if p_body ? 'agency' then
        v_new.agency_id := private.agency_id(p_body ->> 'agency');
        v_faults := v_faults || private.reference_faults('/agency', p_body ->> 'agency', v_new.agency_id);
    end if;
    if (p_body ->> 'valid_to')::date <= v_day then
        v_faults := v_faults || private.fault('/valid_to', 'order', v_day::text);
    end if;
    perform private.refuse_faults(v_faults);

    if v_new is distinct from v_old then
        v_new.valid := daterange(case when p_body -> 'from' = 'null' then lower(v_old.valid) else v_day end, upper(v_old.valid));
        perform private.post_put(v_new, private.known_now());
        v_changed := true;
    end if;
    if p_body ->> 'valid_to' is not null then
        -- What was just learnt of the days after is known otherwise from the next instant on.
        perform private.known_anew();
        v_changed := private.post_end(v_post.id, (p_body ->> 'valid_to')::date) or v_changed;
    end if;
    return private.post_touch(v_post.id, v_changed, v_day);
end
$$;
comment on function api.post_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396) of title_vi, title_en, agency: so from the day "from" on, today without it, since ever with null, until what the register knows of later days. valid_to: the first day without the post. A patch that changes nothing leaves the version.';
