"""counts.py - how long the official counts take over 20,000 tasks and 200,000 status updates, in a register of their own."""
import json
import re
import time
from pathlib import Path

from bench.pgbench import STATEMENT, admit_text, admit_values
from bench.plans import in_order
from bench.register import SETTINGS
from support.cluster import Cluster, register_template

CALLS = 100


class Counts:
    """Calls operations of the dashboard as the daemon does, for a leader, who sees all."""

    def __enter__(self):
        self.cluster = Cluster(SETTINGS).__enter__()
        try:
            self.database = register_template(self.cluster)
            self.connection = self.database.connect()
            self.cursor = self.connection.cursor()
            for statement in Path(__file__).with_name("counts.sql").read_text().split(";\n"):
                if statement.strip():
                    self.cursor.execute(statement)
            self.cursor.execute("set session_replication_role = origin; set plan_cache_mode = force_generic_plan; set jit = off")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.cluster.__exit__()

    def call(self, operation, options):
        """(seconds, body of the answer), admission among the seconds."""
        values = in_order(admit_values(self, "leader", operation, "dashboard:read"))
        started = time.perf_counter()
        self.cursor.execute("begin;" + re.sub(r"\$\d", "%s", admit_text()), values)
        self.cursor.execute(STATEMENT.format(operation=operation, object="''", options="%s", body="null"), [json.dumps(options)])
        body = self.cursor.fetchone()[4]
        self.cursor.execute("commit")
        return time.perf_counter() - started, body

    def p99_ms(self, operation, options):
        """Of CALLS calls, after a few that warm up."""
        seconds = sorted([self.call(operation, options)[0] for _ in range(CALLS + 5)][5:])
        return 1000 * seconds[int(CALLS * 0.99) - 1]


def p99_of_counts():
    """(name, milliseconds, at most that many; None: no target)"""
    with Counts() as counts:
        total = counts.call("dashboard_summary", {})[1]["total"]
        agencies = len(counts.call("dashboard_agencies", {"limit": 500})[1]["items"])
        assert (total, agencies) == (20000, 120), (total, agencies)
        assert counts.call("dashboard_summary", {"as_of": "2025-06-30"})[1]["total"] == 20000
        yield "summary", counts.p99_ms("dashboard_summary", {}), 100
        yield "table of 120 agencies", counts.p99_ms("dashboard_agencies", {"limit": 500}), 150
        yield "summary of a day half a year past", counts.p99_ms("dashboard_summary", {"as_of": "2025-06-30"}), None
