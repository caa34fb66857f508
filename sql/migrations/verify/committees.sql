-- committees.sql - fails when what the deploy script of the same name makes is not there.
select code, name_vi, name_en, family, rank, head from register.committee_roles where false;
select id, code, version from register.committees where false;
select id, committee_id, kind, base_version, effective_on, until, given, seats, attributes, changes, checks, version from register.restructure_plans where false;
select id, committee_id, kind, document_id, effective_on, known_at, seats, attributes, corrects_id, part_of_id, plan_id from register.decisions where false;
select id, committee_id, state, name_vi, issuer_id, parent_id, decision_id, valid, known, search from register.committee_versions where false;
select id, committee_id, person_id, post_id from register.seats where false;
select id, seat_id, committee_id, person_id, post_id, shown, role, head, place, represents_id, duty, opened_by_id, closed_by_id, valid, known from register.seat_versions where false;
