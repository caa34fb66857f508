"""test_outbox.py - messages and mailboxes over HTTP: who sees what, the forms that are refused, trying again."""
import csv
import io

from support import outbox
from support.register import created, done, unique


def mailbox(api, recipient):
    return done(api.office.get(f"/v1/notice-addresses/{recipient}"))


def test_a_mailbox_is_set_seen_and_taken_away(api):
    agency = created(api.office.post("/v1/agencies", {"code": unique("so"), "name_vi": "Sở Y tế", "kind": "department"}))["code"]
    path = f"/v1/notice-addresses/{agency}"
    answer = api.office.get(path)
    assert done(answer)["email"] is None and answer.headers["etag"] == '"v1"'
    answer = api.office.patch(path, {"email": "vanthu.syt@longan.gov.vn"}, version=1)
    assert done(answer)["email"] == "vanthu.syt@longan.gov.vn" and answer.headers["etag"] == '"v2"'
    assert api.office.patch(path, {"email": "khac@longan.gov.vn"}, version=1).status == 412
    assert api.office.patch(path, {"email": "khac@longan.gov.vn"}).status == 428
    assert done(api.auditor.get(path))["email"] == "v•••@longan.gov.vn"
    assert agency in [item["recipient"] for item in done(api.office.get("/v1/notice-addresses?missing=false&limit=500"))["items"]]
    assert done(api.admin.patch(path, {"email": None}, version=2))["email"] is None
    assert agency in [item["recipient"] for item in done(api.office.get("/v1/notice-addresses?missing=true&limit=500"))["items"]]


def test_the_bodies_of_the_committee_have_mailboxes_too(api):
    items = done(api.office.get("/v1/notice-addresses?recipient_kind=body"))["items"]
    assert [item["recipient"] for item in items] == ["committee_agenda", "committee_office", "inspection", "standing_deputy"]
    assert done(api.office.patch("/v1/notice-addresses/inspection", {"email": "kt@longan.gov.vn"}, version=1))["name"]


def test_what_is_no_address_is_refused_and_nothing_changes(api):
    before = mailbox(api, "hdnd-tinh")
    for email in ("van thu", "a@b", "a@longan.gov.vn, b@longan.gov.vn", "Sở <a@longan.gov.vn>", "a@longan..vn", "vănthư@longan.gov.vn"):
        answer = api.office.patch("/v1/notice-addresses/hdnd-tinh", {"email": email}, version=1)
        assert (answer.status, answer.faults) == (422, {"/email": "bad-format"}), email
    answer = api.office.patch("/v1/notice-addresses/hdnd-tinh", {"email": "a@b.vn\r\nBcc: c@d.vn"}, version=1)
    assert (answer.status, answer.faults) == (422, {"/email": "control-character"})
    assert mailbox(api, "hdnd-tinh") == before


def test_messages_are_listed_filtered_and_read(api, database):
    number = outbox.put(database, "so-khcn", subject=unique("Đôn đốc"), channels="file,smtp")
    page = done(api.office.get("/v1/outbox?agency=so-khcn&channel=file&state=waiting&count=exact"))
    assert number in [str(item["number"]) for item in page["items"]] and {item["channel"] for item in page["items"]} == {"file"}
    assert "body" not in page["items"][0] and page["items"][0]["about"] == ["DD-2025-00001"]
    message = done(api.auditor.get(f"/v1/outbox/{number}"))
    assert (message["body"], message["recipient"], message["state"]) == ("Đề nghị báo cáo.", "so-khcn", "waiting")
    assert done(api.office.get(f"/v1/outbox/{message['id']}"))["number"] == int(number)
    rows = list(csv.DictReader(io.StringIO(api.office.get("/v1/outbox", headers={"Accept": "text/csv"}).body.decode("utf-8-sig"))))
    assert rows[0]["number"] and rows[0]["recipient_name"]
    for path in ("/v1/outbox/999999", "/v1/outbox/x", "/v1/outbox/999999999999999999999999"):
        assert api.office.get(path).status == 404


def test_numbers_go_on_from_page_to_page(api, database):
    for _ in range(3):
        outbox.put(database, "so-khcn", subject=unique("Trang"))
    first = done(api.office.get("/v1/outbox?limit=2"))
    second = done(api.office.get(f"/v1/outbox?limit=2&cursor={first['page']['next']}"))
    numbers = [item["number"] for item in first["items"] + second["items"]]
    assert numbers == sorted(numbers, reverse=True) and len(set(numbers)) == len(numbers) >= 3


def test_a_message_is_tried_again_by_hand_and_once_for_a_key(api, database):
    number = outbox.put(database, "so-khcn", subject=unique("Lại"))
    database.query("update register.outbox set state = 'lapsed', attempts = 9, lapses_at = now() where number = %s", [number])
    tried = done(api.office.post(f"/v1/outbox/{number}/retry?dry_run=true"))
    assert (tried["state"], outbox.state(database, number)[0]) == ("waiting", "lapsed")
    answers = [done(api.office.post(f"/v1/outbox/{number}/retry", headers={"Idempotency-Key": "lai-1"})) for _ in range(2)]
    assert answers[0] == answers[1] and (answers[0]["state"], answers[0]["attempts"]) == ("waiting", 0)
    database.query("update register.outbox set state = 'sent', sent_at = now() where number = %s", [number])
    answer = api.office.post(f"/v1/outbox/{number}/retry")
    assert (answer.status, answer.problem) == (409, "already-sent")


def test_nobody_else_sees_or_sends_anything(api, database):
    number = outbox.put(database, "so-khcn")
    for caller in (api.so_khcn, api.leader):
        assert {caller.get(path).status for path in ("/v1/outbox", f"/v1/outbox/{number}", "/v1/notice-addresses")} == {403}
    assert api.auditor.post(f"/v1/outbox/{number}/retry").status == 403
