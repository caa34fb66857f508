-- notice_address_patch.sql - PATCH /v1/notice-addresses/{recipient}
create or replace function api.notice_address_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_recipient record;
    v_old register.notice_addresses;
    v_email constant text := p_body ->> 'email';
begin
    select r.agency_id, r.recipient into v_recipient from private.notice_address_source() as r where r.recipient = p_object;
    if v_recipient is null then
        perform private.not_found();
    end if;
    insert into register.notice_addresses (agency_id)
    select v_recipient.agency_id where v_recipient.agency_id is not null
    on conflict do nothing;
    select n.* into v_old from register.notice_addresses n
    where n.agency_id = v_recipient.agency_id or v_recipient.agency_id is null and n.audience = v_recipient.recipient
    for no key update;
    perform private.check_version(p_options, v_old.version);
    perform private.refuse_faults(case
        when not private.is_mailbox(v_email) then private.fault('/email', 'bad-format', 'vanthu.skhcn@tinh.gov.vn') else '[]' end);
    if p_body ? 'email' and v_email is distinct from v_old.email then
        update register.notice_addresses n
        set email = v_email, version = n.version + 1, updated_at = transaction_timestamp()
        where n.id = v_old.id
        returning n.* into v_old;
    end if;
    return private.answer(200, private.notice_address_json(v_recipient.recipient), v_old.version);
end
$$;
comment on function api.notice_address_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396) of the mailbox; null: none any more. What waits for it goes out at the clerk''s next turn.';
