"""test_committees.py - steerctl committee and decision: pull, edit, plan, apply, correct; lists from CSV; the annex for print."""
import html
import json
import re
import subprocess

import jsonschema
import pytest

from support import committees
from support.register import numbers, unique

ENGLISH = {"STEER_LANG": "en"}


@pytest.fixture(scope="module")
def three(api):
    return committees.people(api, 3)


@pytest.fixture
def code(api, three):
    """A committee of its first two since 15/01/2025."""
    return committees.established(api, three[:2])


def number():
    return f"{next(numbers)}-QĐ/TU"


def plan(steerctl, code, *arguments, **options):
    return steerctl("committee", "plan", code, *arguments, **options)


def id_of(run):
    return re.search(r"committee (?:apply|approve) ([0-9a-f-]{36})", run.out)[1]


def apply(steerctl, planned, *arguments):
    run = steerctl("committee", "apply", planned, "--decision", number(), "--signed-on", "28/3/2025", *arguments)
    assert run.status == 0, run
    return run


def members(steerctl, code, day):
    return [seat["person"] for seat in steerctl("committee", "members", code, "--valid-at", day, "-o", "json").json()["items"]]


def write(path, text):
    path.write_text(text)
    return path


def test_a_draft_is_added_and_shown(steerctl):
    code = unique("bcd")
    run = steerctl("committee", "add", "--code", code, "--name-vi", "Ban Chỉ đạo thử", "--issuer", "tinh-uy", "--part-time",
                   "--theme", "57-NQ/TW", "--standing-agency", "so-khcn", "--seal-note", "Con dấu Tỉnh ủy", "-o", "json")
    assert run.status == 0 and run.json()["state"] == "draft" and run.json()["part_time"] is True, run
    assert "Ban Chỉ đạo thử" in steerctl("committee", "get", code).out
    assert code in steerctl("committee", "list", "--state", "draft", "--all", "-o", "name").lines()


def test_what_was_pulled_changes_nothing_and_says_so(steerctl, code, tmp_path):
    pulled = steerctl("committee", "pull", code, "--valid-at", "1/4/2025")
    assert pulled.status == 0 and pulled.json()["committee"] == code and "$schema" in pulled.json()
    assert len(pulled.lines()) == len(pulled.json()) + len(pulled.json()["seats"]) + 3, "a member a line, a seat a line"
    run = plan(steerctl, code, "-f", write(tmp_path / "p.json", pulled.out), "--detailed-exitcode")
    assert run.status == 0 and "Không có gì thay đổi" in run.out and "apply" not in run.out, run
    again = plan(steerctl, code, "-f", "-", "--format", "csv", "--effective-on", "1/4/2025", "--detailed-exitcode", environment=ENGLISH,
                 stdin=steerctl("committee", "pull", code, "-o", "csv", "--excel").out)
    assert again.status == 0 and "Nothing changes" in again.out, again


def test_a_restructuring_is_planned_shown_applied_and_read_again(steerctl, code, three, tmp_path):
    body = steerctl("committee", "pull", code).json()
    body["seats"] = [{"role": "truong_ban", "person": three[1]}, {"role": "uy_vien", "person": three[2], "duty": "Theo dõi"}]
    path = write(tmp_path / "plan.json", json.dumps(body))
    run = plan(steerctl, code, "-f", path, "--effective-on", "01/04/2025", "--detailed-exitcode")
    assert run.status == 3, run
    assert run.lines()[0] == f"Phương án kiện toàn: {code} - Ban Chỉ đạo thử"
    for told in ("Có hiệu lực từ ngày 01/04/2025", "Thêm (1):", "  + Thêm Trần Thị Thử 2 làm Ủy viên, thứ tự 2",
                 "  - Trần Thị Thử 0 thôi làm Trưởng ban", "  ~ Trần Thị Thử 1: từ Ủy viên thành Trưởng ban, thứ tự 1",
                 f"Áp dụng: steerctl committee apply {id_of(run)} --decision SỐ --signed-on NGÀY"):
        assert told in run.lines(), (told, run)
    english = steerctl("committee", "plan-show", id_of(run), environment=ENGLISH)
    assert english.status == 0 and "  - Trần Thị Thử 0 is no longer Head" in english.lines(), english
    assert steerctl("committee", "diff", id_of(run), "--detailed-exitcode").status == 3
    assert members(steerctl, code, "2025-04-01") == three[:2], "a plan changes nothing"

    applied = apply(steerctl, id_of(run), "--signer", "Nguyễn Văn Ký", "--signer-title", "Bí thư", "--subject", "Kiện toàn")
    assert re.match(r"Quyết định \d+-QĐ/TU: 3 thay đổi\nCó hiệu lực từ ngày 01/04/2025\n", applied.out), applied
    assert members(steerctl, code, "31/3/2025") == three[:2] and members(steerctl, code, "1/4/2025") == three[1:]
    again = steerctl("committee", "apply", id_of(run), "--decision", number(), "--signed-on", "2025-03-28")
    assert again.status == 6 and "plan-already-applied" in again.err, again
    listed = steerctl("committee", "plans", code, "-o", "json").json()["items"]
    assert [item["state"] for item in listed] == ["applied", "applied"]
    decision = steerctl("committee", "decisions", code, "-o", "json").json()["items"][0]
    assert (decision["signer"], decision["signer_title"], decision["signed_on"]) == ("Nguyễn Văn Ký", "Bí thư", "2025-03-28")
    shown = steerctl("decision", "get", decision["document_code"])
    assert shown.status == 0 and "Trần Thị Thử 0 thôi làm Trưởng ban" in shown.out and "Theo dõi" in shown.out, shown


def test_history_and_changes(steerctl, code, three):
    run = plan(steerctl, code, "--swap", f"{three[1]}={three[2]}", "--effective-on", "2025-06-01")
    assert run.status == 0, run
    apply(steerctl, id_of(run))
    history = steerctl("committee", "history", code)
    days = [line[:10] for line in history.lines() if not line.startswith(" ")]
    assert history.status == 0 and days == ["15/01/2025", "01/06/2025"] and "Thêm Trần Thị Thử 2" in history.out, history
    assert "27/03/2025  Số, ngày không rõ" in steerctl("committee", "history", "bcd-57").out, "a decision without a number has a note"
    assert set(steerctl("committee", "history", code, "-o", "json").json()) == {"decisions", "changes"}
    changes = steerctl("committee", "changes", code, "--from", "15/1/2025", "--to", "1/6/2025", "-o", "json").json()["items"]
    assert [change["action"] for change in changes] == ["close", "open"] and {change["on"] for change in changes} == {"2025-06-01"}
    assert steerctl("committee", "changes", code, "--from", "2025-06-01", "-o", "json").json()["items"] == []


def test_a_correction_is_a_plan_of_its_own(steerctl, code, three):
    decision = steerctl("committee", "decisions", code, "-o", "json").json()["items"][0]
    known = steerctl("committee", "get", code, "-o", "json").json()["as_of"]["known_at"]
    rows = f"Vai trò,Mã người\nTrưởng ban,{three[2]}\n"
    run = steerctl("committee", "correct", decision["id"], "-f", "-", "--format", "csv", "--effective-on", "15/01/2025", stdin=rows)
    assert run.status == 0 and run.lines()[0].startswith("Phương án đính chính: "), run
    apply(steerctl, id_of(run))
    assert members(steerctl, code, "2025-02-01") == [three[2]]
    before = steerctl("committee", "members", code, "--valid-at", "2025-02-01", "--known-at", known, "-o", "json").json()["items"]
    assert [seat["person"] for seat in before] == three[:2]
    assert "đã bị đính chính" in steerctl("committee", "history", code).out


def test_another_client_approves(steerctl, code, three):
    run = plan(steerctl, code, "--swap", f"{three[1]}={three[2]}", "--effective-on", "2025-06-01", "--requires-approval")
    assert run.status == 0 and "committee approve" in run.out, run
    refused = steerctl("committee", "apply", id_of(run), "--decision", number(), "--signed-on", "2025-05-30")
    assert refused.status == 6 and "approval-required" in refused.err, refused
    assert steerctl("committee", "approve", id_of(run)).status == 4
    approved = steerctl("committee", "approve", id_of(run), profile="leader")
    assert approved.status == 0 and "leader đã phê duyệt" in approved.out, approved
    apply(steerctl, id_of(run))


def test_errors_among_the_checks_are_told_where_they_are(steerctl, code, three, tmp_path):
    rows = f"Vai trò;Mã người\nTrưởng ban;{three[0]}\nTrưởng Ban;{three[1]}\n"
    run = plan(steerctl, code, "-f", write(tmp_path / "two.csv", rows), "--effective-on", "2025-04-01")
    assert run.status == 7 and "  lỗi, dòng 3" in run.out and "Hai người" not in run.out and "Có hai người đứng đầu" in run.out, run
    assert "không áp dụng được" in run.out and "--decision" not in run.out
    body = json.dumps({"effective_on": "2025-04-01", "seats": committees.seats(three[0], three[0])})
    run = plan(steerctl, code, "-f", "-", stdin=body, environment=ENGLISH)
    assert run.status == 7 and "  error, /seats/1: Named twice" in run.out, run


@pytest.mark.parametrize("rows", [
    "STT,Họ và tên,Vai trò,Mã người,Cơ quan,Nhiệm vụ,Ngày hiệu lực\n1,Ông A,Trưởng ban,{0},,,01/04/2025\n"
    "2.,Bà B,Phó Trưởng ban Thường trực,{1},so-khcn,Chủ trì,1/4/2025\n3,,ủy viên,{2},,,\n",
    "\ufeffNO\trole\tPERSON\trepresents\tduty\teffective on\r\n1\ttruong_ban\t{0}\t\t\t2025-04-01\r\n"
    "2\tPHÓ TRƯỞNG BAN THƯỜNG TRỰC\t{1}\tso-khcn\tChủ trì\t\r\n3\tUỷ viên\t{2}\t\t\t\r\n"])
def test_a_list_is_read_as_offices_write_it(steerctl, code, three, rows, tmp_path):
    run = plan(steerctl, code, "-f", write(tmp_path / "ds.csv", rows.format(*three)), "-o", "json")
    assert run.status == 0, run
    given = steerctl("committee", "plan-show", run.json()["id"], "-o", "json").json()["given"]
    assert given["effective_on"] == "2025-04-01"
    assert given["seats"] == [{"rank": 1, "role": "truong_ban", "person": three[0]},
                              {"rank": 2, "role": "pho_truong_ban_thuong_truc", "person": three[1], "represents": "so-khcn", "duty": "Chủ trì"},
                              {"rank": 3, "role": "uy_vien", "person": three[2]}]


def test_a_list_of_names_alone_is_enough_where_a_name_is_one_persons(steerctl, api, code):
    mark = unique("Tên").replace("-", " ")
    codes = [committees.person(api, f"Lê Thị {mark} {word}") for word in ("Bình", "Bính", "Chung", "Chung")]
    rows = f"STT,Họ và tên,Chức vụ,Vai trò\n1,Bà Lê Thị {mark} Bình,Giám đốc,Trưởng ban\n2,Lê Thị {mark} Bính,,Ủy viên\n"
    run = plan(steerctl, code, "-f", "-", "--format", "csv", "--effective-on", "1/4/2025", "-o", "json", stdin=rows)
    assert run.status == 0, run
    given = steerctl("committee", "plan-show", run.json()["id"], "-o", "json").json()["given"]
    assert [seat["person"] for seat in given["seats"]] == codes[:2]
    rows = f"Họ và tên,Vai trò\nLê Thị {mark} Chung,Trưởng ban\nLê Thị {mark} Không Có,Ủy viên\n"
    run = plan(steerctl, code, "-f", "-", "--format", "csv", "--effective-on", "1/4/2025", stdin=rows)
    assert run.status == 2 and f"{codes[2]}, {codes[3]}" in run.err or f"{codes[3]}, {codes[2]}" in run.err, run
    assert re.findall(r"^  (dòng \d+, cột \d+):", run.err, re.M) == ["dòng 2, cột 1", "dòng 3, cột 1"], run


def test_every_fault_of_a_list_is_told_with_line_and_column(steerctl, code, three, database):
    rows = ("Vai trò,Mã người,STT,Ngày hiệu lực,Cột lạ\n"
            f"Trưởng phòng,{three[0]},1,31/02/2025,\n"
            f"Ủy viên,{three[1]},hai,sau Tết,\n"
            "Ủy viên,a\n")
    plans = database.value("select count(*) from register.restructure_plans")
    run = plan(steerctl, code, "-f", "-", "--format", "csv", stdin=rows)
    assert run.status == 2 and run.out == "", run
    told = re.findall(r"^  (dòng \d+(?:, cột \d+)?) *:", run.err, re.M)
    assert told == ["dòng 1, cột 5", "dòng 2, cột 1", "dòng 2, cột 4", "dòng 3, cột 3", "dòng 3, cột 4", "dòng 4"], run
    assert '"31/02/2025"' in run.err and 'Trưởng phòng' in run.err and "Phó Trưởng ban Thường trực" in run.err
    assert database.value("select count(*) from register.restructure_plans") == plans


def test_faults_of_the_file_and_those_the_register_finds_are_told_at_once(steerctl, code, three):
    rows = f"Vai trò,Mã người,Ngày hiệu lực\nTrưởng ban,khong-co,31/02/2025\nTrưởng phòng,{three[0]},\n"
    run = plan(steerctl, code, "-f", "-", "--format", "csv", stdin=rows)
    assert run.status == 2, run
    assert re.findall(r"^  (dòng \d+, cột \d+):", run.err, re.M) == ["dòng 2, cột 3", "dòng 3, cột 1", "dòng 2, cột 2"], run
    rows = f"Vai trò,Mã người,Ngày hiệu lực\nTrưởng ban,{three[0]},31/02/2025\nTrưởng ban,{three[1]},\n"
    run = plan(steerctl, code, "-f", "-", "--format", "csv", stdin=rows)
    assert run.status == 2 and "  dòng 3: Có hai người đứng đầu" in run.err, run
    assert len(steerctl("committee", "plans", code, "-o", "json").json()["items"]) == 1


def test_faults_the_register_finds_are_told_by_line_and_column(steerctl, code, three):
    rows = f"Họ tên,Vai trò,Mã người,Cơ quan\nA,Trưởng ban,khong-co,\nB,Ủy viên,{three[0]},khong-co\nC,Ủy viên,,\n"
    run = plan(steerctl, code, "-f", "-", "--format", "csv", "--effective-on", "2025-04-01", stdin=rows)
    assert run.status == 7, run
    assert re.findall(r"^  (dòng \d+, cột \d+):", run.err, re.M) == ["dòng 2, cột 3", "dòng 3, cột 4", "dòng 4, cột 3"], run


@pytest.mark.parametrize("arguments, stdin, status, told", [
    ((), "", 2, "there is nothing to plan"),
    (("--swap", "a"), "", 2, "--swap needs OUT=IN"),
    (("-f", "-"), '{"seats":[\n{"role":}]}', 2, "line 2: not JSON"),
    (("-f", "-"), "[]", 2, "a JSON object is needed"),
    (("-f", "-"), '{"effective_on":"2025-04-01","seat":[]}', 7, "/seat: "),
    (("-f", "-"), '{"effective_on":"2025-04-01","committee":"bcd-khac"}', 7, "/committee: "),
    (("-f", "-", "--format", "csv"), "Vai trò,Mã người\n", 2, "has no entries"),
    (("-f", "-", "--format", "csv"), "Họ và tên,Chức vụ\nA,B\n", 2, "line 1: a column is missing: Vai trò (role)\n"),
    (("-f", "-", "--format", "csv"), "Vai trò,Chức vụ\nTrưởng ban,B\n", 2, "line 1: a column is missing: Họ và tên (name)"),
    (("-f", "-", "--format", "csv"), 'Vai trò,Mã người\nTrưởng ban,"a\n', 2, "quotation mark"),
    (("-f", "-", "--format", "ndjson"), "{}", 2, "not one of: csv json"),
    (("--swap", "a=b", "--effective-on", "31-2-2025"), "", 2, "not a date"),
    (("--swap", "a=b"), "", 7, "/effective_on"),
    (("--set", "name_vi=x", "--effective-on", "2024-01-01"), "", 7, "Before the establishment on 15/01/2025")])
def test_a_bad_plan_is_refused(steerctl, code, arguments, stdin, status, told):
    run = plan(steerctl, code, *arguments, stdin=stdin, environment=ENGLISH)
    assert run.status == status and told in run.err + run.out, run


def test_a_plan_that_came_too_late_is_refused_and_stays_readable(steerctl, code, three, tmp_path):
    file = write(tmp_path / "p.json", steerctl("committee", "pull", code).out)
    first, second = (plan(steerctl, code, "--swap", f"{three[1]}={three[2]}", "--effective-on", day) for day in ("2025-06-01", "2025-07-01"))
    document = {"code": number(), "family": "party", "type": "Quyết định", "issuer": "tinh-uy", "issued_on": "2025-05-30", "subject": "x"}
    made = steerctl("document", "create", "-f", "-", "-o", "json", stdin=json.dumps(document)).json()
    applied = steerctl("committee", "apply", id_of(first), "--document", made["id"])
    assert applied.status == 0 and document["code"] in applied.out, applied
    late = steerctl("committee", "apply", id_of(second), "--decision", number(), "--signed-on", "2025-06-20")
    assert late.status == 6 and "plan-stale" in late.err, late
    shown = steerctl("committee", "plan-show", id_of(second))
    assert shown.status == 0 and "đã cũ" in shown.out and "lập lại" in shown.out and "committee apply" not in shown.out, shown
    pulled = plan(steerctl, code, "-f", file, "--effective-on", "2025-08-01")
    assert pulled.status == 6 and "plan-stale" in pulled.err, pulled
    both = steerctl("committee", "apply", id_of(second), "--decision", number(), "--signed-on", "2025-06-20", "--document", made["id"])
    assert both.status in (6, 7) and both.out == "", both


def test_a_trial_keeps_no_plan(steerctl, code, three):
    run = plan(steerctl, code, "--swap", f"{three[1]}={three[2]}", "--effective-on", "2025-06-01", "--dry-run", "--detailed-exitcode")
    assert run.status == 3 and "Làm thử" in run.out and "committee apply" not in run.out, run
    assert len(steerctl("committee", "plans", code, "-o", "json").json()["items"]) == 1


def test_a_later_decision_ends_what_is_planned_before_it(steerctl, code, three):
    apply(steerctl, id_of(plan(steerctl, code, "--swap", f"{three[1]}={three[2]}", "--effective-on", "2025-07-01")))
    run = plan(steerctl, code, "--swap", f"{three[1]}={three[2]}", "--effective-on", "2025-03-01")
    assert "Có hiệu lực từ ngày 01/03/2025 đến hết ngày 30/06/2025" in run.out and "cảnh báo, /effective_on" in run.out, run


@pytest.fixture(scope="module")
def awkward(api):
    """A committee whose names are hard on every form."""
    holders = [committees.person(api, "Nguyễn <b>Văn</b> & \"Thử\" | *Một*"), committees.person(api, "Lê Thị Thử")]
    post = committees.post(api, holder=holders[1])
    code = committees.draft(api, name_vi="Ban Chỉ đạo <script>alert(1)</script> Đề án ưu tiên")["code"]
    committees.decide(api, code, "2025-02-01", committees.decision("2025-01-05"), seats=[
        {"role": "truong_ban", "person": holders[0], "represents": "so-khcn"}, {"role": "uy_vien", "post": post, "duty": "Tổng hợp"}])
    return code


def test_the_annex_in_html(steerctl, awkward):
    run = steerctl("committee", "show", awkward, "--valid-at", "2025-02-01", "-o", "html")
    assert run.status == 0 and run.out.startswith("<!DOCTYPE html>"), run
    assert "size: A4" in run.out and "Times New Roman" in run.out and "<h1>Phụ lục</h1>" in run.out
    assert "<script" not in run.out and "<b>" not in run.out
    text = html.unescape(run.out)
    assert "DANH SÁCH THÀNH VIÊN BAN CHỈ ĐẠO <SCRIPT>ALERT(1)</SCRIPT> ĐỀ ÁN ƯU TIÊN" in text
    assert re.search(r"\(Kèm theo Quyết định số \d+-QĐ/TU ngày 05 tháng 01 năm 2025 của [^)]+\)", text), run
    assert "<th>STT</th><th>Họ và tên</th><th>Chức vụ</th><th>Vai trò</th><th>Nhiệm vụ</th>" in run.out
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in run.out.split("<tr>")[2:]]
    assert rows[0][:2] == ["1", "Nguyễn &lt;b&gt;Văn&lt;/b&gt; &amp; &quot;Thử&quot; | *Một*"] and rows[0][3:] == ["Trưởng ban", ""]
    assert rows[1] == ["2", "Lê Thị Thử", "Phó Giám đốc Sở", "Ủy viên", "Tổng hợp"]
    assert "2 thành viên" in run.out


def test_the_annex_in_the_other_forms(steerctl, awkward):
    text = steerctl("committee", "show", awkward, "-o", "md").out
    assert "**Phụ lục**" in text and "| 2 | Lê Thị Thử | Phó Giám đốc Sở | Ủy viên | Tổng hợp |" in text
    assert "<script" not in text and r"\| \*Một\*" in text
    table = steerctl("committee", "show", awkward)
    assert table.status == 0 and "Kèm theo Quyết định số" in table.out and "Lê Thị Thử" in table.out, table
    assert "Sở Khoa học và Công nghệ" in table.lines()[4], "who has no post stands for an agency"
    parts = steerctl("committee", "show", awkward, "-o", "json").json()
    assert (parts["committee"]["code"], len(parts["seats"]), parts["decision"]["signed_on"]) == (awkward, 2, "2025-01-05")
    assert steerctl("committee", "show", awkward, "-o", "html", environment=ENGLISH).out.count("<h1>Annex</h1>") == 1
    refused = steerctl("committee", "list", "-o", "html", environment=ENGLISH)
    assert refused.status == 2 and "invalid value of output" in refused.err, refused


def test_the_annex_names_the_type_of_its_document(steerctl, code, three):
    document = {"code": number().replace("QĐ", "TB"), "family": "party", "type": "Thông báo", "issuer": "tinh-uy", "issued_on": "2025-05-30", "subject": "x"}
    assert steerctl("document", "create", "-f", "-", stdin=json.dumps(document)).status == 0
    run = plan(steerctl, code, "--swap", f"{three[1]}={three[2]}", "--effective-on", "2025-06-01")
    assert steerctl("committee", "apply", id_of(run), "--document", document["code"]).status == 0
    shown = steerctl("committee", "show", code, "--valid-at", "2025-06-01").out
    assert f"(Kèm theo Thông báo số {document['code']} ngày 30 tháng 5 năm 2025 của " in shown, shown


def test_the_forms_of_the_annex_are_completed_where_there_is_one(steerctl, tmp_path):
    script = write(tmp_path / "completion.bash", steerctl("completion", "bash").out)
    for verb, forms in (("show", ["md"]), ("list", [])):
        program = f'source {script}; COMP_WORDS=(steerctl committee {verb} x -o m); COMP_CWORD=5; _steerctl; printf "%s\\n" "${{COMPREPLY[@]}}"'
        assert subprocess.run(["bash", "--norc", "-uc", program], capture_output=True, text=True, check=True).stdout.split() == forms


def test_popolo_and_the_schema_of_a_plan(steerctl, code, three):
    popolo = steerctl("committee", "export", code, "--popolo")
    assert popolo.status == 0 and set(popolo.json()) == {"organizations", "persons", "posts", "memberships"}
    assert {person["identifiers"][0]["identifier"] for person in popolo.json()["persons"]} == set(three[:2])
    schema = steerctl("committee", "schema").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    body = steerctl("committee", "pull", code).json()
    assert list(check.iter_errors(body)) == []
    assert list(check.iter_errors({**body, "seats": [{"person": three[0]}]})) != []
