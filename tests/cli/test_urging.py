"""test_urging.py - steerctl urging: the ladder, what it does about a task, the record, urging by hand, the letter to print."""
import csv
import io
import json

import pytest
from support import urging


@pytest.fixture(scope="module")
def database(database):
    urging.live_on(database)
    return database


@pytest.fixture(scope="module")
def ladder(steerctl, tmp_path_factory):
    """The file of a ladder, which is in force."""
    path = tmp_path_factory.mktemp("ladder") / "ladder.json"
    path.write_text(json.dumps({"rungs": urging.RUNGS}))
    run = steerctl("urging", "rules", "set", "-f", path, "--effective-on", "6/5/2025", "--note", "Thang thử")
    assert run.status == 0 and "phiên bản 2" in run.out and "06/05/2025" in run.out and "Thang thử" in run.out, run
    return path


@pytest.fixture
def task(steerctl, ladder):
    """A task that is one working day late."""
    made = steerctl("task", "create", "--title", "Báo cáo <quý> & năm", "--lead-agency", "so-khcn", "--product", "Báo cáo",
                    "--due-on", "2025-05-05", "-o", "json").json()
    assert steerctl("task", "assign", made["code"], "--occurred-on", "2025-01-02").status == 0
    return made["code"]


def urged(steerctl, task):
    assert steerctl("urging", "run").status == 0
    return steerctl("urging", "list", "--task", task, "-o", "json").json()["items"]


def test_the_ladder_is_shown_in_words_of_both_languages(steerctl, ladder):
    run = steerctl("urging", "rules", "show", profile="so-khcn")
    assert run.status == 0 and "cơ quan giúp việc" in run.out and "Đã quá hạn" in run.out, run
    english = steerctl("urging", "rules-show", "--lang", "en").out
    assert "Urging ladder version 2" in english and "committee office" in english and "2 days late" in english
    assert "mặc định" in steerctl("urging", "rules", "show", "1").out
    assert steerctl("urging", "rules", "show", "-o", "name").lines() == ["before", "after", "office"]
    rows = list(csv.DictReader(io.StringIO(steerctl("urging", "rules", "show", "-o", "csv").out)))
    assert [(row["code"], row["after_rung"], row["workdays"]) for row in rows] == [("before", "", "-1"), ("after", "before", "1"), ("office", "after", "2")]


def test_a_ladder_that_cannot_stand_is_refused_with_all_that_is_wrong(steerctl, ladder, tmp_path):
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps({"effective_on": "2025-05-05", "note": "x", "rungs": [
        {**urging.RUNGS[0], "after_rung": "after"}, {**urging.RUNGS[1], "audience": "boss"}]}))
    run = steerctl("urging", "rules", "set", "-f", path)
    assert run.status == 7 and all(f"/rungs/{place}" in run.err for place in ("0/after_rung", "1/after_rung", "1/audience")), run
    assert "/effective_on" in run.err
    assert steerctl("urging", "rules", "set", "-f", ladder, "--effective-on", "2025-06-01", "--note", "x", profile="so-khcn").status == 4


def test_the_rules_are_tried_on_a_task_and_a_day(steerctl, task):
    run = steerctl("urging", "rules", "test", "--task", task, "--on", "2025-05-07")
    assert run.status == 0 and f"Nhiệm vụ {task} vào ngày 07/05/2025" in run.out, run
    rows = {line.split()[0]: line for line in run.lines() if line.split()[:1] and line.split()[0] in ("before", "after", "office")}
    assert "trước thang này" in rows["before"] and "Phát: 1 ngày làm việc sau thời hạn 05/05/2025" in rows["after"]
    assert "07/05/2025" in rows["office"] and "chờ ngày sau" in rows["office"] and "Chờ ngày làm việc sau: 2 ngày làm việc sau thời hạn 05/05/2025" in rows["office"]
    again = steerctl("urging", "rules-test", "--task", task, "-o", "json").json()
    assert [rung["verdict"] for rung in again["rungs"]] == ["before-ladder", "fires", "not-yet"]
    assert "Not yet" in steerctl("urging", "rules", "test", "--task", task, "--lang", "en").out
    assert steerctl("urging", "rules", "test", "--task", "NV-khong-co").status == 5
    draft = steerctl("task", "create", "--title", "x", "--due-on", "2025-05-05", "-o", "json").json()["code"]
    assert "còn là dự thảo" in steerctl("urging", "rules", "test", "--task", draft).out


def test_three_words_name_a_command(steerctl):
    assert "--task" in steerctl("help", "urging", "rules-test").out
    assert "--task" in steerctl("urging", "rules", "test", "--help").out
    unknown = steerctl("urging", "rules", "tset")
    assert unknown.status == 2 and "urging" in unknown.err


def test_a_run_is_tried_and_then_made_once(steerctl, task):
    tried = steerctl("urging", "run", "-n")
    assert tried.status == 0 and task in tried.out and "làm thử" in tried.err, tried
    assert steerctl("urging", "list", "--task", task, "-o", "json").json()["items"] == []
    (made,) = urged(steerctl, task)
    assert (made["rung"], made["times"]) == ("after", 1)
    run = steerctl("urging", "run")
    assert run.status == 0 and "0 lượt" in run.out, run
    shown = steerctl("urging", "show", made["code"], profile="so-khcn")
    assert "Nấc after của thang phiên bản 2" in steerctl("urging", "show", made["code"], "-o", "wide").out and "thủ trưởng" in shown.out
    assert steerctl("urging", "get", made["code"], profile="ubnd-tinh").status == 5


def test_an_agency_reads_on_after_the_last_one(steerctl, task):
    (last,) = urged(steerctl, task)
    run = steerctl("urging", "send", task, "--text-vi", "Đề nghị báo cáo", "--document-number", "15/BCĐ")
    assert run.status == 0 and "15/BCĐ" in steerctl("urging", "list", "--after", last["code"], "-o", "wide", profile="so-khcn").out, run
    newer = steerctl("urging", "list", "--after", last["code"], "-o", "json", profile="so-khcn").json()["items"]
    assert [(item["task"], item["kind"], item["times"]) for item in newer] == [(task, "manual", 2)]
    assert steerctl("urging", "send", task, "--text-vi", "x", profile="so-khcn").status == 4
    assert steerctl("urging", "send", task, "--text-vi", "x", "--agency", "ubnd-tinh").status == 7


def test_the_letter_is_laid_out_for_print_and_makes_nothing_up(steerctl, task):
    code = urged(steerctl, task)[-1]["code"]
    page = steerctl("urging", "letter", code, "--committee", "bcd-57", "-o", "html")
    assert page.status == 0 and page.out.startswith("<!DOCTYPE html>"), page
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page.out and "Độc lập" not in page.out and "T/M BAN CHỈ ĐẠO" in page.out
    assert "BAN CHỈ ĐẠO" in page.out and "Báo cáo &lt;quý&gt; &amp; năm" in page.out and "<quý>" not in page.out
    assert "ngày 06 tháng 5 năm 2025" in page.out and "Số …………-CV/…" in page.out and "05/05/2025" in page.out
    assert "Đôn đốc thực hiện nhiệm vụ được giao</p>" in page.out and "V/v" not in page.out, "the Party's form: no V/v, a capital"
    assert "<p>…………</p>" in page.out, "no name under the post"
    text = steerctl("urging", "letter", code, "--committee", "bcd-57", "-o", "md").out
    assert "**ĐẢNG CỘNG SẢN VIỆT NAM**  \n" in text and "Số …………-CV/…  \n" in text, "lines that Markdown keeps apart"
    assert "| STT |" in text and "Báo cáo &lt;quý&gt; \\& năm" in text
    assert task in steerctl("urging", "letter", code, "--committee", "bcd-57").out
    parts = steerctl("urging", "letter", code, "--committee", "bcd-57", "-o", "json").json()
    assert parts["family"] == "party" and parts["number"] is None
    rows = list(csv.DictReader(io.StringIO(steerctl("urging", "letter", code, "-o", "csv").out)))
    assert task in [row["task"] for row in rows]
    assert code in steerctl("urging", "letter", code, "-o", "name").lines()


def test_a_letter_of_the_state_has_its_heading_and_its_number(steerctl, task, database):
    """The committee of the sample is the Party's; here its issuer is one of the State."""
    run = steerctl("urging", "send", task, "--text-vi", "Đề nghị báo cáo", "--document-number", "15/BCĐ-CNTT", "-o", "json")
    code = run.json()["code"]
    kind = database.value("select a.kind from register.agencies a where a.code = 'tinh-uy'")
    database.query("update register.agencies set kind = 'people_committee' where code = 'tinh-uy'")
    page = steerctl("urging", "letter", code, "--committee", "bcd-57", "-o", "html").out
    database.query("update register.agencies set kind = %s where code = 'tinh-uy'", [kind])
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page and "Độc lập - Tự do - Hạnh phúc" in page and "TM. BAN CHỈ ĐẠO" in page
    assert "Số: 15/BCĐ-CNTT" in page and "./.</p>" in page
    assert "V/v đôn đốc thực hiện nhiệm vụ được giao</p>" in page and page.count("<th>") == page.count("<col")  - 1 == 6
    assert f"({task})</span></td>" in page, "the code stands below the title: a page is too narrow for a column of it"
