-- post_end.sql - teaches the register that a post ends.
create or replace function private.post_end(p_post uuid, p_day date) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_gone register.post_versions;
    v_vacant register.post_holders;
begin
    if not exists (select from register.post_versions v
                   where v.post_id = p_post and upper_inf(v.known) and v.valid && daterange(p_day, null)) then
        return false;
    end if;
    v_gone.post_id := p_post;
    v_gone.valid := daterange(p_day, null);
    perform private.post_put(v_gone, private.known_now());
    v_vacant.post_id := p_post;
    v_vacant.valid := v_gone.valid;
    perform private.post_holder_put(v_vacant, private.known_now());
    return true;
end
$$;
comment on function private.post_end(uuid, date) is
    'From that day on there is no such post and nobody holds it; false when that was known. The post is locked by the caller.';
