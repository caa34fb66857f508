"""test_agency_changes.py - steerctl agency plan, plan-show, plans, apply, changes against the real daemon: the sample of Long An and Tây Ninh, a split, what is refused."""
import datetime
import itertools
import json

import pytest

from support.places import ROOT

SAMPLE = ROOT / "sql" / "sample" / "tay-ninh-2025"
NUMBERS = itertools.count(100)


def get(steerctl, *arguments, profile="office", **options):
    """The JSON of a command that must succeed."""
    run = steerctl(*arguments, "-o", "json", profile=profile, **options)
    assert run.status == 0, run
    return run.json()


def plan(steerctl, body, *arguments):
    """A plan made from a body; its JSON."""
    return get(steerctl, "agency", "plan", "-f", "-", *arguments, stdin=json.dumps(body))


@pytest.fixture
def agency(steerctl):
    """An agency of its own for each test; its code. Made up."""
    code = f"a-{next(NUMBERS)}"
    return get(steerctl, "agency", "add", "--code", code, "--name-vi", f"Đơn vị {code}", "--kind", "public_unit")["code"]


@pytest.fixture
def new(agency):
    """new("b") -> an agency that a plan makes."""
    return lambda name: {"code": f"{agency}-{name}", "name_vi": f"Đơn vị {name.upper()} {agency}", "kind": "public_unit"}


@pytest.fixture(scope="module")
def issuer(steerctl):
    """Who decides about the agencies of these tests; its code. Made up."""
    return get(steerctl, "agency", "add", "--code", "so-noi-vu", "--name-vi", "Sở Nội vụ", "--kind", "department")["code"]


@pytest.fixture
def decide(issuer):
    """decide("a-1") -> the options of a decision with a number of its own."""
    return lambda agency: ("--decision", f"{agency.removeprefix('a-')}/QĐ-SNV", "--signed-on", "15/6/2025", "--issuer", issuer)


def test_long_an_and_tay_ninh_become_one(steerctl, sample):
    """The sample as an office plays it: file by file, each plan read before it is applied."""
    for line in (SAMPLE / "agencies.ndjson").read_text().splitlines():
        get(steerctl, "agency", "add", "-f", "-", stdin=line)
    for path in SAMPLE.glob("before-*.json"):
        get(steerctl, "agency", "set", path.stem.removeprefix("before-"), "-f", path)
    get(steerctl, "document", "add", "-f", SAMPLE / "resolution.json")
    for path in sorted(SAMPLE.glob("*.plan.json")):
        made = steerctl("agency", "plan", "-f", path)
        assert made.status == 0 and "Phương án: sáp nhập, hợp nhất, 01/07/2025 (đang mở)" in made.out, made
        apply_it = next(line for line in made.lines() if line.startswith("Áp dụng: steerctl agency apply "))
        body = json.loads((SAMPLE / path.name.replace(".plan.", ".apply.")).read_text())
        decision = body.get("decision") or {}
        options = ["--document", body["document"]] if "document" in body else [
            "--decision", decision["number"], "--signed-on", decision["signed_on"], "--issuer", decision["issuer"]]
        applied = steerctl("agency", "apply", apply_it.split()[5], *options)
        assert applied.status == 0 and "đã thực hiện" in applied.out, applied
    committees = ("agency", "list", "--kind", "people_committee", "-o", "name")
    assert steerctl(*committees).lines() == ["ubnd-tay-ninh"]
    assert steerctl(*committees, "--valid-at", "30/6/2025").lines() == ["ubnd-tay-ninh-cu", "ubnd-tinh"]
    assert steerctl("agency", "list", "--identifier", "80", "--valid-at", "1/7/2025", "-o", "name").lines() == ["ubnd-tay-ninh"]
    gone = get(steerctl, "agency", "get", "ubnd-tinh")
    assert gone["successors"] == ["ubnd-tay-ninh"] and gone["valid_to"] == "2025-07-01"
    assert steerctl("agency", "get", "ubnd-tinh", "--valid-at", "1/7/2025").status == 5
    assert get(steerctl, "task", "get", "NV-2025-0003")["lead_agency"] == "so-khcn-tay-ninh"
    changes = get(steerctl, "agency", "changes", "--from", "1/7/2025", "--to", "1/7/2025", "--kind", "merge", "--state", "carried_out")["items"]
    assert len(changes) == 4 and get(steerctl, "agency", "changes", "--to", "30/6/2025")["items"] == []


def test_a_plan_tells_who_ends_who_opens_and_who_takes_over_what(steerctl, agency, new, decide, issuer):
    one, two = new("b"), new("c")
    task = get(steerctl, "task", "create", "--title", "Số hóa hồ sơ", "--lead-agency", agency, "--product", "Kho số", "--due-text", "Năm 2027")["code"]
    post = get(steerctl, "post", "add", "--code", f"gd-{agency}", "--title-vi", "Giám đốc", "--agency", agency)["code"]
    kept = get(steerctl, "post", "add", "--code", f"pgd-{agency}", "--title-vi", "Phó Giám đốc", "--agency", agency)["code"]
    body = {"kind": "split", "effective_on": "2025-07-01", "agencies": [agency], "into": [
        {**one, "identifiers": [{"scheme": "internal", "value": f"L-{agency}"}]}, two],
        "handover": {"tasks": {task: two["code"]}, "posts": {post: one["code"], kept: None}}}
    trial = steerctl("agency", "plan", "-f", "-", "-n", "--lang", "en", stdin=json.dumps(body))
    assert trial.status == 0 and "To apply" not in trial.out and "Plan: split, 01/07/2025 (open)\n\nChanges:" in trial.out, trial
    for told in (f"Đơn vị {agency} ends at the end of 30/06/2025", f"{one['name_vi']} is established on 01/07/2025", f"L-{agency} (internal)", "Tasks to hand over: 1", "Posts to hand over: 2"):
        assert told in trial.out, trial
    lines = {line.split()[0]: line for line in trial.lines() if line.startswith((task, post, kept))}
    assert lines[task].endswith(f"{agency}  {two['code']}") and "leads" in lines[task]
    assert lines[post].rstrip().endswith(f"{agency}  {one['code']}") and lines[kept].endswith("(nobody)")
    assert "warning /effective_on: Takes effect on a day already past: 01/07/2025" in trial.out
    assert get(steerctl, "agency", "plans", "--agency", agency)["items"] == []

    made = plan(steerctl, body)
    applied = get(steerctl, "agency", "apply", made["id"], *decide(agency), "--signer", "Nguyễn Văn A", "--signer-title", "Giám đốc", "--subject", "Chia đơn vị")
    assert (applied["change"]["into"], applied["handed_over"]["tasks"]) == ([one["code"], two["code"]], 1)
    document = get(steerctl, "document", "get", applied["change"]["document_code"])
    assert applied["change"]["document"] == document["id"]
    assert (document["signer"], document["signer_title"], document["subject"], document["issued_on"], document["issuer"]) == (
        "Nguyễn Văn A", "Giám đốc", "Chia đơn vị", "2025-06-15", issuer)
    shown = steerctl("agency", "plan-show", made["id"], "--lang", "en")
    assert f"(applied), {document['code']}" in shown.out and "handed over" in shown.out and "To apply" not in shown.out, shown
    task_now = get(steerctl, "task", "get", task)
    assert task_now["lead_agency"] == two["code"]
    assert get(steerctl, "post", "get", post)["agency"] == one["code"] and steerctl("post", "get", kept).status == 5


def test_a_plan_with_errors_says_so_and_is_not_applied(steerctl, agency, new, decide):
    task = get(steerctl, "task", "create", "--title", "Việc chưa giao cho ai", "--lead-agency", agency)["code"]
    body = {"kind": "split", "effective_on": "2025-07-01", "agencies": [agency], "into": [new("b"), new("c")]}
    made = steerctl("agency", "plan", "-f", "-", "--lang", "en", stdin=json.dumps(body))
    assert made.status == 7 and f"error /handover/tasks/{task}: " in made.out, made
    assert "With errors it cannot be applied" in made.out and "To apply" not in made.out and "(undecided)" in made.out
    plan_id = get(steerctl, "agency", "plans", "--agency", agency, "--state", "open")["items"][0]["id"]
    run = steerctl("agency", "apply", plan_id, *decide(agency), environment={"STEER_LANG": "en"})
    assert run.status == 7 and "plan-refused" in run.err and run.out == "", run
    assert get(steerctl, "agency", "get", agency)["successors"] == [] and steerctl("agency", "get", new("b")["code"]).status == 5


def test_who_pushes_for_an_agency_that_has_ended_is_told_of_its_successors(steerctl, agency, new, decide):
    secret = steerctl.directory / f"{agency}.secret"
    get(steerctl, "client", "add", "--code", f"may-{agency}", "--name", "Hệ thống", "--role", "agency", "--agency", agency,
        "--scope", "status:push", "--secret-to", secret, profile="admin")
    one, two = new("b"), new("c")
    made = plan(steerctl, {"kind": "split", "effective_on": "2025-07-01", "agencies": [agency], "into": [one, two]})
    get(steerctl, "agency", "apply", made["id"], *decide(agency))
    run = steerctl("status", "push", "NV-2025-0001", "--state", "in_progress", "--event-id", "e1", "--url", steerctl.url, "--lang", "en",
                   environment={"STEER_CLIENT_ID": f"may-{agency}", "STEER_CLIENT_SECRET_FILE": str(secret)})
    assert run.status == 5 and "agency-closed" in run.err and f"  succeeded by: {one['code']}, {two['code']}" in run.err.splitlines(), run


def test_a_stale_plan_is_refused_and_stays_readable_and_none_is_applied_twice(steerctl, agency, new, decide):
    body = {"kind": "rename", "effective_on": "2025-07-01", "agencies": [agency], "into": [{"code": agency, "name_vi": "Tên mới"}]}
    first, second = plan(steerctl, body), plan(steerctl, {**body, "into": [{"code": agency, "name_vi": "Tên khác"}]})
    done = steerctl("agency", "apply", first["id"], *decide(agency), "-o", "name")
    assert (done.status, done.lines()) == (0, [get(steerctl, "agency", "plan-show", first["id"])["change"]]), done
    again = steerctl("agency", "apply", first["id"], *decide(agency))
    late = steerctl("agency", "apply", second["id"], *decide(f"{agency}2"))
    assert again.status == 6 and "plan-already-applied" in again.err, again
    assert late.status == 6 and "plan-stale" in late.err, late
    shown = steerctl("agency", "plan-show", second["id"], "--lang", "vi")
    assert shown.status == 0 and "(đã cũ)" in shown.out and "Tên khác" in shown.out and "lập lại" in shown.out and "Áp dụng" not in shown.out, shown
    assert get(steerctl, "agency", "get", agency)["name_vi"] == "Tên mới"


def test_what_is_decided_for_a_day_to_come_waits_for_it(steerctl, agency, decide):
    day = datetime.date.today() + datetime.timedelta(days=60)
    body = {"kind": "rename", "effective_on": "2025-01-01", "agencies": [agency], "into": [{"code": agency, "name_vi": "Tên sau này"}]}
    made = plan(steerctl, body, "--effective-on", f"{day:%d/%m/%Y}", "--note", "Chờ đến ngày")
    assert (made["effective_on"], made["note"]) == (day.isoformat(), "Chờ đến ngày")
    applied = get(steerctl, "agency", "apply", made["id"], *decide(agency), "--if-match", "v1")
    assert applied["change"]["state"] == "scheduled"
    assert get(steerctl, "agency", "get", agency)["name_vi"] == f"Đơn vị {agency}"
    assert get(steerctl, "agency", "get", agency, "--valid-at", f"{day:%d/%m/%Y}")["name_vi"] == "Tên sau này"
    assert get(steerctl, "agency", "get", agency, "--valid-at", day.isoformat(), "--known-at", made["created_at"])["name_vi"] == f"Đơn vị {agency}"
    assert [item["agencies"] for item in get(steerctl, "agency", "changes", "--state", "scheduled", "--agency", agency)["items"]] == [[agency]]


@pytest.mark.parametrize("change, status, told", [
    ({"effective_on": "31/2/2025"}, 7, "/effective_on"), ({"agencies": ["khong-co"]}, 7, "/agencies/0"), ({"unknown": 1}, 7, "/unknown"),
    ({"kind": "marry"}, 7, "/kind"), ({"into": []}, 7, "/into")])
def test_a_file_that_is_wrong_is_pointed_at_and_nothing_is_planned(steerctl, agency, change, status, told):
    body = {"kind": "rename", "effective_on": "2025-07-01", "agencies": [agency], "into": [{"code": agency, "name_vi": "Tên mới"}], **change}
    run = steerctl("agency", "plan", "-f", "-", stdin=json.dumps(body))
    assert run.status == status and told in run.err and run.out == "", run
    assert get(steerctl, "agency", "plans", "--agency", agency)["items"] == []


@pytest.mark.parametrize("options, status, told", [
    ((), 7, "/decision"), (("--decision", "1/QĐ-X"), 7, "/decision/signed_on"), (("--decision", "1/QĐ-X", "--signed-on", "hôm qua"), 2, "--signed-on"),
    (("--document", "1/QĐ-KHONG-CO"), 7, "/document"), (("--decision", "1/QĐ-X", "--signed-on", "1/6/2025", "--document", "202/2025/QH15"), 7, "/document")])
def test_a_plan_is_not_applied_without_one_good_decision(steerctl, agency, options, status, told):
    made = plan(steerctl, {"kind": "rename", "effective_on": "2025-07-01", "agencies": [agency], "into": [{"code": agency, "name_vi": "Tên mới"}]})
    run = steerctl("agency", "apply", made["id"], *options)
    assert run.status == status and told in run.err, run
    assert get(steerctl, "agency", "plan-show", made["id"])["state"] == "open"


def test_who_may_plan_and_who_may_apply(steerctl, agency, decide):
    body = {"kind": "rename", "effective_on": "2025-07-01", "agencies": [agency], "into": [{"code": agency, "name_vi": "Tên mới"}]}
    assert steerctl("agency", "plan", "-f", "-", profile="leader", stdin=json.dumps(body)).status == 4
    made = plan(steerctl, body)
    assert steerctl("agency", "apply", made["id"], *decide(agency), profile="admin").status == 4
    assert get(steerctl, "agency", "plan-show", made["id"], profile="auditor")["id"] == made["id"]
    assert steerctl("agency", "plan-show", "00000000-0000-7000-8000-000000000000").status == 5
