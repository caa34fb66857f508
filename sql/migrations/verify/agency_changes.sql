-- agency_changes.sql - fails when what the deploy script of the same name makes is not there.
select id, kind, effective_on, document_id, agency_ids, into_ids, handover, note, client, known_at, carried_out_at
from register.agency_changes where false;
select change_id, from_agency_id, to_agency_id, valid_on, known_at from register.agency_successions where false;
select id, kind, effective_on, given, base, changes, listed, checks, change_id, created_by, version from register.agency_change_plans where false;
select change_id, object_kind, object_id, object_code, object_name, part, from_agency_id, to_agency_id, stays, done_at, outcome
from register.agency_handovers where false;
select agency_ends_on from register.api_clients where false;
