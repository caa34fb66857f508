"""test_urging.py - the ladder climbed by two daemons, of which one is killed at a random moment, two hundred times: every rung fires once, one of a task a day."""
import json
import random
import time
from datetime import date, timedelta

from support.daemon import Daemon
from support.deadline import wait_until

ROUNDS, TASKS = 200, 300
AGENCIES = ("so-khcn", "ubnd-tinh", "hdnd-tinh", "tinh-uy")
FIRST = date(2025, 2, 3)  # the first working day after Tết
DAYS_AFTER = 10  # working days in which all is made up for: there are seven rungs
WITHIN = 0.25  # seconds in which the kill comes: about what a daemon takes to start and to make a pass

TASKS_SQL = """
insert into register.tasks (code, title, product, lead_agency_id, due_on, due_precision, state, assigned_on)
select 'LADDER-' || n, 'Nhiệm vụ ' || n, 'Báo cáo', private.agency_id((%s::text[])[1 + n %% 4]), date '2025-02-01' + n, 'day', 'in_progress', '2025-01-02'
from generate_series(1, %s) as n"""
LADDER_SQL = """
insert into register.urging_ladders (version, effective_on, note, client) values (2, '2025-01-01', 'Thử / a test', '');
insert into register.urging_rungs select 2, code, place, after_rung, workdays, audience, text_vi, text_en
from register.urging_rungs where ladder_version = 1 order by place"""


class Calendar:
    """The working days of 2025, counted here from the days off alone."""

    def __init__(self, database):
        given = dict(database.query("select day, kind from register.calendar_days"))
        days = [date(2025, 1, 1) + timedelta(n) for n in range(700)]
        self.working = [day for day in days if given.get(day, "off" if day.weekday() > 4 else "work") == "work"]

    def after(self, day, count):
        """The count-th working day from `day` on."""
        return [one for one in self.working if one >= day][count]

    def rung_on(self, due_on, workdays):
        """The day that many working days before (negative) or after a deadline."""
        if workdays < 0:
            return [one for one in self.working if one < due_on][workdays]
        return [one for one in self.working if one > due_on][workdays - 1]


def due(database, calendar, last):
    """{(task, rung, day): the deadline of a reminder, None of other rungs} of what was due by `last`."""
    rungs = database.query("select code, workdays from register.urging_rungs where ladder_version = 2")
    tasks = database.query("select code, due_on, assigned_on from register.tasks where code like 'LADDER-%%'")
    days = ((code, rung, calendar.rung_on(due_on, workdays), due_on, workdays, assigned_on) for code, due_on, assigned_on in tasks
            for rung, workdays in rungs)
    return {(code, rung, day): due_on if workdays < 0 else None for code, rung, day, due_on, workdays, assigned_on in days
            if assigned_on <= day <= last}


def in_time(wanted, quiet):
    """Of what was due what nothing excuses: all but reminders whose deadline passed before the day `quiet`."""
    return {one for one, due_on in wanted.items() if due_on is None or due_on >= quiet}


def fired(database):
    return database.query("select task_code, rung, rung_on from register.urgings where kind = 'rung' and task_code like 'LADDER-%%'")


class Pair:
    """Two daemons; each has its own idea of the day, as of two that run when it ends."""

    def __init__(self, database, keyring, workplace):
        self.database = database
        self.daemons = [Daemon(None, keyring, workplace) for _ in "ab"]

    def launch(self, daemon, day):
        daemon.options["database"] = f"{self.database.conninfo} application_name={daemon.port} options='-c steer.today={day}'"
        return daemon.launch()

    def live_through(self, day, wanted):
        """Both live undisturbed until every task of which something wanted did not fire has had its turn of the day."""
        for daemon in self.daemons:
            self.launch(daemon, day)
        wait_until(lambda: {task for task, _, _ in wanted - set(fired(self.database))} <= self.had_a_turn(day), 30, "a pass is made")
        for daemon in self.daemons:
            wait_until(lambda: daemon.ready(), 30, "both are ready")  # noqa: B023
            daemon.stop()

    def had_a_turn(self, day):
        return {task for (task,) in self.database.query("select task_code from register.urgings where kind = 'rung' and fired_on = %s", [day])}

    def kill(self, daemon, with_sessions):
        """with_sessions: what PostgreSQL was doing for it ends unfinished; else it comes to its end there."""
        daemon.kill()
        if with_sessions:
            self.database.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = %s", [str(daemon.port)])


def test_every_rung_fires_once_whoever_dies(database, keyring, workplace):
    database.query(LADDER_SQL)
    database.query(TASKS_SQL, [list(AGENCIES), TASKS])
    calendar, pair, chance = Calendar(database), Pair(database, keyring, workplace), random.Random(57)
    for daemon in pair.daemons:
        pair.launch(daemon, FIRST)
    for number in range(ROUNDS):
        time.sleep(chance.uniform(0, WITHIN))
        daemon = chance.choice(pair.daemons)
        pair.kill(daemon, with_sessions=chance.random() < 0.5)
        pair.launch(daemon, calendar.after(FIRST, number))
    for daemon in pair.daemons:
        pair.kill(daemon, with_sessions=False)
    made_before, quiet = len(fired(database)), calendar.after(FIRST, ROUNDS)
    for number in range(DAYS_AFTER):
        last = calendar.after(quiet, number)
        wanted = due(database, calendar, last)
        pair.live_through(last, in_time(wanted, quiet))
        if in_time(wanted, quiet) <= set(fired(database)):
            break
    found = fired(database)
    assert in_time(wanted, quiet) - set(found) == set(), "all is made up for but reminders that came too late"
    assert len(found) == len(set(found)), "a rung fired twice"
    assert set(found) <= set(wanted), "a rung fired that was not due"
    assert made_before > len(wanted) / 2, "the rounds made nothing: no kill met a pass"
    untimely = database.query("select u.task_code, u.rung from register.urgings u join register.urging_rungs r on (r.ladder_version, r.code) = (u.ladder_version, u.rung)"
                              " where u.fired_on < u.rung_on or r.workdays < 0 and u.fired_on > u.due_on")
    assert untimely == [], "a rung before its day, or a reminder after the deadline"
    climbs = database.query("select u.rung_on - lag(u.rung_on) over w, u.fired_on - lag(u.fired_on) over w"
                            " from register.urgings u window w as (partition by u.task_id order by u.times)")
    assert min(min(step) for step in climbs if step[0] is not None) > 0, "one rung of a task a day, in their order"
    gaps = database.query("select task_code from register.urgings group by task_code"
                          " having min(times) <> 1 or max(times) <> count(*) or count(distinct times) <> count(*)")
    assert gaps == [], "lần n without a gap, each once"
    told = [code for (codes,) in database.query("select about from register.outbox where kind = 'urging_digest'") for code in codes]
    assert sorted(told) == sorted(code for (code,) in database.query("select code from register.urgings")), "each in one digest"


def test_three_days_without_a_clerk_end_in_one_digest_for_each_recipient(database, keyring, workplace):
    """Goes on where the test above ended."""
    calendar, pair = Calendar(database), Pair(database, keyring, workplace)
    numbers = database.value("select coalesce(max(number), 0) from register.outbox")
    before, lived = set(fired(database)), database.value("select max(fired_on) from register.urgings")
    last = calendar.after(lived, 3)
    wanted = in_time(due(database, calendar, last), lived) - before
    assert len({day for _, _, day in wanted}) == 3, "rungs of three days are due"
    pair.live_through(last, wanted)
    assert set(fired(database)) - before == wanted
    digests = database.query("select coalesce(agency_id::text, audience), count(*) from register.outbox where number > %s group by 1", [numbers])
    to = database.query("select distinct coalesce(agency_id::text, audience) from register.urgings where fired_on = %s", [last])
    assert {count for _, count in digests} == {1} and {one for one, _ in digests} == {one for (one,) in to}, json.dumps(digests)
