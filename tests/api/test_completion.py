"""test_completion.py - reports of completion: what they must name, verified or returned; contributions; whether tasks are clear enough."""
import pytest
from support.register import REPORT, act, assigned_task, created, done, new_task, push_body, unique

URL = "/v1/status-updates"
BAD = [({"product": None, "evidence": []}, {"/product": "required", "/evidence": "required"}),
       ({"product": None}, {"/product": "required"}), ({"evidence": []}, {"/evidence": "required"}),
       ({"product": {"issued_on": "2025-06-01"}}, {"/product": "names-nothing"}),
       ({"product": {"document": "9/KC-X"}}, {"/product/document": "not-found"}),
       ({"evidence": [{"title": "x"}, {"sha256": "ab" * 32}]}, {"/evidence/1": "names-nothing"})]


def items(caller, task, what):
    return done(caller.get(f"/v1/tasks/{task['code']}/{what}"))["items"]


def stand(api, task):
    """All that a refused report could have changed."""
    seen = done(api.office.get(f"/v1/tasks/{task['code']}"))
    return seen["version"], seen["state"], seen["reported_on"], items(api.office, task, "history"), items(api.office, task, "status-updates")


@pytest.mark.parametrize("members, faults", BAD)
def test_a_report_without_product_or_evidence_is_refused_and_changes_nothing(api, members, faults):
    task = assigned_task(api)
    before = stand(api, task)
    pushed = api.so_khcn.post(URL, push_body(task, state="reported", **members))
    by_hand = api.office.act(f"/v1/tasks/{task['code']}/transitions", {"action": "report", **REPORT, **members}, task["version"])
    for answer in (pushed, by_hand):
        assert (answer.status, answer.problem, answer.faults) == (422, "report-refused", faults)
    assert stand(api, task) == before


def test_an_atomic_batch_with_such_a_report_leaves_nothing(api):
    task, other = assigned_task(api), assigned_task(api)
    before = stand(api, other)
    answer = api.so_khcn.post(f"{URL}/batch?atomic=true", {"items": [push_body(other), push_body(task, state="reported", product=None)]})
    assert (answer.status, answer.faults) == (422, {"/items/1/product": "required"})
    assert stand(api, other) == before


def test_both_dates_are_kept_over_return_and_verification(api):
    task = assigned_task(api, due_on="2025-06-12")
    push = push_body(task, state="reported", summary="Xong đợt 1")
    push["source"]["occurred_at"] = "2025-06-10T09:00:00+07:00"
    created(api.so_khcn.post(URL, push))
    task = done(api.office.get(f"/v1/tasks/{task['code']}"))
    before = stand(api, task)
    path = f"/v1/tasks/{task['code']}/transitions"
    assert api.office.act(path, {"action": "return"}, task["version"]).faults == {"/reason": "required"}
    for action in ("verify", "return"):
        early = api.office.act(path, {"action": action, "reason": "x", "occurred_on": "2025-06-09"}, task["version"])
        assert (early.status, early.faults) == (422, {"/occurred_on": "too-small"})
    assert stand(api, task) == before
    task = act(api, task, "return", reason="Thiếu biên bản", occurred_on="2025-06-13")
    push = push_body(task, state="reported", product={"document": "57-NQ/TW"}, evidence=[{"url": "https://a.example/1"}])
    push["source"]["occurred_at"] = "2025-06-12T09:00:00+07:00"
    assert api.so_khcn.post(URL, push).faults == {"/source/occurred_at": "too-small"}
    push["source"]["occurred_at"] = "2025-06-15T09:00:00+07:00"
    created(api.so_khcn.post(URL, push))
    task = act(api, {**task, "version": task["version"] + 1}, "verify", occurred_on="2025-06-18")
    assert (task["reported_on"], task["verified_on"]) == ("2025-06-15", "2025-06-18")
    last, first = items(api.so_khcn, task, "completion")
    assert (first["result"], first["reported_on"], first["returned_on"], first["reason"], first["days_late"]) == \
        ("returned", "2025-06-10", "2025-06-13", "Thiếu biên bản", 0)
    assert (first["product"], first["evidence"], first["agency"], first["summary"]) == \
        (REPORT["product"], REPORT["evidence"], "so-khcn", "Xong đợt 1")
    assert (last["result"], last["reported_on"], last["verified_on"], last["days_late"], last["returned_before"]) == \
        ("verified", "2025-06-15", "2025-06-18", 3, 1)
    assert (last["product"], last["evidence"]) == ({"document": "57-NQ/TW"}, [{"url": "https://a.example/1"}])


def test_the_agency_that_reported_does_not_verify(api):
    task = assigned_task(api)
    created(api.so_khcn.post(URL, push_body(task, state="reported")))
    before = stand(api, task)
    answer = api.so_khcn.act(f"/v1/tasks/{task['code']}/transitions", {"action": "verify"}, task["version"] + 1)
    assert (answer.status, answer.problem) == (403, "insufficient-scope") and "task:write" in answer.headers["www-authenticate"]
    assert stand(api, task) == before


def test_nor_the_client_that_reported_where_the_house_wants_four_eyes(api, database):
    task = act(api, assigned_task(api), "report")
    database.value("update register.settings set value = 'separate' where name = 'verification' returning value")
    try:
        before = stand(api, task)
        answer = api.office.act(f"/v1/tasks/{task['code']}/transitions", {"action": "verify"}, task["version"])
        assert (answer.status, answer.problem, answer.faults) == (403, "self-verification", {"/action": "own-report"})
        assert stand(api, task) == before
        made = created(api.admin.post("/v1/clients", {"code": unique("vp"), "name": "x", "role": "office", "scopes": ["task:write"]}))
        other = api.as_client(made["code"], made["secret"])
        assert done(other.act(f"/v1/tasks/{task['code']}/transitions", {"action": "verify"}, task["version"]))["state"] == "verified"
    finally:
        database.value("update register.settings set value = 'any' where name = 'verification' returning value")


def test_contributions_are_seen_by_the_lead_agency(api):
    task = assigned_task(api, co_agencies=["tinh-uy", "ubnd-tinh"])
    evidence = [{"title": "Công văn góp ý", "document_number": "1/CV"}]
    created(api.tinh_uy.post(URL, push_body(task, progress_percent=30, evidence=evidence)))
    created(api.tinh_uy.post(URL, push_body(task, progress_percent=60, summary="Đã góp ý")))
    told = {one["agency"]: one for one in items(api.so_khcn, task, "contributions")}
    assert list(told) == ["tinh-uy", "ubnd-tinh"]
    given = told["tinh-uy"]
    assert (given["contributions"], given["last_percent"], given["last_summary"], given["evidence"], given["joins"]) == \
        (2, 60, "Đã góp ý", evidence, True)
    assert given["last_on"] and told["ubnd-tinh"]["contributions"] == 0 and told["ubnd-tinh"]["last_on"] is None
    foreign = assigned_task(api, lead="ubnd-tinh")
    for what in ("contributions", "completion", "lint"):
        assert api.so_khcn.get(f"/v1/tasks/{foreign['code']}/{what}").status == 404


def test_lint_tells_what_a_task_lacks(api):
    task = created(api.office.post("/v1/tasks", {"title": "Việc", "due_text": "Quý II/2025", "due_on": "2025-06-15"}))
    seen = done(api.office.get(f"/v1/tasks/{task['code']}/lint"))
    assert not seen["clear"] and [(one["code"], one["level"], one["pointer"]) for one in seen["gaps"]] == [
        ("unclear-person", "warning", "/responsible"), ("unclear-responsibility", "error", "/lead_agency"),
        ("unclear-product", "error", "/product"), ("unclear-authority", "warning", "/authority")]
    assert {"no-source-document", "title-short", "deadline-past", "deadline-words-differ"} <= {one["code"] for one in seen["warnings"]}
    assert all(one["text_vi"] and one["text_en"] for one in seen["gaps"] + seen["warnings"])
    refused = api.office.act(f"/v1/tasks/{task['code']}/transitions", {"action": "assign", "document": "9/KC-X"}, 1)
    assert (refused.problem, refused.faults) == \
        ("task-not-clear", {"/lead_agency": "required", "/product": "required", "/document": "not-found"})


def test_lint_of_many_is_a_list(api):
    programme = created(api.office.post("/v1/programmes", {"code": unique("CT"), "name_vi": "x"}))["code"]
    clear = new_task(api, programme=programme, responsible="Giám đốc Sở", authority="Chủ tịch UBND tỉnh")
    unclear = assigned_task(api, programme=programme)
    act(api, act(api, assigned_task(api, programme=programme), "report"), "verify")
    found = done(api.office.get(f"/v1/task-lint?programme={programme}&count=exact"))
    assert [one["code"] for one in found["items"]] == sorted([clear["code"], unclear["code"]]) and found["page"]["count"] == 2
    for asked, task in (("true", clear), ("false", unclear)):
        assert [one["code"] for one in done(api.office.get(f"/v1/task-lint?programme={programme}&clear={asked}"))["items"]] == [task["code"]]
    assert len(done(api.office.get(f"/v1/task-lint?programme={programme}&state=verified"))["items"]) == 1
    assert [one["code"] for one in done(api.so_khcn.get(f"/v1/task-lint?programme={programme}"))["items"]] == [unclear["code"]]
    assert api.office.get("/v1/task-lint?modified_since=2025-01-01T00:00:00Z").status == 400
