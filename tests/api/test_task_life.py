"""test_task_life.py - the life of a task: which acts are legal from where, what they need, what is remembered."""
import itertools

import pytest
from support.register import REPORT, act, assigned_task, created, done, new_task, push_body, unique

ACTIONS = ("assign", "receive", "start", "report", "verify", "return", "suspend", "resume", "cancel", "transfer",
           "block", "unblock", "reopen")
# domain: draft -> assigned -> received -> in progress -> reported -> verified, or returned; and the side ways.
LEGAL = {
    "draft": {"assign": "assigned", "cancel": "cancelled"},
    "assigned": {"receive": "received", "start": "in_progress", "report": "reported", "suspend": "suspended",
                 "block": "blocked", "cancel": "cancelled", "transfer": "assigned"},
    "received": {"start": "in_progress", "report": "reported", "suspend": "suspended", "block": "blocked",
                 "cancel": "cancelled", "transfer": "assigned"},
    "in_progress": {"report": "reported", "suspend": "suspended", "block": "blocked", "cancel": "cancelled",
                    "transfer": "assigned"},
    "reported": {"report": "reported", "verify": "verified", "return": "returned", "cancel": "cancelled"},
    "verified": {"reopen": "returned"},
    "returned": {"start": "in_progress", "report": "reported", "suspend": "suspended", "block": "blocked",
                 "cancel": "cancelled", "transfer": "assigned"},
    "suspended": {"resume": "in_progress", "cancel": "cancelled", "transfer": "assigned"},
    "blocked": {"suspend": "suspended", "unblock": "in_progress", "cancel": "cancelled", "transfer": "assigned"},
    "cancelled": {},
}
WAY = {"draft": (), "assigned": ("assign",), "received": ("assign", "receive"), "in_progress": ("assign", "start"),
       "reported": ("assign", "report"), "verified": ("assign", "report", "verify"),
       "returned": ("assign", "report", "return"), "suspended": ("assign", "suspend"), "blocked": ("assign", "block"),
       "cancelled": ("cancel",)}
NEEDS = {"return": {"reason": "Chưa đạt"}, "suspend": {"reason": "Chờ"}, "block": {"reason": "Vướng"},
         "cancel": {"document": "57-NQ/TW"}, "transfer": {"to_agency": "tinh-uy", "reason": "Sắp xếp"},
         "reopen": {"reason": "Sai số liệu", "document": "57-NQ/TW"}, "report": REPORT}


def task_in(api, state):
    task = new_task(api)
    for action in WAY[state]:
        task = act(api, task, action, **NEEDS.get(action, {}))
    assert task["state"] == state
    return task


def try_act(api, task, action, query="?dry_run=true"):
    return api.office.act(f"/v1/tasks/{task['code']}/transitions{query}", {"action": action, **NEEDS.get(action, {})},
                          task["version"])


@pytest.mark.parametrize("state", LEGAL)
def test_exactly_the_legal_acts_are_possible_from(api, state):
    task = task_in(api, state)
    for action in ACTIONS:
        answer = try_act(api, task, action)
        if action in LEGAL[state]:
            assert answer.status == 200 and answer.json()["state"] == LEGAL[state][action], (action, str(answer))
        else:
            assert (answer.status, answer.problem) == (409, "illegal-transition"), (action, str(answer))
            assert answer.faults == {"/action": "illegal-transition"}


@pytest.mark.parametrize("action, member", [(action, member) for action in NEEDS for member in NEEDS[action]])
def test_what_an_act_needs_is_asked_for(api, action, member):
    state = next(state for state in LEGAL if action in LEGAL[state])
    task = task_in(api, state)
    body = {"action": action, **{name: value for name, value in NEEDS[action].items() if name != member}}
    answer = api.office.act(f"/v1/tasks/{task['code']}/transitions", body, task["version"])
    assert (answer.status, answer.faults) == (422, {f"/{member}": "required"})


def test_a_task_that_is_not_clear_is_not_assigned(api):
    task = created(api.office.post("/v1/tasks", {"title": "Chưa rõ"}))
    answer = api.office.act(f"/v1/tasks/{task['code']}/transitions", {"action": "assign"}, 1)
    assert (answer.status, answer.problem) == (422, "task-not-clear")
    assert set(answer.faults.values()) == {"required"}
    assert {"/lead_agency", "/product"} <= set(answer.faults) and set(answer.faults) & {"/due_text", "/due_on"}


def test_an_act_needs_the_version_that_was_read(api):
    task = new_task(api)
    path = f"/v1/tasks/{task['code']}/transitions"
    assert api.office.post(path, {"action": "assign"}).status == 428
    assert api.office.act(path, {"action": "assign"}, 2).json()["current_etag"] == '"v1"'
    moved = api.office.act(path, {"action": "assign"}, 1)
    assert moved.headers["etag"] == '"v2"' and moved.json()["assigned_on"]


def test_a_transfer_keeps_the_first_agency_on_record(api):
    task = act(api, assigned_task(api), "transfer", to_agency="ubnd-tinh", reason="Sắp xếp lại")
    assert (task["lead_agency"], task["original_lead_agency"], task["state"]) == ("ubnd-tinh", "so-khcn", "assigned")


def test_the_first_deadline_is_never_lost(api):
    task = assigned_task(api, due_on="2025-06-30")
    changed = done(api.office.patch(f"/v1/tasks/{task['code']}", {"due_on": "2025-09-30", "due_text": None}, version=task["version"]))
    assert (changed["due_on"], changed["original_due_on"]) == ("2025-09-30", "2025-06-30")


def test_a_returned_report_is_not_done(api):
    task = act(api, assigned_task(api), "report", occurred_on="2025-06-01")
    task = act(api, task, "return", reason="Chưa đạt", occurred_on="2025-06-15")
    assert (task["state"], task["verified_on"]) == ("returned", None)
    task = act(api, task, "report", occurred_on="2025-07-01")
    task = act(api, task, "verify", occurred_on="2025-07-15")
    assert (task["reported_on"], task["verified_on"]) == ("2025-07-01", "2025-07-15")


def test_history_tells_what_happened_newest_first(api):
    task = new_task(api)
    task = act(api, task, "assign", reason="Theo kế hoạch", document="57-NQ/TW")
    done(api.office.patch(f"/v1/tasks/{task['code']}", {"title": "Tên khác"}, version=2))
    created(api.so_khcn.post("/v1/status-updates", push_body(task, progress_percent=10)))
    items = done(api.office.get(f"/v1/tasks/{task['code']}/history"))["items"]
    assert [item["version"] for item in items] == [4, 3, 2, 1]
    assert [item["client"] for item in items] == ["so-khcn", "office", "office", "office"]
    assert [item["operation"] for item in items] == ["status_push", "task_patch", "task_transition", "task_create"]
    assert (items[2]["action"], items[2]["from_state"], items[2]["to_state"]) == ("assign", "draft", "assigned")
    assert (items[2]["reason"], items[2]["document"]) == ("Theo kế hoạch", "57-NQ/TW")
    assert items[1]["changes"]["title"] == {"from": task["title"], "to": "Tên khác"}
    page = done(api.office.get(f"/v1/tasks/{task['code']}/history?limit=3"))
    rest = done(api.office.get(f"/v1/tasks/{task['code']}/history?limit=3&cursor={page['page']['next']}"))
    assert [item["version"] for item in page["items"] + rest["items"]] == [4, 3, 2, 1]


def test_two_writers_of_one_version_cannot_both_win(api):
    import threading
    task = new_task(api)
    statuses = []

    def write(number):
        statuses.append(api.office.patch(f"/v1/tasks/{task['code']}", {"title": f"Người {number}"}, version=1).status)
    api.token("office")
    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [412] * 7


def test_an_agency_never_sees_a_draft(api):
    task = new_task(api)
    for path in ("", "/history", "/status-updates"):
        assert api.so_khcn.get(f"/v1/tasks/{task['code']}{path}").status == 404
    assert api.so_khcn.post("/v1/status-updates", push_body(task)).status == 404
    act(api, task, "assign")
    assert api.so_khcn.get(f"/v1/tasks/{task['code']}").status == 200


def test_states_and_ways_of_this_file_are_complete():
    assert set(WAY) == set(LEGAL)
    assert set(itertools.chain(*LEGAL.values())) == set(ACTIONS)
    assert unique("x") != unique("x")
