-- urging_letter.sql - GET /v1/urgings/{urging}/letter
create or replace function api.urging_letter(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_urging register.urgings;
    v_committee register.committee_versions;
    v_party boolean;
begin
    select u.* into v_urging from register.urgings u where u.id = private.urging_id(p_object);
    if v_urging.id is null then
        perform private.not_found();
    elsif p_options ? 'committee' and private.committee_id(p_options ->> 'committee') is null then
        perform private.refuse(400, 'invalid-query', private.fault('committee', 'not-found', p_options ->> 'committee'));
    end if;
    v_committee := private.urging_committee(p_options ->> 'committee', v_urging.fired_on);
    v_party := (select a.kind in ('party_committee', 'party_body') from register.agencies a where a.id = v_committee.issuer_id);
    return private.answer(200, json_build_object(
        'urging', v_urging.code,
        'family', case when v_party then 'party' when v_party is not null then 'state' end,
        'issuer_above', private.agency_name(v_committee.issuer_id, v_urging.fired_on),
        'issuer', v_committee.name_vi,
        'number', v_urging.document_number,
        'dated', v_urging.fired_on,
        'subject', 'V/v ' || case when v_urging.agency_id is null then 'báo cáo nhiệm vụ chưa hoàn thành'
                                  when v_urging.workdays_late <= 0 then 'nhắc việc thực hiện nhiệm vụ được giao'
                                  else 'đôn đốc thực hiện nhiệm vụ được giao' end,
        'addressee', coalesce(private.agency_name(v_urging.agency_id, v_urging.fired_on), private.urging_audience(v_urging.audience, 'vi')),
        'opening', format('Qua theo dõi, đến ngày %s, các nhiệm vụ sau đây chưa được báo cáo hoàn thành:', to_char(v_urging.fired_on, 'DD/MM/YYYY')),
        'items', private.urging_letter(v_urging),
        'text', coalesce(v_urging.text_vi, (select r.text_vi from register.urging_rungs r
                                            where r.ladder_version = v_urging.ladder_version and r.code = v_urging.rung)),
        -- A body of the committee is not urged: it is told, and asked for its word.
        'closing', case when v_urging.agency_id is null then 'Kính đề nghị xem xét, cho ý kiến.' else
            'Đề nghị khẩn trương thực hiện, cập nhật tình hình và báo cáo kết quả; trường hợp có khó khăn, vướng mắc thì nêu rõ nguyên nhân, đề xuất giải pháp và cấp có thẩm quyền xem xét.' end,
        'post', (select r.name_vi from register.seat_versions v join register.committee_roles r on r.code = v.role
                 where v.committee_id = v_committee.committee_id and v.valid @> v_urging.fired_on and upper_inf(v.known)
                   and v.role in ('truong_ban', 'pho_truong_ban_thuong_truc')
                 order by r.rank desc limit 1)));
end
$$;
comment on function api.urging_letter(text, jsonb, jsonb) is
    'What the register knows of the letter (công văn đôn đốc, NĐ 30/2020/NĐ-CP) about an urging; null where it does not: those places are left to be filled in. Option committee: in whose name; without it the only one there is. Nobody''s name is put below it.';
