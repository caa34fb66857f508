"""test_matrix.py - operations × roles × {own, foreign, missing}, generated from the OpenAPI document: who may what, and no leak.

Every role has a client with every scope here, so that what refuses is the database."""
import re

import pytest
from support import committees, inspections, outbox, urging
from support.register import assigned_task, created, done, numbers, push_body, unique

ROLES = ("agency", "office", "leader", "auditor", "admin")
EVERYBODY = set(ROLES)
# Who may do what, said once more than in sql/grants.sql: this table is the expectation.
ALLOWED = {
    "me": EVERYBODY, "agency_list": EVERYBODY, "agency_get": EVERYBODY, "agency_create": {"office", "admin"},
    "agency_patch": {"office", "admin"}, "document_type_list": EVERYBODY, "document_list": EVERYBODY,
    "document_get": EVERYBODY, "document_create": {"office"}, "document_patch": {"office"}, "programme_list": EVERYBODY,
    "programme_get": EVERYBODY, "programme_create": {"office"}, "programme_patch": {"office"}, "target_list": EVERYBODY,
    "task_list": EVERYBODY, "task_get": EVERYBODY, "task_create": {"office"}, "task_import": {"office"},
    "task_patch": {"office"}, "task_transition": {"office"}, "task_history": EVERYBODY,
    "task_lint": EVERYBODY, "task_lint_get": EVERYBODY, "task_completion": EVERYBODY, "task_contributions": EVERYBODY, "status_list": EVERYBODY,
    "status_push": {"agency", "office"}, "status_batch": {"agency", "office"}, "client_list": {"admin"},
    "client_get": {"admin"}, "client_create": {"admin"}, "client_patch": {"admin"}, "client_rotate": {"admin"},
    "dashboard_summary": EVERYBODY, "dashboard_agencies": EVERYBODY, "dashboard_overdue": EVERYBODY, "dashboard_timeline": EVERYBODY,
    "dashboard_burnup": EVERYBODY, "dashboard_quality": EVERYBODY,
    "calendar_get": EVERYBODY, "calendar_workdays": EVERYBODY, "light_rules": EVERYBODY, "calendar_import": {"office"},
    "setting_list": EVERYBODY - {"agency"}, "setting_get": EVERYBODY - {"agency"}, "setting_patch": {"office", "admin"},
    "task_deadlines": EVERYBODY, "task_extensions": EVERYBODY, "extension_list": EVERYBODY, "extension_get": EVERYBODY,
    "extension_create": {"agency", "office"}, "extension_withdraw": {"agency", "office"}, "extension_decide": {"office"},
    "client_revoke": {"admin"}, "journal_list": {"auditor", "admin"},
    "committee_list": EVERYBODY, "committee_get": EVERYBODY, "committee_seats": EVERYBODY, "committee_changes": EVERYBODY,
    "committee_decisions": EVERYBODY, "committee_desired": EVERYBODY, "committee_popolo": EVERYBODY, "decision_get": EVERYBODY,
    "plan_list": EVERYBODY, "plan_get": EVERYBODY, "committee_create": {"office"}, "plan_create": {"office"},
    "decision_correct": {"office"}, "plan_apply": {"office"}, "plan_approve": {"office", "leader"}}
ALLOWED |= {
    "agency_changes": EVERYBODY, "agency_plan_list": EVERYBODY - {"agency"}, "agency_plan_get": EVERYBODY - {"agency"},
    "agency_plan_create": {"office", "admin"}, "agency_plan_apply": {"office", "admin"}, "person_list": EVERYBODY,
    "person_get": EVERYBODY, "person_create": {"office", "admin"}, "person_patch": {"office", "admin"}, "post_list": EVERYBODY,
    "post_get": EVERYBODY, "post_holders": EVERYBODY, "post_create": {"office", "admin"}, "post_patch": {"office", "admin"},
    "post_assign": {"office", "admin"}}
ALLOWED |= {
    "outbox_list": {"office", "auditor", "admin"}, "outbox_get": {"office", "auditor", "admin"}, "outbox_retry": {"office", "admin"},
    "notice_address_list": {"office", "auditor", "admin"}, "notice_address_get": {"office", "auditor", "admin"},
    "notice_address_patch": {"office", "admin"}}
ALLOWED |= {
    "inspection_list": EVERYBODY, "inspection_get": EVERYBODY, "inspection_create": {"office"}, "inspection_patch": {"office"},
    "inspection_transition": {"office"}, "finding_create": {"office"}, "recommendation_create": {"office"}, "recommendation_task": {"office"},
    "recommendation_withdraw": {"office"}}
ALLOWED |= {
    "obstacle_list": EVERYBODY, "obstacle_get": EVERYBODY, "dashboard_obstacles": EVERYBODY, "obstacle_create": {"agency", "office"},
    "solution_create": {"agency", "office"}, "obstacle_transition": {"agency", "office"}}
ALLOWED |= {
    "urging_rules_get": EVERYBODY, "urging_rules_test": EVERYBODY, "urging_rules_put": {"office"}, "urging_run": {"office"},
    "urging_list": EVERYBODY, "urging_get": EVERYBODY, "urging_letter": EVERYBODY, "urging_create": {"office"}}
PUBLIC = {"oauth_token", "metadata", "jwks", "openapi", "problems", "problem"}
MISSING = {"task": "NV-0000-9999", "agency": "khong-co", "document": "khong-co", "programme": "khong-co", "client": "khong-co",
           "committee": "khong-co", "plan": "khong-co", "decision": "khong-co"}
MISSING |= {"person": "khong-co", "post": "khong-co", "agency_plan": "khong-co"}
MISSING |= {"message": "999999", "recipient": "khong-co"}
MISSING |= {"inspection": "KT-0000-9999", "recommendation": "KT-0000-9999-1"}
MISSING |= {"extension": "GH-0000-9999", "setting": "khong-co"}
MISSING |= {"obstacle": "VM-0000-9999"}
MISSING |= {"urging": "DD-0000-99999"}
SUCCESS = {200, 201, 207}
# What a read cannot do without.
QUERIES = {"calendar_workdays": "?from=2025-04-28&days=5", "urging_rules_test": "?task={task}"}


def rename(agency):
    """A plan of an agency change."""
    return {"kind": "rename", "effective_on": "2025-07-01", "agencies": [agency], "into": [{"code": agency, "name_vi": "Tên mới"}]}


def bodies(task):
    """A good body of each operation that takes one."""
    push = push_body(task)
    return {
        "obstacle_create": {"task": task, "title": unique("x"), "needs_level": "province"}, "solution_create": {"text": "x"},
        "obstacle_transition": {"action": "solve", "reason": "x"},
        "agency_plan_create": rename("so-khcn"), "agency_plan_apply": {"document": "57-NQ/TW"},
        "person_create": {"code": unique("nguoi"), "name": "x"}, "person_patch": {"name": "x"},
        "post_create": {"code": unique("chuc-vu"), "title_vi": "x", "agency": "so-khcn"}, "post_patch": {"title_vi": "x"},
        "post_assign": {"person": None, "from": "2025-01-01"},
        "agency_create": {"code": unique("so"), "name_vi": "x", "kind": "other"}, "agency_patch": {"note": "x"},
        "document_create": {"code": f"{next(numbers) + 500}/QĐ-UBND", "family": "state", "type": "Kế hoạch", "issuer": "ubnd-tinh",
                            "issued_on": "2025-01-01", "subject": "x"},
        "document_patch": {"signer": "x"}, "programme_create": {"code": unique("CT"), "name_vi": "x"},
        "programme_patch": {"note": "x"}, "task_create": {"title": "x"}, "task_import": {"items": [{"title": unique("x")}]},
        "task_patch": {"title": "x"}, "task_transition": {"action": "receive"}, "status_push": push,
        "status_batch": {"items": [push]}, "client_patch": {"name": "x"}, "client_rotate": {}, "client_revoke": {},
        "calendar_import": {"items": [{"date": "2027-01-01", "kind": "off", "name_vi": "x", "source": "y"}]},
        "setting_patch": {"value": "optional"}, "extension_create": {"reason": "x", "due_on": "2027-12-31"},
        "extension_decide": {"decision": "refuse", "reason": "x"}, "extension_withdraw": {"reason": "x"},
        "client_create": {"code": unique("app"), "name": "x", "role": "office", "scopes": ["task:read"]},
        "committee_create": {"code": unique("bcd"), "name_vi": "x", "issuer": "tinh-uy"},
        "plan_create": {"effective_on": "2025-06-01", "seats": []}, "decision_correct": {"effective_on": "2025-01-15", "seats": []},
        "outbox_retry": {}, "notice_address_patch": {"email": "vanthu@tinh.gov.vn"},
        "inspection_create": {"title": "x", "starts_on": "2025-06-02", "ends_on": "2025-06-20", "agencies": ["so-khcn"],
                              "members": [{"role": "head", "agency": "tinh-uy"}]},
        "inspection_patch": {"title": "x"}, "inspection_transition": {"action": "conclude", "document": "57-NQ/TW"},
        "finding_create": {"agency": "so-khcn", "kind": "other", "text": "x"}, "recommendation_create": {"agency": "so-khcn", "text": "x"},
        "recommendation_task": {}, "recommendation_withdraw": {"reason": "x"},
        "urging_rules_put": urging.ladder("2099-01-01"), "urging_create": {"text_vi": "x"}, "urging_run": {},
        "plan_apply": committees.decision(), "plan_approve": {}}


@pytest.fixture(scope="module")
def document(api):
    return done(api.anonymous.get("/v1/openapi.json"))


@pytest.fixture(scope="module")
def operations(document):
    """{operation: (method, path)}"""
    return {operation["operationId"]: (method.upper(), path)
            for path, methods in document["paths"].items() for method, operation in methods.items()}


@pytest.fixture(scope="module")
def callers(api, document):
    """{role: Caller} with every scope there is."""
    scopes = list(document["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]["scopes"])
    found = {}
    for role in ROLES:
        body = {"code": unique(role), "name": role, "role": role, "scopes": scopes}
        made = created(api.admin.post("/v1/clients", body | ({"agency": "so-khcn"} if role == "agency" else {})))
        found[role] = api.as_client(made["code"], made["secret"])
    return found


@pytest.fixture(scope="module")
def objects(api, database):
    """{"own" | "foreign" | "missing": {noun: code}}: foreign tasks belong to another agency; the rest belongs to nobody."""
    programme = created(api.office.post("/v1/programmes", {"code": unique("CT"), "name_vi": "x"}))["code"]
    client = created(api.admin.post("/v1/clients", {"code": unique("app"), "name": "x", "role": "office", "scopes": ["task:read"]}))["code"]
    committee = committees.established(api, committees.people(api, 1))
    planned = committees.plan(api, committee, "2025-06-01", seats=[])
    decision = done(api.office.get(f"/v1/committees/{committee}/decisions"))["items"][0]["id"]
    common = {"agency": "so-khcn", "document": "57-NQ%2FTW", "programme": programme, "client": client, "committee": committee,
              "plan": planned["id"], "decision": decision}
    agency = created(api.office.post("/v1/agencies", {"code": unique("so"), "name_vi": "x", "kind": "other"}))["code"]
    common |= {"agency_plan": created(api.office.post("/v1/agency-change-plans", rename(agency)))["id"],
               "person": created(api.office.post("/v1/people", {"code": unique("nguoi"), "name": "y"}))["code"],
               "post": created(api.office.post("/v1/posts", {"code": unique("chuc-vu"), "title_vi": "y", "agency": agency}))["code"]}
    common |= {"recipient": "so-khcn", "message": outbox.put(database, "tinh-uy")}
    return {"own": {**common, "task": assigned_task(api)["code"], **inspection(api, "so-khcn"), **extension(api.so_khcn, api, "so-khcn"), **obstacle(api.so_khcn, api, "so-khcn"),
                    **urged(api, "so-khcn")},
            "foreign": {**common, "task": assigned_task(api, lead="ubnd-tinh")["code"], **inspection(api, "ubnd-tinh"),
                        **extension(api.ubnd_tinh, api, "ubnd-tinh"), **obstacle(api.ubnd_tinh, api, "ubnd-tinh"),
                        **urged(api, "ubnd-tinh")}, "missing": MISSING}


def urged(api, agency):
    """{noun: code} of an urging that went to the agency."""
    task = assigned_task(api, lead=agency)["code"]
    return {"urging": created(api.office.post(f"/v1/tasks/{task}/urgings", {"text_vi": "x"}))["code"]}


def obstacle(caller, api, agency):
    """{noun: code} of an obstacle an agency raises on a task of its own, and can settle itself."""
    task = assigned_task(api, lead=agency)["code"]
    return {"obstacle": created(caller.post("/v1/obstacles", {"task": task, "title": "x", "needs_level": "agency"}))["code"]}


def extension(caller, api, agency):
    """{noun: code} of an extension an agency asks for, of a task of its own, and of a setting."""
    task = assigned_task(api, lead=agency)["code"]
    asked = created(caller.post(f"/v1/tasks/{task}/extensions", {"reason": "x", "due_on": "2027-12-31"}))
    return {"extension": asked["code"], "setting": "plan_approval"}


def inspection(api, agency):
    """{noun: code} of an inspection of the agency that runs, with one recommendation: its version is 3."""
    made = inspections.running(api, agencies=[agency], head=committees.person(api))
    return {"inspection": made["code"], "recommendation": inspections.recommend(api, made, agency)["code"]}


def filled(path, names):
    """The path of an operation on an object. Plans of agency changes are another noun than plans of committees."""
    if path.startswith("/v1/agency-change-plans"):
        names = names | {"plan": names["agency_plan"]}
    return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], path)


def ask(caller, operation, method, path, names, token=True):
    """One request of an operation on an object; writes only try."""
    target = filled(path, names)
    body = bodies(names["task"]).get(operation)
    headers = {"X-Request-Id": "matrix", "If-Match": '"v2"' if "/tasks/" in path else '"v3"' if "/inspections/" in path else '"v1"'}
    if method == "PATCH":
        headers["Content-Type"] = "application/merge-patch+json"
    if method != "GET":
        target += "?dry_run=true"
    target += QUERIES.get(operation, "").format(**names)
    return caller.request(method, target, body, headers=headers, **({} if token else {"token": None}))


def names_an_object(operation, path):
    return "{" in path or operation in ("status_push", "status_batch")


def masked(answer, names):
    """The answer without the name the asker himself gave."""
    return answer.status, answer.body.replace(names["task"].encode(), b"*")


def test_the_expectation_names_every_operation(operations):
    assert set(ALLOWED) | PUBLIC == set(operations)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_not_it_may_on_nothing_and_learns_nothing(operations, callers, objects, role):
    for operation in sorted(operation for operation, roles in ALLOWED.items() if role not in roles):
        answers = {ask(callers[role], operation, *operations[operation], objects[kind]).body for kind in objects}
        statuses = {ask(callers[role], operation, *operations[operation], objects[kind]).status for kind in objects}
        assert statuses == {403} and len(answers) == 1, (operation, statuses, answers)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_it_can_do_on_its_own(operations, callers, objects, role):
    for operation in sorted(operation for operation, roles in ALLOWED.items() if role in roles):
        answer = ask(callers[role], operation, *operations[operation], objects["own"])
        assert answer.status in SUCCESS, (operation, str(answer))


@pytest.mark.parametrize("role", ROLES)
def test_what_does_not_exist_is_404(operations, callers, objects, role):
    for operation in sorted(operation for operation, roles in ALLOWED.items() if role in roles):
        method, path = operations[operation]
        if names_an_object(operation, path):
            answer = ask(callers[role], operation, method, path, objects["missing"])
            status = answer.json()["items"][0]["status"] if operation == "status_batch" else answer.status
            assert status == 404, (operation, str(answer))


def test_foreign_is_as_missing_to_an_agency_byte_by_byte(operations, callers, objects):
    tried = 0
    for operation in sorted(operation for operation, roles in ALLOWED.items() if "agency" in roles):
        method, path = operations[operation]
        if "{task}" in path or "{inspection}" in path or "{obstacle}" in path or "{urging}" in path or operation in ("status_push", "status_batch"):
            foreign = ask(callers["agency"], operation, method, path, objects["foreign"])
            missing = ask(callers["agency"], operation, method, path, objects["missing"])
            assert masked(foreign, objects["foreign"]) == masked(missing, objects["missing"]), operation
            hidden = {"date", "server-timing", "content-length"}
            assert {name: value for name, value in foreign.headers.items() if name not in hidden} == \
                {name: value for name, value in missing.headers.items() if name not in hidden}
            tried += 1
    assert tried >= 5


def test_lists_hold_nothing_foreign(api, callers, objects):
    agency, foreign = callers["agency"], objects["foreign"]["task"]
    items = done(agency.get("/v1/tasks?limit=500"))["items"]
    assert items and all("so-khcn" in [item["lead_agency"], *item["co_agencies"]] and item["state"] != "draft" for item in items)
    for query in (f"q={foreign}", "lead_agency=ubnd-tinh", "co_agency=hdnd-tinh&lead_agency=ubnd-tinh", "state=draft"):
        page = done(agency.get(f"/v1/tasks?count=exact&limit=500&{query}"))
        assert all("so-khcn" in [item["lead_agency"], *item["co_agencies"]] for item in page["items"]), query
        assert page["page"]["count"] == len(page["items"])
    assert foreign not in [item["code"] for item in items]
    assert foreign in [item["code"] for item in done(callers["office"].get(f"/v1/tasks?q={foreign}"))["items"]]


def test_a_foreign_task_is_told_by_no_id_either(api, callers, objects):
    foreign = done(callers["office"].get(f"/v1/tasks/{objects['foreign']['task']}"))["id"]
    for path in ("", "/history", "/status-updates"):
        answer = callers["agency"].get(f"/v1/tasks/{foreign}{path}", headers={"X-Request-Id": "same"})
        missing = callers["agency"].get(f"/v1/tasks/00000000-0000-4000-8000-000000000000{path}", headers={"X-Request-Id": "same"})
        assert (answer.status, answer.body) == (missing.status, missing.body)


def test_nobody_without_a_token_gets_anything(api, operations, objects):
    for operation in sorted(ALLOWED):
        for kind in objects:
            answer = ask(api.anonymous, operation, *operations[operation], objects[kind], token=False)
            assert (answer.status, answer.problem) == (401, "invalid-token"), operation


@pytest.mark.parametrize("operation", sorted(ALLOWED))
def test_without_its_scope_a_token_opens_nothing(api, document, operations, callers, objects, operation):
    method, path = operations[operation]
    told = document["paths"][path][method.lower()]
    if "x-steer-scope" not in told:
        return
    other = "event:read"
    for role in ROLES:
        scope = told.get("x-steer-office-scope" if role == "office" else "x-steer-scope", told["x-steer-scope"])
        client = callers[role].client
        token = api.token_answer(client, api.secrets[client], other).json()["access_token"]
        caller = type(callers[role])(api, client)
        answer = caller.request(method, filled(path, objects["own"]), token=token)
        assert (answer.status, answer.problem) == (403, "insufficient-scope")
        assert f'scope="{scope}"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize("role", ROLES)
def test_the_database_agrees_with_the_expectation(database, role):
    """Execution rights of schema api, role by role: no right that no operation needs."""
    held = {name for (name,) in database.query(
        "select p.proname from pg_proc p where p.pronamespace = 'api'::regnamespace and has_function_privilege(%s, p.oid, 'execute')",
        [f"steer_{role}"])}
    assert held == {operation for operation, roles in ALLOWED.items() if role in roles}
