"""test_commands.py - every command once at least, against the real daemon: what it does and what it shows."""
import json
import stat
import subprocess

import pytest

from support.places import STEERCTL


def get(steerctl, *arguments, profile="office", **options):
    """The JSON of a command that must succeed."""
    run = steerctl(*arguments, "-o", "json", profile=profile, **options)
    assert run.status == 0, run
    return run.json()


@pytest.fixture(scope="module", autouse=True)
def imported(sample):
    """The report's tasks are there."""
    return sample


@pytest.fixture
def task(steerctl):
    """A new task of so-khcn, assigned; its code."""
    made = get(steerctl, "task", "create", "--title", "Lập kế hoạch chuyển đổi số", "--lead-agency", "so-khcn",
               "--product", "Kế hoạch", "--due-text", "Quý II/2027")
    assert get(steerctl, "task", "assign", made["code"])["state"] == "assigned"
    return made["code"]


# ---- identity ----

def test_whoami_tells_client_role_and_agency(steerctl):
    me = get(steerctl, "auth", "whoami", profile="so-khcn")
    assert (me["client"], me["role"], me["agency"]) == ("so-khcn", "agency", "so-khcn")
    assert get(steerctl, "auth", "status", profile="leader")["role"] == "leader"


def test_token_is_one_the_server_takes(steerctl, api):
    run = steerctl("auth", "token", profile="so-khcn")
    assert run.status == 0 and run.err == "", run
    assert api.anonymous.get("/v1/me", headers={"Authorization": f"Bearer {run.out.strip()}"}).json()["client"] == "so-khcn"
    again = steerctl("auth", "whoami", "-o", "name", environment={"STEER_TOKEN": run.out.strip(), "STEER_URL": steerctl.url})
    assert again.status == 0 and again.out == "so-khcn\n", again


# ---- agencies, documents, programmes, targets ----

def test_agencies_are_listed_registered_shown_and_changed(steerctl):
    made = get(steerctl, "agency", "create", "--code", "so-tc", "--name-vi", "Sở Tài chính", "--kind", "department",
               "--parent", "ubnd-tinh", "--identifier", "qd20=H39.4.15", "--valid-from", "1/7/2025")
    assert made["parent"] == "ubnd-tinh" and made["valid_from"] == "2025-07-01"
    assert [(one["scheme"], one["value"]) for one in made["identifiers"]] == [("qd20", "H39.4.15")]
    changed = get(steerctl, "agency", "set", "so-tc", "--name-en", "Department of Finance", "--unset", "valid_from")
    assert changed["name_en"] == "Department of Finance" and changed["valid_from"] is None
    assert get(steerctl, "agency", "get", "so-tc") == changed
    found = get(steerctl, "agency", "list", "--search", "so tai chinh", "--kind", "department", "--count", "exact")
    assert [item["code"] for item in found["items"]] == ["so-tc"] and found["page"]["count"] == 1
    assert [item["code"] for item in get(steerctl, "agency", "list", "--identifier", "H39.4.15")["items"]] == ["so-tc"]
    assert "so-tc" in steerctl("agency", "list", "--parent", "ubnd-tinh", "-o", "name").lines()


def test_documents_are_registered_and_found_by_number_and_symbol(steerctl):
    made = get(steerctl, "document", "create", "--code", "726/KH-UBND", "--family", "state", "--type", "Kế hoạch",
               "--issuer", "ubnd-tinh", "--issued-on", "27/3/2025", "--subject", "Triển khai Nghị quyết số 57",
               "--signer", "Nguyễn Văn A", "--link", "https://example.gov.vn/726")
    assert made["issued_on"] == "2025-03-27" and made["url"] == "https://example.gov.vn/726"
    assert get(steerctl, "document", "get", "726/KH-UBND") == made
    changed = get(steerctl, "document", "set", "726/KH-UBND", "--signer-title", "Chủ tịch")
    assert changed["signer_title"] == "Chủ tịch" and changed["version"] == made["version"] + 1
    found = get(steerctl, "document", "list", "--issued-from", "1/3/2025", "--issued-to", "2025-03-31", "--sort", "-issued_on")
    assert [item["code"] for item in found["items"]] == ["726/KH-UBND"]


def test_document_types_of_a_family_are_listed(steerctl):
    items = get(steerctl, "document", "types", "--family", "party")["items"]
    assert {item["family"] for item in items} == {"party"} and "Chương trình" in {item["name_vi"] for item in items}


def test_programmes_are_registered_shown_and_changed(steerctl):
    made = get(steerctl, "programme", "create", "--code", "ctct-2026", "--name-vi", "Chương trình công tác năm 2026",
               "--starts-on", "1/1/2026", "--ends-on", "2026-12-31")
    changed = get(steerctl, "programme", "set", "ctct-2026", "--set", "note=Dự thảo")
    assert changed["note"] == "Dự thảo" and changed["ends_on"] == made["ends_on"] == "2026-12-31"
    assert get(steerctl, "programme", "get", "ctct-2026") == changed
    assert "ctct-2026" in steerctl("programme", "list", "--search", "chuong trinh", "-o", "name").lines()


def test_targets_are_listed_in_signs_people_know(steerctl):
    assert len(get(steerctl, "target", "list")["items"]) == 19
    assert "≥" in steerctl("target", "list").out


# ---- tasks ----

def test_a_task_is_created_with_all_that_options_can_say(steerctl):
    made = get(steerctl, "task", "create", "--title", "Xây dựng kho dữ liệu", "--description", "Hai dòng",
               "--programme", "ctct-2025", "--lead-agency", "so-khcn", "--co-agency", "tinh-uy,hdnd-tinh",
               "--co-agency", "ubnd-tinh", "--assigner", "ubnd-tinh", "--responsible", "Giám đốc", "--product", "Kho dữ liệu",
               "--authority", "Sở", "--key", "--no-regular", "--due-on", "30/6/2027", "--source-document", "57-NQ/TW")
    assert sorted(made["co_agencies"]) == ["hdnd-tinh", "tinh-uy", "ubnd-tinh"]
    assert made["key"] is True and made["regular"] is False and made["due_on"] == "2027-06-30"
    assert made["state"] == "draft" and made["programme"] == "ctct-2025"


def test_a_body_from_a_file_is_sent_as_it_is_and_options_add_to_it(steerctl):
    body = {"title": "Từ tệp", "lead_agency": "so-khcn", "due_text": "Năm 2027", "product": "Báo cáo"}
    made = get(steerctl, "task", "create", "-f", "-", stdin=json.dumps(body))
    assert made["title"] == "Từ tệp"
    made = get(steerctl, "task", "create", "-f", "-", "--title", "Từ dòng lệnh", "--set", "key:=true", stdin=json.dumps(body))
    assert made["title"] == "Từ dòng lệnh" and made["key"] is True and made["product"] == "Báo cáo"


def test_tasks_are_filtered(steerctl, sample, task):
    names = lambda *filters: steerctl("task", "list", "-o", "name", *filters).lines()
    assert names("--search", "tap huan dao tao") == ["NV-2025-0003"]
    assert "NV-2025-0003" in names("--overdue") and task not in names("--overdue")
    assert task in names("--no-overdue", "--lead-agency", "so-khcn", "--state", "assigned", "--state", "draft")
    assert names("--regular") == [code for code, one in sample.items() if one["regular"]]
    key = names("--key", "--programme", "ctct-2025", "--due-to", "31/12/2025")
    assert key and set(key) <= {code for code, one in sample.items() if one["key"]}
    assert "NV-2025-0001" in names("--co-agency", "so-khcn") and task not in names("--co-agency", "so-khcn")
    assert {task, "NV-2025-0001"} <= set(names("--agency", "so-khcn"))
    assert names("--due-from", "1/4/2027", "--due-to", "30/6/2027", "--lead-agency", "so-khcn", "--state", "assigned")
    assert names("--sort", "-code", "--limit", "2") == sorted(names(), reverse=True)[:2]
    assert names("--modified-since", "2199-01-01T00:00:00+07:00") == []


def test_the_server_is_asked_for_some_members_only(steerctl):
    items = get(steerctl, "task", "list", "--fields", "code,title", "--limit", "1")["items"]
    assert set(items[0]) == {"code", "title"}
    heading = steerctl("task", "list", "--fields", "code,title", "--limit", "1").lines()[0]
    assert heading.split() == ["Mã", "Nhiệm", "vụ"]


def test_the_pages_of_a_list_are_followed_with_all(steerctl):
    first = steerctl("task", "list", "--limit", "2", "-o", "name", "--lang", "en")
    assert len(first.lines()) == 2 and "--cursor" in first.err
    cursor = first.err.split("--cursor ")[1].split()[0]
    second = steerctl("task", "list", "--limit", "2", "--cursor", cursor, "-o", "name")
    every = steerctl("task", "list", "--limit", "2", "--all", "-o", "name")
    assert every.lines()[:4] == first.lines() + second.lines()
    assert len(every.lines()) > 4 and every.err == ""
    whole = get(steerctl, "task", "list", "--limit", "2", "--all")
    assert [item["code"] for item in whole["items"]] == every.lines()
    assert whole["page"]["next"] is None and "today" in whole["as_of"]


def test_a_task_goes_through_its_life(steerctl, task):
    act = lambda verb, *more: get(steerctl, "task", verb, task, *more)["state"]
    assert act("receive") == "received"
    assert act("start") == "in_progress"
    assert act("block", "--reason", "Chưa có định mức chi") == "blocked"
    assert act("unblock") == "in_progress"
    assert act("suspend", "--reason", "Chờ văn bản") == "suspended"
    assert act("resume") == "in_progress"
    report = ("report", "--product-document", "57-NQ/TW", "--evidence", "15/BB-NT")
    assert act(*report, "--document", "57-NQ/TW") == "reported"
    assert act("return", "--reason", "Thiếu biên bản nghiệm thu") == "returned"
    assert act(*report) == "reported"
    assert act("verify") == "verified"
    assert act("reopen", "--reason", "Kiểm tra lại", "--document", "57-NQ/TW") == "returned"
    assert act("transfer", "--to-agency", "ubnd-tinh", "--reason", "Đổi chủ trì") == "assigned"
    assert act("cancel", "--document", "57-NQ/TW", "--yes") == "cancelled"
    history = get(steerctl, "task", "history", task, "--all")["items"]
    assert [item["action"] for item in history if item["action"]][:2] == ["cancel", "transfer"]
    shown = steerctl("task", "history", task)
    assert "Thiếu biên bản nghiệm thu" in shown.out and "trả lại" in shown.out


def test_a_change_reads_the_version_first_unless_it_is_given(steerctl, task):
    before = get(steerctl, "task", "get", task)
    changed = get(steerctl, "task", "set", task, "--title", "Tên mới")
    assert changed["version"] == before["version"] + 1
    stale = steerctl("task", "set", task, "--title", "Tên khác", "--if-match", f"v{before['version']}")
    assert stale.status == 6 and "version-mismatch" in stale.err, stale
    for version in (f'"v{changed["version"]}"', f"v{changed['version'] + 1}"):
        assert steerctl("task", "set", task, "--title", f"Tên {version[-2:]}", "--if-match", version).status == 0
    stale = steerctl("task", "receive", task, "--if-match", "v1")
    assert stale.status == 6, stale


# ---- pushes ----

def test_statuses_are_pushed_repeated_overtaken_and_listed(steerctl, task):
    push = lambda *more: get(steerctl, "status", "push", task, *more, profile="so-khcn")
    first = push("--state", "in_progress", "--percent", "60", "--summary", "Đã trình dự thảo lần 2", "--event-id", "e1",
                 "--sequence", "42", "--occurred-at", "2025-06-12T15:04:05+07:00", "--expected-completion", "31/7/2027",
                 "--evidence", "215/TTr-SKHCN", "--evidence", "https://example.gov.vn/x",
                 "--obstacle", "Chưa có định mức chi", "--obstacle", '{"title":"Thiếu người","needs_level":"province"}')
    assert first["result"] == "accepted" and first["task"]["state"] == "blocked"
    assert push("--state", "in_progress", "--event-id", "e0", "--sequence", "41")["result"] == "superseded"
    updates = get(steerctl, "status", "list", task)["items"]
    assert get(steerctl, "task", "updates", task)["items"] == updates
    kept = next(item for item in updates if item["source"]["event_id"] == "e1")
    assert [one.get("document_number") or one.get("url") for one in kept["evidence"]] == ["215/TTr-SKHCN", "https://example.gov.vn/x"]
    assert [(one["title"], one.get("needs_level")) for one in kept["obstacles"]] == [("Chưa có định mức chi", None), ("Thiếu người", "province")]
    assert kept["expected_completion"] == "2027-07-31" and kept["source"]["sequence"] == 42


def test_a_push_with_an_event_of_its_own_is_recorded_once(steerctl, task):
    push = lambda percent: steerctl("status", "push", task, "--state", "in_progress", "--percent", percent, "--event-id", "same",
                                    "-o", "json", profile="so-khcn")
    assert push(10).json()["result"] == "accepted"
    assert push(10).json()["result"] == "duplicate"
    other = push(11)
    assert other.status == 7 and "/source/event_id" in other.err, other
    assert len(get(steerctl, "status", "list", task)["items"]) == 1


def test_the_key_of_a_push_is_its_event(steerctl, task):
    push = lambda: get(steerctl, "status", "push", task, "--state", "received", "--idempotency-key", "key-7", profile="so-khcn")
    assert [push()["result"], push()["result"]] == ["accepted", "duplicate"]


def test_a_push_of_a_task_that_is_not_ours_is_not_found(steerctl):
    run = steerctl("status", "push", "NV-2025-0002", "--state", "received", profile="so-khcn", environment={"STEER_LANG": "en"})
    assert run.status == 5 and "not-found" in run.err and "/task" in run.err, run


@pytest.mark.parametrize("form", ["ndjson", "json", "csv"])
def test_a_batch_tells_each_entry_and_the_line_of_those_that_failed(steerctl, task, form):
    rows = [{"task": task, "source": {"event_id": f"{form}-1", "sequence": 1}, "state": "in_progress", "progress_percent": 20},
            {"task": "NV-1999-0001", "source": {"event_id": f"{form}-2"}, "state": "received"},
            {"task": task, "source": {"event_id": f"{form}-3"}, "state": "flying"}]
    text = {"ndjson": "\n\n".join(map(json.dumps, rows)), "json": json.dumps({"items": rows}, indent=1),
            "csv": "task;source.event_id;source.sequence;state;progress_percent\n"
                   f"{task};{form}-1;1;in_progress;20\nNV-1999-0001;{form}-2;;received;\n{task};{form}-3;;flying;\n"}[form]
    run = steerctl("status", "batch", "-o", "json", stdin=text, profile="so-khcn")
    assert run.status == 9, run
    assert [item["status"] for item in run.json()["items"]] == [201, 404, 422]
    assert run.json()["summary"] == {"accepted": 1, "duplicate": 0, "superseded": 0, "contribution": 0, "failed": 2}
    second, third = {"ndjson": (3, 5), "csv": (3, 4), "json": (None, None)}[form]
    if second:
        assert f"dòng {second}: " in run.err and f"dòng {third}: " in run.err, run
    assert "/state" in run.err and "2 trong 3" in run.err


def test_a_batch_of_which_nothing_is_taken_is_against_a_rule(steerctl):
    row = {"task": "NV-1999-0001", "source": {"event_id": "none"}, "state": "received"}
    assert steerctl("status", "batch", stdin=json.dumps(row), profile="so-khcn").status == 7


def test_an_atomic_batch_is_all_or_nothing(steerctl, task):
    rows = [{"task": task, "source": {"event_id": "atomic-1"}, "state": "received"},
            {"task": task, "source": {"event_id": "atomic-2"}, "state": "flying"}]
    run = steerctl("status", "batch", "--atomic", stdin="\n".join(map(json.dumps, rows)), profile="so-khcn")
    assert run.status == 7 and "dòng 2 /state" in run.err, run
    assert get(steerctl, "status", "list", task)["items"] == []
    assert steerctl("status", "batch", "--atomic", stdin=json.dumps(rows[0]), profile="so-khcn").status == 0
    many = "\n".join([json.dumps(rows[0])] * 501)
    assert steerctl("status", "batch", "--atomic", stdin=many, profile="so-khcn").status == 2


# ---- clients and journal ----

@pytest.fixture
def client(steerctl):
    """A new API client, its secret in a file; (code, file)."""
    code = f"qlvb-{len(steerctl('client', 'list', '--all', '-o', 'name', profile='admin').lines())}"
    secret = steerctl.directory / f"{code}.new"
    run = steerctl("client", "add", "--code", code, "--name", "Hệ thống quản lý văn bản", "--role", "agency", "--agency", "so-khcn",
                   "--scope", "task:read", "--scope", "status:push", "--secret-to", secret, "-o", "json", profile="admin")
    assert run.status == 0, run
    assert run.json()["secret"] is None and secret.read_text().strip() not in run.out + run.err
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    return code, secret


def whoami(steerctl, code, secret):
    return steerctl("auth", "whoami", "--url", steerctl.url, environment={"STEER_CLIENT_ID": code, "STEER_CLIENT_SECRET_FILE": str(secret)})


def test_a_client_is_added_used_changed_rotated_and_revoked(steerctl, client):
    code, secret = client
    assert whoami(steerctl, code, secret).status == 0
    changed = get(steerctl, "client", "set", code, "--name", "Tên mới", "--scope", "task:read", profile="admin")
    assert changed["scopes"] == ["task:read"]
    assert get(steerctl, "client", "get", code, profile="admin")["name"] == "Tên mới"
    newer = steerctl.directory / "newer"
    assert steerctl("client", "rotate", code, "--overlap", "600", "--secret-to", newer, profile="admin").status == 2
    run = steerctl("client", "rotate", code, "--overlap", "600", "--secret-to", newer, "--yes", profile="admin")
    assert run.status == 0 and newer.read_text() != secret.read_text(), run
    assert whoami(steerctl, code, secret).status == 0 and whoami(steerctl, code, newer).status == 0
    assert steerctl("client", "rotate", code, "--overlap", "0", "--secret-to", secret, "--yes", profile="admin").status == 0
    assert whoami(steerctl, code, newer).status == 4 and whoami(steerctl, code, secret).status == 0
    revoked = get(steerctl, "client", "revoke", code, "--reason", "Ngừng sử dụng", "--yes", profile="admin")
    assert revoked["revoked_at"] is not None
    assert whoami(steerctl, code, secret).status == 4


def test_a_secret_is_shown_once_when_no_file_takes_it(steerctl):
    made = get(steerctl, "client", "create", "--code", "lanh-dao", "--name", "Lãnh đạo", "--role", "leader", "--scope", "task:read", profile="admin")
    assert len(made["secret"]) >= 32
    assert "secret" not in get(steerctl, "client", "get", "lanh-dao", profile="admin")


def test_a_client_with_a_public_key_has_no_secret(steerctl):
    key = steerctl.directory / "key.pem"
    subprocess.run(f"openssl ecparam -name prime256v1 -genkey -noout | openssl ec -pubout -out {key}", shell=True, check=True, capture_output=True)
    made = get(steerctl, "client", "create", "--code", "he-thong", "--name", "Hệ thống", "--role", "office", "--scope", "task:read",
               "--public-key-file", key, "--source-system", "ioc", profile="admin")
    assert made.get("secret") is None and "PUBLIC KEY" in made["public_key"] and made["source_systems"] == ["ioc"]


def test_a_secret_that_could_not_be_written_is_not_asked_for(steerctl):
    run = steerctl("client", "create", "--code", "khong-ghi", "--name", "x", "--role", "leader", "--scope", "task:read",
                   "--secret-to", "/proc/no/file", profile="admin")
    assert run.status == 1, run
    assert steerctl("client", "get", "khong-ghi", profile="admin").status == 5


def test_the_journal_tells_who_did_what(steerctl, task):
    entries = get(steerctl, "audit", "list", "--object", task, profile="auditor")["items"]
    assert {entry["operation"] for entry in entries} == {"task_create", "task_transition"}
    assert {entry["client"] for entry in entries} == {"office"}
    assert get(steerctl, "audit", "list", "--operation", "client_revoke", "--limit", "1", profile="auditor")["page"]["limit"] == 1
    assert get(steerctl, "audit", "list", "--from", "2199-01-01T00:00:00+07:00", profile="auditor")["items"] == []


# ---- anything else ----

def test_api_calls_any_operation(steerctl, task):
    run = steerctl("api", "GET", f"/v1/tasks/{task}")
    assert run.status == 0 and run.json()["code"] == task and run.err == "", run
    run = steerctl("api", "get", "v1/tasks?limit=1", "--query", "sort=-code", "-o", "ndjson")
    assert len(run.lines()) == 1, run
    run = steerctl("api", "PATCH", f"/v1/tasks/{task}", "--set", "title=Qua api", "--if-match", f"v{get(steerctl, 'task', 'get', task)['version']}")
    assert run.status == 0 and run.json()["title"] == "Qua api" and "office" in run.err, run
    run = steerctl("api", "GET", "/v1/tasks?limit=1", "--header", "Accept: text/csv")
    assert run.status == 0 and run.out.startswith("id,"), run
    run = steerctl("api", "GET", f"/v1/tasks/{task}", "--include")
    assert run.out.startswith("HTTP/1.1 200\n") and "ETag: " in run.out, run
    assert steerctl("api", "HEAD", f"/v1/tasks/{task}", "-i").out.startswith("HTTP/1.1 200\n")
    assert steerctl("api", "GET", "/v1/nothing").status == 5


def test_api_asks_as_nobody_where_no_identity_is_known(steerctl):
    environment = {"STEER_CONFIG": "/no/such/file", "STEER_URL": steerctl.url}
    assert steerctl("api", "GET", "/v1/openapi.json", environment=environment).json()["openapi"].startswith("3.1")
    assert steerctl("api", "GET", "/v1/tasks", environment=environment).status == 4


def test_every_command_of_the_tables_is_played_here(steerctl):
    """Nothing is added without being tried: the commands that talk to the server stand in this folder's tests."""
    from pathlib import Path
    told = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    words = lambda verb: verb.replace("-", '", "')  # "rules-set" is also typed as two words
    for item in get(steerctl, "help")["items"]:
        noun, verb = item["noun"], (item["verb"] or "").split()
        assert f'"{noun}"' in told and (not verb or any(f'"{one}"' in told or f'"{words(one)}"' in told for one in verb)), (noun, verb)


def test_the_command_line_links_the_shared_library():
    assert "libsteer.so.0" in subprocess.run(["objdump", "-p", STEERCTL], capture_output=True, text=True).stdout
