"""test_queue.py - the queue against the real daemon: away and back, killed at any moment, nothing lost and nothing doubled."""
import json
import random

import pytest


@pytest.fixture(scope="module")
def task(steerctl, sample):
    """A task of so-khcn that pushes move; its code."""
    return "NV-2025-0003"


def push(line, task, event, **options):
    return line("status", "push", task, "--state", "in_progress", "--summary", f"lần {event}", "--retries", "0", profile="so-khcn", **options)


def summaries(database, task):
    """What the register has, in the order it came."""
    return [row[0] for row in database.query(
        "select u.summary from register.status_updates u join register.tasks t on t.id = u.task_id where t.code = %s order by u.received_at, u.id", [task])]


def waiting(line):
    return line("queue", "list", "-o", "json").json()["items"]


@pytest.fixture
def away(start_steerd, steerctl, steps):
    """(steerd, steerctl): a daemon that is stopped, and a command line that looks for it."""
    import copy
    daemon = start_steerd()
    daemon.stop()
    line = copy.copy(steerctl)
    line.environment = lambda **further: {**type(steerctl).environment(steerctl), "STEER_URL": daemon.url,
                                          "STEER_QUEUE": str(steerctl.directory / f"queue-{daemon.port}"), **further}
    return daemon, line


def test_what_was_pushed_while_the_server_was_away_arrives_in_order(away, database, task):
    daemon, line = away
    before = summaries(database, task)
    assert [push(line, task, event).status for event in ("a", "b", "c")] == [10, 10, 10]
    assert line("queue", "flush", "--retries", "0", profile="so-khcn").status == 10
    daemon.start()
    run = line("queue", "flush", profile="so-khcn")
    assert run.status == 0 and len(run.lines()) == 4, run
    assert summaries(database, task)[len(before):] == ["lần a", "lần b", "lần c"]
    assert waiting(line) == [] and line("queue", "flush", profile="so-khcn").status == 0


def test_what_was_delivered_but_not_acknowledged_is_not_doubled(away, database, task):
    """The key is the event's: a push that reached the register before the client was killed is a duplicate."""
    daemon, line = away
    before = len(summaries(database, task))
    assert push(line, task, "d").status == 10
    kept, = waiting(line)
    daemon.start()
    direct = line("api", "POST", "/v1/status-updates", "-f", "-", "--idempotency-key", kept["idempotency_key"], stdin=json.dumps(kept["body"]), profile="so-khcn")
    assert direct.status == 0 and direct.json()["result"] == "accepted", direct
    run = line("queue", "flush", "-o", "json", profile="so-khcn")
    assert run.status == 0 and [item["result"] for item in run.json()["items"]] == ["duplicate"], run
    assert len(summaries(database, task)) == before + 1


def test_killed_again_and_again_nothing_is_lost_and_nothing_doubled(away, database, task, start, steps):
    daemon, line = away
    before = len(summaries(database, task))
    events = [f"k{number}" for number in range(40)]
    rows = "\n".join(json.dumps({"task": task, "state": "in_progress", "summary": event, "source": {"event_id": f"kill-{event}"}}) for event in events)
    assert line("status", "batch", "--retries", "0", stdin=rows, profile="so-khcn").status == 10
    daemon.start()
    chance = random.Random(57)
    kills = 0
    while waiting(line):
        # From what has arrived, not from what still waits here: that may lag behind, and a kill at once gets nowhere.
        goal = len(summaries(database, task)) + chance.randint(1, 4)
        running = start(line, "queue", "flush", "--profile", "so-khcn")
        steps.wait_until(lambda: len(summaries(database, task)) >= goal or running.process.poll() is not None,  # noqa: B023
                         what="some are delivered", every=0.001)
        running.kill()
        kills += 1
    assert kills > 3
    assert summaries(database, task)[before:] == events


def test_a_killed_push_is_delivered_by_the_next(away, database, task, start, steps):
    daemon, line = away
    daemon.start()
    before = len(summaries(database, task))
    for number in range(10):
        running = start(line, "status", "push", task, "--state", "in_progress", "--summary", f"p{number}", "--profile", "so-khcn")
        on_disk = lambda: any(entry["body"]["summary"] == f"p{number}" for entry in waiting(line))
        steps.wait_until(lambda: on_disk() or running.process.poll() is not None, what="it is on disk", every=0.001)
        running.kill()
    assert line("queue", "flush", profile="so-khcn").status == 0
    assert summaries(database, task)[before:] == [f"p{number}" for number in range(10)]


def test_a_wrong_push_that_waited_is_set_aside_with_its_reason(away, database, task):
    daemon, line = away
    before = len(summaries(database, task))
    assert line("status", "push", task, "--state", "flying", "--retries", "0", profile="so-khcn").status == 10
    assert push(line, task, "after").status == 10
    daemon.start()
    run = line("queue", "flush", profile="so-khcn")
    assert run.status == 9 and "/state" in run.err, run
    left, = waiting(line)
    assert left["state"] == "refused" and "/state" in left["problem"]
    assert summaries(database, task)[before:] == ["lần after"]
    assert "bị từ chối" in line("queue", "list").out
    run = push(line, task, "later")
    assert run.status == 0 and "steerctl queue list" in run.err, run


def test_a_revoked_client_keeps_what_waits(away, steerctl, database, task):
    daemon, line = away
    secret = steerctl.directory / "tam.secret"
    assert steerctl("client", "create", "--code", "tam", "--name", "Tạm", "--role", "agency", "--agency", "so-khcn", "--scope", "status:push",
                    "--secret-to", secret, profile="admin").status == 0
    identity = {"STEER_CLIENT_ID": "tam", "STEER_CLIENT_SECRET_FILE": str(secret)}
    assert line("status", "push", task, "--state", "received", "--retries", "0", environment=identity).status == 10
    assert steerctl("client", "revoke", "tam", "--yes", profile="admin").status == 0
    daemon.start()
    assert line("queue", "flush", environment=identity).status == 4
    assert [entry["state"] for entry in waiting(line)] == ["waiting"]
