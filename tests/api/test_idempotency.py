"""test_idempotency.py - Idempotency-Key, dry runs, and what a refusal leaves behind."""
import threading

from support.register import assigned_task, created, done, new_task, unique


def key():
    return {"Idempotency-Key": unique("key")}


def count(database, table):
    return database.value(f"select count(*) from register.{table}")


def test_a_repeat_gets_the_same_answer_and_does_nothing(api, database):
    body, headers = {"code": unique("NV"), "title": "Một lần"}, key()
    first = api.office.post("/v1/tasks", body, headers=headers)
    created(first)
    tasks, rows = count(database, "tasks"), count(database, "journal")
    again = api.office.post("/v1/tasks", body, headers=headers)
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["idempotency-replayed"] == "true" and "idempotency-replayed" not in first.headers
    assert again.headers["location"] == first.headers["location"] and again.headers["etag"] == first.headers["etag"]
    assert (count(database, "tasks"), count(database, "journal")) == (tasks, rows)


def test_the_same_key_with_another_content_is_422(api):
    headers = key()
    created(api.office.post("/v1/tasks", {"title": "Một"}, headers=headers))
    for path, body in (("/v1/tasks", {"title": "Hai"}), ("/v1/programmes", {"code": unique("CT"), "name_vi": "x"})):
        answer = api.office.post(path, body, headers=headers)
        assert (answer.status, answer.problem) == (422, "key-reused")


def test_a_key_is_the_clients_own(api):
    headers, code = key(), unique("so")
    body = {"code": code, "name_vi": "x", "kind": "other"}
    created(api.office.post("/v1/agencies", body, headers=headers))
    other = api.admin.post("/v1/agencies", body, headers=headers)
    assert (other.status, other.problem) == (409, "already-exists")


def test_a_refusal_is_not_stored(api):
    headers = key()
    assert api.office.post("/v1/tasks", {"title": "x", "lead_agency": "no-such"}, headers=headers).status == 422
    created(api.office.post("/v1/tasks", {"title": "x", "lead_agency": "so-khcn"}, headers=headers))


def test_a_request_with_a_key_in_flight_is_409_and_says_when(api, database):
    headers = key()
    with database.connect() as session, session.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtextextended(%s, 57))", [f"office {headers['Idempotency-Key']}"])
        answer = api.office.post("/v1/tasks", {"title": "x"}, headers=headers)
        cursor.execute("select pg_advisory_unlock_all()")
    assert (answer.status, answer.problem, answer.headers["retry-after"]) == (409, "key-in-flight", "1")
    created(api.office.post("/v1/tasks", {"title": "x"}, headers=headers))


def test_of_many_at_once_with_one_key_one_acts(api, database):
    headers, body, answers = key(), {"code": unique("NV"), "title": "Cùng lúc"}, []
    api.token("office")

    def send():
        answer = api.office.post("/v1/tasks", body, headers=headers)
        while answer.status == 409:
            answer = api.office.post("/v1/tasks", body, headers=headers)
        answers.append(answer)
    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} == {201} and len({answer.body for answer in answers}) == 1
    assert sum("idempotency-replayed" in answer.headers for answer in answers) == 7
    assert database.value("select count(*) from register.tasks where code = %s", [body["code"]]) == 1


def test_an_act_is_repeated_safely_too(api):
    task, headers = new_task(api), key()
    path = f"/v1/tasks/{task['code']}/transitions"
    first = done(api.office.act(path, {"action": "assign"}, 1, headers=headers))
    again = api.office.act(path, {"action": "assign"}, 1, headers=headers)
    assert done(again) == first and again.headers["idempotency-replayed"] == "true"


def test_a_secret_is_never_told_twice(api, database):
    headers = key()
    body = {"code": unique("app"), "name": "Thử", "role": "office", "scopes": ["task:read"]}
    first = created(api.admin.post("/v1/clients", body, headers=headers))
    again = api.admin.post("/v1/clients", body, headers=headers)
    assert first["secret"] and again.json() == {**first, "secret": None}
    path = f"/v1/clients/{body['code']}/rotate"
    headers = key()
    turned = done(api.admin.post(path, {}, headers=headers))
    assert turned["secret"] and done(api.admin.post(path, {}, headers=headers)) == {**turned, "secret": None}
    for secret in (first["secret"], turned["secret"]):
        for table in ("idempotency_records", "journal", "api_clients", "client_secrets"):
            assert database.value(f"select count(*) from register.{table} t where t::text like %s", [f"%{secret}%"]) == 0


def test_a_dry_run_answers_as_it_would_and_leaves_nothing(api, database):
    task, headers = assigned_task(api), key()
    before = [count(database, table) for table in ("tasks", "journal", "task_events", "idempotency_records", "agencies")]
    code = unique("NV")
    answer = api.office.post("/v1/tasks?dry_run=true", {"code": code, "title": "Thử"}, headers=headers)
    assert created(answer)["code"] == code and answer.headers["location"] == f"/v1/tasks/{code}"
    assert api.office.patch(f"/v1/tasks/{task['code']}?dry_run=true", {"title": "x"}, version=task["version"]).json()["title"] == "x"
    assert api.office.act(f"/v1/tasks/{task['code']}/transitions?dry_run=true", {"action": "receive"}, task["version"]).status == 200
    assert api.admin.post("/v1/agencies?dry_run=true", {"code": unique("so"), "name_vi": "x", "kind": "other"}).status == 201
    assert api.office.post("/v1/tasks/import?dry_run=true", {"items": [{"title": "x"}]}).status == 200
    after = [count(database, table) for table in ("tasks", "journal", "task_events", "idempotency_records", "agencies")]
    assert before == after and done(api.office.get(f"/v1/tasks/{task['code']}")) == task
    assert api.office.get(f"/v1/tasks/{code}").status == 404
    created(api.office.post("/v1/tasks", {"code": code, "title": "Thật"}, headers=headers))


def test_a_dry_run_is_refused_as_the_real_one_would_be(api):
    assert api.office.post("/v1/tasks?dry_run=true", {"title": "x", "lead_agency": "no-such"}).faults == \
        {"/lead_agency": "not-found"}
    assert api.office.patch("/v1/tasks/none?dry_run=true", {"title": "x"}, version=1).status == 404
    assert api.office.post("/v1/tasks?dry_run=maybe", {"title": "x"}).status == 400
