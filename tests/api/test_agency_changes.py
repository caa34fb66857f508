"""test_agency_changes.py - mergers, splits, renamings and dissolutions over HTTP: planned, applied, handed over, pushed past.

Further daemons of this module live on another day: the register takes its day from the setting steer.today."""
import csv
import io
from urllib.parse import quote

import pytest
from support.api import Api
from support.deadline import wait_until
from support.register import assigned_task, created, done, numbers, push_body, unique

PLANS = "/v1/agency-change-plans"


@pytest.fixture(scope="module")
def on_day(start_steerd, database, template):
    """on_day("2030-08-01"): (Api, Daemon) on that day."""
    started = {}

    def start(day):
        if day not in started:
            daemon = start_steerd(database=f"{database.conninfo} options='-c steer.today={day}'")
            started[day] = (Api(daemon.port, template.secrets), daemon)
        return started[day]
    return start


def new_agency(api, **members):
    return created(api.office.post("/v1/agencies", {"code": unique("so"), "name_vi": "Sở thử", "kind": "department", "parent": "ubnd-tinh",
                                                    "valid_from": "2010-01-01", **members}))["code"]


def new_system(api, agency):
    """A Caller for an API client of an agency."""
    body = {"code": unique("he-thong"), "name": "Hệ thống thử", "role": "agency", "agency": agency, "scopes": ["status:push", "task:read"]}
    made = created(api.admin.post("/v1/clients", body))
    return api.as_client(made["code"], made["secret"])


def of_new(name="Sở Mới", **members):
    return {"code": unique("moi"), "name_vi": name, "kind": "department", "parent": "ubnd-tinh", **members}


def plan(api, kind, agencies, into=(), on="2025-07-01", **members):
    return created(api.office.post(PLANS, {"kind": kind, "effective_on": on, "agencies": list(agencies), "into": list(into), **members}))


def decision(**members):
    return {"decision": {"number": f"{next(numbers)}/QĐ-UBND", "signed_on": "2025-06-20", **members}}


def try_apply(api, planned, body=None, **options):
    return api.office.act(f"{PLANS}/{planned['id']}/apply", body or decision(), planned["version"], **options)


def change(api, *what, **members):
    """Plans and applies at once; what the application answered."""
    return done(try_apply(api, plan(api, *what, **members)))


def done_many(answer):
    """The entries of a batch."""
    assert answer.status == 207, str(answer)
    return answer.json()["items"]


def lines(planned, kind):
    return {line["code"]: (line["from"], line["to"]) for line in planned[kind]}


# ---- the plan ----

def test_every_fault_of_a_plan_is_told_at_once(api):
    form = api.office.post(PLANS, {"kind": "swallow", "effective_on": "30/06/2025", "agencies": [], "colour": "red", "handover": {
        "tasks": {"default": None, "NV/1": 7}, "posts": [], "people": {}}})
    assert (form.status, form.problem) == (422, "invalid-input")
    assert form.faults == {"/kind": "not-in-list", "/effective_on": "bad-date", "/agencies": "too-short", "/colour": "unknown-member",
                           "/handover/tasks/default": "required", "/handover/tasks/NV~11": "wrong-type", "/handover/posts": "wrong-type",
                           "/handover/people": "unknown-member"}
    known = api.office.post(PLANS, {"kind": "merge", "effective_on": "2025-07-01", "agencies": ["so-khcn", "no"],
                                    "into": [{"code": unique("moi")}], "handover": {"tasks": {"NV-0": "so-khcn"}, "posts": {"default": None}}})
    assert known.faults == {"/agencies/1": "not-found", "/into/0/name_vi": "required", "/into/0/kind": "required",
                            "/handover/tasks/NV-0": "not-found"}


def test_a_plan_says_what_would_become_of_whom_and_writes_nothing(api):
    one, two, new = new_agency(api, name_vi="Sở Một"), new_agency(api, name_vi="Sở Hai"), of_new()
    task = assigned_task(api, lead=one, co_agencies=[two])
    system = new_system(api, two)
    answer = api.office.post(PLANS, {"kind": "merge", "effective_on": "2025-07-01", "agencies": [one, two], "into": [new], "note": "x"})
    made = answer.json()
    assert answer.status == 201 and answer.headers["location"] == f"{PLANS}/{made['id']}" and answer.headers["etag"] == '"v1"'
    assert (made["state"], made["created_by"], made["agencies"], made["change"]) == ("open", "office", [one, two], None)
    assert [change["text_vi"] for change in made["changes"]][:3] == [
        "Sở Một kết thúc hoạt động, hết ngày 30/06/2025", "Sở Hai kết thúc hoạt động, hết ngày 30/06/2025",
        "Sở Mới được thành lập từ ngày 01/07/2025"]
    assert [(line["part"], line["from"], line["to"]) for line in made["tasks"]] == [("lead", one, new["code"]), ("co", two, new["code"])]
    assert lines(made, "clients") == {system.client: (two, new["code"])}
    assert api.office.get(f"/v1/agencies/{new['code']}").status == 404
    assert done(api.office.get(f"/v1/tasks/{task['code']}"))["lead_agency"] == one
    assert done(api.leader.get(f"{PLANS}/{made['id']}"))["id"] == made["id"]
    listed = done(api.auditor.get(f"{PLANS}?agency={two}&kind=merge&state=open"))["items"]
    assert [item["id"] for item in listed] == [made["id"]]
    assert api.so_khcn.get(f"{PLANS}/{made['id']}").status == 403


def test_a_plan_with_errors_is_made_and_not_applied(api):
    one = new_agency(api)
    task = assigned_task(api, lead=one)
    made = plan(api, "split", [one], [of_new(), of_new()])
    assert [(check["level"], check["code"], check["pointer"]) for check in made["checks"]] == \
        [("warning", "retroactive", "/effective_on"), ("error", "handover-undecided", f"/handover/tasks/{task['code']}")]
    refused = try_apply(api, made)
    assert (refused.status, refused.problem) == (422, "plan-refused")
    assert refused.faults == {f"/handover/tasks/{task['code']}": "handover-undecided"}
    assert task["code"] in refused.json()["errors"][0]["detail"]
    assert done(api.office.get(f"/v1/agencies/{one}"))["successors"] == []


def test_a_plan_is_applied_once_as_it_was_read_while_it_is_true(api):
    one = new_agency(api)
    made = plan(api, "merge", [one], [of_new()])
    path = f"{PLANS}/{made['id']}/apply"
    assert api.office.post(path, decision()).status == 428
    assert api.office.act(path, decision(), 7).problem == "version-mismatch"
    assert try_apply(api, made).status == 200
    again = try_apply(api, made)
    assert (again.status, again.problem) == (409, "plan-already-applied")
    other = new_agency(api)
    stale = plan(api, "merge", [other], [of_new()])
    assigned_task(api, lead=other)
    assert done(api.office.get(f"{PLANS}/{stale['id']}"))["state"] == "stale"
    late = try_apply(api, stale)
    assert (late.status, late.problem) == (409, "plan-stale")
    assert api.leader.act(path, decision(), 2).status == 403
    assert api.office.act(f"{PLANS}/00000000-0000-4000-8000-000000000000/apply", decision(), 1).status == 404


def test_a_change_needs_a_decision_of_who_may_decide(api):
    made = plan(api, "merge", [new_agency(api)], [of_new()])
    for body, faults in (({}, {"/decision": "required"}), ({**decision(), "document": "57-NQ/TW"}, {"/document": "either-or"}),
                         ({"document": "0-QĐ/X"}, {"/document": "not-found"}),
                         (decision(number="không số", issuer="no"), {"/decision/number": "bad-format", "/decision/issuer": "not-found"}),
                         ({"decision": {}}, {"/decision/number": "required", "/decision/signed_on": "required"})):
        refused = api.office.act(f"{PLANS}/{made['id']}/apply", body, 1)
        assert (refused.status, refused.faults) == (422, faults), body
    party = new_agency(api, kind="party_body", parent="tinh-uy")
    below = try_apply(api, plan(api, "dissolve", [party]), decision(issuer="ubnd-tinh"))
    assert (below.status, below.problem, below.faults) == (422, "issuer-too-low", {"/decision/issuer": "issuer-too-low"})


# ---- what it does ----

def test_a_merger_in_force_hands_over_at_once(api):
    identifier = {"scheme": "qd20", "value": f"H39.{next(numbers) + 700}"}
    one, two = new_agency(api, name_vi="Sở Một", identifiers=[identifier]), new_agency(api, name_vi="Sở Hai")
    new = of_new("Sở Một và Hai", identifiers=[identifier])
    task = assigned_task(api, lead=one, co_agencies=[two, "so-khcn"])
    post = created(api.office.post("/v1/posts", {"code": unique("chuc-vu"), "title_vi": "Giám đốc", "agency": two}))["code"]
    ending = created(api.office.post("/v1/posts", {"code": unique("chuc-vu"), "title_vi": "Phó Giám đốc", "agency": two}))["code"]
    system = new_system(api, one)
    assert system.post("/v1/status-updates", push_body(task)).status == 201
    made = plan(api, "merge", [one, two], [new], handover={"posts": {ending: None}})
    answer = try_apply(api, made, decision(signer="Nguyễn Văn Ký"))
    applied = done(answer)
    assert answer.headers["etag"] == '"v2"' and applied["plan"] == made["id"]
    assert applied["handed_over"] == {"tasks": 1, "joined": 1, "posts": 2, "seats": 0, "clients": 1, "awaiting": 0}
    assert (applied["change"]["state"], applied["change"]["agency_names"], applied["change"]["into_names"]) == \
        ("carried_out", ["Sở Một", "Sở Hai"], ["Sở Một và Hai"])
    after = done(api.office.get(f"/v1/tasks/{task['code']}"))
    assert (after["lead_agency"], after["co_agencies"], after["original_lead_agency"]) == (new["code"], ["so-khcn"], one)
    assert done(api.office.get(f"/v1/posts/{post}?valid_at=2025-07-01"))["agency"] == new["code"]
    assert done(api.office.get(f"/v1/posts/{post}?valid_at=2025-06-30"))["agency"] == two
    assert api.office.get(f"/v1/posts/{ending}?valid_at=2025-07-01").status == 404
    outcome = {line["code"]: line["outcome"] for kind in ("tasks", "posts", "clients")
               for line in done(api.office.get(f"{PLANS}/{made['id']}"))[kind]}
    assert outcome == {task["code"]: "handed_over", post: "handed_over", ending: "ended", system.client: "handed_over"}
    journal = done(api.auditor.get("/v1/journal?limit=200"))["items"]
    assert {"agency", "agency_change", "agency_handover", "agency_identifier", "agency_succession", "agency_version", "document", "task",
            "post_version", "client"} <= {entry["object_kind"] for entry in journal if entry["operation"] == "agency_plan_apply"}
    system.api.tokens.clear()
    assert done(system.get("/v1/me"))["agency"] == new["code"]
    assert system.post("/v1/status-updates", push_body(task)).status == 201


def test_agencies_on_both_clocks(api):
    identifier = {"scheme": "internal", "value": unique("ID")}
    one, new = new_agency(api, name_vi="Sở Trước", identifiers=[identifier]), of_new("Sở Sau", identifiers=[identifier])
    before = done(api.office.get("/v1/agencies?limit=1"))["as_of"]["known_at"]
    change(api, "merge", [one], [new])
    gone = done(api.so_khcn.get(f"/v1/agencies/{one}"))
    assert (gone["valid_to"], gone["successors"]) == ("2025-07-01", [new["code"]])
    assert done(api.so_khcn.get(f"/v1/agencies/{new['code']}"))["predecessors"] == [one]
    assert done(api.so_khcn.get(f"/v1/agencies/{one}?valid_at=2025-06-30"))["name_vi"] == "Sở Trước"
    assert api.so_khcn.get(f"/v1/agencies/{one}?valid_at=2025-07-01").status == 404
    assert api.so_khcn.get(f"/v1/agencies/{new['code']}?valid_at=2025-06-30").status == 404
    for day, known, codes in (("2025-06-30", "", [one]), ("2025-07-01", "", [new["code"]]),
                              ("2025-07-01", f"&known_at={quote(before)}", [one])):
        page = done(api.so_khcn.get(f"/v1/agencies?identifier={identifier['value']}&valid_at={day}{known}"))
        assert page["as_of"]["valid_at"] == day and [item["code"] for item in page["items"]] == codes
    assert done(api.office.get(f"/v1/agencies/{one}?known_at={quote(before)}"))["successors"] == []
    assert api.office.get(f"/v1/agencies/{new['code']}?known_at={quote(before)}").status == 404


def test_changes_are_listed_and_exported(api):
    one, two, new = new_agency(api), new_agency(api), of_new()
    change(api, "merge", [one], [new], on="2025-02-01")
    change(api, "rename", [new["code"]], [{"code": new["code"], "name_vi": "Tên Mới"}], on="2025-03-01")
    change(api, "dissolve", [two], on="2030-01-01")
    about = f"/v1/agency-changes?agency={new['code']}"
    assert [item["kind"] for item in done(api.so_khcn.get(about))["items"]] == ["rename", "merge"]
    assert [item["kind"] for item in done(api.so_khcn.get(f"{about}&sort=effective_on"))["items"]] == ["merge", "rename"]
    assert [item["kind"] for item in done(api.so_khcn.get(f"{about}&from=2025-02-02&to=2025-03-01"))["items"]] == ["rename"]
    later = done(api.so_khcn.get(f"/v1/agency-changes?agency={two}&state=scheduled"))["items"]
    assert [(item["effective_on"], item["into"], item["carried_out_at"]) for item in later] == [("2030-01-01", [], None)]
    table = api.so_khcn.get(f"{about}&kind=merge", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert [(row["kind"], row["agencies"], row["into"]) for row in rows] == [("merge", one, new["code"])]


def test_a_dry_run_tells_all_and_does_nothing(api):
    one, new = new_agency(api), of_new()
    made = plan(api, "merge", [one], [new])
    tried = done(api.office.act(f"{PLANS}/{made['id']}/apply?dry_run=true", decision(), 1))
    assert tried["change"]["into"] == [new["code"]]
    assert done(api.office.get(f"{PLANS}/{made['id']}"))["state"] == "open"
    assert api.office.get(f"/v1/agencies/{new['code']}").status == 404


# ---- the day itself, and the days after it ----

def test_the_clerk_hands_over_on_the_day(api, on_day, database):
    one, new = new_agency(api), of_new()
    task = assigned_task(api, lead=one)
    system = new_system(api, one)
    applied = change(api, "merge", [one], [new], on="2030-07-01")
    renamed = new_agency(api, name_vi="Tên Cũ")
    change(api, "rename", [renamed], [{"code": renamed, "name_vi": "Tên Sau"}], on="2030-07-01")
    assert (applied["change"]["state"], applied["handed_over"]["awaiting"]) == ("scheduled", 2)
    assert done(api.office.get(f"/v1/tasks/{task['code']}"))["lead_agency"] == one
    later, daemon = on_day("2030-07-01")
    wait_until(lambda: done(later.office.get(f"/v1/tasks/{task['code']}"))["lead_agency"] == new["code"], 20, "handed over")
    listed = done(later.office.get(f"/v1/agency-changes?agency={one}"))["items"]
    assert [(item["state"], item["awaiting"]) for item in listed] == [("carried_out", 0)]
    assert done(later.office.get(f"/v1/agencies/{renamed}"))["name_vi"] == "Tên Sau"
    journal = done(later.auditor.get("/v1/journal?operation=clerk_handover&limit=500"))["items"]
    assert any(entry["object_code"] == task["code"] and entry["role"] == "steer_clerk" for entry in journal)
    assert done(later.as_client(system.client, api.secrets[system.client]).get("/v1/me"))["agency"] == new["code"]
    wait_until(lambda: 0 <= daemon.metrics().get('steerd_clerk_lag_seconds{duty="handover"}', -1) <= 2, 20, "a turn of the clerk is complete")


def test_a_clerk_that_fails_says_so_and_tries_again(start_steerd, database):
    database.query("alter function api.clerk_handover(text, jsonb, jsonb) rename to clerk_handover_away")
    database.query("create function api.clerk_handover(text, jsonb, jsonb) returns api.answer language plpgsql as "
                   "$$ begin raise exception 'out of order'; end $$")
    database.query("grant execute on function api.clerk_handover(text, jsonb, jsonb) to steer_clerk")
    daemon = start_steerd()
    wait_until(lambda: len(list(daemon.log_lines("clerk_failed"))) >= 2, 30, "two failures")
    assert {(line["operation"], line["message"]) for line in daemon.log_lines("clerk_failed")} == {("clerk_handover", "out of order")}
    assert daemon.metrics()['steerd_clerk_lag_seconds{duty="handover"}'] >= 5
    database.query("drop function api.clerk_handover(text, jsonb, jsonb)")
    database.query("alter function api.clerk_handover_away(text, jsonb, jsonb) rename to clerk_handover")
    wait_until(lambda: daemon.metrics()['steerd_clerk_lag_seconds{duty="handover"}'] <= 2, 30, "a turn without failure")


def test_a_push_by_or_for_an_agency_that_has_ended(api, on_day):
    one, split, new, parts = new_agency(api), new_agency(api), of_new(), [of_new("A"), of_new("B")]
    task, halved = assigned_task(api, lead=one), assigned_task(api, lead=split)
    old, cut = new_system(api, one), new_system(api, split)
    change(api, "merge", [one], [new], on="2030-08-01", handover={"clients": {old.client: None}})
    change(api, "split", [split], parts, on="2030-08-01",
           handover={"tasks": {halved["code"]: parts[0]["code"]}, "clients": {"default": None}})
    left = assigned_task(api, lead=split)
    assert old.post("/v1/status-updates", push_body(task)).status == 201

    grace, _ = on_day("2030-08-01")
    wait_until(lambda: done(grace.office.get(f"/v1/tasks/{task['code']}"))["lead_agency"] == new["code"], 20, "handed over")
    caller = grace.as_client(old.client, api.secrets[old.client])
    taken = caller.post("/v1/status-updates", push_body(task))
    assert taken.status == 201 and taken.json()["result"] == "accepted"
    pushed = done(grace.office.get(f"/v1/tasks/{task['code']}/status-updates"))["items"]
    assert pushed[0]["agency"] == new["code"]
    refused = grace.as_client(cut.client, api.secrets[cut.client]).post("/v1/status-updates", push_body(halved))
    assert (refused.status, refused.problem, refused.json()["successors"]) == (410, "agency-closed", [part["code"] for part in parts])
    for_it = done_many(grace.office.post("/v1/status-updates/batch", {"items": [push_body(task), push_body(left)]}))
    assert [item["status"] for item in for_it] == [201, 410]
    assert (for_it[1]["code"], for_it[1]["successors"]) == ("agency-closed", [part["code"] for part in parts])

    over, _ = on_day("2030-08-31")
    caller = over.as_client(old.client, api.secrets[old.client])
    refused = caller.post("/v1/status-updates", push_body(task))
    assert (refused.status, refused.problem, refused.json()["successors"]) == (410, "agency-closed", [new["code"]])
    assert refused.json()["type"] == "/problems/agency-closed"
    assert caller.post("/v1/status-updates/batch", {"items": [push_body(task)]}).status == 410
    assert caller.get("/v1/tasks").status == 200
    assert over.office.post("/v1/status-updates", push_body(task)).status == 201


def test_nothing_new_is_given_to_an_agency_that_has_ended(api):
    one, new = new_agency(api), of_new()
    change(api, "merge", [one], [new])
    refused = api.office.post("/v1/tasks", {"title": "x", "lead_agency": one})
    assert (refused.status, refused.faults) == (422, {"/lead_agency": "agency-closed"})
    assert new["code"] in refused.json()["errors"][0]["detail"]
