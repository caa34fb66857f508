"""pushing.py - a crowd of clients that goes on through whatever happens to the server, and knows afterwards what must be in the register."""
import http.client
import threading
import time
import uuid
from collections import Counter

from support.api import send
from support.deadline import wait_until

REQUEST_SECONDS = 20  # longer than any deadline of the daemon: past it a request hangs
PAUSE_SECONDS = 0.02


def make_tasks(api, agency, count):
    """`count` assigned tasks led by `agency`, imported by the office; their codes."""
    mark = uuid.uuid4().hex[:8]
    items = [{"code": f"NV-2025-{mark}-{n:03d}", "title": f"Nhiệm vụ thử {mark} {n}", "lead_agency": agency,
              "product": "Báo cáo", "due_text": "Năm 2025", "state": "assigned"} for n in range(count)]
    answer = api.office.post("/v1/tasks/import", {"items": items})
    assert answer.status == 200, answer
    return [item["code"] for item in items]


class Crowd:
    """Threads that push statuses with keys of their own, and repeat each until it is acknowledged; others that read.

    Every pusher has tasks of its own, so that an answer for another's task shows."""

    def __init__(self, api, agency="so-khcn", pushers=4, readers=2):
        self.api, self.agency = api, agency
        self.run = uuid.uuid4().hex[:8]
        self.tasks = make_tasks(api, agency, pushers)
        self.token = api.token(agency)
        self.stopping = threading.Event()
        self.acknowledged = {}  # event id -> (task, id of the status)
        self.attempts = Counter()  # what became of single requests
        self.faults = []
        self.slowest = 0.0
        self.threads = [threading.Thread(target=self._guarded, args=(self._push_all, number))
                        for number in range(pushers)]
        self.threads += [threading.Thread(target=self._guarded, args=(self._read_all, number))
                         for number in range(readers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        """Lets every push begun come to its end."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)
        self.faults += [f"{thread.name} hangs" for thread in self.threads if thread.is_alive()]

    def wait_acknowledged(self, count, seconds=60):
        """Until `count` more pushes are acknowledged than now."""
        goal = len(self.acknowledged) + count
        wait_until(lambda: len(self.acknowledged) >= goal or self.faults, seconds, f"{count} pushes more")

    def _guarded(self, work, number):
        try:
            work(number)
        except Exception as error:  # a thread's failure is the test's
            self.faults.append(f"{type(error).__name__}: {error}")

    def _ask(self, method, target, body=None):
        """The answer, or None when the connection went; counted and timed."""
        began = time.monotonic()
        try:
            answer = send(self.api.port, method, target, body, {"Authorization": f"Bearer {self.token}"},
                          timeout=REQUEST_SECONDS)
            self.attempts[answer.status] += 1
            return answer
        except http.client.IncompleteRead:
            self.attempts["cut off"] += 1
            return None
        except (ConnectionError, http.client.HTTPException):
            self.attempts["connection"] += 1
            return None
        finally:  # a time-out of ours is raised: that request hung
            self.slowest = max(self.slowest, time.monotonic() - began)

    def _push_all(self, number):
        count = 0
        while not self.stopping.is_set():
            count += 1
            self._push(self.tasks[number], f"{self.run}-{number}-{count}", count)

    def _push(self, task, event, count):
        body = {"task": task, "source": {"event_id": event, "sequence": count}, "state": "in_progress",
                "progress_percent": count % 100, "summary": event}
        until = time.monotonic() + 60
        while time.monotonic() < until:
            answer = self._ask("POST", "/v1/status-updates", body)
            if answer is not None and answer.status in (200, 201):
                told = answer.json()
                if told["task"]["code"] != task:
                    self.faults.append(f"{event}: got the answer for {told['task']['code']}")
                self.acknowledged[event] = (task, told["id"])
                return
            if answer is not None and answer.status not in (503, 504):
                self.faults.append(f"{event}: {answer}")
                return
            self.stopping.wait(PAUSE_SECONDS)
        self.faults.append(f"{event}: not acknowledged within 60 s")

    def _read_all(self, number):
        while not self.stopping.is_set():
            task = self.tasks[number % len(self.tasks)]
            answer = self._ask("GET", f"/v1/tasks/{task}")
            if answer is not None and answer.status == 200 and answer.json()["code"] != task:
                self.faults.append(f"asked for {task}, got {answer.json()['code']}")
            if answer is None or answer.status != 200:
                if answer is not None and answer.status not in (503, 504):
                    self.faults.append(f"GET {task}: {answer}")
                self.stopping.wait(PAUSE_SECONDS)

    def check(self, database):
        """Every acknowledged push is in the register, once, under the id the client was told."""
        assert not self.faults, self.faults[:5]
        assert self.acknowledged
        assert self.slowest < REQUEST_SECONDS
        rows = database.query(
            "select event_id, task_code, id::text from register.status_updates where event_id like %s",
            [self.run + "-%"])
        counts = Counter(event for event, _, _ in rows)
        assert max(counts.values()) == 1, [event for event, count in counts.items() if count > 1]
        stored = {event: (task, number) for event, task, number in rows}
        lost = [event for event, told in self.acknowledged.items() if stored.get(event) != told]
        assert not lost, f"{len(lost)} of {len(self.acknowledged)} lost or different: {lost[:5]}"
        assert set(stored) == set(self.acknowledged)
