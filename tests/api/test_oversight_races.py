"""test_oversight_races.py - a task that goes to another agency, is reported, or falls under the ladder while somebody else is about to write."""
import threading

import pytest
from support.deadline import wait_until
from support.register import assigned_task, created, done, push_body, unique


def while_held(database, task, change, work):
    """The answer to work, begun while a transaction holds the task that commits change afterwards."""
    found = []
    connection = database.connect()
    connection.autocommit = False
    thread = threading.Thread(target=lambda: found.append(work()))
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"update register.tasks set {change}, version = version + 1 where code = %s", [task["code"]])
            thread.start()
            wait_until(lambda: database.value("select count(*) from pg_stat_activity where usename = 'steer_api' and wait_event_type = 'Lock'"),
                       20, "it waits for the task")
        connection.commit()
    finally:
        connection.close()
    thread.join(60)
    return found[0]


LOSING = {
    "raise": lambda caller, task, _: caller.post("/v1/obstacles", {"task": task["code"], "title": "Thiếu vốn", "needs_level": "province"}),
    "escalate": lambda caller, _, path: caller.act(f"{path}/transitions", {"action": "escalate", "to_level": "province", "reason": "x"}, 1),
    "propose": lambda caller, _, path: caller.post(f"{path}/solutions", {"text": "x"}),
    "extend": lambda caller, task, _: caller.post(f"/v1/tasks/{task['code']}/extensions", {"reason": "x", "due_on": "2026-12-31"}),
    "push": lambda caller, task, _: caller.post("/v1/status-updates", push_body(task, obstacles=[{"title": "x", "needs_level": "province"}]))}


@pytest.mark.parametrize("what", LOSING)
def test_who_loses_a_task_while_waiting_for_it_writes_nothing(api, database, what):
    task = assigned_task(api)
    obstacle = created(api.so_khcn.post("/v1/obstacles", {"task": task["code"], "title": "Thiếu người", "needs_level": "agency"}))
    count = "select count(*) from register.journal where object_kind like 'obstacle%' or object_kind in ('deadline_extension', 'status_update')"
    before = database.value(count)
    answer = while_held(database, task, "lead_agency_id = private.agency_id('tinh-uy')",
                        lambda: LOSING[what](api.so_khcn, task, f"/v1/obstacles/{obstacle['code']}"))
    assert answer.status == 404, answer
    assert database.value(count) == before
    assert done(api.tinh_uy.get(f"/v1/tasks/{task['code']}"))["state"] == "assigned"


VERIFIED = "state = 'verified', reported_on = '2025-06-01', verified_on = '2025-06-02'"
REPORTED = "state = 'reported', reported_on = '2025-06-01'"


@pytest.mark.parametrize("change, what, status, raised", [
    (VERIFIED, "raise", 422, 0), (VERIFIED, "push", 201, 0), (VERIFIED, "extend", 409, 0),
    (REPORTED, "raise", 201, 1), (REPORTED, "push", 201, 1), (REPORTED, "extend", 409, 0)])
def test_what_is_reported_or_verified_meanwhile_is_not_blocked(api, database, change, what, status, raised):
    task = assigned_task(api, co_agencies=["tinh-uy"])
    caller = api.so_khcn if what == "extend" else api.tinh_uy
    assert while_held(database, task, change, lambda: LOSING[what](caller, task, None)).status == status
    assert done(api.office.get(f"/v1/tasks/{task['code']}"))["state"] == ("verified" if change == VERIFIED else "reported")
    assert len(done(api.office.get(f"/v1/obstacles?task={task['code']}"))["items"]) == raised


def test_obstacles_reports_and_solutions_at_once_leave_only_legal_moves(api, database):
    for _ in range(6):
        task = assigned_task(api, co_agencies=["tinh-uy"])
        answers = []
        works = [lambda: api.tinh_uy.post("/v1/obstacles", {"task": task["code"], "title": unique("Vướng"), "needs_level": "province"}),
                 lambda: api.tinh_uy.post("/v1/status-updates", push_body(task, obstacles=[{"title": unique("Vướng"), "needs_level": "central"}])),
                 lambda: api.so_khcn.post("/v1/status-updates", push_body(task, state="reported")),
                 lambda: api.office.act(f"/v1/tasks/{task['code']}/transitions", {"action": "suspend", "reason": "x"}, task["version"]),
                 lambda: api.office.patch(f"/v1/tasks/{task['code']}", {"due_on": "2026-03-31"}, version=task["version"])]
        threads = [threading.Thread(target=lambda work=work: answers.append(work())) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(answers) == len(works) and all(answer.status < 500 for answer in answers), answers
        moves = database.query("select from_state, to_state, action from register.task_events where task_id = %s order by version", [task["id"]])
        legal = set(database.query("select from_state, to_state, action from register.transitions"))
        assert set(moves) <= legal and all(one[1] == after[0] for one, after in zip(moves, moves[1:])), moves
        blocks = database.value("select count(*) from register.obstacles where task_id = %s and state = 'open' and needs_level <> 'agency'", [task["id"]])
        state = database.value("select state from register.tasks where id = %s", [task["id"]])
        assert moves[-1][1] == state and (blocks == 0 or state in ("blocked", "reported", "suspended")), (moves, state)


def test_a_deadline_that_is_extended_while_the_ladder_runs_is_urged_by_one_of_both(api, database):
    task = assigned_task(api)
    asked = created(api.so_khcn.post(f"/v1/tasks/{task['code']}/extensions", {"reason": "x", "due_on": "2026-12-31"}))
    answers = []
    works = [lambda: api.office.post("/v1/urging-runs", {}), lambda: api.office.post("/v1/urging-runs", {}),
             lambda: api.office.act(f"/v1/extensions/{asked['code']}/decision", {"decision": "grant"}, asked["version"]),
             lambda: api.office.post(f"/v1/tasks/{task['code']}/urgings", {"text_vi": "Đề nghị khẩn trương"})]
    threads = [threading.Thread(target=lambda work=work: answers.append(work())) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 201], answers
    told = database.query("select times, due_on::text from register.urgings where task_id = %s order by number", [task["id"]])
    assert [times for times, _ in told] == list(range(1, len(told) + 1)) and {due for _, due in told} <= {"2025-12-31", "2026-12-31"}
