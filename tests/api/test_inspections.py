"""test_inspections.py - inspections over HTTP: planned, carried out, concluded, their recommendations followed as tasks, closed."""
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from support import committees, inspections
from support.inspections import DECISION, act, find, make_task, path, plan, read, recommend, running, try_act
from support.register import act as act_on_task
from support.register import assigned_task, created, done, unique


def test_an_inspection_goes_its_way_from_plan_to_closing(api):
    made = plan(api, description="Theo chương trình công tác")
    assert re.fullmatch(r"KT-\d{4}-\d{4,}", made["code"]) and (made["state"], made["version"], made["document"]) == ("planned", 1, DECISION)
    task = assigned_task(api)
    assert act(api, made, "start", occurred_on="2025-06-02")["started_on"] == "2025-06-02"
    found = find(api, made, task=task["code"], evidence="Biên bản làm việc")
    assert (found["number"], found["task"]) == (1, task["code"])
    wanted = recommend(api, made, finding=1)
    assert (wanted["code"], wanted["due_on"], wanted["state"]) == (f"{made['code']}-1", "2027-12-31", "open")
    other = recommend(api, made, agency="ubnd-tinh", due_text=None)
    assert act(api, made, "conclude", document="57-NQ/TW")["open_count"] == 2
    assert done(api.office.post(f"/v1/recommendations/{other['code']}/withdrawal", {"reason": "Đã thực hiện"}))["state"] == "withdrawn"
    became = created(make_task(api, wanted, product="Báo cáo", assign=True))
    assert (became["state"], became["task_state"], became["task_due_on"]) == ("task", "assigned", "2027-12-31")
    whole = act(api, made, "close")
    assert (whole["state"], whole["open_count"], whole["findings"]) == ("closed", 0, [found])
    assert [one["state"] for one in whole["recommendations"]] == ["task", "withdrawn"]


def test_the_task_of_a_recommendation_is_a_task_like_others_and_its_state_is_shown(api):
    made = running(api)
    wanted = recommend(api, made)
    answer = make_task(api, wanted, product="Báo cáo", responsible="Trưởng phòng")
    draft = created(answer)
    assert draft["task_state"] == "draft" and answer.headers["location"] == f"/v1/tasks/{draft['task']}"
    task = done(api.office.get(answer.headers["location"]))
    assert (task["title"], task["lead_agency"], task["source_document"], task["due_text"]) == (wanted["text"], "so-khcn", DECISION, "Quý IV/2027")
    shown = done(api.so_khcn.get(path(made)))["recommendations"][0]
    assert (shown["state"], shown["task"], shown["task_state"]) == ("task", None, None), "an agency does not see drafts"
    act_on_task(api, task, "assign")
    shown = done(api.so_khcn.get(path(made)))["recommendations"][0]
    assert (shown["task"], shown["task_state"]) == (draft["task"], "assigned")
    again = make_task(api, wanted, product="Báo cáo")
    assert (again.status, again.problem) == (409, "recommendation-settled")
    assert api.office.post(f"/v1/recommendations/{wanted['code']}/withdrawal", {"reason": "x"}).problem == "recommendation-settled"


def test_a_task_that_is_not_clear_is_not_assigned_and_nothing_is_left(api, database):
    made = running(api)
    wanted = recommend(api, made, due_text=None)
    tasks = database.value("select count(*) from register.tasks")
    answer = make_task(api, wanted, assign=True)
    assert (answer.status, answer.problem) == (422, "task-not-clear") and {"/product", "/due_on"} <= set(answer.faults)
    assert make_task(api, wanted, lead_agency="khong-co", due_text="giữa quý").faults == {"/lead_agency": "not-found", "/due_text": "unclear-deadline"}
    assert database.value("select count(*) from register.tasks") == tasks
    assert read(api, made)["recommendations"][0] == wanted


def test_all_that_is_wrong_with_a_plan_is_told_at_once_and_nothing_is_written(api, database):
    person = committees.person(api)
    before = database.value("select count(*) from register.journal")
    answer = api.office.post("/v1/inspections", {
        "title": "x", "starts_on": "2025-06-20", "ends_on": "2025-06-02", "agencies": ["khong-co"], "document": "0/QĐ-X",
        "members": [{"role": "head", "person": person}, {"role": "head", "agency": "tinh-uy"}, {"role": "member", "person": person}]})
    assert answer.status == 422 and answer.faults == {
        "/ends_on": "order", "/agencies/0": "not-found", "/document": "not-found", "/members/1/role": "two-heads", "/members/2/person": "holder-twice"}
    assert api.office.post("/v1/inspections", {"title": "x", "starts_on": "2025-06-02", "ends_on": "2025-06-20", "members": []}).faults == {
        "/agencies": "nothing-inspected", "/members": "no-head"}
    assert set(api.office.post("/v1/inspections", {"state": "closed"}).faults) == {"/title", "/starts_on", "/ends_on", "/members", "/state"}
    assert database.value("select count(*) from register.journal") == before


def test_what_an_act_lacks_is_told_and_nothing_moves(api, database):
    made = plan(api, document=None)
    assert try_act(api, made, "start").faults == {"/document": "required"}
    assert (try_act(api, made, "conclude", document=DECISION).status, try_act(api, made, "close").problem) == (409, "illegal-transition")
    act(api, made, "start", document=DECISION, occurred_on="2025-06-02")
    before = database.value("select count(*) from register.journal")
    assert try_act(api, made, "start").problem == "illegal-transition"
    assert try_act(api, made, "conclude", occurred_on="2025-06-01").faults == {"/document": "required", "/occurred_on": "order"}
    assert try_act(api, made, "cancel").faults == {"/reason": "required"}
    assert api.office.post(path(made, "/findings"), {"agency": "ubnd-tinh", "kind": "violation", "text": "x"}).faults == {"/agency": "not-inspected"}
    assert api.office.post(path(made, "/findings"), {"agency": "so-khcn", "kind": "praise", "text": " "}).faults == {
        "/kind": "not-in-list", "/text": "empty"}
    assert api.office.post(path(made, "/recommendations"), {"agency": "khong-co", "text": "x", "finding": 3, "due_text": "giữa quý"}).faults == {
        "/agency": "not-found", "/finding": "not-found", "/due_text": "unclear-deadline"}
    assert database.value("select count(*) from register.journal") == before


def test_closing_waits_for_every_recommendation_and_names_those_that_are_loose(api):
    made = running(api)
    loose = [recommend(api, made)["code"] for _ in range(2)]
    act(api, made, "conclude", document=DECISION)
    answer = try_act(api, made, "close")
    assert answer.status == 422
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [("/action", "recommendation-open")] * 2
    assert all(code in fault["detail"] for code, fault in zip(loose, answer.json()["errors"], strict=True))
    assert api.office.post(path(made, "/recommendations"), {"agency": "so-khcn", "text": "x"}).problem == "inspection-state"
    assert api.office.patch(path(made), {"title": "x"}, version=read(api, made)["version"]).problem == "inspection-state"


def test_an_agency_sees_what_concerns_it_once_it_runs_and_of_its_parts_its_own(api):
    made = plan(api, agencies=["so-khcn", "ubnd-tinh"])
    missing = api.so_khcn.get("/v1/inspections/KT-0000-0000", headers={"X-Request-Id": "same"})
    hidden = api.so_khcn.get(path(made), headers={"X-Request-Id": "same"})
    assert (hidden.status, hidden.body) == (404, missing.body)
    act(api, made, "start")
    find(api, made), find(api, made, agency="ubnd-tinh", text="Về tỉnh")
    recommend(api, made, agency="ubnd-tinh"), recommend(api, made)
    shown = done(api.so_khcn.get(path(made)))
    assert (shown["agencies"], [one["number"] for one in shown["findings"]], [one["number"] for one in shown["recommendations"]]) == (["so-khcn"], [1], [2])
    assert (shown["finding_count"], shown["recommendation_count"]) == (1, 1)
    assert len(done(api.leader.get(path(made)))["findings"]) == len(done(api.auditor.get(path(made)))["findings"]) == 2
    foreign = running(api, agencies=["ubnd-tinh"])
    assert api.so_khcn.get(path(foreign)).status == 404
    assert foreign["code"] not in [one["code"] for one in done(api.so_khcn.get("/v1/inspections?limit=500"))["items"]]
    task = assigned_task(api, lead="ubnd-tinh", co_agencies=["so-khcn"])
    through = running(api, agencies=[], tasks=[task["code"]])
    assert done(api.so_khcn.get(path(through)))["tasks"] == [task["code"]], "through a task it joins"
    assert api.so_khcn.post(path(made, "/findings"), {"agency": "so-khcn", "kind": "other", "text": "x"}).status == 403


def test_plan_and_team_are_changed_as_read(api):
    made = plan(api)
    person = committees.person(api)
    answer = api.office.patch(path(made), {"ends_on": "2025-06-27", "description": None, "members": [
        {"role": "head", "person": person}, {"role": "member", "post": committees.post(api, person)}]}, version=1)
    changed = done(answer)
    assert answer.headers["etag"] == '"v2"' and changed["ends_on"] == "2025-06-27"
    assert [(one["role"], one["person"], one["post"] is None) for one in changed["members"]] == [("head", person, True), ("member", person, False)]
    assert api.office.patch(path(made), {"title": "x"}, version=1).status == 412
    assert api.office.patch(path(made), {"title": "x"}).status == 428
    assert done(api.office.patch(path(made), {"ends_on": "2025-06-27"}, version=2))["version"] == 2
    act(api, made, "start")
    find(api, made)
    answer = api.office.patch(path(made), {"agencies": ["ubnd-tinh"]}, version=read(api, made)["version"])
    assert answer.faults == {"/agencies": "has-findings"} and read(api, made)["agencies"] == ["so-khcn"]


def test_writes_are_tried_and_done_once(api, database):
    made = running(api)
    count = "select count(*) from register.inspection_recommendations where inspection_id = %s"
    body, key = {"agency": "so-khcn", "text": "x"}, {"Idempotency-Key": unique("key")}
    assert api.office.post(path(made, "/recommendations?dry_run=true"), body).status == 201
    assert database.value(count, [made["id"]]) == 0
    first, again = (api.office.post(path(made, "/recommendations"), body, headers=key) for _ in range(2))
    assert first.body == again.body and again.headers["idempotency-replayed"] == "true" and database.value(count, [made["id"]]) == 1


def test_the_list_is_filtered_and_ordered_and_given_as_a_table(api):
    task = assigned_task(api)
    made = [running(api, title=unique("dot"), tasks=[task["code"]], starts_on=f"2025-05-{day}") for day in (20, 10)]
    codes = [one["code"] for one in made]
    found = done(api.leader.get(f"/v1/inspections?task={task['code']}&count=exact"))
    assert ([one["code"] for one in found["items"]], found["page"]["count"]) == (codes[::-1], 2), "newest first"
    assert [one["code"] for one in done(api.leader.get(f"/v1/inspections?task={task['code']}&sort=starts_on"))["items"]] == codes[::-1]
    assert [one["code"] for one in done(api.leader.get(f"/v1/inspections?q={made[0]['title']}"))["items"]] == codes[:1]
    assert done(api.leader.get(f"/v1/inspections?task={task['code']}&state=planned,closed"))["items"] == []
    assert done(api.leader.get(f"/v1/inspections?task={task['code']}&agency=hdnd-tinh"))["items"] == []
    page = done(api.leader.get(f"/v1/inspections?task={task['code']}&limit=1&fields=code,state"))
    assert page["items"] == [{"code": codes[1], "state": "running"}]
    rest = done(api.leader.get(f"/v1/inspections?task={task['code']}&limit=1&fields=code,state&cursor={page['page']['next']}"))
    assert rest["items"] == [{"code": codes[0], "state": "running"}] and rest["page"]["next"] is None
    table = api.leader.get(f"/v1/inspections?task={task['code']}", headers={"Accept": "text/csv"}).body.decode()
    assert table.splitlines()[0].split(",")[1] == "code" and codes[0] in table


@pytest.mark.parametrize("agency, status", [("so-khcn", 201), ("hdnd-tinh", 201), ("ubnd-tinh", 422)])
def test_a_programme_is_inspected_with_the_agencies_of_its_tasks(api, agency, status):
    programme = created(api.office.post("/v1/programmes", {"code": unique("CT"), "name_vi": "x"}))["code"]
    task = assigned_task(api, co_agencies=["hdnd-tinh"], programme=programme)
    made = running(api, agencies=[], programme=programme)
    assert inspections.read(api, made)["programme"] == programme
    answer = api.office.post(path(made, "/findings"), {"agency": agency, "task": task["code"], "kind": "good_practice", "text": "x"})
    assert answer.status == status


def test_who_writes_at_the_same_time_gets_a_number_of_his_own(api):
    made = running(api)
    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(lambda _: find(api, made)["number"], range(16)))
        codes = list(crowd.map(lambda _: plan(api, head=made["members"][0]["person"])["code"], range(8)))
    assert sorted(found) == list(range(1, 17)) and len(set(codes)) == 8
    assert read(api, made)["version"] == made["version"] + 16
