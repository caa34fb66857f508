"""test_dashboard.py - steerctl dashboard: rates as people write them, with their denominators; every form, every filter."""
import csv
import io

import pytest


def get(steerctl, *arguments):
    """The JSON of a command that must succeed."""
    run = steerctl(*arguments, "-o", "json", profile="office")
    assert run.status == 0, run
    return run.json()


@pytest.fixture(scope="module", autouse=True)
def counted(steerctl, sample):
    """The report's tasks, and two of a programme: one done, one long overdue."""
    get(steerctl, "programme", "create", "--code", "ct-dem", "--name-vi", "Chương trình")
    for code in ("D-1", "D-2", "D-3"):
        get(steerctl, "task", "create", "--code", code, "--title", "Việc", "--lead-agency", "so-khcn", "--product", "Báo cáo",
            "--programme", "ct-dem", "--due-on", "30/6/2025")
        get(steerctl, "task", "assign", code, "--occurred-on", "2025-06-02")
    for code in ("D-1", "D-2"):
        get(steerctl, "task", "report", code, "--occurred-on", "2025-06-30", "--product-number", "1/BC", "--evidence", "2/BB")
        get(steerctl, "task", "verify", code)


def lines(run):
    assert run.status == 0, run
    return [line.split("  ") for line in run.out.splitlines()]


def test_the_summary_shows_rates_with_comma_and_denominator(steerctl):
    shown = {cells[0].strip(): cells[-1].strip() for cells in lines(steerctl("dashboard", "summary", "--programme", "ct-dem"))}
    assert shown["Tổng số"] == "3" and shown["Hoàn thành đúng hạn"] == "2" and shown["Quá hạn"] == "1"
    assert shown["Hoàn thành/(hoàn thành + quá hạn)"] == "66,7% (2/3)" and shown["Hoàn thành/tổng số"] == "66,7% (2/3)"
    english = steerctl("dashboard", "summary", "--programme", "ct-dem", "--lang", "en").out
    assert "66.7% (2/3)" in english and "Done/(done + overdue)" in english


def test_json_is_the_body_of_the_api(steerctl):
    figures = get(steerctl, "dashboard", "summary", "--programme", "ct-dem")
    assert figures["rate_of_total"] == "66.7" and figures["done"] == 2
    assert get(steerctl, "dashboard", "summary", "--programme", "ct-dem", "--as-of", "1/1/2025")["total"] == 0
    assert get(steerctl, "dashboard", "summary", "--agency", "so-khcn", "--from", "1/6/2025", "--to", "30/6/2025", "--no-key",
               "--programme", "ct-dem")["total"] == 3


def test_agencies_are_a_table_and_a_file(steerctl):
    shown = steerctl("dashboard", "agencies", "--programme", "ct-dem")
    assert "so-khcn" in shown.out and "66,7% (2/3)" in shown.out
    rows = list(csv.DictReader(io.StringIO(steerctl("dashboard", "agencies", "--programme", "ct-dem", "-o", "csv").out)))
    assert [(row["agency"], row["total"], row["rate_of_total"]) for row in rows] == [("so-khcn", "3", "66.7")]
    found = get(steerctl, "dashboard", "agencies", "--sort", "-open_overdue", "--count", "exact")["items"]
    assert [item["open_overdue"] for item in found] == sorted((item["open_overdue"] for item in found), reverse=True)


def test_the_overdue_are_listed(steerctl):
    assert [item["code"] for item in get(steerctl, "dashboard", "overdue", "--programme", "ct-dem")["items"]] == ["D-3"]
    assert "D-3" in steerctl("dashboard", "overdue", "--all", profile="so-khcn").out


def test_periods_curve_and_quality(steerctl):
    assert [item["period"] for item in get(steerctl, "dashboard", "timeline", "--programme", "ct-dem", "--by", "quarter")["items"]] == ["2025-Q2"]
    assert get(steerctl, "dashboard", "burnup", "--programme", "ct-dem")["items"][0] == {
        "period": "2025-06", "ends_on": "2025-06-30", "due": 3, "assigned": 3, "done": 2}
    shown = steerctl("dashboard", "quality", "--programme", "ct-dem").out
    assert "chưa rõ người chịu trách nhiệm" in shown and "100,0% (1/1)" in shown


def test_a_day_to_come_is_against_a_rule(steerctl):
    assert steerctl("dashboard", "summary", "--as-of", "2199-01-01").status == 7
    assert steerctl("dashboard", "summary", "--as-of", "hôm qua").status == 2
