-- documents.sql - fails when what the deploy script of the same name makes is not there.
select id, family, abbreviation, name_vi, name_en, rank from register.document_types where false;
select id, code, number, symbol, family, type, issuer_id, issuer_name, issued_on, effective_on, signer, signer_title, subject, url, sha256, version, search from register.documents where false;
