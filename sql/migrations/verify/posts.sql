-- posts.sql - fails when what the deploy script of the same name makes is not there.
select id, code, version from register.posts where false;
select id, post_id, post_code, title_vi, title_en, agency_id, valid, known, search from register.post_versions where false;
select id, post_id, person_id, document_id, note, valid, known from register.post_holders where false;
