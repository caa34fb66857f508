-- handover_posts.sql - moves posts to who takes them over, and ends those nobody does.
create or replace function private.handover_posts(p_change register.agency_changes) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_item record;
    v_version register.post_versions;
    v_post uuid;
    v_moved bigint;
begin
    perform private.known_anew();
    for v_item in
        select v as version, h.to_agency_id
        from private.handover_targets(p_change, 'post') as h
        join register.post_versions v on v.post_id = h.object_id and upper_inf(v.known) and v.agency_id = h.from_agency_id
         and v.valid && daterange(p_change.effective_on, null)
        where h.to_agency_id is not null
        order by v.post_id, v.valid
    loop
        v_version := v_item.version;
        v_version.agency_id := v_item.to_agency_id;
        v_version.valid := v_version.valid * daterange(p_change.effective_on, null);
        perform private.post_put(v_version, private.known_now());
    end loop;
    for v_post in
        select h.object_id from private.handover_targets(p_change, 'post') as h where h.to_agency_id is null order by h.object_id
    loop
        perform private.post_end(v_post, p_change.effective_on);
    end loop;
    update register.posts p
    set version = p.version + 1, updated_at = transaction_timestamp()
    where p.id in (select h.object_id from private.handover_targets(p_change, 'post') as h);
    get diagnostics v_moved = row_count;
    return v_moved;
end
$$;
comment on function private.handover_posts(register.agency_changes) is
    'From the day of the change on; who holds a post that moves goes on holding it, one that ends is held by nobody. The posts are locked.';
