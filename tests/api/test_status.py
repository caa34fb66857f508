"""test_status.py - status pushes: accepted, repeated, out of order, contributed, refused; listed."""
import pytest
from support.register import act, assigned_task, created, done, new_task, push_body, unique

URL = "/v1/status-updates"


def test_a_push_moves_the_task_and_the_office_sees_it(api):
    task = assigned_task(api)
    body = push_body(task, progress_percent=60, summary="Đã trình dự thảo lần 2", expected_completion="2025-07-31",
                     evidence=[{"document_number": "215/TTr-SKHCN", "url": "https://a.example/x", "sha256": "ab" * 32}],
                     obstacles=[{"title": "Chưa có định mức chi", "needs_level": "agency"}])
    body["source"].update(sequence=42, occurred_at="2025-06-12T15:04:05+07:00")
    answer = api.so_khcn.post(URL, body)
    got = created(answer)
    assert got["result"] == "accepted"
    assert [got["task"][name] for name in ("code", "state", "version")] == [task["code"], "in_progress", task["version"] + 1]
    seen = done(api.office.get(f"/v1/tasks/{task['code']}"))
    assert (seen["state"], seen["progress_percent"], seen["summary"], seen["expected_completion"]) == \
        ("in_progress", 60, "Đã trình dự thảo lần 2", "2025-07-31")
    assert seen["last_pushed_at"]
    (kept,) = done(api.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"]
    assert kept["id"] == got["id"] and kept["evidence"][0]["document_number"] == "215/TTr-SKHCN"
    assert kept["obstacles"] == body["obstacles"] and kept["source"]["event_id"] == body["source"]["event_id"]
    assert kept["source"]["system"] == "so-khcn" and kept["agency"] == "so-khcn"


def test_a_repeat_is_answered_from_what_was_stored(api):
    task = assigned_task(api)
    body = push_body(task, progress_percent=10)
    first = created(api.so_khcn.post(URL, body))
    created(api.so_khcn.post(URL, push_body(task, progress_percent=20)))
    for _ in range(2):
        again = done(api.so_khcn.post(URL, body))
        assert again["result"] == "duplicate" and again["id"] == first["id"]
    assert done(api.office.get(f"/v1/tasks/{task['code']}"))["progress_percent"] == 20
    assert len(done(api.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"]) == 2


def test_the_same_event_with_another_content_is_refused(api):
    task = assigned_task(api)
    body = push_body(task, progress_percent=10)
    created(api.so_khcn.post(URL, body))
    answer = api.so_khcn.post(URL, {**body, "progress_percent": 11})
    assert (answer.status, answer.problem, answer.faults) == (422, "key-reused", {"/source/event_id": "key-reused"})


def test_an_older_sequence_is_kept_but_does_not_move_the_task_back(api):
    task = assigned_task(api)
    newer, older = push_body(task, progress_percent=70), push_body(task, progress_percent=30)
    newer["source"]["sequence"], older["source"]["sequence"] = 9, 8
    assert created(api.so_khcn.post(URL, newer))["result"] == "accepted"
    late = created(api.so_khcn.post(URL, older))
    assert late["result"] == "superseded"
    assert done(api.office.get(f"/v1/tasks/{task['code']}"))["progress_percent"] == 70
    assert [one["result"] for one in done(api.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"]] == \
        ["superseded", "accepted"]


def test_a_co_agency_contributes_and_does_not_move_the_task(api):
    task = assigned_task(api, co_agencies=["tinh-uy"])
    got = created(api.tinh_uy.post(URL, push_body(task, progress_percent=99, state="reported")))
    assert got["result"] == "contribution"
    assert done(api.office.get(f"/v1/tasks/{task['code']}"))["state"] == "assigned"


def test_the_idempotency_key_stands_in_for_an_event_id(api):
    task = assigned_task(api)
    body = {"task": task["code"], "state": "received"}
    key = {"Idempotency-Key": unique("key")}
    first = created(api.so_khcn.post(URL, body, headers=key))
    again = done(api.so_khcn.post(URL, body, headers=key))
    assert again["result"] == "duplicate" and again["id"] == first["id"]


def test_a_push_without_any_key_is_refused(api):
    task = assigned_task(api)
    answer = api.so_khcn.post(URL, {"task": task["code"], "state": "received"})
    assert (answer.status, answer.faults) == (422, {"/source/event_id": "required"})


@pytest.mark.parametrize("key", ["", "a b", "ă".encode().decode("latin1"), "k" * 129])
def test_a_malformed_idempotency_key_is_400(api, key):
    answer = api.so_khcn.post(URL, push_body("x"), headers={"Idempotency-Key": key})
    assert (answer.status, answer.problem) == (400, "invalid-header")


def test_every_fault_of_a_push_is_told_at_once(api):
    answer = api.so_khcn.post(URL, {
        "task": "", "source": {"event_id": "x" * 129, "sequence": -1, "occurred_at": "yesterday", "system": "a b"},
        "state": "verified", "progress_percent": 101, "summary": "x" * 2001, "expected_completion": "31/12/2025",
        "evidence": [{"url": "ftp://x", "sha256": "zz"}], "obstacles": [{"needs_level": "moon"}], "light": "green"})
    assert answer.faults == {
        "/task": "empty", "/source/event_id": "too-long", "/source/sequence": "too-small",
        "/source/occurred_at": "bad-date", "/source/system": "bad-format", "/state": "not-in-list",
        "/progress_percent": "too-large", "/summary": "too-long", "/expected_completion": "bad-date",
        "/evidence/0/url": "bad-format", "/evidence/0/sha256": "bad-format", "/obstacles/0/title": "required",
        "/obstacles/0/needs_level": "not-in-list", "/light": "unknown-member"}


@pytest.mark.parametrize("value, code", [("60", "wrong-type"), (60.5, "wrong-type"), (-1, "too-small"), (True, "wrong-type"),
                                         ([], "wrong-type"), ({}, "wrong-type")])
def test_progress_is_a_whole_number(api, value, code):
    assert api.so_khcn.post(URL, push_body("x", progress_percent=value)).faults == {"/progress_percent": code}


def test_a_large_sequence_stays_exact(api):
    task = assigned_task(api)
    body = push_body(task)
    body["source"]["sequence"] = 2 ** 53 - 1
    created(api.so_khcn.post(URL, body))
    (kept,) = done(api.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"]
    assert kept["source"]["sequence"] == 2 ** 53 - 1
    body["source"].update(sequence=2 ** 53, event_id=unique("evt"))
    assert api.so_khcn.post(URL, body).faults == {"/source/sequence": "too-large"}


def test_a_task_of_another_agency_is_as_if_it_did_not_exist(api):
    foreign = assigned_task(api, lead="ubnd-tinh")
    id_ = {"X-Request-Id": "same"}
    there = api.so_khcn.post(URL, push_body(foreign["code"]), headers=id_)
    missing = api.so_khcn.post(URL, push_body("NV-0000-0000"), headers=id_)
    assert (there.status, there.problem, there.faults) == (404, "not-found", {"/task": "not-found"})
    assert there.body.replace(foreign["code"].encode(), b"*") == missing.body.replace(b"NV-0000-0000", b"*")


@pytest.mark.parametrize("state, pushed", [("verified", "in_progress"), ("cancelled", "in_progress"), ("suspended", "reported"),
                                           ("blocked", "received"), ("in_progress", "received")])
def test_a_push_that_the_state_does_not_allow_is_409(api, state, pushed):
    from api.test_task_life import task_in
    task = task_in(api, state)
    answer = api.so_khcn.post(URL, push_body(task, state=pushed))
    assert (answer.status, answer.problem, answer.faults) == (409, "illegal-transition", {"/state": "illegal-transition"})
    assert done(api.office.get(f"/v1/tasks/{task['code']}"))["state"] == state


def test_a_source_system_must_be_registered_for_the_client(api):
    task = assigned_task(api)
    body = push_body(task)
    body["source"]["system"] = "another-system"
    answer = api.so_khcn.post(URL, body)
    assert answer.status in (403, 422) and answer.faults == {"/source/system": "not-allowed"}


@pytest.mark.parametrize("name, status", [("office", 201), ("leader", 403), ("auditor", 403), ("admin", 403)])
def test_agencies_and_the_office_push(api, name, status):
    task = assigned_task(api)
    assert getattr(api, name).post(URL, push_body(task)).status == status


def test_updates_are_listed_newest_first_in_pages(api):
    task = act(api, new_task(api), "assign")
    ids = [created(api.so_khcn.post(URL, push_body(task, progress_percent=number)))["id"] for number in range(5)]
    path = f"/v1/tasks/{task['code']}/status-updates"
    page = api.so_khcn.get(f"{path}?limit=3")
    rest = api.so_khcn.get(f"{path}?limit=3&cursor={page.json()['page']['next']}")
    assert [item["id"] for item in page.json()["items"] + rest.json()["items"]] == ids[::-1]
    csv = api.so_khcn.get(path, headers={"Accept": "text/csv"})
    assert len(csv.body.decode().splitlines()) == 6


def test_a_dry_run_answers_and_leaves_nothing(api):
    task = assigned_task(api)
    got = created(api.so_khcn.post(f"{URL}?dry_run=true", push_body(task, progress_percent=5)))
    assert got["result"] == "accepted" and got["task"]["state"] == "in_progress"
    assert done(api.office.get(f"/v1/tasks/{task['code']}")) == task
    assert done(api.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"] == []
