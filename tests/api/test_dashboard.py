"""test_dashboard.py - the official counts over HTTP: the classes of real tasks, both rates, lists in three forms, the past, who sees what."""
import csv
import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from support.register import act, assigned_task, created, done, push_body, unique

# As the register has it, wherever this runs: for seven hours a day UTC is a day behind.
TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
CLASSES = ("done_on_time", "done_late", "open_in_term", "open_overdue")


@pytest.fixture(scope="module")
def counted(api):
    """A programme with a task of every kind: {name: task}, and its code under "programme"."""
    programme = created(api.office.post("/v1/programmes", {"code": unique("CT"), "name_vi": "x"}))["code"]
    past, later = str(TODAY - timedelta(days=40)), str(TODAY + timedelta(days=40))

    def task(due, lead="so-khcn", **members):
        return assigned_task(api, lead, programme=programme, due_on=due, **members)

    def reported(due, on, lead="so-khcn"):
        return act(api, task(due, lead), "report", occurred_on=str(on))

    names = {"on_time": act(api, reported(past, TODAY - timedelta(days=40)), "verify"),
             "late": act(api, reported(past, TODAY - timedelta(days=39)), "verify"),
             "in_term": task(later), "due_today": task(str(TODAY), lead="ubnd-tinh"), "overdue": task(past, lead="ubnd-tinh"),
             "waiting": reported(past, TODAY - timedelta(days=45)),
             "returned": act(api, reported(past, TODAY - timedelta(days=45)), "return", reason="Thiếu biên bản"),
             "regular": task(past, regular=True), "cancelled": act(api, task(past), "cancel", document="57-NQ/TW")}
    created(api.so_khcn.post("/v1/status-updates", push_body(names["in_term"], progress_percent=10)))
    return {**names, "programme": programme}


def summary(caller, counted, query=""):
    return done(caller.get(f"/v1/dashboard/summary?programme={counted['programme']}{query}"))


def test_each_task_is_in_one_class_and_they_add_up(api, counted):
    figures = summary(api.office, counted)
    assert {name: figures[name] for name in CLASSES} == {"done_on_time": 1, "done_late": 1, "open_in_term": 3, "open_overdue": 2}
    assert figures["total"] == 7 == sum(figures[name] for name in CLASSES)
    assert (figures["done"], figures["open"], figures["returned"], figures["reported"], figures["blocked"]) == (2, 5, 1, 1, 0)


def test_both_rates_come_with_numerator_and_denominator(api, counted):
    figures = summary(api.leader, counted)
    assert (figures["done"], figures["done_or_overdue"], figures["rate_of_done_or_overdue"]) == (2, 4, "50.0")
    assert (figures["total"], figures["rate_of_total"]) == (7, "28.6")
    assert (figures["updated"], figures["rate_updated"], figures["days_since_update"]) == (1, "14.3", 0)
    assert (figures["agencies"], figures["agencies_updating"], figures["rate_agencies_updating"]) == (2, 1, "50.0")


def test_of_nothing_there_is_no_rate(api, counted):
    figures = summary(api.office, counted, "&pillar=none-such")
    assert figures["total"] == 0 and figures["rate_of_total"] is None and figures["last_update_on"] is None


def test_before_the_register_knew_of_them_they_are_not_counted(api, counted):
    yesterday = TODAY - timedelta(days=1)
    figures = summary(api.office, counted, f"&as_of={yesterday}")
    assert figures["total"] == 0 and figures["as_of"]["valid_at"] == str(yesterday)
    assert figures["as_of"]["known_at"].startswith(f"{TODAY}T00:00:00")
    assert summary(api.office, counted, f"&as_of={TODAY}")["total"] == 7


def test_each_agency_has_its_figures_also_as_csv_and_lines(api, counted):
    path = f"/v1/dashboard/agencies?programme={counted['programme']}"
    items = {item["agency"]: item for item in done(api.office.get(path))["items"]}
    assert {code: item["total"] for code, item in items.items()} == {"so-khcn": 5, "ubnd-tinh": 2}
    assert items["ubnd-tinh"]["rate_of_done_or_overdue"] == "0.0" and items["so-khcn"]["agency_name"]
    rows = list(csv.DictReader(io.StringIO(api.office.get(path, headers={"Accept": "text/csv"}).body.decode())))
    assert [(row["agency"], row["total"], row["rate_of_total"]) for row in rows] == [("so-khcn", "5", "40.0"), ("ubnd-tinh", "2", "0.0")]
    lines = api.office.get(path, headers={"Accept": "application/x-ndjson"}).body.decode().splitlines()
    assert len(lines) == 2
    worst = done(api.office.get(path + "&sort=-open_overdue&limit=1"))
    assert worst["items"][0]["open_overdue"] == 1 and worst["page"]["next"]


def test_the_overdue_are_named_and_nothing_else(api, counted):
    items = done(api.office.get(f"/v1/dashboard/overdue?programme={counted['programme']}"))["items"]
    assert {item["code"] for item in items} == {counted["overdue"]["code"], counted["returned"]["code"]}
    assert [item["days_overdue"] for item in items] == [40, 40]


@pytest.mark.parametrize("by, count", [("month", None), ("quarter", None), ("year", None)])
def test_periods_hold_every_task_once(api, counted, by, count):
    items = done(api.office.get(f"/v1/dashboard/timeline?programme={counted['programme']}&by={by}"))["items"]
    assert sum(item["total"] for item in items) == 7
    assert all(item["starts_on"] <= item["ends_on"] and item["total"] == sum(item[name] for name in CLASSES) for item in items)


def test_the_curve_ends_at_what_is_known(api, counted):
    items = done(api.office.get(f"/v1/dashboard/burnup?programme={counted['programme']}"))["items"]
    assert items[-1]["due"] == 7
    now = next(item for item in items if item["period"] == str(TODAY)[:7])
    assert (now["assigned"], now["done"]) == (7, 2)
    assert all(item["done"] is None for item in items if item["period"] > str(TODAY)[:7])


def test_quality_counts_what_is_lacking(api, counted):
    found = {item["check"]: item for item in done(api.office.get(f"/v1/dashboard/quality?programme={counted['programme']}"))["items"]}
    assert len(found) == 9
    assert (found["no_responsible"]["failing"], found["no_responsible"]["examined"]) == (6, 6)
    assert (found["never_updated"]["failing"], found["never_updated"]["examined"], found["never_updated"]["rate_failing"]) == (4, 5, "80.0")
    assert (found["report_not_verified"]["failing"], found["overdue_without_report"]["failing"]) == (1, 2)
    assert found["no_product"]["failing"] == found["no_deadline"]["failing"] == 0


def test_an_agency_counts_what_it_leads_or_joins(api, counted):
    assert summary(api.so_khcn, counted)["total"] == 5
    assert summary(api.ubnd_tinh, counted)["total"] == 2
    assert done(api.ubnd_tinh.get(f"/v1/dashboard/overdue?programme={counted['programme']}"))["items"][0]["code"] == counted["overdue"]["code"]


@pytest.mark.parametrize("query, status, faults", [
    (f"as_of={TODAY + timedelta(days=2)}", 422, {"as_of": "in-future"}),
    ("agency=no-such&programme=none", 422, {"agency": "not-found", "programme": "not-found"}),
    ("from=2025-02-01&to=2025-01-31", 422, {"to": "order"}), ("as_of=30/6/2025", 400, None), ("colour=red", 400, None)])
def test_bad_questions_are_refused(api, query, status, faults):
    for name in ("summary", "agencies", "overdue", "timeline", "burnup", "quality"):
        answer = api.office.get(f"/v1/dashboard/{name}?{query}")
        assert answer.status == status and (faults is None or answer.faults == faults), (name, str(answer))
