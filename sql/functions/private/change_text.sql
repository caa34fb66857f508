-- change_text.sql - one change of a committee, as a sentence.
create or replace function private.change_text(p_change jsonb, p_language text) returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_english constant boolean := p_language = 'en';
    v_text text := case p_change ->> 'action'
        when 'open' then case when v_english then 'Adds {who} as {role}, in place {rank}' else 'Thêm {who} làm {role}, thứ tự {rank}' end
        when 'close' then case when v_english then '{who} is no longer {from_role}' else '{who} thôi làm {from_role}' end
        when 'change_role' then case when v_english then '{who}: from {from_role} to {role}, in place {rank}'
                                     else '{who}: từ {from_role} thành {role}, thứ tự {rank}' end
        when 'rerank' then case when v_english then '{who}: from place {from_rank} to place {rank}'
                                else '{who}: thứ tự từ {from_rank} thành {rank}' end
        when 'change_duty' then case when v_english then '{who}: duty from {from} to {to}' else '{who}: nhiệm vụ từ {from} thành {to}' end
        when 'change_represents' then case when v_english then '{who}: represents {to} instead of {from}'
                                           else '{who}: đại diện cho {to} thay vì {from}' end
        when 'move' then case when v_english then 'Takes effect on {to} instead of {from}' else 'Có hiệu lực từ {to} thay vì {from}' end
        when 'replace' then case when v_english then 'Replaces {to}' else 'Thay thế {to}' end
        else case p_change ->> 'to_state'
            when 'active' then case when v_english then 'Established' else 'Thành lập' end
            when 'dissolved' then case when v_english then 'Dissolved' else 'Giải thể' end
            when 'replaced' then case when v_english then 'Replaced by another committee' else 'Được thay thế' end
            else case when v_english then '{attribute_name}: from {from} to {to}' else '{attribute_name}: từ {from} thành {to}' end
        end
    end;
    v_word record;
begin
    for v_word in select w.key, w.value from jsonb_each_text(p_change -> p_language) as w loop
        v_text := replace(v_text, '{' || v_word.key || '}', coalesce(v_word.value, case when v_english then 'none' else 'không có' end));
    end loop;
    return v_text;
end
$$;
comment on function private.change_text(jsonb, text) is
    'Language vi or en; words of the sentence in the member of that name. The texts are part of the plan: people sign what they say.';
