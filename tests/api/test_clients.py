"""test_clients.py - API clients, who I am, and the journal that remembers who did what."""
import pytest
from support.register import act, assigned_task, created, done, new_task, unique


def new_client(api, **members):
    return created(api.admin.post("/v1/clients", {"code": unique("app"), "name": "Hệ thống thử", "role": "office",
                                                  "scopes": ["task:read"], **members}))


def test_a_client_is_registered_and_its_secret_shown_once(api):
    code = unique("app")
    answer = api.admin.post("/v1/clients", {"code": code, "name": "QLVB", "role": "agency", "agency": "so-khcn",
                                            "scopes": ["status:push", "task:read"], "source_systems": ["qlvb"]})
    made = created(answer)
    assert answer.headers["location"] == f"/v1/clients/{code}" and len(made["secret"]) >= 43
    read = done(api.admin.get(f"/v1/clients/{code}"))
    assert read == {name: value for name, value in made.items() if name != "secret"}
    assert read["agency"] == "so-khcn" and read["revoked_at"] is None and read["source_systems"] == ["qlvb"]
    assert not any("hash" in name or "digest" in name for name in read)
    assert done(api.as_client(code, made["secret"]).get("/v1/me"))["scopes"] == ["status:push", "task:read"]


@pytest.mark.parametrize("members, faults", [
    ({"role": "agency"}, {"/agency": "required"}), ({"role": "office", "agency": "so-khcn"}, {"/agency": "not-allowed"}),
    ({"role": "agency", "agency": "no-such"}, {"/agency": "not-found"}), ({"role": "king"}, {"/role": "not-in-list"}),
    ({"scopes": []}, {"/scopes": "too-short"}), ({"scopes": ["no:such"]}, {"/scopes/0": "not-in-list"}),
    ({"public_key": "no key"}, {"/public_key": "bad-format"}), ({"secret": "mine"}, {"/secret": "unknown-member"})])
def test_a_wrong_client_is_pointed_at(api, members, faults):
    body = {"code": unique("app"), "name": "x", "role": "office", "scopes": ["task:read"], **members}
    answer = api.admin.post("/v1/clients", body)
    assert (answer.status, answer.faults) == (422, faults)


def test_a_client_is_changed_and_listed(api):
    made = new_client(api)
    changed = done(api.admin.patch(f"/v1/clients/{made['code']}", {"name": "Tên mới", "scopes": ["task:read", "task:write"]}, version=1))
    assert (changed["name"], changed["scopes"], changed["version"]) == ("Tên mới", ["task:read", "task:write"], 2)
    assert api.admin.patch(f"/v1/clients/{made['code']}", {"name": "x"}).status == 428
    assert api.admin.patch(f"/v1/clients/{made['code']}", {"name": "x"}, version=1).status == 412
    codes = [item["code"] for item in done(api.admin.get("/v1/clients?limit=500&role=office"))["items"]]
    assert made["code"] in codes and "office" in codes and "leader" not in codes


def test_a_revoked_client_stays_on_record_and_is_not_given_a_new_secret(api):
    made = new_client(api)
    revoked = done(api.admin.post(f"/v1/clients/{made['code']}/revoke", {"reason": "Ngừng dùng"}))
    assert revoked["revoked_at"]
    assert done(api.admin.post(f"/v1/clients/{made['code']}/revoke"))["revoked_at"] == revoked["revoked_at"]
    assert api.admin.post(f"/v1/clients/{made['code']}/rotate").status == 409
    assert api.admin.get("/v1/clients/none").status == 404
    for path in ("rotate", "revoke"):
        assert api.admin.post(f"/v1/clients/none/{path}").status == 404


@pytest.mark.parametrize("name", ["office", "so_khcn", "leader", "auditor"])
def test_only_the_administrator_sees_clients(api, name):
    caller = getattr(api, name)
    for answer in (caller.get("/v1/clients"), caller.get("/v1/clients/office"), caller.post("/v1/clients", {}),
                   caller.patch("/v1/clients/office", {}, version=1), caller.post("/v1/clients/office/rotate"),
                   caller.post("/v1/clients/office/revoke")):
        assert (answer.status, answer.problem) == (403, "insufficient-scope")


@pytest.mark.parametrize("name, role, agency", [("office", "office", None), ("so_khcn", "agency", "so-khcn"),
                                                ("admin", "admin", None), ("leader", "leader", None)])
def test_me_tells_who_i_am(api, name, role, agency):
    me = done(getattr(api, name).get("/v1/me"))
    assert (me["role"], me["agency"], me["client"]) == (role, agency, name.replace("_", "-"))
    assert (me["agency_name"] is None) == (agency is None)


# ---- journal ----

def test_every_change_is_in_the_journal_with_its_request(api):
    task = new_task(api)
    path = f"/v1/tasks/{task['code']}"
    done(api.office.patch(path, {"title": "Đổi tên"}, version=1, headers={"X-Request-Id": unique("req")}))
    request = unique("req")
    changed = api.office.patch(path, {"title": "Đổi nữa"}, version=2, headers={"X-Request-Id": request})
    done(changed)
    items = done(api.auditor.get(f"/v1/journal?object={task['id']}&object_kind=task"))["items"]
    assert [item["operation"] for item in items] == ["task_patch", "task_patch", "task_create"]
    newest = items[0]
    assert (newest["client"], newest["role"], newest["request"]) == ("office", "steer_office", request) or \
        (newest["client"], newest["role"], newest["request"]) == ("office", "office", request)
    assert newest["before"]["title"] == "Đổi tên" and newest["after"]["title"] == "Đổi nữa"


def test_the_journal_is_filtered_and_paged(api):
    task = act(api, new_task(api), "assign")
    items = done(api.admin.get(f"/v1/journal?client=office&operation=task_transition&object={task['code']}"))["items"]
    assert items and all(item["operation"] == "task_transition" for item in items)
    at = items[-1]["at"].replace("+", "%2B")
    later = done(api.admin.get(f"/v1/journal?from={at}&limit=500"))["items"]
    assert items[0]["id"] in [item["id"] for item in later]
    assert done(api.admin.get(f"/v1/journal?object={task['code']}&to={at}&operation=task_transition"))["items"] == []
    page = done(api.admin.get("/v1/journal?limit=2"))
    rest = done(api.admin.get(f"/v1/journal?limit=2&cursor={page['page']['next']}"))
    ids = [item["id"] for item in page["items"] + rest["items"]]
    assert ids == sorted(ids, reverse=True) and len(set(ids)) == 4


def test_a_refused_change_is_not_in_the_journal(api, database):
    task = assigned_task(api)
    before = database.value("select count(*) from register.journal")
    assert api.office.patch(f"/v1/tasks/{task['code']}", {"title": "x"}, version=99).status == 412
    assert api.office.post("/v1/tasks", {"title": "x", "lead_agency": "none"}).status == 422
    assert database.value("select count(*) from register.journal") == before


@pytest.mark.parametrize("name", ["office", "so_khcn", "leader"])
def test_only_auditor_and_administrator_read_the_journal(api, name):
    assert getattr(api, name).get("/v1/journal").status == 403
