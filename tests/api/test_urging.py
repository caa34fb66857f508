"""test_urging.py - the urging ladder over HTTP: rules, runs, the record as a feed, letters; each rung once however many urge at a time."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from support import urging
from support.register import assigned_task, created, done


@pytest.fixture(scope="module")
def database(database):
    urging.live_on(database)
    return database


@pytest.fixture(scope="module")
def rules(api):
    """The ladder of this module, in force."""
    return created(api.office.post("/v1/urging-rules", urging.ladder()))


def late_task(api, lead="so-khcn", **members):
    return assigned_task(api, lead, due_on="2025-05-05", **members)["code"]


def of(api, task, caller=None):
    return done((caller or api.office).get(f"/v1/urgings?task={task}"))["items"]


def test_a_new_ladder_is_a_version_and_the_old_one_is_still_read(api, rules):
    assert rules["version"] == 2 and rules["state"] == "in_force" and [rung["code"] for rung in rules["rungs"]] == ["before", "after", "office"]
    for caller in (api.so_khcn, api.office, api.leader, api.auditor, api.admin):
        assert done(caller.get("/v1/urging-rules")) == rules
    first = done(api.so_khcn.get("/v1/urging-rules?version=1"))
    assert "mặc định" in first["note"] and len(first["rungs"]) == 7
    assert api.office.get("/v1/urging-rules?version=99").status == 404
    entry = done(api.auditor.get("/v1/journal?object_kind=urging_ladder&object=2"))["items"][0]
    assert entry["operation"] == "urging_rules_put"


def test_all_that_is_wrong_with_a_ladder_is_told_at_once_and_nothing_is_written(api, database, rules):
    before = database.value("select count(*) from register.urging_rungs")
    answer = api.office.post("/v1/urging-rules", urging.ladder("2025-05-05", [
        {**urging.RUNGS[0], "after_rung": "b"}, {**urging.RUNGS[0], "audience": "everybody", "text_en": ""},
        {"code": "b", "after_rung": "before", "workdays": -1}], note=None))
    assert (answer.status, answer.faults) == (422, {
        "/effective_on": "too-small", "/document": "required", "/rungs/0/code": "duplicate", "/rungs/0/after_rung": "circular",
        "/rungs/0/workdays": "order", "/rungs/1/code": "duplicate", "/rungs/1/audience": "not-in-list", "/rungs/1/text_en": "required",
        "/rungs/2/after_rung": "circular", "/rungs/2/workdays": "order", "/rungs/2/audience": "not-in-list",
        "/rungs/2/text_vi": "required", "/rungs/2/text_en": "required"}), str(answer)
    many = [{**urging.RUNGS[0], "code": f"r{n}"} for n in range(21)]
    assert api.office.post("/v1/urging-rules", urging.ladder(rungs=many)).faults == {"/rungs": "too-long"}
    assert api.office.post("/v1/urging-rules", urging.ladder(document="0/QĐ-X")).faults == {"/document": "not-found"}
    assert api.so_khcn.post("/v1/urging-rules", urging.ladder()).status == 403
    assert database.value("select count(*) from register.urging_rungs") == before


def test_a_dry_run_says_what_would_fire_and_leaves_no_trace(api, database, rules):
    task = late_task(api)
    tried = done(api.office.post("/v1/urging-runs?dry_run=true", {}))
    assert [item["rung"] for item in tried["items"] if item["task"] == task] == ["after"]
    assert of(api, task) == []
    again = done(api.office.post("/v1/urging-runs?dry_run=true"))
    assert again["fired"] == tried["fired"] and again["items"][0]["code"] == tried["items"][0]["code"]
    assert api.so_khcn.post("/v1/urging-runs", {}).status == 403


def test_a_run_fires_each_rung_once_and_hands_one_message_to_each_agency(api, database, rules):
    tasks = [late_task(api), late_task(api), late_task(api, "ubnd-tinh")]
    last = database.value("select coalesce(max(number), 0) from register.outbox")
    assert done(api.office.post("/v1/urging-runs", {}))["fired"] >= 3
    for task in tasks:
        (made,) = of(api, task)
        assert (made["rung"], made["times"], made["fired_on"], made["workdays_late"]) == ("after", 1, urging.TODAY, 1)
    sent = database.query("select a.code, count(*) from register.outbox o join register.agencies a on a.id = o.agency_id "
                          "where o.number > %s group by a.code order by a.code", [last])
    assert sent == [("so-khcn", 1), ("ubnd-tinh", 1)]
    assert done(api.office.post("/v1/urging-runs", {}))["fired"] == 0


def test_the_rules_are_tried_on_a_task_and_a_day(api, rules):
    task = late_task(api)

    def verdicts(query="", caller=api.so_khcn):
        return {rung["rung"]: rung["verdict"] for rung in done(caller.get(f"/v1/urging-rules/test?task={task}{query}"))["rungs"]}
    assert verdicts() == {"before": "before-ladder", "after": "fires", "office": "not-yet"}
    assert verdicts("&on=2025-05-07") == {"before": "before-ladder", "after": "fires", "office": "next-day"}
    done(api.office.post("/v1/urging-runs", {}))
    found = done(api.leader.get(f"/v1/urging-rules/test?task={task}"))
    assert found["rungs"][1]["verdict"] == "fired" and found["rungs"][1]["urging"] in found["rungs"][1]["text_vi"]
    assert (found["urged"], found["why_vi"], found["on"], found["due_on"]) == (True, None, urging.TODAY, "2025-05-05")
    assert verdicts("&on=2025-05-07")["office"] == "fires"
    assert api.ubnd_tinh.get(f"/v1/urging-rules/test?task={task}").status == 404
    assert api.office.get("/v1/urging-rules/test").faults == {"task": "required"}


def test_a_reminder_comes_before_the_deadline_or_not_at_all(api, rules):
    task = assigned_task(api, due_on="2025-05-12")["code"]

    def told(day):
        rung = done(api.so_khcn.get(f"/v1/urging-rules/test?task={task}&on={day}"))["rungs"][0]
        return rung["verdict"], rung["text_vi"], rung["text_en"]
    assert told("2025-05-12")[0] == "fires", "on its very day the last time"
    assert told("2025-05-13") == ("missed", "Đã lỡ, không phát nữa: 1 ngày làm việc trước thời hạn 12/05/2025, thời hạn đó đã qua",
                                  "Missed, and does not fire any more: 1 working day before the deadline 2025-05-12, which has passed")


def test_an_agency_reads_on_from_the_last_one_and_misses_none(api, rules):
    mine = [late_task(api) for _ in range(3)] + [late_task(api, "ubnd-tinh", co_agencies=["so-khcn"])]
    foreign = late_task(api, "ubnd-tinh")
    done(api.office.post("/v1/urging-runs", {}))
    seen, query = [], "?limit=2"
    while query:
        page = done(api.so_khcn.get(f"/v1/urgings{query}"))
        seen += page["items"]
        query = page["page"]["next"] and f"?limit=2&cursor={page['page']['next']}"
    codes = [item["code"] for item in seen]
    assert codes == sorted(codes) and set(mine) <= {item["task"] for item in seen} and foreign not in {item["task"] for item in seen}
    assert done(api.so_khcn.get(f"/v1/urgings?after={codes[-1]}"))["items"] == []
    newer = late_task(api)
    done(api.office.post("/v1/urging-runs", {}))
    newest = done(api.so_khcn.get(f"/v1/urgings?after={codes[-1]}"))["items"]
    assert [item["task"] for item in newest] == [newer]
    hidden = of(api, foreign)[0]["code"]
    assert api.so_khcn.get(f"/v1/urgings/{hidden}").status == 404
    assert done(api.so_khcn.get(f"/v1/urgings?after={hidden}"))["items"] == [item for item in seen if item["code"] > hidden] + newest
    assert api.so_khcn.get("/v1/urgings?after=khong-co").faults == {"after": "not-found"}
    assert done(api.office.get("/v1/urgings?agency=ubnd-tinh&kind=rung&audience=agency_head&count=exact"))["page"]["count"] >= 2


def test_who_follows_while_many_urge_gets_each_once(api, rules):
    tasks = [assigned_task(api, lead="ubnd-tinh")["code"] for _ in range(8)]
    page = done(api.ubnd_tinh.get("/v1/urgings?sort=-number&limit=1"))["items"]
    seen, last = [], page[0]["code"] if page else "DD-2000-00001"

    def urge(task):
        return [created(api.office.post(f"/v1/tasks/{task}/urgings", {"text_vi": "x"}))["code"] for _ in range(6)]

    with ThreadPoolExecutor(8) as pool:
        urging_now = [pool.submit(urge, task) for task in tasks]
        finished = False
        while not finished:
            finished = all(one.done() for one in urging_now)
            seen += [item["code"] for item in done(api.ubnd_tinh.get(f"/v1/urgings?limit=500&after={seen[-1] if seen else last}"))["items"]]
    assert seen == sorted(code for one in urging_now for code in one.result())


def test_the_office_urges_by_hand_once_for_its_key(api, database):
    task = assigned_task(api, due_on="2025-12-31")["code"]
    path, body = f"/v1/tasks/{task}/urgings", {"text_vi": "Đề nghị báo cáo", "document_number": "15/BCĐ"}
    made = api.office.post(path, body, headers={"Idempotency-Key": "by-hand"})
    again = api.office.post(path, body, headers={"Idempotency-Key": "by-hand"})
    assert created(made) == again.json() and again.headers["idempotency-replayed"] == "true"
    found = done(api.so_khcn.get(made.headers["location"]))
    assert (found["kind"], found["times"], found["agency"], found["document_number"]) == ("manual", 1, "so-khcn", "15/BCĐ")
    assert found["workdays_late"] < 0 and found["reason_vi"] == "Đôn đốc trực tiếp, không theo thang"
    body, = database.query("select o.body from register.outbox o where o.about = %s::jsonb", [f'["{found["code"]}"]'])
    assert "Đề nghị báo cáo" in body[0] and task in body[0]
    assert api.office.post(path, {"text_vi": " "}).faults == {"/text_vi": "empty"}
    assert api.office.post(path, {"text_vi": "x", "agency": "ubnd-tinh"}).faults == {"/agency": "not-allowed"}
    assert api.so_khcn.post(path, {"text_vi": "x"}).status == 403


def test_the_letter_has_what_is_known_and_leaves_the_rest_blank(api, rules):
    task = late_task(api, title="Xây dựng <nền tảng> & dữ liệu")
    done(api.office.post("/v1/urging-runs", {}))
    code = of(api, task)[0]["code"]
    letter = done(api.so_khcn.get(f"/v1/urgings/{code}/letter"))
    assert letter["number"] is None and letter["dated"] == urging.TODAY and letter["addressee"].startswith("Sở Khoa học")
    assert task in [item["task"] for item in letter["items"]]
    named = done(api.office.get(f"/v1/urgings/{code}/letter?committee=bcd-57"))
    assert (named["family"], named["issuer"][:11]) == ("party", "Ban Chỉ đạo")
    assert api.office.get(f"/v1/urgings/{code}/letter?committee=khong-co").faults == {"committee": "not-found"}


def test_many_who_urge_at_once_fire_each_rung_once(api, database, rules):
    """Four clerks and the office, at the same time, again and again: the numbers have no gap, nobody is told twice."""
    tasks = [late_task(api, lead) for lead in ("so-khcn", "ubnd-tinh") for _ in range(10)]
    last = database.value("select max(number) from register.outbox")

    def clerk(_):
        connection = database.connect()
        with connection.cursor() as cursor:
            cursor.execute("begin; set local role steer_clerk; select a.body ->> 'fired' from api.clerk_urge('', '{}', null) a")
            fired = int(cursor.fetchone()[0])
            cursor.execute("commit")
        connection.close()
        return fired

    def office(_):
        return done(api.office.post("/v1/urging-runs", {}))["fired"]
    with ThreadPoolExecutor(5) as pool:
        runs = [pool.submit(clerk if n % 5 else office, n) for n in range(20)]
    assert sorted(run.result() for run in runs) == [0] * 19 + [20]
    assert database.query("select task_code, rung, times from register.urgings where task_code = any (%s) order by 1", [tasks]) == \
        [(task, "after", 1) for task in sorted(tasks)]
    assert database.value("select max(number) - count(*) from register.urgings where year = 2025") == 0
    assert database.value("select count(*) from register.outbox where number > %s", [last]) == 2
