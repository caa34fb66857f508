"""test_upgrade.py - a register of the releases before oversight, with what people had done in it, comes to this one: nothing is lost, work goes on."""
import os
import subprocess

import pytest

from support.api import Api
from support.daemon import Daemon
from support.places import ROOT
from support.profiles import PROFILES
from support.register import act, created, done, push_body

BEFORE = "calendar"  # the last schema change of those releases
OURS = ("office", "so-khcn", "leader")
# What follows from the code and is made anew, not what somebody wrote.
DERIVED = {"known_clock", "transitions"}


def sql(owner, *arguments):
    ran = subprocess.run(["psql", "-XAtq", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--dbname={owner}", *arguments],
                         capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def old_schema(register):
    place = {"PGHOST": register.socket, "PGUSER": "postgres", "PGDATABASE": register.name, "SQITCH_USER_CONFIG": "/dev/null",
             "SQITCH_SYSTEM_CONFIG": "/dev/null", "SQITCH_FULLNAME": "steerd", "SQITCH_EMAIL": "steerd@localhost"}
    subprocess.run(["sqitch", "--quiet", "deploy", "--to-change", BEFORE, "--target", "db:pg:"], cwd=ROOT / "sql/migrations",
                   env={**os.environ, **place}, check=True, capture_output=True)


def contents(register):
    """{table: [rows as objects]} of all that is written by people and systems."""
    tables = register.query("select relname from pg_class where relnamespace = 'register'::regnamespace and relkind in ('r', 'p')")
    return {name: [row for (row,) in register.query(f"select to_jsonb(t) from register.{name} as t")]
            for (name,) in tables if name not in DERIVED}


@pytest.fixture(scope="module")
def upgrade(cluster):
    """(the register as it is now, what was in it before)."""
    register = cluster.create("register_of_before")
    owner = f"host={register.socket} dbname={register.name} user=postgres"
    sql(owner, f"--file={ROOT}/sql/bootstrap/roles.sql", f"--file={ROOT}/sql/bootstrap/database.sql")
    old_schema(register)
    sql(owner, f"--file={ROOT}/tests/fault/old_register.sql")
    before = contents(register)
    for _ in "12":
        deployed = subprocess.run([ROOT / "sql/deploy.sh", owner], capture_output=True, text=True)
        assert deployed.returncode == 0, deployed.stderr
    register.query("alter role steer_api password %s", [register.password])
    register.secrets.update({one.client: one.register(register) for one in PROFILES if one.client in OURS})
    return register, before


@pytest.fixture(scope="module")
def daemon(upgrade, keyring, workplace):
    running = Daemon(upgrade[0].conninfo, keyring, workplace).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def old(daemon, upgrade):
    """The API of the register that was brought here."""
    return Api(daemon.port, upgrade[0].secrets)


def task(old, code):
    return done(old.office.get(f"/v1/tasks/{code}"))


def test_no_value_of_any_row_is_lost(upgrade):
    register, before = upgrade
    after = contents(register)
    assert len(before["tasks"]) == 6 and len(before["task_events"]) == 11 and len(before["status_updates"]) == 2
    for table, rows in before.items():
        for row in rows:
            assert any(row == {name: one.get(name) for name in row} for one in after[table]), f"{table}: {row}"


def test_every_constraint_holds_for_the_old_rows_too(upgrade):
    register, _ = upgrade
    assert register.query("select conrelid::regclass::text, conname from pg_constraint where not convalidated") == []
    assert register.query("select t.code from register.tasks t where not exists"
                          " (select from register.task_terms m where m.task_id = t.id)") == []


def test_the_words_of_a_deadline_and_the_policies_of_the_house_are_known(upgrade, old):
    register, _ = upgrade
    assert {words for (words,) in register.query("select due_text from register.task_terms where due_on is not null")} == {"Quý II/2025"}
    told, = done(old.office.get("/v1/tasks/CU-5/deadlines"))["items"]
    assert (told["due_on"], told["due_text"]) == ("2025-06-30", "Quý II/2025")
    setting = done(old.office.get("/v1/settings/plan_approval"))
    assert setting["value"] == "required" and setting["about_vi"]


def test_the_ladder_makes_no_burst_of_what_was_late_before(daemon, upgrade):
    """It is in force from the day of the upgrade on."""
    register, _ = upgrade
    assert daemon.metrics()['steerd_clerk_lag_seconds{duty="urge"}'] < 300
    assert register.query("select from register.urgings") == register.query("select from register.outbox") == []


def test_each_old_state_goes_on_from_where_it_was(old):
    """A report that named no product is verified or returned as any other; what was blocked by hand is unblocked by hand."""
    assert act(old, task(old, "CU-1"), "verify")["state"] == "verified"
    assert act(old, task(old, "CU-4"), "unblock", reason="Đã có hướng dẫn")["state"] == "in_progress"
    pushed = created(old.so_khcn.post("/v1/status-updates", push_body("CU-3", state="reported")))
    assert pushed["result"] == "accepted"
    repeated = old.so_khcn.post("/v1/status-updates", {"task": "CU-5", "source": {"event_id": "cu-CU-5"}, "state": "in_progress"})
    assert (repeated.status, repeated.problem) == (422, "key-reused"), "an event of before is still known"


def test_what_is_new_is_told_of_the_old(old):
    lights = {one["code"]: one["light"] for one in done(old.office.get("/v1/tasks?fields=code,light"))["items"]}
    assert lights["CU-5"] in ("red", "grey") and lights["CU-1"] == "done_on_time"
    updates = done(old.office.get("/v1/tasks/CU-5/status-updates"))["items"]
    assert updates[0]["obstacles"] == [{"title": "Chưa có định mức", "needs_level": "province"}]
    assert done(old.leader.get("/v1/dashboard/summary"))["total"] == 5
