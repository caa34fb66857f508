"""test_committees.py - restructurings that meet each other, and ones that are cut off: one wins, all or nothing."""
import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from support import committees
from support.api import Api
from support.deadline import wait_until
from support.register import done, unique

CLIENTS, ROUNDS, KILLS, SEATS = 16, 8, 50, 40
REQUEST_SECONDS = 20  # longer than any deadline of the daemon


def standing(api, committee):
    """Version, name and list of a committee, how many decisions it has."""
    path = f"/v1/committees/{committee}"
    found = done(api.office.get(path))
    return found["version"], found["name_vi"], committees.listed(api, committee), len(done(api.office.get(f"{path}/decisions?limit=500"))["items"])


def contend(api, committee, version, seats, start):
    """One client of a round: plans from the version all of them have read and applies at once. (what came of it, number of its decision)"""
    body = {"effective_on": "2025-06-01", "base_version": version, "name_vi": f"Ban Chỉ đạo {seats[0]['person']}", "seats": seats}
    decision = committees.decision()
    start.wait(REQUEST_SECONDS)
    answer = api.office.post(f"/v1/committees/{committee}/restructure-plans", body, timeout=REQUEST_SECONDS)
    if answer.status == 201:
        answer = committees.try_apply(api, answer.json(), decision, timeout=REQUEST_SECONDS)
    return answer.status if answer.status == 200 else answer.problem, decision["decision"]["number"]


def test_of_sixteen_who_plan_and_apply_at_once_one_wins(start_steerd, database, template):
    daemon = start_steerd(workers=2)
    api = Api(daemon.port, template.secrets)
    people = committees.crowd(database, CLIENTS + 1)
    committee = committees.established(api, people[-1:])
    lists = [committees.seats(one, people[-1]) for one in people[:CLIENTS]]
    with ThreadPoolExecutor(CLIENTS) as pool:
        for _ in range(ROUNDS):
            version, _, _, decided = standing(api, committee)
            start = threading.Barrier(CLIENTS)
            outcomes = list(pool.map(lambda seats: contend(api, committee, version, seats, start), lists))  # noqa: B023
            winners = [number for number, outcome in enumerate(outcomes) if outcome[0] == 200]
            assert len(winners) == 1 and {outcome[0] for outcome in outcomes} == {200, "plan-stale"}, outcomes
            winner = people[winners[0]]
            assert standing(api, committee) == (version + 1, f"Ban Chỉ đạo {winner}", [winner, people[-1]], decided + 1)
            kept = database.query("select code from register.documents where code = any (%s)", [[outcome[1] for outcome in outcomes]])
            assert [code for (code,) in kept] == [outcomes[winners[0]][1]], "a loser left his document"
    daemon.stop()  # and its sessions with it


class Application(threading.Thread):
    """Applies a plan in the background; `status` stays None when the connection went."""

    def __init__(self, api, plan):
        super().__init__()
        self.api, self.plan, self.status = api, plan, None
        self.start()

    def run(self):
        try:
            self.status = committees.try_apply(self.api, self.plan, timeout=REQUEST_SECONDS).status
        except (ConnectionError, http.client.HTTPException):
            pass


class Sessions:
    """What the daemon has open in the database, watched by a session of its own."""

    def __init__(self, database):
        self.cursor, self.name = database.connect().cursor(), database.name

    def ask(self, what):
        self.cursor.execute(f"select {what} from pg_stat_activity where datname = %s and usename = 'steer_api'", [self.name])
        return self.cursor.fetchall()

    def kill(self):
        self.ask("pg_terminate_backend(pid)")

    def wait_gone(self):
        """A statement that reached PostgreSQL comes to its end there, whoever asked for it."""
        wait_until(lambda: self.ask("count(*)") == [(0,)], 15, "the sessions of the dead daemon end", 0.005)


def test_an_application_cut_off_is_whole_or_not_at_all(start_steerd, database, template):
    """The daemon dies, every other time its sessions in the database too, at moments spread over the time an application takes."""
    daemon, sessions = start_steerd(workers=0), Sessions(database)
    api = Api(daemon.port, template.secrets)
    people = committees.crowd(database, 2 * SEATS)
    halves = [people[:SEATS], people[SEATS:]]
    committee = committees.established(api, halves[0])
    plan = committees.plan(api, committee, "2025-02-01", name_vi="x", seats=committees.seats(*halves[1]))
    began = time.monotonic()
    done(committees.try_apply(api, plan))
    span = time.monotonic() - began
    after, outcomes = standing(api, committee), []
    for number in range(KILLS):
        before, name = after, unique("Ban")
        members = halves[before[2] == halves[0]]
        plan = committees.plan(api, committee, "2025-02-01", name_vi=name, seats=committees.seats(*members))
        application = Application(api, plan)
        time.sleep(span * number / KILLS)
        daemon.kill()
        if number % 2 == 1:
            sessions.kill()
        application.join(REQUEST_SECONDS)
        sessions.wait_gone()
        daemon.start()
        after = standing(api, committee)
        applied = done(api.office.get(f"/v1/restructure-plans/{plan['id']}"))["state"] == "applied"
        assert after == ((before[0] + 1, name, members, before[3] + 1) if applied else before), f"half done in round {number}"
        assert applied or application.status is None, "what was acknowledged is lost"
        outcomes.append((applied, application.status))
    assert (False, None) in outcomes and (True, None) in outcomes, f"never cut off in the middle: {outcomes}"
