"""test_openapi.py - the OpenAPI document: sound, complete, and what the daemon really answers fits it."""
import json
import re
import subprocess

import jsonschema
import pytest
from support import committees, outbox, urging
from support.places import STEERD
from support.register import REPORT, act, assigned_task, created, done, new_task, numbers, push_body, unique

SPECIAL = {"oauth_token", "metadata", "jwks", "openapi", "problems", "problem"}


@pytest.fixture(scope="module")
def document(api):
    return done(api.anonymous.get("/v1/openapi.json"))


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for member in value.values():
            yield from references(member)
    elif isinstance(value, list):
        for member in value:
            yield from references(member)


def validator(document, schema):
    """Of a schema that refers into the document."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": document["components"], **schema}
    return jsonschema.Draft202012Validator(whole)


def test_the_daemon_prints_the_same_document(document):
    printed = subprocess.run([STEERD, "--openapi"], check=True, capture_output=True).stdout
    assert json.loads(printed) == document


def test_the_document_is_openapi_3_1_with_what_that_needs(document):
    assert document["openapi"] == "3.1.0" and document["info"]["title"] and document["info"]["version"]
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names)) > 35
    for method, path, operation in operations(document):
        assert method in ("get", "post", "patch"), path
        assert operation["summary"] and operation["x-summary-en"] and operation["tags"]
        in_path = re.findall(r"\{(\w+)\}", path)
        told = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
        assert in_path == told and all(one["required"] for one in operation["parameters"] if one["in"] == "path")
        keys = [(one["in"], one["name"]) for one in operation["parameters"]]
        assert len(keys) == len(set(keys)), path
        assert any(status.startswith("2") for status in operation["responses"])
        assert all("description" in answer or "$ref" in answer for answer in operation["responses"].values())
        assert "requestBody" in operation or method == "get" or operation["operationId"] in SPECIAL


def test_every_reference_leads_somewhere(document):
    found = set(references(document))
    assert len(found) > 30
    for target in found:
        place = document
        for part in target.removeprefix("#/").split("/"):
            assert part in place, target
            place = place[part]


def test_every_schema_is_json_schema(document):
    for name, schema in document["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema.get("type") == "object", name


def test_every_example_fits_its_schema(document):
    seen = 0
    for _, path, operation in operations(document):
        for media in operation.get("requestBody", {}).get("content", {}).values():
            if "example" in media:
                validator(document, media["schema"]).validate(media["example"])
                seen += 1
            else:
                assert media["schema"].get("type") == "string", f"{path} has no example"
    assert seen > 10


def test_every_member_is_described_in_both_languages(document):
    def check(schema, where):
        for name, member in schema.get("properties", {}).items():
            assert member.get("description") and member.get("x-description-en"), f"{where}/{name}"
            check(member.get("items", member), f"{where}/{name}")
    for _, _, operation in operations(document):
        for media in operation.get("requestBody", {}).get("content", {}).values():
            name = media["schema"].get("$ref", "").rpartition("/")[2]
            if name:
                check(document["components"]["schemas"][name], name)


def test_scopes_and_problems_are_listed(document):
    scopes = document["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]["scopes"]
    for _, path, operation in operations(document):
        if operation["security"]:
            assert set(operation["security"][0]["oauth"]) <= set(scopes)
            scope = operation.get("x-steer-scope")
            assert operation["security"][0]["oauth"] == ([scope] if scope else [])
            assert {"401", "403"} <= set(operation["responses"])
    problem = document["components"]["schemas"]["Problem"]["properties"]
    assert "version-mismatch" in problem["code"]["enum"] and "not-in-list" in problem["errors"]["items"]["properties"]["code"]["enum"]
    listed = document["components"]["responses"]["Problem409"]["x-steer-problems"]
    assert {"code": "illegal-transition", "title": "Không thể chuyển trạng thái như vậy",
            "x-title-en": "That change of state is not legal"} in listed


def test_the_document_is_sent_once(api):
    first = api.anonymous.get("/v1/openapi.json")
    again = api.anonymous.get("/v1/openapi.json", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


# ---- what the daemon answers fits what the document says ----

@pytest.fixture(scope="module")
def examples(api, database):
    """{operation: answer} of a run through the register."""
    agency = {"code": unique("so"), "name_vi": "Sở Y tế", "kind": "department",
              "identifiers": [{"scheme": "qd20", "value": unique("H39").upper().replace("-", ".")}]}
    document = {"code": f"{next(numbers) + 100}/KH-UBND", "family": "state", "type": "Kế hoạch", "issuer": "ubnd-tinh",
                "issued_on": "2025-01-02", "subject": "x"}
    office, admin = api.office, api.admin
    answers = {"agency_create": office.post("/v1/agencies", agency), "document_create": office.post("/v1/documents", document),
               "programme_create": office.post("/v1/programmes", {"code": unique("CT"), "name_vi": "x"}),
               "client_create": admin.post("/v1/clients", {"code": unique("app"), "name": "x", "role": "office", "scopes": ["task:read"]}),
               "task_create": office.post("/v1/tasks", {"title": "x", "due_on": "2031-06-30"})}
    location = {name: answer.headers["location"] for name, answer in answers.items()}
    task = assigned_task(api, co_agencies=["tinh-uy"], source_document="57-NQ/TW", pillar="x", due_text="Quý II/2025", due_on=None)
    answers["status_push"] = api.so_khcn.post("/v1/status-updates", push_body(
        task, progress_percent=1, summary="x", obstacles=[{"title": "y"}], evidence=[{"title": "z"}]))
    task = done(office.get(f"/v1/tasks/{task['code']}"))
    path = f"/v1/tasks/{task['code']}"
    answers |= {
        "status_batch": api.so_khcn.post("/v1/status-updates/batch", {"items": [push_body(task), {}, push_body("none")]}),
        "task_import": office.post("/v1/tasks/import", {"items": [{"title": unique("x")}]}),
        "task_get": office.get(path), "task_list": office.get("/v1/tasks?count=exact"), "task_history": office.get(f"{path}/history"),
        "status_list": office.get(f"{path}/status-updates"),
        "task_patch": office.patch(location["task_create"], {"title": "y"}, version=1),
        "task_transition": office.act(path + "/transitions?dry_run=true", {"action": "report", **REPORT}, task["version"] + 1),
        "task_lint": office.get("/v1/task-lint?count=exact"), "task_lint_get": office.get(f"{path}/lint"),
        "task_completion": office.get(f"/v1/tasks/{reported_task(api)['code']}/completion?count=exact"),
        "task_contributions": office.get(f"{path}/contributions?count=exact"),
        "me": api.so_khcn.get("/v1/me"), "agency_list": office.get("/v1/agencies"), "agency_get": office.get(location["agency_create"]),
        "agency_patch": office.patch(location["agency_create"], {"note": "y"}, version=1),
        "document_type_list": office.get("/v1/document-types"), "document_list": office.get("/v1/documents"),
        "document_get": office.get(location["document_create"]),
        "document_patch": office.patch(location["document_create"], {"signer": "y"}, version=1),
        "programme_list": office.get("/v1/programmes"), "programme_get": office.get(location["programme_create"]),
        "programme_patch": office.patch(location["programme_create"], {"note": "y"}, version=1),
        "target_list": office.get("/v1/targets"), "client_list": admin.get("/v1/clients"),
        "client_get": admin.get(location["client_create"]),
        "client_patch": admin.patch(location["client_create"], {"name": "y"}, version=1),
        "client_rotate": admin.post(f"{location['client_create']}/rotate"),
        "client_revoke": admin.post(f"{location['client_create']}/revoke", {"reason": "y"}),
        "calendar_get": office.get("/v1/calendar?from=2025-01-01&to=2027-12-31"),
        "calendar_workdays": office.get("/v1/calendar/workdays?from=2025-04-25&days=+5"),
        "light_rules": office.get("/v1/light-rules"),
        "calendar_import": office.post("/v1/calendar/import?dry_run=true", {"items": [
            {"date": "01/01/2027", "kind": "off", "name_vi": "x", "source": "y"}]}),
        "journal_list": api.auditor.get("/v1/journal"),
        "dashboard_summary": api.leader.get("/v1/dashboard/summary"), "dashboard_agencies": office.get("/v1/dashboard/agencies"),
        "dashboard_overdue": office.get("/v1/dashboard/overdue"), "dashboard_timeline": office.get("/v1/dashboard/timeline"),
        "dashboard_burnup": office.get("/v1/dashboard/burnup"), "dashboard_quality": office.get("/v1/dashboard/quality"),
        "oauth_token": api.token_answer("office", api.secrets["office"]),
        "metadata": api.anonymous.get("/.well-known/oauth-authorization-server"),
        "jwks": api.anonymous.get("/.well-known/jwks.json"), "openapi": api.anonymous.get("/v1/openapi.json"),
        "problems": api.anonymous.get("/problems"), "problem": api.anonymous.get("/problems/not-found")}
    answers |= outbox_examples(api, database)
    answers |= inspection_examples(api)
    answers |= obstacle_examples(api)
    answers |= urging_examples(api, path)
    return answers | committee_examples(api) | agency_change_examples(api) | extension_examples(api)


def urging_examples(api, task):
    """{operation: answer} of the ladder and of an urging by hand."""
    office = api.office
    made = office.post(f"{task}/urgings", {"text_vi": "x"})
    location = made.headers["location"]
    return {"urging_create": made, "urging_get": office.get(location), "urging_letter": office.get(location + "/letter"),
            "urging_list": office.get("/v1/urgings?count=exact"), "urging_run": office.post("/v1/urging-runs"),
            "urging_rules_get": office.get("/v1/urging-rules"), "urging_rules_test": office.get(f"/v1/urging-rules/test?task={task.rsplit('/', 1)[1]}"),
            "urging_rules_put": office.post("/v1/urging-rules", urging.ladder("2099-01-01"))}


def reported_task(api):
    """One whose report was returned."""
    return act(api, act(api, assigned_task(api), "report"), "return", reason="Chưa đạt")


def extension_examples(api):
    """{operation: answer} of extensions of deadlines and of the settings of the house."""
    office, task = api.office, f"/v1/tasks/{assigned_task(api)['code']}"
    answers = {"extension_create": api.so_khcn.post(f"{task}/extensions", {"reason": "x", "due_text": "Quý II/2031"})}
    path = answers["extension_create"].headers["location"]
    answers["extension_withdraw"] = api.so_khcn.act(f"{path}/withdrawal?dry_run=true", {"reason": "x"}, 1)
    answers["extension_decide"] = office.act(f"{path}/decision", {"decision": "grant", "reason": "x", "document": "57-NQ/TW"}, 1)
    return answers | {
        "extension_get": office.get(path), "extension_list": office.get("/v1/extensions?count=exact"),
        "task_extensions": office.get(f"{task}/extensions"), "task_deadlines": office.get(f"{task}/deadlines"),
        "setting_list": office.get("/v1/settings?count=exact"), "setting_get": office.get("/v1/settings/deadline_shift"),
        "setting_patch": office.patch("/v1/settings/deadline_shift?dry_run=true", {"value": "next_workday"}, version=1)}


def outbox_examples(api, database):
    """{operation: answer} of a message and of the mailbox it goes to."""
    message, address = f"/v1/outbox/{outbox.put(database, 'so-khcn')}", "/v1/notice-addresses/so-khcn"
    return {"notice_address_patch": api.office.patch(address, {"email": "vanthu@tinh.gov.vn"}, version=1),
            "notice_address_get": api.auditor.get(address), "notice_address_list": api.office.get("/v1/notice-addresses?count=exact"),
            "outbox_retry": api.office.post(f"{message}/retry"), "outbox_get": api.office.get(message), "outbox_list": api.office.get("/v1/outbox")}


def obstacle_examples(api):
    """{operation: answer} of an obstacle that is solved by what was proposed."""
    office, body = api.office, {"task": assigned_task(api)["code"], "title": "x", "description": "y", "needs_level": "province"}
    answers = {"obstacle_create": api.so_khcn.post("/v1/obstacles", body)}
    path = answers["obstacle_create"].headers["location"]
    answers["solution_create"] = api.so_khcn.post(f"{path}/solutions", {"text": "x"})
    answers["obstacle_transition"] = office.act(f"{path}/transitions", {"action": "solve", "document": "57-NQ/TW", "solution": 1}, 1)
    return answers | {"obstacle_get": office.get(path), "obstacle_list": office.get("/v1/obstacles?count=exact"),
                      "dashboard_obstacles": office.get("/v1/dashboard/obstacles?count=exact")}


def inspection_examples(api):
    """{operation: answer} of the life of an inspection."""
    office, task = api.office, assigned_task(api)["code"]
    members = [{"role": "head", "person": committees.person(api)}, {"role": "member", "post": committees.post(api)}, {"role": "secretary", "agency": "tinh-uy"}]
    answers = {"inspection_create": office.post("/v1/inspections", {
        "title": "x", "description": "y", "document": "57-NQ/TW", "starts_on": "2025-06-02", "ends_on": "2025-06-20", "agencies": ["so-khcn"],
        "tasks": [task], "members": members})}
    path = answers["inspection_create"].headers["location"]
    answers["inspection_transition"] = office.act(f"{path}/transitions", {"action": "start"}, 1)
    answers["inspection_patch"] = office.patch(path, {"title": "z"}, version=2)
    answers["finding_create"] = office.post(f"{path}/findings", {"agency": "so-khcn", "task": task, "kind": "violation", "text": "x", "evidence": "y"})
    for _ in range(2):
        answers["recommendation_create"] = office.post(f"{path}/recommendations", {"agency": "so-khcn", "finding": 1, "text": "x", "due_text": "Năm 2027"})
    code = answers["recommendation_create"].json()["code"]
    answers["recommendation_task"] = office.post(f"/v1/recommendations/{code}/task", {"product": "x"})
    answers["recommendation_withdraw"] = office.post(f"/v1/recommendations/{code[:-1]}1/withdrawal", {"reason": "x"})
    return answers | {"inspection_get": office.get(path), "inspection_list": office.get("/v1/inspections?count=exact")}


def agency_change_examples(api):
    """{operation: answer} of people, of posts, and of an agency that ends and hands over what it holds."""
    office, agency, ending = api.office, unique("so"), unique("so")
    for code in (agency, ending):
        created(office.post("/v1/agencies", {"code": code, "name_vi": "x", "kind": "department", "parent": "ubnd-tinh"}))
    made = committees.established(api, [committees.person(api)])
    person = {"code": unique("nguoi"), "name": "x", "email": "x@tinh.gov.vn", "phone": "0272 1", "note": "x"}
    post = {"code": unique("chuc-vu"), "title_vi": "x", "title_en": "x", "agency": ending, "valid_from": "2020-01-01"}
    answers = {"person_create": office.post("/v1/people", person), "post_create": office.post("/v1/posts", post)}
    held = f"/v1/posts/{post['code']}"
    answers |= {
        "post_assign": office.act(f"{held}/holders", {"person": person["code"], "from": "2025-01-01", "document": "57-NQ/TW", "note": "x"}, 1),
        "post_patch": office.patch(held, {"title_vi": "y"}, version=2), "post_get": office.get(held), "post_list": office.get("/v1/posts"),
        "post_holders": office.get(f"{held}/holders"), "person_patch": office.patch(f"/v1/people/{person['code']}", {"name": "y"}, version=1),
        "person_list": office.get("/v1/people?count=exact")}
    committees.decide(api, made, "2025-02-01", seats=[{"role": "truong_ban", "post": post["code"], "represents": ending}])
    answers["person_get"] = office.get(f"/v1/people/{person['code']}?valid_at=2025-06-01")
    assigned_task(api, lead=ending)
    created(api.admin.post("/v1/clients", {"code": unique("app"), "name": "x", "role": "agency", "agency": ending, "scopes": ["task:read"]}))
    answers["agency_plan_create"] = office.post("/v1/agency-change-plans", {
        "kind": "merge", "effective_on": "2025-07-01", "agencies": [ending], "into": [{"code": agency, "name_en": "x", "identifiers": [
            {"scheme": "internal", "value": unique("ID")}]}], "handover": {"tasks": {"default": agency}}, "note": "x"})
    plan = answers["agency_plan_create"].headers["location"]
    answers["agency_plan_apply"] = office.act(f"{plan}/apply", {"decision": {"number": f"{next(numbers) + 700}/QĐ-UBND",
                                                                             "signed_on": "2025-06-20"}}, 1)
    return answers | {"agency_plan_get": office.get(plan), "agency_plan_list": office.get("/v1/agency-change-plans"),
                      "agency_changes": office.get("/v1/agency-changes?count=exact")}


def committee_examples(api):
    """{operation: answer} of the life of a committee."""
    office = api.office
    one, two, three = committees.people(api, 3)
    post = committees.post(api, holder=two)
    body = {"code": unique("bcd"), "name_vi": "x", "name_en": "y", "issuer": "tinh-uy", "standing_agency": "so-khcn"}
    answers = {"committee_create": office.post("/v1/committees", body)}
    path = answers["committee_create"].headers["location"]
    seats = [{"role": "truong_ban", "person": one, "duty": "z"}, {"role": "uy_vien", "post": post, "represents": "so-khcn"}]
    answers["plan_create"] = office.post(f"{path}/restructure-plans", {"effective_on": "2025-01-15", "seats": seats})
    plan = answers["plan_create"].headers["location"]
    answers["plan_approve"] = api.leader.post(f"{plan}/approve")
    answers["plan_apply"] = office.act(f"{plan}/apply", committees.decision("2025-01-20"), 2)
    decision = f"/v1/decisions/{done(answers['plan_apply'])['decision']['id']}"
    committees.decide(api, body["code"], "2025-03-01", swaps=[{"out": one, "in": three}])
    return answers | {
        "committee_list": office.get("/v1/committees?count=exact"), "committee_get": office.get(path),
        "committee_seats": office.get(f"{path}/seats?count=exact"), "committee_changes": office.get(f"{path}/changes"),
        "committee_decisions": office.get(f"{path}/decisions"), "committee_desired": office.get(f"{path}/desired"),
        "committee_popolo": office.get(f"{path}/popolo"), "plan_list": office.get(f"{path}/restructure-plans"),
        "plan_get": office.get(plan), "decision_get": office.get(decision),
        "decision_correct": office.post(f"{decision}/corrections", {"effective_on": "2025-01-16"})}


def strict(schema, components):
    """The schema with every object closed: an answer must not hold a member the document does not know."""
    if "$ref" in schema:
        return strict(components["schemas"][schema["$ref"].rpartition("/")[2]], components)
    closed = dict(schema)
    if "properties" in closed:
        closed["properties"] = {name: strict(member, components) for name, member in closed["properties"].items()}
        closed["additionalProperties"] = False
    if isinstance(closed.get("items"), dict):
        closed["items"] = strict(closed["items"], components)
    for word in ("anyOf", "oneOf"):
        if word in closed:
            closed[word] = [strict(one, components) for one in closed[word]]
    return closed


def test_every_operation_was_tried(document, examples):
    assert set(examples) == {operation["operationId"] for _, _, operation in operations(document)}


def test_every_answer_fits_the_document_member_by_member(document, examples):
    for method, path, operation in operations(document):
        answer = examples[operation["operationId"]]
        assert str(answer.status) in operation["responses"], f"{operation['operationId']}: {answer}"
        media = answer.headers["content-type"].split(";")[0].replace("jwk-set+json", "json")
        schema = operation["responses"][str(answer.status)]["content"][media]["schema"]
        if media == "application/json":
            checker = jsonschema.Draft202012Validator(strict(schema, document["components"]),
                                                      format_checker=jsonschema.FormatChecker())
            faults = [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in checker.iter_errors(answer.json())]
            assert not faults, f"{operation['operationId']}: {faults[:5]}"


def test_a_version_and_a_place_are_answered_wherever_the_document_says(document, examples):
    for _, _, operation in operations(document):
        answer = examples[operation["operationId"]]
        promised = {"etag", "location"} & {header.lower() for header in operation["responses"][str(answer.status)].get("headers", {})}
        assert promised <= set(answer.headers), operation["operationId"]


def test_every_documented_column_of_a_list_is_answered(document, examples):
    """The other direction: no member stands in the document that is never sent."""
    for name, schema in (("task_get", "Task"), ("agency_get", "Agency"), ("document_get", "Document"), ("programme_get", "Programme"),
                         ("client_get", "Client"), ("me", "Me"), ("committee_get", "Committee"), ("plan_create", "RestructurePlan"),
                         ("plan_get", "RestructurePlanWhole"), ("decision_get", "DecisionWhole"), ("plan_apply", "PlanApplied"),
                         ("person_get", "Person"), ("outbox_get", "OutboxMessage"), ("notice_address_get", "NoticeAddress"), ("post_get", "Post"), ("agency_plan_get", "AgencyPlan"),
                         ("agency_plan_apply", "AgencyPlanApplied"), ("dashboard_summary", "DashboardSummary"),
                         ("task_create", "TaskWritten"), ("extension_create", "ExtensionWritten"), ("extension_get", "Extension"),
                         ("setting_get", "Setting")):
        told = set(document["components"]["schemas"][schema]["properties"])
        assert told == set(examples[name].json()), name
    for name, schema in (("journal_list", "JournalEntry"), ("target_list", "Target"), ("document_type_list", "DocumentType"),
                         ("task_history", "TaskHistory"), ("status_list", "StatusUpdate"), ("committee_list", "Committee"),
                         ("committee_seats", "Seat"), ("committee_changes", "CommitteeChange"), ("committee_decisions", "Decision"),
                         ("plan_list", "RestructurePlan"), ("inspection_list", "Inspection"), ("person_list", "PersonEntry"), ("outbox_list", "OutboxEntry"), ("post_holders", "PostHolder"),
                         ("agency_changes", "AgencyChange"), ("dashboard_agencies", "DashboardAgency"),
                         ("dashboard_overdue", "DashboardOverdue"), ("dashboard_timeline", "DashboardPeriod"),
                         ("dashboard_burnup", "DashboardBurnup"), ("dashboard_quality", "DashboardQuality"), ("task_deadlines", "Deadline"), ("extension_list", "Extension")):
        told = set(document["components"]["schemas"][schema]["properties"])
        assert told == set(examples[name].json()["items"][0]), name


def test_problems_fit_the_document_too(api, document):
    checker = validator(document, {"$ref": "#/components/schemas/Problem"})
    for answer in (api.office.get("/v1/tasks/none"), api.office.post("/v1/tasks", {}), api.office.get("/v1/tasks?x=1"),
                   api.anonymous.get("/v1/me"), api.office.patch("/v1/tasks/none", {}, version=1),
                   api.so_khcn.post("/v1/tasks", {}), api.office.post("/v1/tasks", b"{")):
        assert answer.status >= 400
        checker.validate(answer.json())


def test_a_task_can_be_found_again_by_what_the_document_says(api, document):
    """The path of each read is filled from the code the answer gave."""
    task = act(api, new_task(api), "assign")
    assert created(api.so_khcn.post("/v1/status-updates", push_body(task)))["task"]["code"] == task["code"]
    assert "/v1/tasks/{task}" in document["paths"]
