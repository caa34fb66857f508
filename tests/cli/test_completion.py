"""test_completion.py - steerctl: reports with product and evidence, what became of them, contributions, whether tasks are clear enough."""
import json

import pytest


def get(steerctl, *arguments, **options):
    """The JSON of a command that must succeed."""
    run = steerctl(*arguments, "-o", "json", **options)
    assert run.status == 0, run
    return run.json()


@pytest.fixture
def task(steerctl):
    """A task of so-khcn that tinh-uy joins, assigned on 2/1/2025; its code."""
    made = get(steerctl, "task", "create", "--title", "Lập kế hoạch chuyển đổi số", "--lead-agency", "so-khcn", "--co-agency", "tinh-uy",
               "--co-agency", "ubnd-tinh", "--product", "Kế hoạch", "--due-text", "Quý II/2025")
    get(steerctl, "task", "assign", made["code"], "--occurred-on", "2/1/2025")
    return made["code"]


def test_an_officer_reports_with_flags(steerctl, task):
    bare = steerctl("status", "push", task, "--state", "reported", "--evidence", "15/BB-NT", profile="so-khcn")
    assert bare.status == 7 and "report-refused" in bare.err and "/product" in bare.err, bare
    assert get(steerctl, "task", "get", task)["state"] == "assigned"
    pushed = get(steerctl, "status", "push", task, "--state", "reported", "--product-number", "12/BC-SKHCN", "--product-title", "Báo cáo",
                 "--product-issued-on", "1/6/2025", "--evidence", "15/BB-NT", profile="so-khcn")
    assert pushed["task"]["state"] == "reported"
    (kept,) = get(steerctl, "status", "list", task)["items"]
    assert kept["product"] == {"document_number": "12/BC-SKHCN", "title": "Báo cáo", "issued_on": "2025-06-01"}


def test_reports_are_shown_with_what_became_of_them(steerctl, task):
    assert steerctl("task", "report", task).status == 7
    get(steerctl, "task", "report", task, "--product-number", "12/BC-SKHCN", "--evidence", "15/BB-NT", "--occurred-on", "1/7/2025")
    get(steerctl, "task", "return", task, "--reason", "Thiếu biên bản", "--occurred-on", "2/7/2025")
    get(steerctl, "task", "report", task, "--product-document", "57-NQ/TW", "--evidence", "https://a.example/1", "--occurred-on", "3/7/2025")
    assert steerctl("task", "verify", task, "--occurred-on", "2/7/2025").status == 7
    get(steerctl, "task", "verify", task, "--occurred-on", "9/7/2025")
    rounds = get(steerctl, "task", "completion", task)["items"]
    assert [(one["result"], one["reported_on"], one["days_late"]) for one in rounds] == \
        [("verified", "2025-07-03", 3), ("returned", "2025-07-01", 1)]
    shown = steerctl("task", "completion", task)
    for word in ("đã xác nhận", "trả lại", "03/07/2025", "09/07/2025", "12/BC-SKHCN", "57-NQ/TW", "Thiếu biên bản"):
        assert word in shown.out, (word, shown)
    assert "returned" in steerctl("task", "completion", task, "--lang", "en").out
    assert steerctl("task", "completion", "NV-0000-1").status == 5


def test_contributions_are_shown_by_co_agency(steerctl, task):
    get(steerctl, "status", "push", task, "--state", "in_progress", "--percent", "40", "--summary", "Đã góp ý", "--evidence", "1/CV", profile="tinh-uy")
    shown = steerctl("task", "contributions", task, profile="so-khcn")
    assert shown.status == 0 and "Đã góp ý" in shown.out and "40%" in shown.out and "ubnd-tinh" in shown.out, shown
    told = {one["agency"]: one["contributions"] for one in get(steerctl, "task", "contributions", task)["items"]}
    assert told == {"tinh-uy": 1, "ubnd-tinh": 0}


def test_lint_tells_what_is_missing_and_exits_with_3(steerctl):
    unclear = get(steerctl, "task", "create", "--title", "Việc")["code"]
    clear = get(steerctl, "task", "create", "--title", "Kế hoạch chuyển đổi số cấp xã", "--lead-agency", "so-khcn", "--product", "Kế hoạch",
                "--due-text", "Quý II/2026", "--responsible", "Giám đốc", "--authority", "UBND tỉnh", "--source-document", "57-NQ/TW")["code"]
    run = steerctl("task", "lint", unclear)
    assert run.status == 3 and "Chưa rõ cơ quan chủ trì" in run.out and "chưa giao được" in run.out and "/lead_agency" not in run.out, run
    assert "There is no lead agency" in steerctl("task", "lint", unclear, "--lang", "en").out
    assert [line.split(",")[0] for line in steerctl("task", "lint", unclear, "-o", "csv").lines()[1:]].count(unclear) >= 6
    assert steerctl("task", "lint", clear).status == 0
    both = steerctl("task", "lint", clear, unclear, "-o", "ndjson")
    assert both.status == 3 and [json.loads(line)["clear"] for line in both.lines()] == [True, False], both
    assert steerctl("task", "lint", clear, "NV-0000-1").status == 5
    everything = steerctl("task", "lint", "-o", "json")
    assert everything.status == 3 and {unclear, clear} <= {one["code"] for one in everything.json()["items"]}
    found = steerctl("task", "lint", "--clear", "--state", "draft", "-o", "name")
    assert found.status == 0 and clear in found.lines() and unclear not in found.lines()
    assert unclear in steerctl("task", "lint", "--no-clear", "--state", "draft", "-o", "name").lines()


CLEAR = {"title": "Kế hoạch chuyển đổi số cấp huyện", "lead_agency": "so-khcn", "product": "Kế hoạch", "due_text": "Quý III/2026",
         "responsible": "Giám đốc", "authority": "UBND tỉnh", "source_document": "57-NQ/TW"}


def test_a_file_is_checked_before_it_is_imported(steerctl, tmp_path, database):
    count = lambda: database.value("select count(*) from register.tasks")
    before = count()
    path = tmp_path / "tasks.ndjson"
    path.write_text(json.dumps(CLEAR) + "\n\n" + json.dumps({"title": "Nhiệm vụ chưa rõ gì cả", "lead_agency": "so-khcn"}) + "\n")
    run = steerctl("task", "lint", "-f", path)
    assert run.status == 3 and run.lines()[0].split() == ["Dòng", "Nhiệm", "vụ", "Mức", "Nội", "dung"], run
    assert {line.split()[0] for line in run.lines()[1:]} == {"3"} and "Chưa rõ sản phẩm" in run.out and "Chưa rõ thẩm quyền" in run.out, run
    rows = steerctl("task", "lint", "--file", path, "-o", "ndjson")
    assert rows.status == 3 and [(one["line"], one["clear"]) for one in map(json.loads, rows.lines())] == [(1, True), (3, False)], rows
    path.write_text(json.dumps(CLEAR))
    assert (steerctl("task", "lint", "-f", path).status, steerctl("task", "lint", "-f", path).out.count("\n")) == (0, 1)
    assert count() == before, "nothing is written"


def test_faults_of_a_file_are_those_of_its_import(steerctl, tmp_path):
    path = tmp_path / "tasks.csv"
    path.write_text("Nhiệm vụ,Chủ trì,Thời hạn (lời)\nViệc rõ,so-khcn,Quý II/2026\nViệc,khong-co,Lúc nào đó\n")
    run = steerctl("task", "lint", "-f", path)
    assert run.status == 7 and "dòng 3 /lead_agency" in run.err and "dòng 3 /due_text" in run.err and run.out == "", run
    assert steerctl("task", "lint", "-f", path, "NV-1").status == 2
    assert steerctl("task", "lint", "-f", tmp_path / "none.csv").status == 1
    assert steerctl("task", "lint", "-f", path, profile="leader").status == 4
