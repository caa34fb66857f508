-- seat_change.sql - one change of a seat as the API shows it.
create or replace function private.seat_change(p_step jsonb, p_moment private.moment) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_who constant record := private.holder_names((p_step ->> 'person_id')::uuid, (p_step ->> 'post_id')::uuid, p_moment);
    v_role register.committee_roles;
    v_from_role register.committee_roles;
    v_from text;
    v_to text;
    v_words jsonb;
begin
    select r.* into v_role from register.committee_roles r where r.code = p_step ->> 'role';
    select r.* into v_from_role from register.committee_roles r where r.code = p_step ->> 'from_role';
    if p_step ->> 'action' = 'change_represents' then
        v_from := private.agency_name((p_step ->> 'from_represents_id')::uuid, p_moment);
        v_to := private.agency_name((p_step ->> 'represents_id')::uuid, p_moment);
    elsif p_step ->> 'action' = 'change_duty' then
        v_from := p_step ->> 'from_duty';
        v_to := p_step ->> 'duty';
    end if;
    v_words := jsonb_build_object('rank', p_step ->> 'rank', 'from_rank', p_step ->> 'from_rank', 'from', v_from, 'to', v_to);
    v_words := jsonb_build_object(
        'action', p_step ->> 'action',
        'vi', v_words || jsonb_build_object('who', v_who.name_vi, 'role', v_role.name_vi, 'from_role', v_from_role.name_vi),
        'en', v_words || jsonb_build_object('who', v_who.name_en, 'role', v_role.name_en, 'from_role', v_from_role.name_en));
    return jsonb_build_object(
        'action', p_step ->> 'action', 'attribute', null,
        'role', coalesce(v_role.code, v_from_role.code), 'role_name', coalesce(v_role.name_vi, v_from_role.name_vi),
        'role_name_en', coalesce(v_role.name_en, v_from_role.name_en),
        'from_role', v_from_role.code, 'rank', p_step -> 'rank', 'from_rank', p_step -> 'from_rank',
        'holder', v_who.holder, 'holder_name', v_who.holder_name, 'post', v_who.post, 'post_title', v_who.post_title,
        'from', v_from, 'to', v_to,
        'text_vi', private.change_text(v_words, 'vi'), 'text_en', private.change_text(v_words, 'en'));
end
$$;
comment on function private.seat_change(jsonb, private.moment) is 'Schema PlanChange of the API, of a step of private.seat_changes.';
