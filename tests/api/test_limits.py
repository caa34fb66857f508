"""test_limits.py - what happens at a limit: a definite status, never a growing queue."""
import re
import threading

import pytest
from support.api import Api
from support.deadline import wait_until
from support.register import assigned_task, created, done, new_task, push_body


@pytest.fixture(scope="module")
def narrow(start_steerd, template):
    """A daemon with one session, one call on it, one that may wait, and half a second for each."""
    daemon = start_steerd(sessions=1, slow_sessions=1, depth=1, queue=1, call_ms=500)
    return daemon, Api(daemon.port, template.secrets)


@pytest.fixture
def held(database):
    """The table of tasks is held for the length of a test."""
    session = database.connect()
    session.autocommit = False
    session.cursor().execute("lock table register.tasks in access exclusive mode")
    yield session
    session.close()


def test_a_read_past_its_deadline_is_504(narrow, held):
    _, api = narrow
    answer = api.office.get("/v1/tasks/NV-1")
    assert (answer.status, answer.problem) == (504, "timed-out")


def test_a_write_past_its_deadline_did_not_happen_or_says_that_nobody_knows(narrow, held, database):
    _, api = narrow
    answer = api.office.post("/v1/tasks", {"title": "Quá hạn", "code": "QH-1"})
    assert (answer.status, answer.problem) in ((504, "timed-out"), (503, "outcome-unknown")), str(answer)
    held.rollback()
    wait_until(lambda: database.value("select count(*) from pg_stat_activity where datname = %s and state = 'active' and pid <> pg_backend_pid()",
                                      [database.name]) == 0, 10, "nothing is running")
    assert database.value("select count(*) from register.tasks where code = 'QH-1'") == 0


def test_a_full_queue_is_503_at_once(narrow, held):
    daemon, api = narrow
    api.token("office")
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(api.office.get("/v1/tasks/NV-1"))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    busy = [answer for answer in answers if answer.problem == "busy"]
    assert busy and all(answer.status == 503 and int(answer.headers["retry-after"]) >= 1 for answer in busy)
    assert {answer.status for answer in answers} <= {503, 504}
    held.rollback()
    assert wait_until(lambda: api.office.get("/v1/tasks?limit=1").status == 200, 10, "served again")
    assert daemon.ready()


def test_a_client_beyond_its_rate_is_429_and_others_are_not(start_steerd, template):
    daemon = start_steerd(rate_limit=30)
    api = Api(daemon.port, template.secrets)
    first = api.office.get("/v1/me")
    assert first.headers["ratelimit-policy"] == '"client";q=30;w=60'
    assert re.fullmatch(r'"client";r=29;t=\d+', first.headers["ratelimit"])
    answers = [api.office.get("/v1/me") for _ in range(40)]
    limited = [answer for answer in answers if answer.status == 429]
    assert 8 <= len(limited) <= 11 and {answer.status for answer in answers} == {200, 429}
    assert limited[0].problem == "too-many-requests" and 1 <= int(limited[0].headers["retry-after"]) <= 3
    assert limited[0].headers["ratelimit"].startswith('"client";r=0;')
    assert api.leader.get("/v1/me").status == 200
    assert wait_until(lambda: api.office.get("/v1/me").status == 200, 10, "the bucket fills again")
    wait_until(lambda: daemon.metrics()["steerd_rate_limited_total"] >= len(limited), 5, "counted")


def test_without_a_limit_nothing_is_said_of_one(narrow):
    _, api = narrow
    assert "ratelimit" not in api.office.get("/v1/me").headers


def test_a_peer_that_leaves_takes_its_read_along_but_not_its_write(narrow, database):
    import socket
    daemon, api = narrow
    task = assigned_task(api)
    session = database.connect()
    session.autocommit = False
    session.cursor().execute("select from register.tasks where code = %s for update", [task["code"]])
    body = b'{"task":"%s","state":"received","source":{"event_id":"left-1"}}' % task["code"].encode()
    head = (f"POST /v1/status-updates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.token('so-khcn')}\r\n"
            f"Content-Type: application/json\r\nX-Request-Id: left-1\r\nContent-Length: {len(body)}\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", daemon.port)) as peer:
        peer.sendall(head + body)
        wait_until(lambda: database.value("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = %s",
                                          [database.name]) == 1, 5, "the write waits", every=0.005)
    daemon.wait_log("gone", where=lambda line: line["request_id"] == "left-1")
    session.rollback()
    session.close()
    wait_until(lambda: database.value("select count(*) from register.status_updates where event_id = 'left-1'") == 1, 5, "written all the same")
    assert done(api.so_khcn.post("/v1/status-updates", {"task": task["code"], "state": "received", "source": {"event_id": "left-1"}}))["result"] == "duplicate"


def test_a_deadlock_is_asked_again_and_nobody_notices(start_steerd, template, database):
    """Two sessions take two tasks in opposite order; PostgreSQL ends one, which is repeated."""
    daemon = start_steerd(call_ms=20000)
    api = Api(daemon.port, template.secrets)
    first, second = assigned_task(api), assigned_task(api)
    answers, session = [], database.connect()
    session.autocommit = False
    cursor = session.cursor()
    cursor.execute("set deadlock_timeout = '10s'")
    cursor.execute("select from register.tasks where code = %s for update", [second["code"]])
    push = threading.Thread(target=lambda: answers.append(api.so_khcn.post(
        "/v1/status-updates/batch?atomic=true", {"items": [push_body(first), push_body(second)]})))
    push.start()
    wait_until(lambda: database.value("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = %s",
                                      [database.name]) == 1, 10, "the batch waits for the second task")
    # The daemon's backend looks for deadlocks after one second and is the one that is ended.
    cursor.execute("select from register.tasks where code = %s for update", [first["code"]])
    session.rollback()
    session.close()
    push.join(20)
    assert answers[0].status == 207 and answers[0].json()["summary"]["accepted"] == 2, str(answers[0])


def test_what_was_written_is_read_at_once(narrow):
    _, api = narrow
    task = new_task(api)
    assert done(api.office.get(f"/v1/tasks/{task['code']}")) == task
    assert created(api.office.post("/v1/tasks", {"title": "x"}))["version"] == 1
