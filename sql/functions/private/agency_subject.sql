-- agency_subject.sql - what a decision about agencies is about, where nobody says it in other words.
create or replace function private.agency_subject(p_plan register.agency_change_plans, p_parties private.agency_party[]) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select left(case p_plan.kind when 'merge' then 'Hợp nhất ' when 'split' then 'Chia, tách ' when 'rename' then 'Đổi tên '
                                 else 'Giải thể ' end
        || coalesce(string_agg((p.agency).name_vi, ', ') filter (where p.ends),
                    string_agg((p.agency).name_vi, ', ') filter (where not p.fresh))
        || coalesce(' thành ' || string_agg((p.wanted).name_vi, ', ') filter (where not p.ends), ''), 1000)
    from unnest(p_parties) as p;
$$;
comment on function private.agency_subject(register.agency_change_plans, private.agency_party[]) is 'At most 1,000 letters.';
