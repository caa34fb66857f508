"""urging.py - how long the clerk's nightly pass takes over 20,000 open tasks, in a register of their own."""
import itertools
import json
import time
from pathlib import Path

from bench.register import SETTINGS
from support.cluster import Cluster, register_template


class Clerk:
    """Calls api.clerk_urge as the daemon does, on a day."""

    def __init__(self, cluster):
        self.connection = register_template(cluster).connect()
        self.cursor = self.connection.cursor()
        for statement in Path(__file__).with_name("urging.sql").read_text().split(";\n"):
            if statement.strip():
                self.cursor.execute(statement)
        self.cursor.execute("set session_replication_role = origin; set plan_cache_mode = force_generic_plan; "
                            "set random_page_cost = 1.1; set jit = off")

    def urge(self, day):
        """(seconds, how many rungs fired, in how many messages), the commit among the seconds."""
        started = time.perf_counter()
        self.cursor.execute(f"begin; set local steer.today = '{day}'; set local role steer_clerk")
        self.cursor.execute("select a.body from api.clerk_urge('', '{}', null) as a")
        body = self.cursor.fetchone()[0]
        self.cursor.execute("commit")
        seconds = time.perf_counter() - started
        body = json.loads(body) if isinstance(body, str) else body
        return seconds, body["fired"], body["digests"]

    def same_deadline(self, day):
        """All tasks end on one day, as at the end of a year."""
        self.cursor.execute("update register.tasks set due_on = %s where code like 'U-%%'", [day])
        self.cursor.execute("vacuum analyze")


def seconds_of_urging():
    """(name, seconds, at most that many; None: no target)"""
    with Cluster(SETTINGS) as cluster:
        clerk = Clerk(cluster)
        # Of five weeks there are five rungs of a task: one a night, and in the week itself what comes anew.
        nights = [clerk.urge(f"2025-06-{day}") for day in range(16, 21)]
        seconds, fired, _ = nights[0]
        assert 13000 < fired < 14000 and all(now[1] < before[1] for before, now in itertools.pairwise(nights)), nights
        yield f"five weeks made up for, {fired:,} rungs the first night", seconds, None
        clerk.cursor.execute("vacuum analyze")
        seconds, fired, _ = clerk.urge("2025-06-20")
        assert fired == 0
        yield "nothing due", seconds, 5
        seconds, fired, digests = clerk.urge("2025-06-23")
        assert 1900 < fired < 2100, fired
        yield f"a night, {fired:,} rungs", seconds, 5
        seconds, fired, again = clerk.urge("2025-06-26")
        assert 5700 < fired < 6300 and again <= 124, (fired, digests, again)
        yield f"three days at once, {fired:,} rungs", seconds, 5
        clerk.same_deadline("2025-12-31")
        seconds, fired, _ = clerk.urge("2025-12-17")
        assert fired == 20000, fired
        yield f"all of one deadline, {fired:,} rungs", seconds, 5
