-- nfc.sql - Unicode NFC for whole bodies.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.nfc(p_input jsonb) returns jsonb
language sql immutable parallel safe
as $$
    -- The text form of jsonb holds letters as they are, and nothing composes with the ASCII around them.
    select case when p_input::text is nfc normalized then p_input else normalize(p_input::text, nfc)::jsonb end;
$$;
comment on function private.nfc(jsonb) is 'The same JSON with every text in NFC; null stays null.';
