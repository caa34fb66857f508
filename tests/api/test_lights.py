"""test_lights.py - the light of a task over HTTP: on its day, in the answer to a push, as a filter; the rules it follows from.

Daemons of this module live on other days: the register takes its day from the setting steer.today."""
import pytest
from support.api import Api
from support.register import act, assigned_task, created, done, new_task, push_body

SOON, SILENT = "due_within_5_working_days", "no_report_for_20_working_days"


@pytest.fixture(scope="module")
def on_day(start_steerd, database, template):
    """on_day("2025-06-12"): the API of a daemon that lives on that day."""
    started = {}

    def start(day):
        if day not in started:
            daemon = start_steerd(database=f"{database.conninfo} options='-c steer.today={day}'")
            started[day] = Api(daemon.port, template.secrets)
        return started[day]
    return start


def light(api, task):
    found = done(api.so_khcn.get(f"/v1/tasks/{task['code']}"))
    return found["light"], found["light_reasons"]


def push(api, task, **members):
    return api.so_khcn.post("/v1/status-updates", push_body(task, **members))


def test_the_light_changes_with_the_day_while_the_task_stays(on_day):
    task = assigned_task(on_day("2025-06-12"), due_on="2025-06-20")
    assert light(on_day("2025-06-12"), task) == ("grey", ["never_reported"])
    taken = created(push(on_day("2025-06-12"), task))["task"]
    assert (taken["light"], taken["light_reasons"], taken["version"]) == ("green", ["on_track"], 3)
    assert light(on_day("2025-06-13"), task) == ("amber", [SOON])
    assert light(on_day("2025-06-20"), task) == ("amber", [SOON])
    assert light(on_day("2025-06-21"), task) == ("red", ["overdue"])


def test_who_polls_with_a_known_version_does_not_miss_a_light_turning_red(on_day):
    task = assigned_task(on_day("2025-06-12"), due_on="2025-06-20")
    path = f"/v1/tasks/{task['code']}"
    first = on_day("2025-06-12").office.get(path)
    later = on_day("2025-06-21").office.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (later.status, later.json()["light"], later.headers["etag"]) == (200, "red", first.headers["etag"])
    # And what was read on one day can be changed on another.
    assert done(on_day("2025-06-21").office.patch(path, {"due_on": "2025-12-31"}, version=task["version"]))["light"] == "grey"


def test_every_answer_with_a_task_tells_its_light(on_day):
    api = on_day("2025-06-12")
    task = new_task(api, due_on="2025-06-30")
    assert (task["light"], task["light_reasons"]) == ("grey", ["draft"])
    task = act(api, task, "assign", occurred_on="2025-01-02")
    assert task["light_reasons"] == ["never_reported"]
    assert act(api, task, "suspend", reason="Chờ luật mới")["light_reasons"] == ["suspended"]


def test_an_obstacle_turns_it_blue_a_return_amber_and_verification_ends_it(on_day):
    api = on_day("2025-06-12")
    task = assigned_task(api, due_on="2025-12-31")
    blocked = act(api, task, "block", reason="Chưa có định mức")
    assert (blocked["light"], blocked["light_reasons"]) == ("blue", ["blocked", "never_reported"])
    task = act(api, blocked, "unblock")
    assert created(push(api, task, state="reported"))["task"]["light"] == "green"
    task = done(api.office.get(f"/v1/tasks/{task['code']}"))
    task = act(api, task, "return", reason="Thiếu biên bản")
    assert (task["light"], task["light_reasons"]) == ("amber", ["returned"])
    assert created(push(api, task, state="reported"))["task"]["light_reasons"] == ["reported"]
    task = act(api, done(api.office.get(f"/v1/tasks/{task['code']}")), "verify")
    assert (task["light"], task["light_reasons"]) == ("done_on_time", ["reported_in_time"])


def test_each_entry_of_a_batch_tells_the_light_of_its_task(on_day):
    api = on_day("2025-06-12")
    near, far = assigned_task(api, due_on="2025-06-19"), assigned_task(api, due_on="2025-08-29")
    late = push_body(far, expected_completion="2025-09-30")
    items = api.so_khcn.post("/v1/status-updates/batch", {"items": [push_body(near), late, push_body("NV-KHONG-CO")]}).json()["items"]
    assert [(item["task"]["light"], item["task"]["light_reasons"]) for item in items[:2]] == [
        ("amber", [SOON]), ("amber", ["expected_after_due"])]
    assert "task" not in items[2]
    again = api.so_khcn.post("/v1/status-updates", late)
    assert (again.status, again.json()["result"], again.json()["task"]["light"]) == (200, "duplicate", "amber")


def test_tasks_are_found_by_light(on_day):
    api = on_day("2025-06-12")
    red, grey = assigned_task(api, due_on="2025-06-11", pillar="den"), assigned_task(api, pillar="den")
    found = done(api.so_khcn.get("/v1/tasks?light=red&pillar=den&sort=due_on&count=exact"))
    assert ([task["code"] for task in found["items"]], found["page"]["count"]) == ([red["code"]], 1)
    both = done(api.so_khcn.get("/v1/tasks?light=red,grey&pillar=den"))["items"]
    assert {task["code"] for task in both} == {red["code"], grey["code"]}
    assert done(api.so_khcn.get("/v1/tasks?light=green&pillar=den"))["items"] == []
    fields = done(api.office.get("/v1/tasks?light=red&pillar=den&fields=code,light,light_reasons"))["items"]
    assert fields == [{"code": red["code"], "light": "red", "light_reasons": ["overdue", "never_reported"]}]
    csv = api.office.get("/v1/tasks?light=red&pillar=den&fields=code,light,light_reasons", headers={"Accept": "text/csv"}).body.decode()
    assert f"{red['code']},red," in csv and "overdue" in csv
    assert api.office.get("/v1/tasks?light=pink").faults == {"light": "not-in-list"}


def test_the_pages_of_a_light_follow_each_other(on_day):
    api = on_day("2025-06-12")
    codes = {assigned_task(api, due_on=f"2025-05-{day}", pillar="trang")["code"] for day in range(10, 17)}
    seen, target = [], "/v1/tasks?light=red&pillar=trang&limit=3"
    while target:
        page = done(api.so_khcn.get(target))
        seen += [task["code"] for task in page["items"]]
        following = page["page"]["next"]
        target = f"/v1/tasks?light=red&pillar=trang&limit=3&cursor={following}" if following else None
    assert len(seen) == 7 and set(seen) == codes


def test_the_rules_are_published_with_the_thresholds_in_force(api):
    rules = done(api.so_khcn.get("/v1/light-rules"))
    assert rules["version"] == 1 and [rule["place"] for rule in rules["items"]] == list(range(1, 16))
    by_reason = {rule["reason"]: rule for rule in rules["items"]}
    assert (by_reason[SOON]["light"], by_reason[SOON]["threshold"]) == ("amber", 5)
    assert (by_reason[SILENT]["light"], by_reason[SILENT]["setting"]) == ("grey", "light_stale_workdays")
    assert by_reason["calendar_unknown"]["light"] is None
    assert "20 ngày làm việc" in by_reason[SILENT]["text_vi"] and "20 whole working days" in by_reason[SILENT]["text_en"]
    task = assigned_task(api, due_on="2099-12-31")
    assert light(api, task)[0] == by_reason["never_reported"]["light"]
    assert api.anonymous.get("/v1/light-rules").status == 401


def test_an_export_with_lights_can_be_imported_back(api):
    task = assigned_task(api)
    shown = done(api.office.get(f"/v1/tasks/{task['code']}"))
    taken = done(api.office.post("/v1/tasks/import", {"items": [shown]}))
    assert taken["items"][0]["result"] == "unchanged"
