"""test_obstacles.py - obstacles over HTTP: raised by hand and with pushes, sent on, closed, and the tasks they block; figures of past days."""
import threading

import pytest
from support.register import act, assigned_task, created, done, new_task, push_body, unique


def raised(caller, task, level="province", **members):
    """An obstacle, as the answer told it."""
    return created(caller.post("/v1/obstacles", {"task": task["code"], "title": unique("Vướng"), "needs_level": level, **members}))


def step(caller, obstacle, action, version=None, **members):
    return caller.act(f"/v1/obstacles/{obstacle['code']}/transitions", {"action": action, **members}, version or obstacle["version"])


def task_of(api, task):
    return done(api.office.get(f"/v1/tasks/{task['code']}"))


def test_an_obstacle_is_raised_proposed_against_escalated_and_solved_with_a_document(api):
    task = assigned_task(api, co_agencies=["tinh-uy"])
    one = raised(api.so_khcn, task, "agency", description="Chờ thông tư")
    assert (one["state"], one["solver"], one["task_state"], one["raised_by"]) == ("open", "so-khcn", "assigned", "so-khcn")
    path = f"/v1/obstacles/{one['code']}"
    one = done(step(api.so_khcn, one, "escalate", to_level="province", reason="Vượt thẩm quyền"))
    assert (one["needs_level"], one["task_state"], one["version"]) == ("province", "blocked", 2)
    for number, caller in enumerate((api.so_khcn, api.tinh_uy, api.office), 1):
        assert created(caller.post(f"{path}/solutions", {"text": "Tạm áp dụng định mức cũ"}))["number"] == number
    one = done(step(api.office, one, "solve", document="57-NQ/TW", solution=2, reason="Đã ban hành"))
    assert (one["state"], one["document"], one["solution"], one["outcome"]) == ("solved", "57-NQ/TW", 2, "Đã ban hành")
    assert [event["action"] for event in one["events"]] == ["raised", "escalated", "solved"]
    assert [(event["action"], event["reason"]) for event in done(api.office.get(f"/v1/tasks/{task['code']}/history?limit=2"))["items"]] == [
        ("unblock", f"{one['code']}: {one['title']}"), ("block", f"{one['code']}: {one['title']}")]
    assert done(api.leader.get(path)) == done(api.tinh_uy.get(f"/v1/obstacles/{one['id']}"))


def test_it_is_told_in_both_languages_what_is_wrong_and_nothing_is_done(api, database):
    one = raised(api.so_khcn, assigned_task(api))
    before = database.value("select count(*) from register.journal")
    answer = step(api.office, one, "solve", reason="x", solution=3, to_level="central")
    assert (answer.status, answer.faults) == (422, {"/document": "required", "/solution": "not-found", "/to_level": "not-allowed"})
    answer = step(api.so_khcn, one, "solve", document="57-NQ/TW")
    assert (answer.status, answer.problem, answer.faults) == (403, "forbidden", {"/action": "not-allowed"})
    assert (step(api.office, one, "solve", document="57-NQ/TW", version=7).status, step(api.office, one, "reopen", reason="x").status) == (412, 409)
    assert api.office.post(f"/v1/obstacles/{one['code']}/transitions", {"action": "solve"}).status == 428
    body = {"task": one["task"], "title": one["title"].upper(), "needs_level": "central", "raised_on": "2199-01-01"}
    for language, text in (("vi", f"Đã tồn tại: {one['code']}"), ("en", f"Already exists: {one['code']}")):
        answer = api.so_khcn.post("/v1/obstacles", body, headers={"Accept-Language": language})
        assert (answer.status, answer.faults) == (422, {"/title": "already-exists", "/raised_on": "too-large"})
        assert text in [error["detail"] for error in answer.json()["errors"]]
    assert api.so_khcn.post("/v1/obstacles", {"task": one["task"], "title": "   "}).faults == {"/title": "empty", "/needs_level": "required"}
    assert database.value("select count(*) from register.journal") == before


def test_the_office_needs_the_scope_to_oversee_and_an_agency_the_one_to_push(api):
    task = assigned_task(api)
    body = {"task": task["code"], "title": "x", "needs_level": "agency"}
    for role, scopes, status in (("office", ["oversight:write"], 201), ("office", ["status:push", "task:write"], 403),
                                 ("agency", ["status:push"], 201), ("agency", ["task:read"], 403)):
        members = {"agency": "so-khcn"} if role == "agency" else {}
        made = created(api.admin.post("/v1/clients", {"code": unique("app"), "name": "x", "role": role, "scopes": scopes, **members}))
        answer = api.as_client(made["code"], made["secret"]).post("/v1/obstacles?dry_run=true", body)
        assert answer.status == status, str(answer)
        if status == 403:
            wanted = "oversight:write" if role == "office" else "status:push"
            assert f'scope="{wanted}"' in answer.headers["www-authenticate"]


def test_a_push_with_an_obstacle_answers_with_the_blocked_task_and_so_does_its_repeat(api):
    task = assigned_task(api)
    body = push_body(task, obstacles=[{"title": "Chưa có định mức chi", "needs_level": "province"}, {"title": "Thiếu người"}])
    taken = created(api.so_khcn.post("/v1/status-updates", body))
    assert (taken["task"]["state"], taken["task"]["version"]) == ("blocked", task["version"] + 2)
    assert task_of(api, task)["version"] == taken["task"]["version"]
    again = done(api.so_khcn.post("/v1/status-updates", body))
    assert (again["result"], again["task"]["state"], again["task"]["version"]) == ("duplicate", "blocked", taken["task"]["version"])
    listed = done(api.so_khcn.get(f"/v1/obstacles?task={task['code']}"))["items"]
    assert [(item["title"], item["needs_level"], item["status_update"]) for item in listed] == [
        ("Chưa có định mức chi", "province", taken["id"]), ("Thiếu người", "agency", taken["id"])]
    # What is still in the way is told again with every push, and is there once.
    api.so_khcn.post("/v1/status-updates", push_body(task, obstacles=[{"title": "CHUA CO DINH MUC CHI"}, {"title": "Thiếu máy"}]))
    assert len(done(api.so_khcn.get(f"/v1/obstacles?task={task['code']}"))["items"]) == 3
    assert task_of(api, task)["state"] == "blocked"


def test_a_dry_run_and_a_batch_that_is_refused_raise_nothing(api):
    task = assigned_task(api)
    push = push_body(task, obstacles=[{"title": "Vướng", "needs_level": "central"}])
    assert created(api.so_khcn.post("/v1/status-updates?dry_run=true", push))["task"]["state"] == "blocked"
    refused = api.so_khcn.post("/v1/status-updates/batch?atomic=true", {"items": [push, push_body("none")]})
    assert refused.faults == {"/items/1/task": "not-found"}
    assert (task_of(api, task)["state"], done(api.office.get(f"/v1/obstacles?task={task['code']}"))["items"]) == ("assigned", [])
    items = api.so_khcn.post("/v1/status-updates/batch", {"items": [push, push, push_body("none")]}).json()["items"]
    assert [(item["status"], item.get("result"), item.get("task", {}).get("state")) for item in items] == [
        (201, "accepted", "blocked"), (200, "duplicate", "blocked"), (404, None, None)]


def test_a_contribution_raises_one_and_blocks_the_task_of_another(api):
    task = assigned_task(api, co_agencies=["tinh-uy"])
    taken = created(api.tinh_uy.post("/v1/status-updates", push_body(task, obstacles=[{"title": "x", "needs_level": "province"}])))
    assert (taken["result"], taken["task"]["state"], task_of(api, task)["state"]) == ("contribution", "blocked", "blocked")
    assert done(api.so_khcn.get(f"/v1/obstacles?task={task['code']}"))["items"][0]["raised_by"] == "tinh-uy"


def test_the_last_of_two_solved_at_the_same_time_unblocks_once(api, database):
    for _ in range(10):
        task = assigned_task(api)
        both = [raised(api.so_khcn, task), raised(api.office, task, "central")]
        answers = []
        threads = [threading.Thread(target=lambda one=one: answers.append(step(api.office, one, "solve", document="57-NQ/TW"))) for one in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [answer.status for answer in answers] == [200, 200], answers
        assert sorted(done(answer)["task_state"] for answer in answers) == ["blocked", "in_progress"]
        moves = database.query("select action from register.task_events where task_id = %s order by version", [task["id"]])
        assert [action for (action,) in moves] == ["assign", "block", "unblock"]


def test_the_same_title_raised_at_the_same_time_is_there_once(api):
    task = assigned_task(api)
    answers = []
    body = {"task": task["code"], "title": "Vướng", "needs_level": "province"}
    pushed = push_body(task, obstacles=[{"title": "VƯỚNG", "needs_level": "province"}])
    threads = [threading.Thread(target=lambda: answers.append(api.office.post("/v1/obstacles", body))) for _ in range(3)]
    threads += [threading.Thread(target=lambda: answers.append(api.so_khcn.post("/v1/status-updates", pushed)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answer.status in (200, 201, 422) for answer in answers), answers
    assert len(done(api.office.get(f"/v1/obstacles?task={task['code']}"))["items"]) == 1
    assert task_of(api, task)["state"] == "blocked"


def test_a_task_cannot_be_unblocked_past_an_open_obstacle_and_is_blocked_again_when_resumed(api):
    task = assigned_task(api)
    one = raised(api.so_khcn, task)
    path = f"/v1/tasks/{task['code']}/transitions"
    answer = api.office.act(path, {"action": "unblock"}, task_of(api, task)["version"])
    assert (answer.status, answer.faults) == (422, {"/action": "open-obstacle"}) and one["code"] in answer.json()["errors"][0]["detail"]
    assert act(api, act(api, task_of(api, task), "suspend", reason="x"), "resume")["state"] == "blocked"
    assert act(api, task_of(api, task), "transfer", to_agency="ubnd-tinh", reason="x")["state"] == "blocked"
    assert api.so_khcn.get(f"/v1/obstacles/{one['code']}").status == 404
    assert done(step(api.office, one, "reject", document="57-NQ/TW"))["task_state"] == "in_progress"


@pytest.mark.parametrize("query, found", [("state=open", 2), ("state=solved,rejected", 1), ("level=agency", 1), ("min_age=3", 1), ("min_age=0&state=open", 2)])
def test_lists_are_filtered_and_exported(api, query, found):
    agency = unique("so")
    created(api.office.post("/v1/agencies", {"code": agency, "name_vi": "Sở", "kind": "department"}))
    task = act(api, new_task(api, lead=agency), "assign", occurred_on="2025-01-02")
    raised(api.office, task, "agency", raised_on="2025-06-02")
    raised(api.office, task, "central")
    assert done(step(api.office, raised(api.office, task), "reject", document="57-NQ/TW"))["state"] == "rejected"
    page = done(api.office.get(f"/v1/obstacles?agency={agency}&count=exact&{query}"))
    assert page["page"]["count"] == len(page["items"]) == found
    lines = api.office.get(f"/v1/obstacles?agency={agency}&{query}", headers={"Accept": "text/csv"}).body.decode().splitlines()
    assert len(lines) == found + 1 and "needs_level" in lines[0]


def test_the_figures_add_up_and_a_past_day_stays_as_it_was_known(api, database):
    agency = unique("so")
    created(api.office.post("/v1/agencies", {"code": agency, "name_vi": "Sở", "kind": "department"}))
    task = act(api, new_task(api, lead=agency), "assign", occurred_on="2025-01-02")
    for level in ("agency", "province", "province"):
        raised(api.office, task, level)
    one = raised(api.office, task, "central", raised_on="2025-06-02")
    assert done(step(api.office, one, "solve", document="57-NQ/TW"))["state"] == "solved"

    def figures(by, more=""):
        return done(api.leader.get(f"/v1/dashboard/obstacles?agency={agency}&by={by}{more}"))["items"]
    assert [(row["needs_level"], row["total"], row["open"], row["solved"], row["blocked_tasks"]) for row in figures("agency_level")] == [
        ("agency", 1, 1, 0, 0), ("province", 2, 2, 0, 1), ("central", 1, 0, 1, 0)]
    for by in ("agency_level", "agency", "level", "total"):
        rows = figures(by)
        assert sum(row["total"] for row in rows) == 4 and all(row["total"] == row["open"] + row["solved"] + row["rejected"] for row in rows)
    assert figures("total")[0]["blocked_tasks"] == 1 and figures("total")[0]["oldest_days"] == 0
    assert figures("total", "&as_of=2025-01-01") == []
    assert api.leader.get("/v1/dashboard/obstacles?as_of=2199-01-01").faults == {"as_of": "in-future"}
