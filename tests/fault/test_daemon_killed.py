"""test_daemon_killed.py - kill -9 of the daemon, again and again, while statuses are pushed with keys."""
import os
import signal
from pathlib import Path

from fault.processes import children
from fault.pushing import Crowd
from support.api import Api
from support.deadline import wait_until

ROUNDS = 20


def test_the_whole_daemon_killed_in_a_loop(start_steerd, database, template):
    daemon = start_steerd(workers=0)
    with Crowd(Api(daemon.port, template.secrets)) as crowd:
        for _ in range(ROUNDS):
            crowd.wait_acknowledged(15)
            daemon.kill()
            daemon.start()
        crowd.wait_acknowledged(15)
    crowd.check(database)
    assert crowd.attempts["connection"] > 0, "no request was hit: the test proved nothing"


def test_a_worker_killed_in_a_loop_is_replaced(start_steerd, database, template):
    daemon = start_steerd(workers=2)
    with Crowd(Api(daemon.port, template.secrets)) as crowd:
        for number in range(ROUNDS):
            crowd.wait_acknowledged(15)
            wait_until(lambda: len(children(daemon.process.pid)) == 3, 15, "two workers and a clerk")
            os.kill(children(daemon.process.pid)[number % 3], signal.SIGKILL)
        crowd.wait_acknowledged(15)
    crowd.check(database)
    assert len(daemon.log_lines("child_ended")) >= ROUNDS
    wait_until(daemon.ready, 15, "ready again")


def test_the_supervisor_killed_takes_its_workers_along(start_steerd):
    """Nobody is left holding the port: a new daemon starts in its place."""
    daemon = start_steerd(workers=2)
    workers = children(daemon.process.pid)
    daemon.kill()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 15, "the workers end")
    daemon.start()
