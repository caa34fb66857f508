"""test_formats.py - the forms of a result: tables whose columns stand straight whatever the letters, and forms for programs."""
import csv
import io
import json
import re
import unicodedata

import pytest

FORMS = ("table", "wide", "json", "ndjson", "csv", "name")
TITLES = ["Tập huấn nguồn nhân lực", unicodedata.normalize("NFD", "Tuyên truyền, phổ biến Nghị quyết số 57"), "科技創新 ＡＢ",
          "q\u0303x\u0309y\u0323\u0302 không có chữ dựng sẵn", "a", "Đột phá 🚀 phát triển", "Ữ" * 40]


def width(text):
    """Columns of a text, by Python's own table of Unicode."""
    wide = lambda letter: 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return sum(0 if unicodedata.combining(letter) else wide(letter) for letter in text)


@pytest.fixture(scope="module", autouse=True)
def titled(steerctl, sample):
    """Tasks with titles of many kinds of letters."""
    rows = "\n".join(json.dumps({"title": title, "lead_agency": "so-khcn", "due_text": "Năm 2027"}) for title in TITLES)
    assert steerctl("task", "import", stdin=rows).status == 0
    return TITLES


def columns_of(lines, headings):
    """Where each heading begins, in columns of the screen; every row must be blank just before it."""
    starts = [width(lines[0][:lines[0].index(heading)]) for heading in headings]
    for line in lines[1:]:
        for start in starts[1:]:
            before, position = "", 0
            for letter in line:
                if position >= start:
                    break
                before, position = before + letter, position + width(letter)
            assert position == start and before.endswith("  "), (start, line)
    return starts


def test_the_columns_of_a_table_stand_straight(steerctl):
    lines = steerctl("task", "list", "--all").lines()
    columns_of(lines, ["Mã", "Nhiệm vụ", "Chủ trì", "Trạng thái", "Tiến độ", "Thời hạn"])
    assert any("科技創新" in line for line in lines) and any("Ữ" * 40 in line for line in lines)


def test_a_table_is_for_people(steerctl):
    out = steerctl("task", "list", "--search", "tập huấn, đào tạo").out
    assert "31/12/2025" in out and "đã giao" in out and "assigned" not in out
    out = steerctl("task", "list", "--search", "tập huấn, đào tạo", "--lang", "en").out
    assert "31/12/2025" in out and "assigned" in out and out.startswith("Code")


def test_wide_has_further_columns(steerctl):
    narrow = steerctl("task", "list").lines()[0]
    wide = steerctl("task", "list", "-o", "wide").lines()[0]
    assert wide.startswith(narrow.split("Thời hạn")[0].rstrip()[:10]) and "Phối hợp" in wide and "Phối hợp" not in narrow


def test_one_object_is_shown_member_by_member(steerctl, sample):
    lines = steerctl("task", "get", "NV-2025-0001").lines()
    shown = {re.split(r"  +", line, maxsplit=1)[0]: re.split(r"  +", line, maxsplit=1)[1] for line in lines}
    assert shown["Mã"] == "NV-2025-0001" and shown["Trọng tâm"] == "có" and shown["Thời hạn"] == "31/12/2025"
    assert set(shown["Phối hợp"].split(", ")) == {"hdnd-tinh", "so-khcn"}
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", shown["Tạo lúc"])
    assert len({width(re.match(r"(.*?  +)\S", line)[1]) for line in lines}) == 1


@pytest.mark.parametrize("noun, code, profile", [
    ("task", "NV-2025-0001", "office"), ("agency", "so-khcn", "office"), ("document", "57-NQ/TW", "office"),
    ("programme", "ctct-2025", "office"), ("client", "so-khcn", "admin")])
def test_every_member_of_an_object_has_a_name_in_both_languages(steerctl, noun, code, profile):
    for language in ("vi", "en"):
        labels = [re.split(r"  +", line)[0] for line in steerctl(noun, "get", code, "--lang", language, profile=profile).lines()]
        assert len(labels) > 5 and not [label for label in labels if "_" in label], labels


@pytest.mark.parametrize("form", FORMS)
def test_every_form_works_for_lists_and_for_one(steerctl, form):
    for arguments in (("task", "list"), ("task", "get", "NV-2025-0001"), ("agency", "list"), ("target", "list"),
                      ("task", "history", "NV-2025-0001"), ("auth", "whoami"), ("auth", "token"), ("queue", "list"), ("config", "path"),
                      ("config", "show"), ("version",), ("completion", "bash")):
        run = steerctl(*arguments, "-o", form)
        assert run.status == 0, run
        if form in ("json", "ndjson"):
            for line in [run.out] if form == "json" else run.lines():
                json.loads(line)
        if form == "csv":
            assert len({len(row) for row in csv.reader(io.StringIO(run.out))}) <= 1, run


def test_json_is_what_the_server_sent(steerctl, api):
    theirs = api.office.get("/v1/tasks/NV-2025-0001").body.decode()
    assert steerctl("task", "get", "NV-2025-0001", "-o", "json").out.rstrip("\n") == theirs.rstrip("\n")


def test_entries_of_ndjson_are_those_of_the_list(steerctl):
    listed = steerctl("task", "list", "-o", "json").json()["items"]
    assert [json.loads(line) for line in steerctl("task", "list", "-o", "ndjson").lines()] == listed


def test_name_is_the_code_of_each(steerctl):
    codes = [item["code"] for item in steerctl("task", "list", "-o", "json").json()["items"]]
    assert steerctl("task", "list", "-o", "name").lines() == codes
    assert steerctl("task", "get", "NV-2025-0001", "-o", "name").out == "NV-2025-0001\n"
    versions = steerctl("task", "history", "NV-2025-0001", "-o", "name").lines()
    assert versions, "a history is named by its moments"


def test_columns_are_chosen(steerctl):
    run = steerctl("task", "list", "--columns", "code,state", "-o", "csv")
    assert run.lines()[0] == "code,state" and len(run.lines()[1].split(",")) == 2
    assert steerctl("task", "list", "--columns", "state,version").lines()[0].split("  ")[0] == "Trạng thái"
    assert steerctl("task", "get", "NV-2025-0001", "--columns", "code,due_on").lines() == ["Mã        NV-2025-0001", "Thời hạn  31/12/2025"]
    run = steerctl("task", "list", "--columns", "code,colour", "--lang", "en")
    assert run.status == 2 and 'no column "colour"' in run.err and "due_on" in run.err, run


def test_parts_of_a_push_are_columns_of_their_own(steerctl, sample):
    steerctl("status", "push", "NV-2025-0003", "--state", "received", "--event-id", "=cmd", "--sequence", "7", profile="so-khcn")
    row, = csv.DictReader(io.StringIO(steerctl("status", "list", "NV-2025-0003", "-o", "csv").out))
    assert row["source.event_id"] == "=cmd" and row["source.sequence"] == "7" and "source" not in row
    excel = steerctl("status", "list", "NV-2025-0003", "-o", "csv", "--excel").out
    assert excel.startswith("\ufeff") and "'=cmd" in excel
    assert "=cmd" in steerctl("status", "list", "NV-2025-0003", "-o", "wide").out


def test_an_empty_list_has_a_heading_and_nothing_else(steerctl):
    nothing = ("task", "list", "--search", "không có việc nào như thế")
    assert len(steerctl(*nothing).lines()) == 1
    assert steerctl(*nothing, "-o", "csv").lines()[0].startswith("code,title")
    assert steerctl(*nothing, "-o", "ndjson").out == "" and steerctl(*nothing, "-o", "name").out == ""
    assert steerctl(*nothing, "-o", "json").json()["items"] == []


def test_on_a_terminal_a_row_is_a_line(steerctl, terminal):
    status, screen = terminal(steerctl, "task", "list", "--all", "--profile", "office", columns=80)
    assert status == 0, screen
    lines = [re.sub(r"\x1b\[\d*[mK]|\r", "", line) for line in screen.splitlines()]
    lines = [line for line in lines if line.startswith(("Mã", "NV-"))]
    assert len(lines) >= 12 and max(map(width, lines)) <= 80
    assert any("…" in line for line in lines)
    columns_of(lines, ["Mã", "Nhiệm vụ", "Chủ trì", "Trạng thái"])
    whole = steerctl("task", "list", "--all").lines()
    assert not any("…" in line for line in whole)


def test_colour_only_on_a_terminal_and_only_when_wanted(steerctl, terminal):
    _, screen = terminal(steerctl, "task", "list", "--profile", "office")
    assert "\x1b[1m" in screen
    _, screen = terminal(steerctl, "task", "list", "--profile", "office", NO_COLOR="1")
    assert "\x1b[1m" not in screen
    _, screen = terminal(steerctl, "task", "list", "--profile", "office", NO_COLOR="")
    assert "\x1b[1m" in screen
    assert "\x1b" not in steerctl("task", "list").out


def test_progress_is_shown_on_a_terminal_and_taken_away(steerctl, terminal, tmp_path):
    rows = "\n".join(json.dumps({"title": f"Tiến độ {n}", "lead_agency": "so-khcn", "due_text": "Năm 2027"}) for n in range(1001))
    path = tmp_path / "many.ndjson"
    path.write_text(rows)
    status, screen = terminal(steerctl, "task", "import", path, "-o", "json", "--profile", "office")
    assert status == 0, screen[-2000:]
    assert "kiểm tra [" in screen and "nhập [" in screen and "500/1001" in screen and "1001/1001" in screen
    assert screen.rindex("\r\x1b[K") > screen.rindex("1001/1001")
    run = steerctl("task", "import", path)
    assert "500/1001" not in run.err + run.out and "\r" not in run.err


def test_a_code_is_never_cut(steerctl, terminal, sample):
    code = "KE-HOACH-2025-000081"
    assert steerctl("task", "create", "--code", code, "--title", "Nhiệm vụ có mã dài hơn một cột hẹp").status == 0
    status, screen = terminal(steerctl, "task", "list", "--all", "--columns", "title,code,state", "--profile", "office", columns=40)
    assert status == 0 and code in screen and "…" in screen, screen
