"""test_calendar.py - steerctl calendar: days in and out of files, counting by them, what moves with them."""
import csv
import io
import json

import pytest


def get(steerctl, *arguments, **options):
    """The JSON of a command that must succeed."""
    run = steerctl("calendar", *arguments, "-o", "json", **options)
    assert run.status == 0, run
    return run.json()


def test_a_year_is_shown_in_words_of_both_languages(steerctl):
    run = steerctl("calendar", "show", "2026", profile="so-khcn")
    assert run.status == 0 and run.err == "", run
    assert "02/01/2026" in run.out and "Làm bù cho ngày 02/01/2026" in run.out and "12729/VPCP-KGVX" in run.out
    assert "làm việc" in run.out and "worked" in steerctl("calendar", "show", "2026", "--lang", "en").out
    assert "chưa kiểm chứng" in run.out and "unverified" not in run.out, "a source nobody has named"
    assert get(steerctl, "get", "2025")["workdays"] == 250
    assert len(get(steerctl, "show", "--from", "2/1/2026", "--to", "10/1/2026")["items"]) == 2
    assert steerctl("calendar", "show", "2026", "-o", "name").lines()[0] == "2026-01-01"


def test_a_year_without_calendar_is_told_on_standard_error(steerctl):
    for form in ("table", "json", "csv"):
        run = steerctl("calendar", "show", "2031", "-o", form)
        assert run.status == 0 and "Chưa có lịch nghỉ của năm 2031" in run.err, run
    assert "no calendar of 2031" in steerctl("calendar", "show", "2031", "--lang", "en").err


def test_working_days_are_counted_forward_and_back_and_to_a_day(steerctl):
    for days in ("+5", "5"):
        found = get(steerctl, "workdays", "2025-04-28", days)
        assert (found["from"], found["days"], found["to"]) == ("2025-04-28", 5, "2025-05-08")
    assert get(steerctl, "workdays", "8/5/2025", "-5")["to"] == "2025-04-28"
    assert get(steerctl, "workdays", "28/4/2025", "8/5/2025")["days"] == 5
    assert get(steerctl, "workdays", "2025-04-28", "--to", "8/5/2025")["days"] == 5


def test_people_see_the_day_and_what_was_skipped_and_why(steerctl):
    run = steerctl("calendar", "workdays", "2025-04-25", "+5")
    assert run.status == 0 and run.err == "", run
    rows = [line.split() for line in run.lines()]
    assert ["Kết", "thúc", "06/05/2025"] in rows, run
    assert any(row[:3] == ["30/04/2025", "ngày", "nghỉ"] for row in rows)
    assert any(row[:3] == ["04/05/2025", "cuối", "tuần"] for row in rows)
    assert any(row[:3] == ["26/04/2025", "làm", "bù"] for row in rows)
    assert "Saturday" in steerctl("calendar", "workdays", "2025-04-28", "+5", "--lang", "en").out


def test_a_script_gets_what_it_asked_for_alone(steerctl):
    assert steerctl("calendar", "workdays", "2025-04-28", "+5", "-o", "name").out == "2025-05-08\n"
    assert steerctl("calendar", "workdays", "2025-04-28", "8/5/2025", "-o", "name").out == "5\n"
    run = steerctl("calendar", "workdays", "2030-12-30", "+5", "-o", "name")
    assert (run.status, run.out) == (0, "") and "2030" in run.err and "2031" in run.err, run


@pytest.mark.parametrize("arguments, word", [
    (("2025-04-28",), "calendar workdays DATE"), (("2025-04-28", "+5", "--to", "2025-05-08"), "calendar workdays DATE"),
    (("hôm nay", "+5"), "hôm nay"), (("2025-04-28", "five"), "five"), (("30/2/2025", "+5"), "from"), (("2025-04-28", "+1001"), "1000")])
def test_what_cannot_be_counted_is_told(steerctl, arguments, word):
    run = steerctl("calendar", "workdays", *arguments)
    assert (run.status, run.out) == (2, "") and word in run.err, run


@pytest.mark.parametrize("form", ["csv", "json", "ndjson"])
def test_what_was_shown_is_imported_back_and_changes_nothing(steerctl, database, tmp_path, form):
    shown = steerctl("calendar", "show", "--from", "2025-01-01", "--to", "2026-12-31", "-o", form)
    path = tmp_path / f"calendar.{form}"
    path.write_text(shown.out)
    entries = database.value("select count(*) from register.journal")
    count = database.value("select count(*) from register.calendar_days where day between '2025-01-01' and '2026-12-31'")
    assert get(steerctl, "import", path)["summary"] == {"created": 0, "updated": 0, "unchanged": count}
    assert database.value("select count(*) from register.journal") == entries


def test_days_are_imported_from_a_file_as_offices_write_it(steerctl):
    text = "date,kind,name_vi,source\n01/01/2028,off,Tết Dương lịch,văn bản giả định\n08/01/2028,work,Làm bù,văn bản giả định\n"
    tried = steerctl("calendar", "import", "--format", "csv", "--dry-run", stdin=text)
    assert tried.status == 0 and "làm thử" in tried.err, tried
    assert get(steerctl, "show", "2028")["items"] == []
    run = steerctl("calendar", "import", "--format", "csv", stdin=text)
    assert run.status == 0 and "mới 2" in run.err and "08/01/2028" in run.out, run
    assert get(steerctl, "workdays", "2028-01-07", "+1")["to"] == "2028-01-08"
    rows = list(csv.DictReader(io.StringIO(steerctl("calendar", "show", "2028", "-o", "csv").out)))
    assert [(row["date"], row["kind"]) for row in rows] == [("2028-01-01", "off"), ("2028-01-08", "work")]


def test_a_day_twice_is_told_by_both_lines_and_nothing_is_imported(steerctl):
    text = "date,kind,name_vi,source\n30/04/2029,off,a,x\n2029-05-01,off,b,x\n2029-04-30,work,c,x\n"
    run = steerctl("calendar", "import", "--format", "csv", stdin=text)
    assert run.status == 7 and "dòng 2 /date" in run.err and "dòng 4 /date" in run.err, run
    assert get(steerctl, "show", "2029")["items"] == []
    refused = steerctl("calendar", "import", "--format", "csv", stdin=text, profile="so-khcn")
    assert refused.status == 4, refused


def test_deadlines_that_move_along_are_shown(steerctl, database):
    database.query("update register.settings set value = 'next_workday' where name = 'deadline_shift'")
    made = steerctl("task", "create", "--title", "Báo cáo quý", "--lead-agency", "so-khcn", "--product", "Báo cáo", "--due-text", "Quý II/2026",
                    "-o", "json").json()
    assert made["due_on"] == "2026-06-30"
    item = {"date": "2026-06-30", "kind": "off", "name_vi": "Nghỉ bão", "source": "văn bản giả định"}
    run = steerctl("calendar", "import", "--format", "ndjson", stdin=json.dumps(item))
    assert run.status == 0, run
    assert [made["code"], "30/06/2026", "01/07/2026"] in [line.split() for line in run.lines()], run
