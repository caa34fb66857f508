"""test_obstacles.py - steerctl obstacle: raised, proposed against, sent on, closed; what people see, and the exit codes."""
import csv
import io

import pytest
from support.register import assigned_task, unique


@pytest.fixture
def task(api):
    return assigned_task(api)["code"]


def get(steerctl, *arguments, **options):
    """The JSON of a command that must succeed."""
    run = steerctl(*arguments, "-o", "json", **options)
    assert run.status == 0, run
    return run.json()


def raised(steerctl, task, level, title="Chưa có định mức chi", profile="so-khcn"):
    return get(steerctl, "obstacle", "raise", task, "--title", title, "--level", level, profile=profile)


def test_an_obstacle_goes_its_way_and_the_task_with_it(steerctl, task):
    one = raised(steerctl, task, "agency")
    assert (one["task"], one["needs_level"], one["state"]) == (task, "agency", "open")
    code = one["code"]
    sent = get(steerctl, "obstacle", "escalate", code, "--to-level", "province", "--reason", "Vượt thẩm quyền", profile="so-khcn")
    assert (sent["needs_level"], sent["task_state"]) == ("province", "blocked")
    assert get(steerctl, "obstacle", "propose", code, "--text", "Tạm áp dụng định mức cũ", profile="so-khcn")["number"] == 1
    assert get(steerctl, "obstacle", "lower", code, "--to-level", "agency", "--reason", "x")["task_state"] == "in_progress"
    assert get(steerctl, "obstacle", "escalate", code, "--to-level", "central", "--reason", "x")["needs_level"] == "central"
    solved = get(steerctl, "obstacle", "solve", code, "--document", "57-NQ/TW", "--solution", "1")
    assert (solved["state"], solved["solution"], solved["task_state"]) == ("solved", 1, "in_progress")
    assert get(steerctl, "obstacle", "reopen", code, "--reason", "Chưa xong")["task_state"] == "blocked"
    rejected = get(steerctl, "obstacle", "reject", code, "--document", "57-NQ/TW", "--reason", "Không phải vướng mắc")
    assert [step["action"] for step in rejected["events"]] == ["raised", "escalated", "lowered", "escalated", "solved", "reopened", "rejected"]
    assert get(steerctl, "obstacle", "show", code, profile="leader") == get(steerctl, "obstacle", "get", code)


def test_people_see_words_solutions_and_steps(steerctl, task):
    code = raised(steerctl, task, "province")["code"]
    assert steerctl("obstacle", "propose", code, "--text", "Tạm áp dụng định mức cũ", profile="so-khcn").status == 0
    run = steerctl("obstacle", "list", "--task", task)
    assert run.status == 0 and run.lines()[0].split("  ")[0] == "Mã", run
    for word in ("Vướng mắc", "Cấp giải quyết", "Cơ quan nêu", "tỉnh", "Chưa có định mức chi", "so-khcn"):
        assert word in run.out, run
    run = steerctl("obstacle", "show", code)
    for word in ("Tạm áp dụng định mức cũ", "Cơ quan đề xuất", "nêu", "Ngày"):
        assert word in run.out, run
    assert [line.split("  ")[0] for line in run.lines()[:5]] == ["Mã", "Nhiệm vụ", "Vướng mắc", "Cấp giải quyết", "Trạng thái"], run
    assert "events" not in run.out and "solutions" not in run.out and run.out.count("Tạm áp dụng định mức cũ") == 1, "a table, told once"
    english = steerctl("obstacle", "show", code, "--lang", "en").out
    assert "province" in english and "raised" in english and "Proposed by" in english
    assert steerctl("obstacle", "list", "--task", task, "-o", "name").out == f"{code}\n"


def test_lists_are_filtered_and_come_as_csv(steerctl, task):
    for level, title in (("agency", "a"), ("province", "b"), ("central", "c")):
        raised(steerctl, task, level, title, profile="office")
    found = lambda *filters: [item["title"] for item in get(steerctl, "obstacle", "list", "--task", task, *filters)["items"]]
    assert found() == ["a", "b", "c"] and found("--sort", "-code") == ["c", "b", "a"]
    assert found("--level", "province", "--level", "central") == ["b", "c"] and found("--state", "solved") == []
    assert found("--agency", "so-khcn") == ["a", "b", "c"] and found("--raised-by", "so-khcn") == [] and found("--min-age", "1") == []
    rows = list(csv.DictReader(io.StringIO(steerctl("obstacle", "list", "--task", task, "-o", "csv").out)))
    assert [(row["title"], row["needs_level"]) for row in rows] == [("a", "agency"), ("b", "province"), ("c", "central")]


@pytest.mark.parametrize("profile, verb, options, status, word", [
    ("so-khcn", "solve", ["--document", "57-NQ/TW"], 4, "Không được phép"), ("office", "solve", ["--reason", "x"], 7, "document"),
    ("office", "escalate", ["--to-level", "agency", "--reason", "x"], 7, "central"), ("office", "reopen", ["--reason", "x"], 6, "mở lại khi trạng thái là “đang mở”"),
    ("ubnd-tinh", "solve", ["--reason", "x"], 5, "Không tìm thấy"), ("office", "solve", ["--document", "57-NQ/TW", "--if-match", "v9"], 6, "")])
def test_a_refusal_has_its_exit_code_and_says_where(steerctl, task, profile, verb, options, status, word):
    code = raised(steerctl, task, "province")["code"]
    run = steerctl("obstacle", verb, code, *options, profile=profile)
    assert run.status == status and word in run.err and run.out == "", run


def test_a_dry_run_and_a_repeated_key_do_nothing_twice(steerctl, task):
    tried = get(steerctl, "obstacle", "raise", task, "--title", "x", "--level", "province", "--dry-run", profile="so-khcn")
    assert tried["task_state"] == "blocked" and get(steerctl, "obstacle", "list", "--task", task)["items"] == []
    key = unique("key")
    once = [get(steerctl, "obstacle", "raise", task, "--title", "x", "--level", "province", "--idempotency-key", key)["code"] for _ in range(2)]
    assert once[0] == once[1] and len(get(steerctl, "obstacle", "list", "--task", task)["items"]) == 1


def test_the_figures_are_shown_for_people_and_as_of_a_day(steerctl, task):
    raised(steerctl, task, "central")
    run = steerctl("dashboard", "obstacles", "--agency", "so-khcn", profile="leader")
    assert run.status == 0, run
    for word in ("Cơ quan", "Cấp giải quyết", "Chưa giải quyết", "Lâu nhất (ngày)", "Nhiệm vụ bị vướng", "Trung ương"):
        assert word in run.out, run
    total = get(steerctl, "dashboard", "obstacles", "--by", "total", profile="leader")["items"][0]
    assert total["total"] == total["open"] + total["solved"] + total["rejected"] > 0
    assert get(steerctl, "dashboard", "obstacles", "--as-of", "1/1/2025", profile="leader")["items"] == []
