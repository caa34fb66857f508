"""test_lights.py - steerctl and the lights: beside each task in words, as a filter, and the rules they follow from."""
import pytest


@pytest.fixture(scope="module", autouse=True)
def imported(sample):
    """The report's tasks are there."""
    return sample


@pytest.fixture(scope="module")
def late(steerctl):
    """The code of a task of so-khcn past its deadline of which nobody ever reported."""
    run = steerctl("task", "create", "--title", "Một việc trễ hạn", "--lead-agency", "so-khcn", "--product", "Báo cáo",
                   "--due-on", "1/6/2025", "-o", "name")
    assert run.status == 0, run
    code = run.out.strip()
    assert steerctl("task", "assign", code).status == 0
    return code


def rows(run):
    assert run.status == 0, run
    return [line.split() for line in run.lines()]


def test_the_light_stands_beside_each_task_in_words(steerctl, late):
    run = steerctl("task", "list", "--search", "trễ hạn")
    assert "Đèn" in rows(run)[0]
    assert "đỏ" in next(row for row in rows(run) if row[0] == late), run
    assert " red " in steerctl("task", "list", "--search", "trễ hạn", "--lang", "en").out


def test_a_task_is_shown_with_the_reasons_in_words(steerctl, late):
    run = steerctl("task", "show", late, profile="so-khcn")
    assert ["Đèn", "đỏ"] in rows(run) and "quá hạn, chưa từng cập nhật" in run.out, run
    assert "overdue, never reported" in steerctl("task", "show", late, "--lang", "en").out
    assert steerctl("task", "show", late, "-o", "json").json()["light_reasons"] == ["overdue", "never_reported"]


def test_a_reason_with_a_threshold_is_told_with_it(steerctl, database):
    run = steerctl("task", "create", "--title", "Một việc", "--lead-agency", "so-khcn", "--product", "Báo cáo",
                   "--due-on", str(database.value("select private.today()")), "-o", "name")
    code = run.out.strip()
    assert steerctl("task", "assign", code).status == 0
    assert "còn không quá 5 ngày làm việc" in steerctl("task", "show", code).out
    assert "due within 5 working days" in steerctl("task", "show", code, "--lang", "en").out


def test_tasks_are_found_by_light(steerctl, late):
    found = steerctl("task", "list", "--light", "red", "-o", "name").lines()
    assert late in found
    assert steerctl("task", "list", "--light", "green", "-o", "name").lines() == []
    assert late in steerctl("task", "list", "--light", "green", "--light", "red", "-o", "name").lines()
    lights = steerctl("task", "list", "--light", "red", "--columns", "light", "-o", "csv").lines()
    assert set(lights) == {"light", "red"}
    run = steerctl("task", "list", "--light", "pink")
    assert run.status == 2 and "done_late" in run.err, run


def test_a_push_answers_with_the_light(steerctl, late):
    run = steerctl("status", "push", late, "--state", "in_progress", profile="so-khcn")
    assert ["Đèn", "đỏ"] in rows(run) and ["Vì", "sao", "quá", "hạn"] in rows(run), run


def test_the_rules_are_shown_with_the_thresholds_in_force(steerctl):
    run = steerctl("task", "lights", profile="so-khcn")
    assert run.status == 0 and run.err == "", run
    assert "vàng" in run.out and "còn không quá 5 ngày làm việc" in run.out and "Điều 148" in run.out
    rules = steerctl("task", "lights", "-o", "json").json()
    assert rules["version"] == 1 and rules["items"][6]["reason"] == "overdue"
    assert "light_stale_workdays" in steerctl("task", "lights", "-o", "wide").out
    english = steerctl("task", "lights", "--lang", "en").out
    assert "A draft, not assigned yet" in english and "Dự thảo" not in english, english


def test_an_export_with_lights_is_imported_back_unchanged(steerctl, late, tmp_path):
    assert steerctl("task", "export", "--light", "red", "--save", tmp_path / "tasks.csv").status == 0
    assert "light_reasons" in (tmp_path / "tasks.csv").read_text().splitlines()[0]
    run = steerctl("task", "import", tmp_path / "tasks.csv", "-o", "json")
    assert run.status == 0, run
    assert all(line["result"] == "unchanged" for line in run.json()["items"]), run
