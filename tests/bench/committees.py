"""committees.py - what one decision on 60 seats costs beside 60 plain inserts, and how a list of seats is found among 10,000 versions."""
import json
import re
import time

from bench.pgbench import STATEMENT, admit_text, admit_values
from bench.plans import HISTORY, in_order

SEATS = 60
# The lists of bench-history, see committees.sql: a day in each of eleven years.
SEATS_GET = f"/v1/committees/{HISTORY}/seats?valid_at={{2000-2010}}-06-15"

PLAIN = """insert into register.seat_versions (seat_id, committee_id, person_id, role, head, place, opened_by_id, closed_by_id, valid, known)
values ('{seat}', '{committee}', '{person}', 'uy_vien', false, {place}, '{decision}', '{decision}',
        daterange(date '2050-01-01' + {day}, date '2050-01-01' + {day} + 1), tstzrange(transaction_timestamp(), null))"""


class Office:
    """Calls operations as the daemon does, each in a transaction of its own."""

    def __init__(self, register):
        self.register, self.connection = register, register.database.connect()
        self.cursor = self.connection.cursor()
        # As the daemon's login has it.
        self.cursor.execute("set plan_cache_mode = force_generic_plan; set random_page_cost = 1.1")
        self.seats = register.database.query(
            "select s.id, s.committee_id, s.person_id, d.id from register.seats s join register.decisions d using (committee_id) "
            "where s.committee_id = (select id from register.committees where code = 'bench-plain') limit %s", [SEATS])

    def call(self, operation, scope, object_, options, body):
        """(seconds, body of the answer), admission and commit among the seconds."""
        values = in_order(admit_values(self.register, "office", operation, scope))
        started = time.perf_counter()
        self.cursor.execute("begin;" + re.sub(r"\$\d", "%s", admit_text()), values)
        self.cursor.execute(STATEMENT.format(operation=operation, object="%s", options="%s", body="%s"),
                            [object_, json.dumps(options), json.dumps(body)])
        answer = self.cursor.fetchone()[4]
        self.cursor.execute("commit")
        return time.perf_counter() - started, answer

    def restructure(self, round_):
        """Seconds of applying a decision that gives all 60 seats to others; planning is not counted."""
        seats = [{"role": "uy_vien" if n else "truong_ban", "person": f"bench-{n + round_ % 2 * SEATS}"} for n in range(SEATS)]
        day = f"2025-{1 + round_ // 28:02}-{1 + round_ % 28:02}"
        _, plan = self.call("plan_create", "committee:write", "bench-60", {}, {"effective_on": day, "seats": seats})
        decision = {"number": f"{round_}-QĐ/TU", "signed_on": day}
        seconds, done = self.call("plan_apply", "decision:apply", plan["id"], {"if_match": 1}, {"decision": decision})
        assert done["changes"] >= SEATS, done
        return {"per_second": 1 / seconds}

    def insert(self, round_):
        """Seconds of 60 statements, each one row into the table of seats, sent at once as one transaction."""
        statements = [PLAIN.format(seat=seat, committee=committee, person=person, decision=decision, place=place, day=round_)
                      for place, (seat, committee, person, decision) in enumerate(self.seats, 1)]
        started = time.perf_counter()
        self.cursor.execute(";".join(["begin", *statements, "commit"]))
        return {"per_second": 1 / (time.perf_counter() - started)}

