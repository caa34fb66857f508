-- post_holder_put.sql - teaches the register who held a post over some days.
create or replace function private.post_holder_put(p_holder register.post_holders, p_known timestamptz) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old constant register.post_holders[] := array(
        select h from register.post_holders h
        where h.post_id = p_holder.post_id and upper_inf(h.known) and h.valid && p_holder.valid);
begin
    update register.post_holders h
    set known = tstzrange(lower(h.known), p_known)
    where h.id in (select o.id from unnest(v_old) as o);
    -- What was known of the days before and after stays known.
    insert into register.post_holders (post_id, person_id, document_id, note, valid, known)
    select o.post_id, o.person_id, o.document_id, o.note, r.rest, tstzrange(p_known, null)
    from unnest(v_old) as o cross join lateral unnest(datemultirange(o.valid) - datemultirange(p_holder.valid)) as r (rest);
    if p_holder.person_id is not null then
        insert into register.post_holders (post_id, person_id, document_id, note, valid, known)
        values (p_holder.post_id, p_holder.person_id, p_holder.document_id, p_holder.note, p_holder.valid,
                tstzrange(p_known, null));
    end if;
end
$$;
comment on function private.post_holder_put(register.post_holders, timestamptz) is
    'The holder says post, days and person; without a person: vacant on those days. The post is locked by the caller.';
