-- new_secret.sql - gives a client a fresh secret; the one before stays valid for a while.
create or replace function private.new_secret(p_client uuid, p_overlap interval) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_secret constant text := translate(encode(extensions.gen_random_bytes(32), 'base64'), '+/=', '-_');
begin
    -- Never more than two: what was already on its way out ends now.
    update register.client_secrets s
    set expires_at = transaction_timestamp()
    where s.client_id = p_client and s.expires_at > transaction_timestamp();
    update register.client_secrets s
    set expires_at = transaction_timestamp() + p_overlap
    where s.client_id = p_client and s.expires_at is null;
    insert into register.client_secrets (client_id, digest)
    values (p_client, sha256(convert_to(v_secret, 'UTF8')));
    return v_secret;
end
$$;
comment on function private.new_secret(uuid, interval) is
    '256 random bits, base64url. Returned once; only its SHA-256 is kept.';
