-- list.sql - one page of a list: filters, order and place put together from the fragments an operation gives.
create or replace function private.list(
    p_operation text, p_object text, p_options jsonb, p_list private.list_parts) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_limit constant integer := least(greatest(coalesce((p_options ->> 'limit')::integer, 50), 1), 500);
    v_continued constant boolean := p_options ? 'cursor';
    v_keys text[];
    v_items json;
    v_last text[];
    v_next text;
    v_count bigint;
    v_page json;
begin
    if v_continued then
        v_keys := private.cursor_read(p_operation, p_object, p_options);
    end if;
    execute private.list_statement(p_list, v_continued) into v_items, v_last using p_options, v_keys, v_limit;
    if v_last is not null then
        v_next := private.cursor_write(p_operation, p_object, p_options, v_last);
    end if;
    if p_options ->> 'count' = 'exact' then
        execute format('select count(*) from %s as r where %s', p_list.source,
                       array_to_string(p_list.filters || '{true}'::text[], ' and '))
            into v_count using p_options;
        v_page := json_build_object('limit', v_limit, 'next', v_next, 'count', v_count);
    else
        v_page := json_build_object('limit', v_limit, 'next', v_next);
    end if;
    return (200, null, null, v_next,
            json_build_object('items', v_items, 'page', v_page, 'as_of', private.as_of(p_list.moment)), false)::api.answer;
end
$$;
comment on function private.list(text, text, jsonb, private.list_parts) is
    'Answers a page of option limit items after option cursor. Fragments are constants of the calling operation; what the caller of the API wrote reaches the statement as parameter $1 (the options) or quoted. Member count only with count=exact.';
