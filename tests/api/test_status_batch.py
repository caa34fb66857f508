"""test_status_batch.py - many pushes at once: each its own result, or all or nothing."""
import json

import pytest
from support.register import assigned_task, created, done, push_body, unique

URL = "/v1/status-updates/batch"


def send_batch(caller, items, query="", **options):
    return caller.post(URL + query, {"items": items}, **options)


def test_each_item_has_its_own_result(api):
    task, other = assigned_task(api), assigned_task(api, lead="ubnd-tinh")
    first = push_body(task, progress_percent=10)
    created(api.so_khcn.post("/v1/status-updates", first))
    old = push_body(task, progress_percent=1)
    old["source"]["sequence"] = 0
    newer = push_body(task, progress_percent=30)
    newer["source"]["sequence"] = 5
    items = [first, newer, old, push_body(other), push_body(task, progress_percent=101), push_body("no-such"), 7,
             {**first, "progress_percent": 11}]
    answer = send_batch(api.so_khcn, items)
    assert answer.status == 207, str(answer)
    got = answer.json()
    assert [item["index"] for item in got["items"]] == list(range(8))
    assert [item["status"] for item in got["items"]] == [200, 201, 201, 404, 422, 404, 422, 422]
    assert [item.get("result") for item in got["items"]][:3] == ["duplicate", "accepted", "superseded"]
    assert [item.get("code") for item in got["items"]][3:] == \
        ["not-found", "invalid-input", "not-found", "invalid-input", "key-reused"]
    assert got["items"][4]["errors"] == [{"pointer": "/progress_percent", "code": "too-large", "detail": "Lớn hơn 100"}]
    assert got["items"][4]["type"] == "/problems/invalid-input" and got["items"][4]["title"]
    assert got["summary"] == {"accepted": 1, "duplicate": 1, "superseded": 1, "contribution": 0, "failed": 5}
    assert done(api.office.get(f"/v1/tasks/{task['code']}"))["progress_percent"] == 30


def test_a_failed_item_is_told_in_the_language_asked_for(api):
    answer = send_batch(api.so_khcn, [push_body("no-such")], headers={"Accept-Language": "en"})
    assert answer.json()["items"][0]["title"] == "Not found"


def test_a_batch_comes_as_lines(api):
    task = assigned_task(api)
    lines = [json.dumps(push_body(task, progress_percent=number)) for number in (5, 6)]
    body = f"{lines[0]}\r\n\n{{\"broken\n{lines[1]}"
    answer = api.so_khcn.post(URL, body, headers={"Content-Type": "application/x-ndjson"})
    assert [item["status"] for item in answer.json()["items"]] == [201, 400, 201]
    assert answer.json()["items"][1]["code"] == "malformed-json"


def test_nothing_well_formed_is_a_207_of_failures(api):
    answer = send_batch(api.so_khcn, [{}, 1, None])
    assert answer.status == 207 and answer.json()["summary"]["failed"] == 3
    assert [item["status"] for item in answer.json()["items"]] == [422, 422, 422]


def test_all_or_nothing_refuses_for_a_malformed_item(api):
    task = assigned_task(api)
    answer = send_batch(api.so_khcn, [push_body(task), push_body(task, state="x"), {}], "?atomic=true")
    assert (answer.status, answer.problem) == (422, "invalid-input")
    assert answer.faults == {"/items/1/state": "not-in-list", "/items/2/task": "required", "/items/2/state": "required"}
    assert done(api.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"] == []


def test_all_or_nothing_leaves_nothing_when_the_register_refuses_one(api):
    task = assigned_task(api)
    answer = send_batch(api.so_khcn, [push_body(task), push_body("no-such")], "?atomic=true")
    assert answer.status in (404, 422) and "/items/1/task" in answer.faults, str(answer)
    assert done(api.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"] == []


def test_all_or_nothing_takes_all(api):
    task = assigned_task(api)
    answer = send_batch(api.so_khcn, [push_body(task), push_body(task)], "?atomic=true")
    assert answer.status == 207 and answer.json()["summary"]["accepted"] == 2, str(answer)


def test_a_whole_batch_can_be_repeated(api):
    task = assigned_task(api)
    items = [push_body(task, progress_percent=number) for number in range(20)]
    first = send_batch(api.so_khcn, items).json()
    again = send_batch(api.so_khcn, items).json()
    assert first["summary"]["accepted"] == 20 and again["summary"]["duplicate"] == 20
    assert [item["id"] for item in first["items"]] == [item["id"] for item in again["items"]]


def test_the_same_event_twice_in_one_batch_counts_once(api):
    body = push_body(assigned_task(api))
    got = send_batch(api.so_khcn, [body, body]).json()
    assert [item["result"] for item in got["items"]] == ["accepted", "duplicate"]


def test_every_item_needs_a_key_of_its_own(api):
    task = assigned_task(api)
    answer = send_batch(api.so_khcn, [{"task": task["code"], "state": "received"}], headers={"Idempotency-Key": unique("key")})
    (item,) = answer.json()["items"]
    assert (item["status"], item["errors"][0]["pointer"]) == (422, "/source/event_id")


@pytest.mark.parametrize("count, status", [(0, 422), (1, 207), (500, 207), (501, 422)])
def test_a_batch_has_one_to_five_hundred_items(api, count, status):
    task = assigned_task(api)
    items = [push_body(task, progress_percent=number % 101) for number in range(count)]
    assert send_batch(api.so_khcn, items).status == status
    lines = "\n".join(json.dumps(item) for item in items)
    assert api.so_khcn.post(URL + "?dry_run=true", lines, headers={"Content-Type": "application/x-ndjson"}).status == status


def test_a_dry_run_of_a_batch_leaves_nothing(api):
    task = assigned_task(api)
    answer = send_batch(api.so_khcn, [push_body(task)], "?dry_run=true")
    assert answer.json()["summary"]["accepted"] == 1
    assert done(api.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"] == []


@pytest.mark.parametrize("body", [{}, {"items": {}}, {"items": [], "more": 1}, [], {"items": None}])
def test_the_frame_of_a_batch_is_checked(api, body):
    answer = api.so_khcn.post(URL, body)
    assert (answer.status, answer.problem) == (422, "invalid-input")


@pytest.mark.parametrize("name, status", [("office", 207), ("leader", 403), ("auditor", 403), ("admin", 403)])
def test_agencies_and_the_office_push_in_bulk(api, name, status):
    assert send_batch(getattr(api, name), [push_body(assigned_task(api))]).status == status
