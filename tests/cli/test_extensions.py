"""test_extensions.py - steerctl task extend|extensions|deadlines, extension and setting: asked, decided, shown to people; settings set."""
import json

import pytest
from support.register import assigned_task, new_task

DOCUMENT = "57-NQ/TW"


def get(steerctl, *arguments, **options):
    """The JSON of a command that must succeed."""
    run = steerctl(*arguments, "-o", "json", **options)
    assert run.status == 0, run
    return run.json()


@pytest.fixture
def task(api):
    return assigned_task(api, due_text="Quý II/2026", due_on=None)["code"]


def test_an_extension_is_asked_and_granted_and_the_deadlines_are_told(steerctl, task):
    asked = get(steerctl, "task", "extend", task, "--reason", "Chờ hướng dẫn", "--due-text", "Quý IV/2026", profile="so-khcn")
    assert (asked["state"], asked["due_on_asked"]) == ("asked", "2026-12-31")
    granted = get(steerctl, "extension", "grant", asked["code"], "--reason", "Đồng ý", profile="office")
    assert (granted["state"], granted["due_on_granted"]) == ("granted", "2026-12-31")
    rows = steerctl("task", "deadlines", task, profile="so-khcn").lines()
    assert "30/06/2026" in rows[1] and "được giao" in rows[1] and "31/12/2026" in rows[2] and "gia hạn" in rows[2] and asked["code"] in rows[2]
    english = steerctl("task", "deadlines", task, "--lang", "en").out
    assert "assigned" in english and "extended" in english
    assert get(steerctl, "task", "show", task)["original_due_on"] == "2026-06-30"
    assert steerctl("task", "extensions", task, "--state", "granted", "-o", "name").out == f"{asked['code']}\n"


def test_another_day_is_granted_as_people_write_it_and_a_refusal_needs_its_reason(steerctl, api, task):
    code = get(steerctl, "task", "extend", task, "--reason", "x", "--due-on", "31/12/2026", profile="so-khcn")["code"]
    tried = get(steerctl, "extension", "grant", code, "--due-on", "30/11/2026", "--dry-run", profile="office")
    assert tried["due_on_granted"] == "2026-11-30" and get(steerctl, "extension", "show", code)["state"] == "asked"
    run = steerctl("extension", "refuse", code, profile="office")
    assert run.status == 7 and "--reason" in run.err + run.out or "reason" in run.err, run
    assert get(steerctl, "extension", "refuse", code, "--reason", "Không có căn cứ", profile="office")["state"] == "refused"
    assert steerctl("extension", "grant", code, "--if-match", "v1", profile="office").status == 6
    assert steerctl("extension", "withdraw", code, profile="so-khcn").status == 6
    other = get(steerctl, "task", "extend", task, "--reason", "x", "--due-on", "31/12/2026", profile="so-khcn")["code"]
    assert get(steerctl, "extension", "withdraw", other, "--reason", "Làm kịp", profile="so-khcn")["state"] == "withdrawn"
    listed = steerctl("extension", "list", "--task", task, profile="leader")
    assert listed.status == 0 and "bị từ chối" in listed.out and "đã rút" in listed.out, listed


def test_why_a_task_is_not_extended_is_told_once(steerctl, task):
    code = get(steerctl, "task", "extend", task, "--reason", "x", "--due-on", "31/12/2026", profile="so-khcn")["code"]
    run = steerctl("task", "extend", task, "--reason", "x", "--due-on", "31/12/2026", profile="so-khcn")
    assert run.status == 6 and run.err.count(f"Đề nghị gia hạn {code} chưa được quyết định") == 1, run


def test_the_office_asks_for_an_agency_and_decides_with_a_document(steerctl, task):
    asked = get(steerctl, "task", "extend", task, "--reason", "x", "--due-on", "2026-12-31", "--asked-on", "2/1/2025", profile="office")
    assert (asked["asked_on"], asked["asked_late"]) == ("2025-01-02", False)
    run = steerctl("extension", "grant", asked["code"], profile="office")
    assert run.status != 0 and "văn bản của cơ quan giao" in run.err, run
    assert get(steerctl, "extension", "grant", asked["code"], "--document", DOCUMENT, profile="office")["document"] == DOCUMENT


def test_an_earlier_day_is_told_at_its_option(steerctl, task):
    run = steerctl("task", "extend", task, "--reason", "x", "--due-on", "1/6/2026", profile="so-khcn")
    assert run.status == 7 and "Phải sau 30/06/2026" in run.err, run
    assert steerctl("extension", "list", "--task", task, "-o", "name").out == ""


def test_a_deadline_in_a_year_without_calendar_is_told_on_standard_error(steerctl, api, task, tmp_path):
    run = steerctl("task", "extend", task, "--reason", "x", "--due-on", "1/6/2031", "-o", "json", profile="so-khcn")
    assert run.status == 0 and "Chưa có lịch nghỉ của năm 2031" in run.err, run
    for arguments in (("create", "--title", "x", "--due-text", "Năm 2032"), ("set", new_task(api)["code"], "--due-on", "1/6/2032")):
        run = steerctl("task", *arguments, "--lang", "en", profile="office")
        assert run.status == 0 and "no calendar of 2032" in run.err and "calendar" not in run.out, run
    file = tmp_path / "tasks.json"
    file.write_text(json.dumps([{"title": "x", "due_text": "Năm 2033"}, {"title": "y", "due_text": "Năm 2026"}]))
    run = steerctl("task", "import", str(file), "--dry-run", profile="office")
    assert run.status == 0 and run.err.count("Chưa có lịch nghỉ của năm") == 1 and "2033" in run.err, run


def test_settings_are_listed_shown_and_set(steerctl):
    listed = steerctl("setting", "list", profile="office")
    assert listed.status == 0 and "deadline_shift" in listed.out and "kết thúc đúng ngày đó" in listed.out, listed
    assert "it ends on that day" in steerctl("setting", "list", "--lang", "en").out
    assert get(steerctl, "setting", "show", "deadline_shift", profile="leader")["value"] == "none"
    run = steerctl("setting", "set", "deadline_shift", "later", profile="office")
    assert run.status == 7 and "none|next_workday" in run.err, run
    assert get(steerctl, "setting", "set", "deadline_shift", "next_workday", profile="office")["version"] == 2
    assert steerctl("setting", "set", "deadline_shift", "none", "--if-match", "v1", profile="admin").status == 6
    assert get(steerctl, "setting", "set", "deadline_shift", "none", profile="admin")["version"] == 3
    assert steerctl("setting", "set", "deadline_shift").status == 2
