-- plan_subject.sql - what the decision on a plan is about, where nobody says it otherwise.
create or replace function private.plan_subject(p_plan register.restructure_plans) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case p_plan.kind
        when 'establish' then 'Thành lập '
        when 'dissolve' then 'Giải thể '
        when 'rename' then 'Đổi tên '
        when 'correct' then 'Đính chính quyết định về '
        else 'Kiện toàn ' end
        || coalesce(p_plan.attributes ->> 'name_vi',
                    (private.committee_at(p_plan.committee_id, (p_plan.effective_on, (private.moment('{}')).known_at))).name_vi);
$$;
comment on function private.plan_subject(register.restructure_plans) is 'The subject of its document.';
