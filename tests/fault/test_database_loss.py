"""test_database_loss.py - PostgreSQL goes away under load: nothing hangs, nothing acknowledged is lost, nothing is doubled."""
import threading

import pytest

from fault.pushing import Crowd
from support.api import Api
from support.deadline import wait_until

STEERD_OPTIONS = {"workers": 2, "sessions": 2, "depth": 8}


def terminate_backends(database):
    """pg_terminate_backend of every session of the daemon; how many there were."""
    return database.value("select count(pg_terminate_backend(pid)) from pg_stat_activity "
                          "where usename = 'steer_api' and datname = %s", [database.name])


def test_backends_terminated_again_and_again(api, database, steerd):
    with Crowd(api) as crowd:
        crowd.wait_acknowledged(50)
        for _ in range(15):
            assert wait_until(lambda: terminate_backends(database), 20, "sessions to end")
            crowd.wait_acknowledged(20)
    crowd.check(database)
    assert crowd.attempts[503] > 0 or crowd.attempts[201] > 300, crowd.attempts
    wait_until(steerd.ready, 10, "ready again")


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_postgresql_restarted_in_mid_flight(api, database, steerd, cluster, mode):
    """fast ends the sessions; immediate is a crash with recovery."""
    with Crowd(api) as crowd:
        for _ in range(3):
            crowd.wait_acknowledged(50)
            cluster.restart(mode)
        crowd.wait_acknowledged(50)
    crowd.check(database)
    wait_until(steerd.ready, 10, "ready again")


def test_while_postgresql_is_down_answers_are_503_at_once_and_live_stays(api, database, steerd, cluster):
    codes = []
    cluster.stop("immediate")
    try:
        wait_until(lambda: not steerd.ready(), 10, "not ready")
        assert steerd.operations("/live").status == 200
        threads = [threading.Thread(target=lambda: codes.append(api.office.get("/v1/tasks", timeout=10)))
                   for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(15)
    finally:
        cluster.start()
    assert len(codes) == 8
    for answer in codes:
        assert answer.status == 503 and answer.problem == "unavailable", answer
        assert int(answer.headers["retry-after"]) >= 1
    wait_until(steerd.ready, 15, "ready again")
    assert api.office.get("/v1/tasks").status == 200


def test_a_call_past_its_deadline_is_504_and_the_next_one_is_served(api, database, start_steerd, template):
    """A lock held by somebody else makes a push wait; the daemon's deadline ends it."""
    hasty = Api(start_steerd(workers=0, call_ms=500, sessions=1).port, template.secrets)
    with Crowd(hasty, pushers=1, readers=0) as crowd:
        crowd.wait_acknowledged(1)
    task = crowd.tasks[0]
    holder = database.connect()
    holder.autocommit = False
    with holder.cursor() as cursor:
        cursor.execute("select 1 from register.tasks where code = %s for update", [task])
        push = {"task": task, "source": {"event_id": f"{crowd.run}-late", "sequence": 10**6},
                "state": "in_progress"}
        answer = hasty.so_khcn.post("/v1/status-updates", push, timeout=10)
        assert answer.status == 504 and answer.problem == "timed-out", answer
        assert hasty.so_khcn.get(f"/v1/tasks/{task}", timeout=10).status == 200
    holder.rollback()
    holder.close()
    again = hasty.so_khcn.post("/v1/status-updates", push)
    assert again.status in (200, 201), again
    assert database.value("select count(*) from register.status_updates where event_id = %s",
                          [f"{crowd.run}-late"]) == 1
