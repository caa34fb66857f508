-- attribute_text.sql - an attribute of a committee as people read it.
create or replace function private.attribute_text(p_attribute text, p_value text, p_moment private.moment) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_value is null then
        return null;
    elsif p_attribute in ('parent_id', 'replaced_by_id') then
        return coalesce((private.committee_at(p_value::uuid, p_moment)).name_vi,
                        (select c.code from register.committees c where c.id = p_value::uuid));
    elsif p_attribute in ('standing_agency_id', 'issuer_id') then
        return coalesce(private.agency_name(p_value::uuid, p_moment), private.agency_code(p_value::uuid));
    end if;
    return p_value;
end
$$;
comment on function private.attribute_text(text, text, private.moment) is 'Committees and agencies by their name at the moment; the rest stays.';
