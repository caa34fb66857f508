"""test_inspections.py - steerctl inspection against the real daemon: from the plan to the closing, by flags and by file, in words."""
import json

import pytest


def get(steerctl, *arguments, profile="office", **options):
    """The JSON of a command that must succeed."""
    run = steerctl(*arguments, "-o", "json", profile=profile, **options)
    assert run.status == 0, run
    return run.json()


@pytest.fixture(scope="module")
def person(steerctl):
    """Somebody who heads inspections; invented."""
    return get(steerctl, "person", "add", "--code", "truong-doan-thu", "--name", "Người Dẫn Đoàn")["code"]


@pytest.fixture
def plan(steerctl, person):
    """The code of a planned inspection of so-khcn."""
    return get(steerctl, "inspection", "create", "--title", "Kiểm tra tiến độ", "--starts-on", "2/6/2025", "--ends-on", "20/6/2025",
               "--document", "57-NQ/TW", "--inspect", "so-khcn", "--member", f"head=person:{person}", "--member", "secretary=agency:tinh-uy")["code"]


def test_an_inspection_goes_its_way(steerctl, plan):
    begun = get(steerctl, "inspection", "start", plan, "--occurred-on", "2/6/2025")
    assert (begun["state"], begun["started_on"], begun["document"]) == ("running", "2025-06-02", "57-NQ/TW")
    found = get(steerctl, "inspection", "find", plan, "--agency", "so-khcn", "--kind", "shortcoming", "--text", "Chậm báo cáo", "--evidence-text", "Biên bản")
    assert (found["number"], found["evidence"]) == (1, "Biên bản")
    wanted = [get(steerctl, "inspection", "recommend", plan, "--agency", "so-khcn", "--finding", "1", "--text", text, "--due-text", "Quý IV/2027")["code"]
              for text in ("Báo cáo hằng tháng", "Rà soát")]
    assert wanted == [f"{plan}-1", f"{plan}-2"]
    assert get(steerctl, "inspection", "conclude", plan, "--document", "57-NQ/TW")["open_count"] == 2
    loose = steerctl("inspection", "close", plan)
    assert loose.status == 7 and all(f"Kiến nghị {code} chưa thành nhiệm vụ" in loose.err for code in wanted), loose
    became = get(steerctl, "inspection", "task", wanted[0], "--product", "Báo cáo", "--assign")
    task = get(steerctl, "task", "show", became["task"], profile="so-khcn")
    assert (task["state"], task["title"], task["due_on"], task["source_document"]) == ("assigned", "Báo cáo hằng tháng", "2027-12-31", "57-NQ/TW")
    assert get(steerctl, "inspection", "withdraw", wanted[1], "--reason", "Trùng")["state"] == "withdrawn"
    assert get(steerctl, "inspection", "close", plan)["state"] == "closed"


def test_people_read_it_in_words_with_its_team_findings_and_recommendations(steerctl, plan):
    get(steerctl, "inspection", "start", plan)
    get(steerctl, "inspection", "find", plan, "--agency", "so-khcn", "--kind", "good_practice", "--text", "Có sáng kiến")
    get(steerctl, "inspection", "recommend", plan, "--agency", "ubnd-tinh", "--text", "Nhân rộng", "--due-on", "31/12/2027")
    run = steerctl("inspection", "show", plan, profile="leader")
    assert run.status == 0 and run.err == "", run
    for words in ("Cuộc kiểm tra", "Trưởng đoàn", "Trạng thái", "đang kiểm tra", "Người Dẫn Đoàn", "trưởng đoàn", "thư ký",
                  "cách làm tốt", "Có sáng kiến", "Nhân rộng", "31/12/2027", "đang mở"):
        assert words in run.out, (words, run)
    english = steerctl("inspection", "show", plan, "--lang", "en", profile="leader").out
    assert "running" in english and "good practice" in english and "head" in english
    listed = steerctl("inspection", "list", "--state", "running", "--agency", "so-khcn", "--sort", "-starts_on", profile="auditor")
    assert plan in listed.out and "20/06/2025" in listed.out and "Kiến nghị còn mở" in listed.out and "Nhiệm vụ" not in listed.out, listed
    assert plan in steerctl("inspection", "list", "-o", "name", "--all").lines()
    mine = get(steerctl, "inspection", "show", plan, profile="so-khcn")
    assert (len(mine["findings"]), mine["recommendations"]) == (1, [])


def test_a_plan_comes_from_a_file_and_options_add_to_it(steerctl, tmp_path, person, plan):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"title": "Kiểm tra chuyên đề", "starts_on": "2025-07-01", "ends_on": "2025-07-10", "programme": "ctct-2025",
                                "members": [{"role": "head", "person": person}]}), encoding="utf-8")
    made = get(steerctl, "inspection", "create", "-f", path, "--inspect", "so-khcn,ubnd-tinh")
    assert (made["agencies"], made["programme"], made["document"], made["head_name"]) == (["so-khcn", "ubnd-tinh"], "ctct-2025", None, "Người Dẫn Đoàn")
    changed = get(steerctl, "inspection", "set", made["code"], "--ends-on", "15/7/2025", "--inspect", "so-khcn", "--unset", "programme")
    assert (changed["ends_on"], changed["agencies"], changed["programme"], changed["version"]) == ("2025-07-15", ["so-khcn"], None, 2)
    tried = steerctl("inspection", "cancel", made["code"], "--reason", "x", "--dry-run", "-o", "json")
    assert tried.json()["state"] == "cancelled" and get(steerctl, "inspection", "get", made["code"])["state"] == "planned"
    assert get(steerctl, "inspection", "cancel", made["code"], "--reason", "Chuyển sang năm sau")["reason"] == "Chuyển sang năm sau"


def test_what_is_wrong_is_told_with_an_exit_status_and_nothing_changes(steerctl, plan, person):
    run = steerctl("inspection", "create", "--title", "x", "--starts-on", "20/6/2025", "--ends-on", "2/6/2025", "--inspect", "so-khcn",
                   "--member", f"head=person:{person}", "--member", "head=agency:tinh-uy")
    assert run.status == 7 and "Có hai người đứng đầu" in run.err and "/ends_on" in run.err, run
    run = steerctl("inspection", "create", "--member", "truong-doan-thu")
    assert run.status == 2 and "VAI TRÒ=person|post|agency:MÃ" in run.err, run
    assert steerctl("inspection", "find", plan, "--agency", "so-khcn", "--kind", "other", "--text", "x").status == 6
    get(steerctl, "inspection", "start", plan)
    again = steerctl("inspection", "start", plan)
    assert again.status == 6 and "409" in again.err, again
    assert steerctl("inspection", "conclude", plan).status == 7
    run = steerctl("inspection", "find", plan, "--agency", "ubnd-tinh", "--kind", "violation", "--text", "x")
    assert run.status == 7 and "Không thuộc phạm vi kiểm tra: ubnd-tinh" in run.err, run
    assert steerctl("inspection", "show", "KT-0000-0000").status == 5
    assert steerctl("inspection", "recommend", plan, "--agency", "so-khcn", "--text", "x", profile="so-khcn").status == 4
    whole = get(steerctl, "inspection", "show", plan)
    assert (whole["state"], whole["version"], whole["findings"], whole["recommendations"]) == ("running", 2, [], [])
