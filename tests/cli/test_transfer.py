"""test_transfer.py - files in and out: round trips that change nothing, faults by line, files of more than one call."""
import codecs
import csv
import io
import json
import re

import pytest

HEADING = "title,lead_agency,product,due_text,state"


@pytest.fixture(scope="module", autouse=True)
def imported(sample):
    """The report's tasks are there."""
    return sample


def imports(steerctl, text, *arguments, form="csv", profile="office"):
    return steerctl("task", "import", "--format", form, "-o", "json", *arguments, stdin=text, profile=profile)


def counted(run):
    assert run.status == 0, run
    return tuple(run.json()["summary"][name] for name in ("created", "updated", "unchanged"))


def state_of(database):
    """All that the register holds of tasks."""
    return database.query("select t::text from register.tasks t order by id")


def journal_of(database):
    return database.value("select count(*) from register.journal")


def rows(run):
    return list(csv.DictReader(io.StringIO(run.out)))


@pytest.fixture(scope="module")
def awkward(steerctl):
    """A task whose texts are hard on every format; its code."""
    body = {"title": '=1+1 "x"; y, z', "lead_agency": "so-khcn", "co_agencies": ["tinh-uy", "ubnd-tinh"],
            "description": "dòng một\ndòng hai\t'=", "product": "'=SUM(A1)", "responsible": "-5 @x", "authority": "+84",
            "due_text": "Quý II/2027", "key": True}
    run = steerctl("task", "create", "-f", "-", "-o", "json", stdin=json.dumps(body))
    assert run.status == 0, run
    return run.json()["code"]


@pytest.mark.parametrize("options", [("-o", "csv"), ("-o", "csv", "--excel"), ("-o", "json"), ("-o", "ndjson"), ()])
def test_what_was_exported_is_imported_back_and_changes_nothing(steerctl, database, awkward, options, tmp_path):
    run = steerctl("task", "export", *options)
    assert run.status == 0 and awkward in run.out, run
    path = tmp_path / "export"
    path.write_text(run.out)
    before, entries = state_of(database), journal_of(database)
    again = steerctl("task", "import", path, "-o", "json")
    assert counted(again) == (0, 0, len(before)), again
    assert state_of(database) == before
    assert journal_of(database) == entries
    moment = lambda text: re.sub(r'"known_at" : "[^"]*"', "", text)
    assert moment(steerctl("task", "export", *options).out) == moment(run.out)


def test_an_export_has_every_member_and_every_task(steerctl, awkward):
    listed = steerctl("task", "list", "--all", "-o", "json").json()["items"]
    exported = rows(steerctl("task", "export"))
    assert [row["code"] for row in exported] == [item["code"] for item in listed]
    assert set(exported[0]) == set(listed[0])
    row = next(row for row in exported if row["code"] == awkward)
    assert row["co_agencies"] == "tinh-uy; ubnd-tinh" and row["description"] == "dòng một\ndòng hai\t'="
    assert row["key"] == "true" and row["due_on"] == "2027-06-30"


def test_csv_of_the_command_line_is_csv_of_the_server(steerctl, api):
    theirs = api.office.get("/v1/tasks?limit=500", headers={"Accept": "text/csv"})
    assert rows(steerctl("task", "export")) == list(csv.DictReader(io.StringIO(theirs.body.decode())))


def test_csv_ends_its_lines_as_the_standard_says(steerctl):
    run = steerctl("task", "export", "--save", "lines.csv")
    assert run.status == 0 and run.out == "", run
    data = (steerctl.directory / "lines.csv").read_bytes()
    assert data.count(b"\r\n") >= 7 and not data.startswith(codecs.BOM_UTF8)


def test_excel_gets_a_mark_and_no_formulas(steerctl, awkward):
    steerctl("task", "export", "--excel", "--save", "excel.csv")
    data = (steerctl.directory / "excel.csv").read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    table = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    row = next(row for row in table if row["code"] == awkward)
    assert row["title"] == '\'=1+1 "x"; y, z' and row["product"] == "''=SUM(A1)" and row["responsible"] == "'-5 @x"
    assert all(not value.startswith(("=", "+", "-", "@")) for value in row.values())


def test_a_filtered_export_has_what_the_filter_lets_through(steerctl):
    exported = rows(steerctl("task", "export", "--regular"))
    assert exported and {row["regular"] for row in exported} == {"true"}


def test_an_export_that_fails_leaves_the_old_file(steerctl):
    path = steerctl.directory / "kept.csv"
    path.write_text("old")
    assert steerctl("task", "export", "--save", path, "--sort", "colour").status == 2
    assert path.read_text() == "old"
    assert [one.name for one in path.parent.glob("kept.csv*")] == ["kept.csv"]
    assert steerctl("task", "export", "--save", "/proc/no/file").status == 1


def test_dates_of_people_are_taken(steerctl):
    text = f"{HEADING},due_on,assigned_on\nViệc có ngày,so-khcn,Báo cáo,,assigned,30/6/2027,27/03/2025\n"
    run = imports(steerctl, text)
    assert counted(run) == (1, 0, 0)
    made = steerctl("task", "get", run.json()["items"][0]["code"], "-o", "json").json()
    assert (made["due_on"], made["assigned_on"], made["state"]) == ("2027-06-30", "2025-03-27", "assigned")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_headings_may_be_those_of_the_tables_and_separators_those_of_the_country(steerctl, separator):
    name = f"Việc {ord(separator)}"
    heading = separator.join(["Nhiệm vụ", "Chủ trì", "Phối hợp", "Trọng tâm", "Thời hạn (lời)"])
    row = separator.join([name, "so-khcn", '"tinh-uy; hdnd-tinh"', "x", "Năm 2027"])
    run = imports(steerctl, f"\ufeff{heading}\r\n{row}\r\n{separator * 4}\r\n")
    assert counted(run) == (1, 0, 0)
    made = steerctl("task", "get", run.json()["items"][0]["code"], "-o", "json").json()
    assert made["title"] == name and made["key"] is True and sorted(made["co_agencies"]) == ["hdnd-tinh", "tinh-uy"]


def test_an_empty_cell_clears_a_text_and_leaves_the_rest(steerctl):
    made = steerctl("task", "create", "--title", "Sẽ xóa", "--lead-agency", "so-khcn", "--product", "P", "--key", "-o", "json").json()
    run = imports(steerctl, f"code,title,lead_agency,product,key\n{made['code']},Sẽ xóa,so-khcn,,\n")
    assert counted(run) == (0, 1, 0)
    after = steerctl("task", "get", made["code"], "-o", "json").json()
    assert after["product"] is None and after["key"] is True


def faults_by_line(run):
    assert run.status == 7 and run.out == "", run
    return [line.strip().split(":")[0] for line in run.err.splitlines() if line.strip().startswith("dòng ")]


@pytest.mark.parametrize("bad, told", [
    # What the shape of an entry forbids, then what the register forbids.
    ((",so-khcn,P,Năm 2027,draft", '"Hai\ndòng",so-khcn,P,Năm 2027,draft', "Sai,so-khcn,P,Năm 2027,flying"),
     ["dòng 3 /title", "dòng 4 /title", "dòng 6 /state"]),
    (("Lạ,so-xyz,P,Năm 2027,draft", "Mơ hồ,so-khcn,P,khi nào xong,draft"), ["dòng 3 /lead_agency", "dòng 4 /due_text"])])
def test_every_fault_of_a_file_is_told_with_its_line_and_nothing_is_written(steerctl, database, bad, told):
    text = "\n".join([HEADING, "Đúng,so-khcn,P,Năm 2027,draft", *bad]) + "\n"
    before = state_of(database)
    assert faults_by_line(imports(steerctl, text)) == told
    assert state_of(database) == before
    assert told[0].replace("dòng", "line") in imports(steerctl, text, "--lang", "en").err


@pytest.mark.parametrize("text, form, told", [
    ("", "csv", "has no entries"), ("title\n", "csv", "has no entries"), ("[]", "json", "has no entries"),
    ("title,title\na,b\n", "csv", 'named twice: "title"'), ("title,\na,b\n", "csv", "without a name"),
    ("title,code\na\n", "csv", "line 2: not as many cells"), ('title\n"a\n', "csv", "line 2: a quotation mark"),
    ('title\na"b\n', "csv", "line 2: a quotation mark"), ('title\n"a"b\n', "csv", "line 2: a quotation mark"),
    ("{\n\n]", "json", "line 3: not JSON"), ("\n[1]", "json", "line 2: a JSON object"), ('{"a":1}\n7\n', "ndjson", "line 2: a JSON object"),
    ('{"a":1}\n{"a":\n', "ndjson", "not JSON"), ("x", "xml", "not one of: csv json ndjson")])
def test_a_file_that_cannot_be_read_is_told_by_line(steerctl, text, form, told):
    run = imports(steerctl, text, "--lang", "en", form=form)
    assert run.status == 2 and told in run.err and run.out == "", run


def test_a_file_that_is_no_utf8_is_told(steerctl, tmp_path):
    path = tmp_path / "cp1258.csv"
    path.write_bytes(b"title,lead_agency\nTh\xd2,so-khcn\n")
    run = steerctl("task", "import", path, "--lang", "en")
    assert run.status == 2 and "line 2: not UTF-8" in run.err, run
    path.write_bytes(b"title\na\x00b\n")
    assert steerctl("task", "import", path).status == 2
    assert steerctl("task", "import", tmp_path / "none.csv").status == 1


def test_a_member_that_does_not_exist_is_the_servers_to_refuse(steerctl):
    run = imports(steerctl, "title,lead_agency,colour\na,so-khcn,red\n")
    assert run.status == 7 and "/colour" in run.err, run


def test_a_dry_run_tells_what_would_be_and_writes_nothing(steerctl, database):
    before, entries = state_of(database), journal_of(database)
    run = imports(steerctl, f"{HEADING}\nChỉ thử,so-khcn,P,Năm 2027,draft\n", "--dry-run")
    assert counted(run) == (1, 0, 0)
    assert "làm thử" in run.err
    assert state_of(database) == before and journal_of(database) == entries


def many(count, wrong=()):
    lines = [f"Việc lớn {n},so-khcn,P,{'bao giờ' if n in wrong else 'Năm 2027'},draft" for n in range(count)]
    return "\n".join([HEADING, *lines]) + "\n"


def test_a_file_of_more_than_one_call_is_imported_whole(steerctl, database):
    before = len(state_of(database))
    run = imports(steerctl, many(1201))
    assert counted(run) == (1201, 0, 0)
    assert [item["index"] for item in run.json()["items"]] == list(range(1201))
    assert len(state_of(database)) == before + 1201
    assert counted(imports(steerctl, many(1201))) == (0, 0, 1201)
    exported = rows(steerctl("task", "export", "--search", "việc lớn"))
    assert len(exported) == 1201


def test_faults_in_any_part_of_a_large_file_are_told_before_anything_is_written(steerctl, database):
    before = state_of(database)
    run = imports(steerctl, many(1100, wrong=(3, 700, 1099)).replace("Việc lớn", "Việc sai"), "--lang", "en")
    assert run.status == 7, run
    for line in (5, 702, 1101):
        assert f"line {line} /due_text" in run.err, line
    assert "nothing was imported" in run.err
    assert state_of(database) == before


def test_large_entries_go_in_smaller_calls(steerctl):
    lines = [json.dumps({"title": f"Việc dài {n}", "lead_agency": "so-khcn", "description": "ắ" * 4000, "due_text": "Năm 2027"},
                        ensure_ascii=False) for n in range(400)]
    assert sum(len(line.encode()) for line in lines) > 4 << 20
    run = imports(steerctl, "\n".join(lines), form="ndjson")
    assert counted(run) == (400, 0, 0)


def test_an_agency_may_not_import(steerctl):
    assert imports(steerctl, f"{HEADING}\na,so-khcn,P,Năm 2027,draft\n", profile="so-khcn").status == 4


def test_people_are_shown_what_changed_and_how_many_stayed(steerctl):
    run = steerctl("task", "import", stdin=f"{HEADING}\nViệc lớn 1,so-khcn,P,Năm 2027,draft\nCòn mới,so-khcn,P,Năm 2027,draft\n")
    assert run.status == 0, run
    assert len(run.lines()) == 2 and "mới" in run.lines()[1]
    assert "mới 1, sửa 0" in run.err and "giữ nguyên 1" in run.err
