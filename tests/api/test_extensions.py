"""test_extensions.py - extensions of deadlines over HTTP: asked, decided, withdrawn; each deadline a task had; two who decide at once."""
import threading

import pytest
from support.register import act, assigned_task, created, done, new_task, push_body, unique

DOCUMENT = "57-NQ/TW"


def ask(api, task, caller=None, **members):
    body = {"reason": "Chờ hướng dẫn của Bộ", **({} if {"due_on", "due_text"} & set(members) else {"due_on": "2026-12-31"}), **members}
    return (caller or api.so_khcn).post(f"/v1/tasks/{task['code']}/extensions", body)


def decide(api, extension, decision="grant", version=1, target="", **members):
    return api.office.act(f"/v1/extensions/{extension['code']}/decision{target}", {"decision": decision, **members}, version)


def read(api, task):
    return done(api.office.get(f"/v1/tasks/{task['code']}"))


def test_a_deadline_is_extended_in_words_and_the_first_is_kept(api):
    task = assigned_task(api, due_text="Quý II/2026", due_on=None)
    answer = ask(api, task, due_text="Quý IV/2026")
    asked = created(answer)
    assert answer.headers["location"] == f"/v1/extensions/{asked['code']}" and answer.headers["etag"] == '"v1"'
    assert (asked["state"], asked["due_on_before"], asked["due_on_asked"], asked["warnings"]) == ("asked", "2026-06-30", "2026-12-31", [])
    assert asked["asked_late"] is (asked["asked_on"] > "2026-06-30")
    assert read(api, task) == task
    granted = done(decide(api, asked, reason="Đồng ý", document=DOCUMENT))
    assert (granted["state"], granted["due_on_granted"], granted["document"], granted["version"]) == ("granted", "2026-12-31", DOCUMENT, 2)
    after = read(api, task)
    assert (after["due_on"], after["due_text"], after["due_precision"]) == ("2026-12-31", "Quý IV/2026", "quarter")
    assert (after["original_due_on"], after["version"]) == ("2026-06-30", task["version"] + 1)
    told = done(api.so_khcn.get(f"/v1/tasks/{task['code']}/deadlines"))["items"]
    assert [(one["due_on"], one["due_text"], one["why"], one["extension"], one["version"]) for one in told] == [
        ("2026-06-30", "Quý II/2026", "assigned", None, 2), ("2026-12-31", "Quý IV/2026", "extension", asked["code"], 3)]
    assert told[0]["since"] == task["assigned_on"] and told[1]["since"] == granted["decided_on"]


def test_another_day_may_be_granted_and_a_day_without_words_leaves_none(api):
    task = assigned_task(api, due_text="Quý II/2026", due_on=None)
    granted = done(decide(api, created(ask(api, task)), due_on="2026-11-30"))
    assert (granted["due_on_asked"], granted["due_on_granted"]) == ("2026-12-31", "2026-11-30")
    after = read(api, task)
    assert (after["due_on"], after["due_text"], after["due_precision"]) == ("2026-11-30", None, "day")


def test_a_refusal_has_a_reason_and_moves_nothing(api):
    task = assigned_task(api)
    asked = created(ask(api, task))
    assert decide(api, asked, "refuse").faults == {"/reason": "required"}
    assert decide(api, asked, "refuse", reason="x", due_on="2026-12-31").faults == {"/due_on": "not-allowed"}
    assert done(decide(api, asked, "refuse", reason="Không có căn cứ"))["decision_reason"] == "Không có căn cứ"
    assert read(api, task) == task
    again = decide(api, asked, version=2)
    assert (again.status, again.problem, again.faults) == (409, "illegal-transition", {"": "illegal-transition"})


@pytest.mark.parametrize("members, faults", [
    ({"due_on": "2025-12-30"}, {"/due_on": "order"}), ({"due_on": "2025-12-31"}, {"/due_on": "order"}), ({"due_text": "Tháng 6/2025"}, {"/due_text": "order"}),
    ({"due_text": "khi nào xong"}, {"/due_text": "unclear-deadline"}), ({"due_on": "2026-02-30"}, {"/due_on": "bad-date"}), ({"due_on": None}, {"/due_on": "required"}),
    ({"due_on": "2026-12-31", "reason": " "}, {"/reason": "empty"}), ({"due_on": "2026-12-31", "asked_on": "2025-01-01"}, {"/asked_on": "not-allowed"})])
def test_what_is_no_extension_is_refused_and_nothing_changes(api, database, members, faults):
    task = assigned_task(api)
    before = database.value("select count(*) from register.journal")
    answer = ask(api, task, **members)
    assert (answer.status, answer.faults) == (422, faults), str(answer)
    assert database.value("select count(*) from register.journal") == before and read(api, task) == task


def test_one_request_at_a_time_for_an_open_task_with_a_deadline(api):
    task = assigned_task(api)
    asked = created(ask(api, task))
    second = ask(api, task)
    assert (second.status, second.problem, second.faults) == (409, "not-extendable", {"": "extension-open"}) and asked["code"] in second.body.decode()
    suspended = act(api, assigned_task(api), "suspend", reason="Chờ")
    assert ask(api, suspended, target_only=None).status == 422  # an unknown member
    assert created(ask(api, suspended))["state"] == "asked"
    cancelled = act(api, assigned_task(api), "cancel", document=DOCUMENT)
    assert ask(api, cancelled).faults == {"": "not-open"}
    regular = assigned_task(api, due_text="Thường xuyên", due_on=None)
    assert ask(api, regular).faults == {"": "no-deadline"}
    assert ask(api, new_task(api), api.office).faults == {"": "not-open"}


def test_the_lead_agency_asks_and_nobody_decides_what_he_asked(api):
    task = assigned_task(api, co_agencies=["ubnd-tinh"])
    assert ask(api, task, api.ubnd_tinh).problem == "forbidden" and ask(api, task, api.ubnd_tinh).faults == {"": "lead-only"}
    assert ask(api, task, api.tinh_uy).status == 404
    asked = created(ask(api, task))
    path = f"/v1/extensions/{asked['code']}"
    assert done(api.ubnd_tinh.get(path)) == done(api.leader.get(path))
    foreign, missing = (api.tinh_uy.get(one, headers={"X-Request-Id": "same"}) for one in (path, "/v1/extensions/GH-0000-0001"))
    assert (foreign.status, foreign.body) == (missing.status, missing.body) and missing.status == 404
    for caller in (api.so_khcn, api.ubnd_tinh, api.tinh_uy, api.leader, api.admin):
        assert caller.act(f"{path}/decision", {"decision": "grant"}, 1).status == 403
    assert done(api.tinh_uy.get(f"/v1/extensions?task={task['code']}"))["items"] == []
    # Recorded on behalf of the agency: the written word of who assigned the task is needed.
    other = created(ask(api, assigned_task(api), api.office, asked_on="2025-01-02"))
    assert (other["client"], other["asked_by"], other["asked_late"]) == ("office", "so-khcn", False)
    alone = decide(api, other)
    assert (alone.status, alone.problem, alone.faults) == (403, "own-extension", {"/document": "required"})
    assert done(decide(api, other, document=DOCUMENT))["state"] == "granted"


def test_the_office_asks_for_an_agency_with_the_scope_it_decides_with(api):
    path = f"/v1/tasks/{assigned_task(api)['code']}/extensions?dry_run=true"
    for scope, status in (("oversight:write", 201), ("status:push", 403)):
        made = created(api.admin.post("/v1/clients", {"code": unique("app"), "name": "x", "role": "office", "scopes": [scope]}))
        assert api.as_client(made["code"], made["secret"]).post(path, {"reason": "x", "due_on": "2027-12-31"}).status == status


def test_who_asked_withdraws_while_nobody_has_decided(api):
    asked = created(ask(api, assigned_task(api, co_agencies=["ubnd-tinh"])))
    path = f"/v1/extensions/{asked['code']}/withdrawal"
    assert api.so_khcn.post(path).status == 428
    assert api.ubnd_tinh.act(path, None, 1).status == 403 and api.tinh_uy.act(path, None, 1).status == 404
    assert done(api.so_khcn.act(f"{path}?dry_run=true", None, 1))["state"] == "withdrawn"
    assert done(api.so_khcn.act(path, {"reason": "Làm kịp"}, 1))["decision_reason"] == "Làm kịp"
    assert api.so_khcn.act(path, None, 2).status == 409
    assert decide(api, asked, version=2).status == 409


def test_asking_twice_with_one_key_asks_once(api):
    task = assigned_task(api)
    answers = [api.so_khcn.post(f"/v1/tasks/{task['code']}/extensions", {"reason": "x", "due_on": "2026-12-31"},
                                headers={"Idempotency-Key": unique("key")[:1] + task["code"]}) for _ in range(2)]
    assert answers[0].status == answers[1].status == 201 and answers[0].json() == answers[1].json()
    assert len(done(api.so_khcn.get(f"/v1/tasks/{task['code']}/extensions"))["items"]) == 1


def test_of_two_who_decide_at_once_one_wins(api):
    for _ in range(5):
        task = assigned_task(api)
        asked = created(ask(api, task))
        barrier, statuses = threading.Barrier(6), []

        def go(number, asked=asked, barrier=barrier, statuses=statuses):
            barrier.wait(30)
            answer = (decide(api, asked) if number < 2 else decide(api, asked, "refuse", reason="x") if number < 4
                      else api.so_khcn.act(f"/v1/extensions/{asked['code']}/withdrawal", {}, 1))
            statuses.append(answer.status)
        threads = [threading.Thread(target=go, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(statuses) == [200] + [412] * 5
        state = done(api.office.get(f"/v1/extensions/{asked['code']}"))["state"]
        assert read(api, task)["due_on"] == ("2026-12-31" if state == "granted" else "2025-12-31")


def test_pushes_patches_and_a_decision_at_once_wait_for_each_other(api):
    for _ in range(5):
        task = assigned_task(api)
        asked = created(ask(api, task))
        path, found = f"/v1/tasks/{task['code']}", {}
        works = {"decide": lambda: decide(api, asked), "patch": lambda: api.office.patch(path, {"title": "Tên khác"}, version=task["version"]),
                 **{f"push {n}": lambda: api.so_khcn.post("/v1/status-updates", push_body(task, progress_percent=10)) for n in range(4)}}
        threads = [threading.Thread(target=lambda name=name, work=work: found.update({name: work().status})) for name, work in works.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert found.pop("decide") == 200 and found.pop("patch") in (200, 412) and set(found.values()) == {201}
        after = read(api, task)
        assert after["due_on"] == "2026-12-31" and after["version"] >= task["version"] + 5


def test_of_many_who_ask_at_once_one_does(api):
    task = assigned_task(api)
    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(ask(api, task).status)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(statuses) == [201] + [409] * 5


def test_extensions_are_listed_by_task_agency_and_state(api):
    task = assigned_task(api)
    first = created(ask(api, task))
    done(decide(api, first, "refuse", reason="x"))
    second = created(ask(api, task))
    found = done(api.leader.get(f"/v1/extensions?task={task['code']}&count=exact"))
    assert [one["code"] for one in found["items"]] == [second["code"], first["code"]] and found["page"]["count"] == 2
    assert [one["code"] for one in done(api.so_khcn.get(f"/v1/tasks/{task['code']}/extensions?state=refused,granted"))["items"]] == [first["code"]]
    page = done(api.office.get(f"/v1/extensions?task={task['code']}&limit=1"))
    rest = done(api.office.get(f"/v1/extensions?task={task['code']}&limit=1&cursor={page['page']['next']}"))
    assert [one["code"] for one in page["items"] + rest["items"]] == [second["code"], first["code"]]
    assert all(one["asked_by"] == "so-khcn" and one["state"] == "asked" for one in done(api.office.get("/v1/extensions?agency=so-khcn&state=asked"))["items"])
    assert api.office.get("/v1/extensions?state=open").status == 400
    longest = [one["asked_on"] for one in done(api.office.get("/v1/extensions?sort=asked_on&limit=500"))["items"]]
    assert longest == sorted(longest) and len(set(longest)) > 1
    assert [one["asked_on"] for one in done(api.office.get("/v1/extensions?sort=-asked_on&limit=500"))["items"]] == longest[::-1]
    csv = api.office.get(f"/v1/extensions?task={task['code']}&fields=code,due_on_asked,state", headers={"Accept": "text/csv"}).body.decode()
    assert csv.splitlines() == ["code,due_on_asked,state", f"{second['code']},2026-12-31,asked", f"{first['code']},2026-12-31,refused"]


def test_a_deadline_in_a_year_without_calendar_is_warned_of(api):
    years = [one["year"] for one in new_task(api, due_text="Quý II/2031", due_on=None)["warnings"]]
    assert years == [2031]
    task = assigned_task(api)
    assert "warnings" not in task and "warnings" not in new_task(api)
    changed = done(api.office.patch(f"/v1/tasks/{task['code']}", {"due_on": "2032-01-01"}, version=task["version"]))
    assert changed.pop("warnings")[0]["code"] == "year-without-calendar" and changed == read(api, task)
    items = [{"title": unique("x"), "due_text": words} for words in ("Năm 2031", "Tháng 5/2031", "Năm 2033", "Năm 2026", "Thường xuyên")]
    imported = done(api.office.post("/v1/tasks/import", {"items": items}))
    assert [one["year"] for one in imported["warnings"]] == [2031, 2033]
    asked = created(ask(api, task, due_on="2034-06-30"))
    assert [one["year"] for one in asked["warnings"]] == [2034] and [one["year"] for one in done(decide(api, asked))["warnings"]] == [2034]
    assert "warnings" not in done(api.office.get(f"/v1/extensions/{asked['code']}"))
