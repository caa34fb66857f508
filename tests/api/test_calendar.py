"""test_calendar.py - the working-day calendar over HTTP: shown, imported whole or not at all, counted by; deadlines that move along."""
import pytest
from support.register import act, assigned_task, done, new_task

STORM = {"date": "30/06/2025", "kind": "off", "name_vi": "Nghỉ bão", "source": "Công điện (giả định)"}


def imports(api, *items, target="", **options):
    return api.office.post("/v1/calendar/import" + target, {"items": list(items)}, **options)


def day(date, kind="off", **members):
    return {"date": date, "kind": kind, "name_vi": "Nghỉ", "source": "văn bản giả định", **members}


def test_a_year_is_shown_with_its_days_and_their_sources(api):
    for caller in (api.so_khcn, api.office, api.leader, api.auditor, api.admin):
        year = done(caller.get("/v1/calendar?year=2026"))
        assert (year["from"], year["to"], year["warnings"]) == ("2026-01-01", "2026-12-31", [])
        assert [(one["date"], one["kind"], one["source"]) for one in year["items"][1:3]] == [
            ("2026-01-02", "off", "12729/VPCP-KGVX"), ("2026-01-10", "work", "12729/VPCP-KGVX")]
    assert len(done(api.office.get("/v1/calendar?from=2026-01-02&to=2026-01-10"))["items"]) == 2
    assert api.anonymous.get("/v1/calendar").status == 401


@pytest.mark.parametrize("days", ["5", "+5", "%2B5"])
def test_working_days_are_counted_and_what_is_skipped_is_told(api, days):
    found = done(api.so_khcn.get(f"/v1/calendar/workdays?from=2025-04-28&days={days}"))
    assert (found["to"], found["days"]) == ("2025-05-08", 5)
    assert [(one["date"], one["why"]) for one in found["skipped"]] == [
        ("2025-04-30", "off"), ("2025-05-01", "off"), ("2025-05-02", "off"), ("2025-05-03", "weekend"), ("2025-05-04", "weekend")]
    assert done(api.so_khcn.get("/v1/calendar/workdays?from=2025-05-08&days=-5"))["to"] == "2025-04-28"
    assert done(api.so_khcn.get("/v1/calendar/workdays?from=2025-04-28&to=2025-05-08"))["days"] == 5


def test_a_year_without_calendar_is_a_warning_and_no_guess(api):
    found = done(api.so_khcn.get("/v1/calendar/workdays?from=2030-12-30&days=5"))
    assert found["to"] is None and [warning["year"] for warning in found["warnings"]] == [2030, 2031]
    found = done(api.so_khcn.get("/v1/calendar?year=2030"))
    assert found["workdays"] is None and found["warnings"][0]["code"] == "year-without-calendar"


@pytest.mark.parametrize("query, faults", [
    ("", {"from": "required"}), ("?from=2025-02-30&days=1", {"from": "bad-date"}), ("?from=2025-01-02", {"days": "required"}),
    ("?from=2025-01-02&days=1&to=2025-01-03", {"days": "either-or"}), ("?from=2025-01-02&days=1e3", {"days": "bad-format"}),
    ("?from=2025-01-02&days=1001", {"days": "too-large"}), ("?from=2025-01-02&to=2099-01-01", {"to": "too-large"})])
def test_what_cannot_be_counted_is_refused(api, query, faults):
    answer = api.office.get(f"/v1/calendar/workdays{query}")
    assert (answer.status, answer.faults) == (400, faults), str(answer)


def test_a_period_that_is_none_is_refused(api):
    assert api.office.get("/v1/calendar?year=2025&from=2025-01-01").faults == {"year": "either-or"}
    assert api.office.get("/v1/calendar?from=2025-01-02&to=2025-01-01").faults == {"to": "order"}


def test_a_day_twice_is_refused_at_both_places_and_nothing_is_written(api, database):
    before = database.query("select * from register.calendar_days order by day")
    entries = database.value("select count(*) from register.journal")
    answer = imports(api, day("30/04/2027"), day("2027-05-01"), day("2027-04-30", "work"))
    assert (answer.status, answer.faults) == (422, {"/items/0/date": "duplicate", "/items/2/date": "duplicate"})
    assert imports(api, day("2027-01-01"), day("31/02/2027")).faults == {"/items/1/date": "bad-date"}
    assert imports(api, day("2027-01-01"), day("2027-01-02", source=None)).faults == {"/items/1/source": "required"}
    assert imports(api, day("2027-01-01", document="57-NQ/TW")).faults == {"/items/0/source": "either-or"}
    assert imports(api, day("2027-01-01", kind="half")).faults == {"/items/0/kind": "not-in-list"}
    assert api.so_khcn.post("/v1/calendar/import", {"items": [day("2027-01-01")]}).status == 403
    assert database.query("select * from register.calendar_days order by day") == before
    assert database.value("select count(*) from register.journal") == entries


def test_what_was_shown_is_imported_back_and_changes_nothing(api):
    items = done(api.office.get("/v1/calendar?from=2025-01-01&to=2026-12-31"))["items"]
    assert done(imports(api, *items))["summary"] == {"created": 0, "updated": 0, "unchanged": len(items)}
    lines = "\n".join('{"date":"%s","kind":"%s","name_vi":"x","source":"y"}' % (one["date"], one["kind"]) for one in items)
    answer = api.office.post("/v1/calendar/import?dry_run=true", lines, headers={"Content-Type": "application/x-ndjson"})
    assert done(answer)["summary"]["updated"] == len(items)


def test_an_import_is_done_once_and_journalled(api, database):
    body = [day("01/01/2028", name_en="New Year")]
    first = imports(api, *body, headers={"Idempotency-Key": "calendar-2028"})
    again = imports(api, *body, headers={"Idempotency-Key": "calendar-2028"})
    assert done(first)["items"] == [{"index": 0, "date": "2028-01-01", "result": "created"}] and again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert done(api.auditor.get("/v1/journal?object_kind=calendar_day&object=2028-01-01"))["items"][0]["operation"] == "calendar_import"
    assert done(api.office.get("/v1/calendar?year=2028"))["warnings"] == []


@pytest.fixture
def shifting(database):
    """The house shifts deadlines off days off."""
    setting = "update register.settings set value = %s where name = 'deadline_shift'"
    database.query(setting, ["next_workday"])
    yield
    database.query(setting, ["none"])


def test_by_itself_the_calendar_moves_no_deadline(api):
    task = new_task(api, due_text="Tháng 8/2025", due_on=None)
    assert task["due_on"] == "2025-08-31"
    assert done(imports(api, STORM, target="?dry_run=true"))["tasks"] == []


def test_by_policy_deadlines_in_words_end_on_working_days_and_move_with_the_calendar(api, shifting):
    assert new_task(api, due_text="Tháng 8/2025", due_on=None)["due_on"] == "2025-09-03"
    assert new_task(api, due_text="trước ngày 15/6/2025", due_on=None)["due_on"] == "2025-06-16"
    task = assigned_task(api, due_text="Quý II/2025", due_on=None)
    given = assigned_task(api, due_on="2025-06-30")
    moved = done(imports(api, STORM))["tasks"]
    assert {"code": task["code"], "due_on_before": "2025-06-30", "due_on": "2025-07-01"} in moved
    after = done(api.office.get(f"/v1/tasks/{task['code']}"))
    assert (after["due_on"], after["original_due_on"], after["version"]) == ("2025-07-01", "2025-06-30", task["version"] + 1)
    assert done(api.office.get(f"/v1/tasks/{given['code']}")) == given
    entry = done(api.office.get(f"/v1/tasks/{task['code']}/history"))["items"][0]
    assert entry["operation"] == "calendar_import" and entry["changes"] == {"due_on": {"from": "2025-06-30", "to": "2025-07-01"}}
    back = done(imports(api, {**STORM, "kind": "work"}))["tasks"]
    assert {"code": task["code"], "due_on_before": "2025-07-01", "due_on": "2025-06-30"} in back
    assert act(api, done(api.office.get(f"/v1/tasks/{task['code']}")), "receive")["due_on"] == "2025-06-30"
