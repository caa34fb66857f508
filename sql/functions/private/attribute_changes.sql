-- attribute_changes.sql - what becomes of a committee itself when some attributes follow others.
create or replace function private.attribute_changes(p_old jsonb, p_new jsonb, p_moment private.moment) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_names constant jsonb := $json${
        "state": ["Trạng thái", "State"], "name_vi": ["Tên", "Name"], "name_en": ["Tên tiếng Anh", "English name"],
        "theme": ["Chủ đề", "Theme"], "parent_id": ["Trực thuộc", "Stands under"],
        "standing_agency_id": ["Cơ quan thường trực", "Standing agency"],
        "part_time": ["Kiêm nhiệm", "Part-time"], "seal_note": ["Con dấu", "Seal"],
        "replaced_by_id": ["Được thay thế bởi", "Replaced by"]
    }$json$;
    v_said constant jsonb := '{"vi":{"part_time":{"true":"có","false":"không"}},"en":{"part_time":{"true":"yes","false":"no"}}}';
    v_changes jsonb := '[]';
    v_words jsonb;
    v_name record;
begin
    for v_name in
        select n.key, n.value ->> 0 as vi, n.value ->> 1 as en,
               private.attribute_text(n.key, p_old ->> n.key, p_moment) as old, private.attribute_text(n.key, p_new ->> n.key, p_moment) as new
        from jsonb_each(v_names) as n
        where p_old ->> n.key is distinct from p_new ->> n.key
        order by array_position('{state,name_vi,name_en,theme,parent_id,standing_agency_id,part_time,seal_note,replaced_by_id}'::text[], n.key)
    loop
        v_words := jsonb_build_object(
            'action', 'attributes', 'to_state', case v_name.key when 'state' then v_name.new end,
            'vi', jsonb_build_object('attribute_name', v_name.vi, 'from', coalesce(v_said #>> array['vi', v_name.key, v_name.old], v_name.old),
                                     'to', coalesce(v_said #>> array['vi', v_name.key, v_name.new], v_name.new)),
            'en', jsonb_build_object('attribute_name', v_name.en, 'from', coalesce(v_said #>> array['en', v_name.key, v_name.old], v_name.old),
                                     'to', coalesce(v_said #>> array['en', v_name.key, v_name.new], v_name.new)));
        v_changes := v_changes || private.other_change(
            'attributes', regexp_replace(v_name.key, '_id$', ''), v_name.old, v_name.new, v_words);
    end loop;
    return v_changes;
end
$$;
comment on function private.attribute_changes(jsonb, jsonb, private.moment) is
    'Both as private.version_attributes makes them. One change for each attribute that differs, references by name.';
