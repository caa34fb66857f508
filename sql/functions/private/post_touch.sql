-- post_touch.sql - a post has changed: its next version, and the answer about it.
create or replace function private.post_touch(p_post uuid, p_changed boolean, p_day date) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment private.moment;
begin
    if p_changed then
        update register.posts p set version = p.version + 1, updated_at = transaction_timestamp() where p.id = p_post;
    end if;
    v_moment := private.moment('{}');
    v_moment.valid_at := p_day;
    return private.answer(200, private.post_json(p_post, v_moment),
                          (select p.version from register.posts p where p.id = p_post));
end
$$;
comment on function private.post_touch(uuid, boolean, date) is
    'Answers with the post as it is on the day of the change. One that changed nothing leaves the version.';
