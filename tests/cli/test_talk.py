"""test_talk.py - what people are told beside the result: for whom a change is made, problems in their language, questions; and how a run ends."""
import json
import re
import subprocess

import pytest

from support.places import STEERCTL, free_port


@pytest.fixture(scope="module", autouse=True)
def imported(sample):
    """The report's tasks are there."""
    return sample


@pytest.fixture
def task(steerctl):
    """A new draft of so-khcn; its code."""
    run = steerctl("task", "create", "--title", "Một việc", "--lead-agency", "so-khcn", "-o", "name")
    assert run.status == 0, run
    return run.out.strip()


# ---- for whom ----

def test_a_change_says_for_which_profile_host_and_agency(steerctl):
    host = steerctl.url.removeprefix("http://")
    run = steerctl("status", "push", "NV-2025-0003", "--state", "received", profile="so-khcn")
    assert run.status == 0 and f"hồ sơ so-khcn → {host}, cơ quan so-khcn" in run.err, run
    run = steerctl("task", "create", "--title", "x", "--dry-run", "--lang", "en")
    assert f"profile office → {host}, role office (dry run, nothing is written)" in run.err, run


def test_a_change_says_so_for_every_kind_of_identity(steerctl, api, template):
    secret = steerctl.directory / "so-khcn.secret"
    environment = {"STEER_URL": steerctl.url, "STEER_CLIENT_ID": "so-khcn", "STEER_CLIENT_SECRET_FILE": str(secret), "STEER_LANG": "en"}
    run = steerctl("status", "push", "NV-2025-0003", "--state", "received", environment=environment)
    assert run.status == 0 and "profile - (so-khcn)" in run.err and "agency so-khcn" in run.err, run
    environment = {"STEER_URL": steerctl.url, "STEER_TOKEN": api.token("so-khcn"), "STEER_LANG": "en"}
    run = steerctl("status", "push", "NV-2025-0003", "--state", "received", environment=environment)
    assert run.status == 0 and "profile - →" in run.err and "agency so-khcn" in run.err, run
    run = steerctl("status", "push", "NV-2025-0003", "--state", "received", "--client-id", "so-khcn", "--secret-file", "-",
                   "--url", steerctl.url, "--lang", "en", stdin=template.secrets["so-khcn"])
    assert run.status == 0 and "profile office (so-khcn)" in run.err, run


def test_a_reading_says_nothing(steerctl):
    for arguments in (("task", "list", "--all"), ("task", "get", "NV-2025-0001"), ("auth", "whoami"), ("target", "list")):
        assert steerctl(*arguments).err == ""


# ---- problems ----

@pytest.mark.parametrize("language, title, detail", [("vi", "Dữ liệu không hợp lệ", "Bắt buộc"), ("en", "The input breaks a rule", "Required")])
def test_a_problem_is_told_with_its_faults_in_the_language_chosen(steerctl, steerd, language, title, detail):
    run = steerctl("task", "create", "--lead-agency", "so-khcn", "--due-precision", "century", "--lang", language)
    assert run.status == 7 and run.out == "", run
    assert f"steerctl: {title} (422 invalid-input)" in run.err
    assert re.search(rf"^  /title: {detail} \(required\)$", run.err, re.M) and "  /due_precision: " in run.err, run
    request = re.search(r"(?:mã yêu cầu|request id): (\S+)", run.err)[1]
    assert steerd.wait_log("request", where=lambda one: one.get("request_id") == request)["status"] == 422


def test_the_language_is_that_of_profile_environment_or_flag(steerctl):
    wrong = ("task", "get", "NV-1999-0001")
    assert "Không tìm thấy" in steerctl(*wrong).err
    assert "Not found" in steerctl(*wrong, environment={"STEER_LANG": "en"}).err
    assert "Không tìm thấy" in steerctl(*wrong, "--lang", "vi", environment={"STEER_LANG": "en"}).err


# ---- dry runs and questions ----

@pytest.mark.parametrize("arguments, profile", [
    (("task", "create", "--title", "Thử"), "office"), (("task", "set", "NV-2025-0001", "--title", "Thử"), "office"),
    (("task", "cancel", "NV-2025-0001", "--document", "57-NQ/TW"), "office"),
    (("agency", "create", "--code", "thu", "--name-vi", "Thử", "--kind", "other"), "office"),
    (("agency", "set", "so-khcn", "--note", "Thử"), "office"),
    (("document", "create", "--code", "1/TB", "--family", "state", "--type", "Thông báo", "--issuer", "ubnd-tinh", "--issued-on", "1/1/2025", "--subject", "Thử"), "office"),
    (("programme", "create", "--code", "thu", "--name-vi", "Thử"), "office"), (("programme", "set", "ctct-2025", "--note", "Thử"), "office"),
    (("status", "push", "NV-2025-0003", "--state", "received"), "so-khcn"),
    (("client", "create", "--code", "thu", "--name", "Thử", "--role", "leader", "--scope", "task:read"), "admin"),
    (("client", "set", "leader", "--name", "Thử"), "admin"), (("client", "revoke", "leader"), "admin"), (("client", "rotate", "leader"), "admin"),
    (("api", "POST", "/v1/programmes", "--set", "code=thu", "--set", "name_vi=Thử"), "office")])
def test_a_dry_run_answers_as_it_would_be_and_writes_nothing(steerctl, database, arguments, profile):
    everything = lambda: database.value("select count(*) from register.journal")
    before = everything()
    run = steerctl(*arguments, "--dry-run", "-o", "json", profile=profile)
    assert run.status == 0 and json.loads(run.out), run
    assert everything() == before


@pytest.mark.parametrize("arguments, profile", [(("task", "cancel", "NV-2025-0001", "--document", "57-NQ/TW"), "office"),
                                                (("client", "revoke", "auditor"), "admin"), (("client", "rotate", "auditor"), "admin")])
def test_what_cannot_be_undone_needs_a_word_where_nobody_can_be_asked(steerctl, database, arguments, profile):
    before = database.value("select count(*) from register.journal")
    run = steerctl(*arguments, "--lang", "en", profile=profile)
    assert run.status == 2 and "--yes" in run.err and " ".join(arguments[:2]) in run.err, run
    assert database.value("select count(*) from register.journal") == before


@pytest.mark.parametrize("keys, goes_on", [("y\n", True), ("c\n", True), ("n\n", False), ("\n", False), ("\x04", False)])
def test_what_cannot_be_undone_is_asked_on_a_terminal(steerctl, terminal, task, keys, goes_on):
    status, screen = terminal(steerctl, "task", "cancel", task, "--document", "57-NQ/TW", "-o", "name", "--profile", "office", keys=keys)
    assert f"Không thể hoàn tác: task cancel {task}" in screen, screen
    assert status == (0 if goes_on else 1), screen
    state = steerctl("task", "get", task, "-o", "json").json()["state"]
    assert state == ("cancelled" if goes_on else "draft")


def test_an_interruption_at_the_question_does_nothing(steerctl, terminal, task):
    status, screen = terminal(steerctl, "task", "cancel", task, "--document", "57-NQ/TW", "--profile", "office", keys="\x03")
    assert steerctl("task", "get", task, "-o", "json").json()["state"] == "draft", screen
    assert status == 130, (status, screen)


# ---- how a run ends ----

def test_done_is_0_and_a_failure_is_1(steerctl, tmp_path):
    assert steerctl("task", "list").status == 0
    assert steerctl("task", "import", tmp_path / "none.csv").status == 1
    full = subprocess.run([STEERCTL, "task", "list"], stdout=open("/dev/full", "w"), stderr=subprocess.PIPE, env=steerctl.environment())
    assert full.returncode == 1 and full.stderr


def test_usage_is_2_be_it_found_here_or_by_the_server(steerctl):
    assert steerctl("task", "list", "--nonsense").status == 2
    run = steerctl("task", "list", "--sort", "colour")
    assert run.status == 2 and "invalid-query" in run.err, run
    assert steerctl("api", "GET", "/v1/tasks", "--query", "colour=red").status == 2


def test_not_allowed_is_4(steerctl):
    assert steerctl("task", "create", "--title", "x", profile="so-khcn").status == 4
    assert steerctl("client", "list", profile="office").status == 4
    wrong = steerctl.directory / "wrong.secret"
    wrong.touch(0o600)
    wrong.write_text("nonsense")
    run = steerctl("auth", "whoami", "--client-id", "office", "--secret-file", wrong)
    assert run.status == 4 and "invalid-client" in run.err, run
    assert steerctl("auth", "whoami", environment={"STEER_URL": steerctl.url, "STEER_TOKEN": "a.b.c"}).status == 4


def test_not_found_is_5_and_what_is_not_ours_the_same(steerctl):
    missing = steerctl("task", "get", "NV-1999-0001", profile="so-khcn")
    foreign = steerctl("task", "get", "NV-2025-0002", profile="so-khcn")
    assert missing.status == foreign.status == 5
    plain = lambda run: re.sub(r"(mã yêu cầu: ).*", r"\1", run.err)
    assert plain(missing) == plain(foreign)


def test_a_conflict_is_6(steerctl, task):
    assert steerctl("task", "set", task, "--title", "y", "--if-match", "v99").status == 6
    run = steerctl("task", "verify", task)
    assert run.status == 6 and "illegal-transition" in run.err and "/action" in run.err, run
    assert steerctl("agency", "create", "--code", "so-khcn", "--name-vi", "x", "--kind", "other").status == 6


def test_a_rule_is_7(steerctl, task):
    run = steerctl("task", "assign", task)
    assert run.status == 7 and "task-not-clear" in run.err and "/product" in run.err, run
    assert steerctl("task", "create", "--title", "x", "--secrecy", "mat").status == 7


def test_no_server_is_8(steerctl):
    run = steerctl("task", "list", "--url", f"http://127.0.0.1:{free_port()}", "--retries", "0")
    assert run.status == 8, run


def test_the_same_key_with_the_same_body_brings_the_stored_answer(steerctl):
    create = lambda title: steerctl("task", "create", "--title", title, "--idempotency-key", "talk-1", "-o", "json", "--lang", "en")
    first, again = create("Một lần"), create("Một lần")
    assert first.status == again.status == 0 and first.json() == again.json(), again
    assert "stored answer" in again.err and "stored answer" not in first.err
    assert create("Hai lần").status == 7


def test_no_secret_is_in_the_log_of_the_daemon(steerctl, steerd, template, api):
    steerctl("auth", "whoami", profile="so-khcn")
    log = steerd.log_text()
    assert not [name for name, secret in template.secrets.items() if secret in log]
    assert "eyJ" not in log
