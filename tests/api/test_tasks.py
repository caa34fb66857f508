"""test_tasks.py - tasks: created, read, changed, listed, searched, exported, imported."""
import csv
import io
import json

import pytest
from support.register import act, assigned_task, created, done, new_task, push_body, unique


def listed(caller, query=""):
    """All items of a list, page by page."""
    items, path = [], f"/v1/tasks?{query}"
    while path:
        answer = caller.get(path)
        items += done(answer)["items"]
        link = answer.headers.get("link")
        path = link[1:link.index(">")] if link else None
    return items


def test_a_task_is_created_as_a_draft(api):
    body = {"code": unique("NV"), "title": "Tập huấn chuyển đổi số", "description": "a\nb", "lead_agency": "so-khcn",
            "co_agencies": ["tinh-uy", "hdnd-tinh"], "assigner": "ubnd-tinh", "responsible": "Nguyễn Minh Hải",
            "product": "Báo cáo", "authority": "Giám đốc Sở", "pillar": "nhan-luc", "key": True, "due_text": "Quý II/2025",
            "source_document": "57-NQ/TW"}
    answer = api.office.post("/v1/tasks", body)
    made = created(answer)
    assert answer.headers["location"] == f"/v1/tasks/{body['code']}" and answer.headers["etag"] == '"v1"'
    assert {name: made[name] for name in body} == body
    assert (made["state"], made["due_on"], made["due_precision"], made["version"]) == ("draft", "2025-06-30", "quarter", 1)
    assert made["lead_agency_name"].startswith("Sở Khoa học")
    assert done(api.office.get(f"/v1/tasks/{made['code']}")) == made
    assert done(api.office.get(f"/v1/tasks/{made['id']}")) == made


def test_a_task_without_a_code_gets_the_next_number_of_the_year(api):
    first, second = (created(api.office.post("/v1/tasks", {"title": "Không có mã"}))["code"] for _ in range(2))
    assert first.startswith("NV-") and second.startswith("NV-") and int(second[-4:]) == int(first[-4:]) + 1


@pytest.mark.parametrize("words, due_on, precision, regular", [
    ("30/6/2025", "2025-06-30", "day", False), ("Tháng 6/2025", "2025-06-30", "month", False),
    ("Quý IV/2025", "2025-12-31", "quarter", False), ("Năm 2025", "2025-12-31", "year", False),
    ("Thường xuyên", None, "none", True), ("giữa tháng 6/2025", "2025-06-15", "day", False)])
def test_a_deadline_in_words_becomes_a_date_and_the_words_stay(api, words, due_on, precision, regular):
    made = new_task(api, due_text=words, due_on=None)
    assert made["due_text"] == words
    assert (made["due_on"], made["regular"]) == (due_on, regular)
    assert made["due_precision"] == precision


def test_a_deadline_nobody_understands_is_pointed_at(api):
    answer = api.office.post("/v1/tasks", {"title": "x", "due_text": "khi nào xong thì xong"})
    assert (answer.status, answer.faults) == (422, {"/due_text": "unclear-deadline"})
    dated = new_task(api, due_text="khi nào xong thì xong", due_on="2025-08-01")
    assert (dated["due_on"], dated["due_precision"]) == ("2025-08-01", "day")


def test_every_fault_of_a_task_is_told_at_once(api):
    answer = api.office.post("/v1/tasks", {
        "code": "a b", "title": " ", "lead_agency": 7, "co_agencies": ["ok", ""], "key": "yes", "due_on": "30/06/2025",
        "due_precision": "week", "pillar": "ă", "state": "draft", "product": "x" * 501})
    assert answer.faults == {
        "/code": "bad-format", "/title": "empty", "/lead_agency": "wrong-type", "/co_agencies/1": "too-short",
        "/key": "wrong-type", "/due_on": "bad-date", "/due_precision": "not-in-list", "/pillar": "bad-format",
        "/state": "unknown-member", "/product": "too-long"}


def test_what_the_register_does_not_know_is_told_at_once_too(api):
    answer = api.office.post("/v1/tasks", {"title": "x", "lead_agency": "no-1", "co_agencies": ["so-khcn", "no-2"],
                                           "programme": "no-3", "source_document": "no/4", "assigner": "no-5"})
    assert answer.status == 422
    assert answer.faults == {"/lead_agency": "not-found", "/co_agencies/1": "not-found", "/programme": "not-found",
                             "/source_document": "not-found", "/assigner": "not-found"}


def test_a_state_secret_is_no_task(api):
    answer = api.office.post("/v1/tasks", {"title": "x", "secrecy": "mat"})
    assert (answer.status, answer.problem) == (422, "state-secret")


def test_a_task_is_changed_by_a_merge_patch(api):
    task = new_task(api, pillar="ha-tang")
    path = f"/v1/tasks/{task['code']}"
    changed = api.office.patch(path, {"title": "Tên mới", "pillar": None, "co_agencies": ["tinh-uy"]}, version=1)
    assert changed.headers["etag"] == '"v2"'
    assert (changed.json()["title"], changed.json()["pillar"], changed.json()["co_agencies"]) == ("Tên mới", None, ["tinh-uy"])
    assert api.office.patch(path, {"code": "X"}, version=2).faults == {"/code": "unknown-member"}
    assert api.office.patch(path, {"title": None}, version=2).faults == {"/title": "required"}
    assert api.office.patch(path, {"title": "y"}, version=1).json()["current_etag"] == '"v2"'


def test_a_known_version_is_not_sent_again(api):
    code = unique("ct")
    created(api.office.post("/v1/programmes", {"code": code, "name_vi": "Chương trình thử"}))
    path = f"/v1/programmes/{code}"
    for tag in ('"v1"', 'W/"v1"', '"v9", "v1"', "*"):
        same = api.office.get(path, headers={"If-None-Match": tag})
        assert (same.status, same.body, same.headers["etag"]) == (304, b"", '"v1"')
    assert api.office.get(path, headers={"If-None-Match": '"v2"'}).status == 200
    assert api.office.get("/v1/programmes/none", headers={"If-None-Match": "*"}).status == 404


def test_only_some_members_are_sent_when_asked(api):
    task = new_task(api)
    one = done(api.office.get(f"/v1/tasks/{task['code']}?fields=code,title"))
    assert one == {"code": task["code"], "title": task["title"]}
    page = done(api.office.get("/v1/tasks?fields=id,state&limit=2"))
    assert all(set(item) == {"id", "state"} for item in page["items"]) and set(page) == {"items", "page", "as_of"}


def test_a_list_is_read_page_by_page_without_gap_or_repeat(api):
    pillar = unique("trang")
    codes = [new_task(api, pillar=pillar)["code"] for _ in range(7)]
    for sort in ("code", "-code", "due_on", "-due_on", "updated_at", "-updated_at", "title", "-title"):
        items = listed(api.office, f"pillar={pillar}&limit=3&sort={sort}")
        assert sorted(item["code"] for item in items) == sorted(codes), sort
    assert [item["code"] for item in listed(api.office, f"pillar={pillar}&limit=2&sort=-code")] == sorted(codes, reverse=True)
    first = api.office.get(f"/v1/tasks?pillar={pillar}&limit=3")
    assert 'rel="next"' in first.headers["link"] and first.json()["page"]["next"] in first.headers["link"]
    assert first.json()["page"]["limit"] == 3 and "count" not in first.json()["page"]
    last = done(api.office.get(f"/v1/tasks?pillar={pillar}&limit=7"))
    assert last["page"]["next"] is None
    assert done(api.office.get(f"/v1/tasks?pillar={pillar}&limit=1&count=exact"))["page"]["count"] == 7


def test_a_cursor_belongs_to_its_filter(api):
    pillar = unique("con-tro")
    for _ in range(3):
        new_task(api, pillar=pillar)
    cursor = done(api.office.get(f"/v1/tasks?pillar={pillar}&limit=1"))["page"]["next"]
    for query in (f"pillar={pillar}&sort=-code", "pillar=other", f"pillar={pillar}&key=true"):
        answer = api.office.get(f"/v1/tasks?{query}&cursor={cursor}")
        assert (answer.status, answer.problem) == (400, "invalid-cursor"), query
    for junk in ("x", "AAAA", cursor[:-2], "%7B%7D"):
        assert api.office.get(f"/v1/tasks?pillar={pillar}&cursor={junk}").problem == "invalid-cursor", junk
    assert api.office.get(f"/v1/tasks?pillar={pillar}&limit=2&cursor={cursor}").status == 200


def test_a_list_is_filtered(api):
    pillar = unique("loc")
    led = assigned_task(api, pillar=pillar, key=True, due_on="2024-01-31")
    joined = assigned_task(api, lead="ubnd-tinh", co_agencies=["so-khcn"], pillar=pillar, due_on="2031-01-31")
    draft = new_task(api, pillar=pillar, due_text="Thường xuyên", due_on=None)

    def codes(query):
        return {item["code"] for item in listed(api.office, f"pillar={pillar}&{query}")}
    led, joined, draft = led["code"], joined["code"], draft["code"]
    assert codes("state=assigned") == {led, joined} and codes("state=draft,assigned") == {led, joined, draft}
    assert codes("lead_agency=so-khcn") == {led, draft} and codes("co_agency=so-khcn") == {joined}
    assert codes("agency=so-khcn") == {led, joined, draft} and codes("key=true") == {led}
    assert codes("regular=true") == {draft} and codes("regular=false") == {led, joined}
    assert codes("overdue=true") == {led} and codes("due_from=2030-01-01&due_to=2031-12-31") == {joined}
    assert codes("lead_agency=no-such") == set()


def test_search_ignores_tone_marks_and_finds_code_title_product_and_summary(api):
    word = unique("zq").replace("-", "")
    task = assigned_task(api, title=f"Chuyển đổi số {word}a", product=f"Đề án {word}b")
    done_push = api.so_khcn.post("/v1/status-updates", push_body(task, summary=f"Hoà nhập {word}c"))
    created(done_push)
    for query in (f"chuyen%20doi%20{word}a", f"de%20an%20{word}b", f"{word}c%20hoa", task["code"], f"H%C3%B2a%20{word}c"):
        assert [item["code"] for item in listed(api.office, f"q={query}")] == [task["code"]], query
    assert listed(api.office, f"q={word}nothing") == []


def test_what_left_an_agencys_sight_is_reported_as_deleted(api):
    since = done(api.so_khcn.get("/v1/tasks?limit=1"))["as_of"]["known_at"].replace("+", "%2B")
    task = assigned_task(api)
    act(api, task, "transfer", to_agency="ubnd-tinh", reason="Sắp xếp lại")
    items = listed(api.so_khcn, f"modified_since={since}&limit=500")
    assert [item for item in items if item["id"] == task["id"]][0]["deleted"] is True


def test_a_list_comes_as_csv(api):
    pillar = unique("csv")
    new_task(api, pillar=pillar, title='Dấu "ngoặc", phẩy', description="hai\ndòng", co_agencies=["tinh-uy", "hdnd-tinh"], key=True)
    answer = api.office.get(f"/v1/tasks?pillar={pillar}", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert b"\r\n" in answer.body and not answer.body.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.body.decode(), newline=""))
    assert row["title"] == 'Dấu "ngoặc", phẩy' and row["description"] == "hai\ndòng" and row["key"] == "true"
    assert row["co_agencies"] == "tinh-uy; hdnd-tinh" and row["programme"] == "" and row["version"] == "1"
    some = api.office.get(f"/v1/tasks?pillar={pillar}&fields=code,state", headers={"Accept": "text/csv"})
    assert some.body.decode().splitlines()[0] == "code,state"
    none = api.office.get("/v1/tasks?pillar=none&fields=code", headers={"Accept": "text/csv"})
    assert none.body == b"code\r\n"


def test_a_list_comes_as_ndjson_and_its_next_page_in_the_link(api):
    pillar = unique("ndjson")
    for _ in range(3):
        new_task(api, pillar=pillar)
    answer = api.office.get(f"/v1/tasks?pillar={pillar}&limit=2", headers={"Accept": "application/x-ndjson"})
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = answer.body.decode().splitlines()
    as_json = done(api.office.get(f"/v1/tasks?pillar={pillar}&limit=2"))["items"]
    assert [json.loads(line) for line in lines] == as_json and 'rel="next"' in answer.headers["link"]
    none = api.office.get("/v1/tasks?pillar=none", headers={"Accept": "application/x-ndjson"})
    assert (none.status, none.body) == (200, b"")


# ---- import ----

def import_tasks(api, items, **options):
    return api.office.post("/v1/tasks/import", {"items": items}, **options)


def test_tasks_are_imported_and_a_second_time_nothing_changes(api):
    title = unique("Nhập")
    items = [{"title": f"{title} một", "lead_agency": "so-khcn", "product": "Báo cáo", "due_text": "Năm 2025",
              "state": "assigned", "assigned_on": "27/03/2025"},
             {"code": unique("NV"), "title": f"{title} hai", "lead_agency": "ubnd-tinh", "due_on": "30/06/2025"}]
    first = done(import_tasks(api, items))
    assert first["summary"] == {"created": 2, "updated": 0, "unchanged": 0}
    assert [item["index"] for item in first["items"]] == [0, 1]
    again = done(import_tasks(api, items))
    assert again["summary"] == {"created": 0, "updated": 0, "unchanged": 2}
    assert [item["id"] for item in again["items"]] == [item["id"] for item in first["items"]]
    one = done(api.office.get(f"/v1/tasks/{first['items'][0]['code']}"))
    assert (one["state"], one["assigned_on"]) == ("assigned", "2025-03-27")
    items[1]["title"] += " sửa"
    assert done(import_tasks(api, items))["summary"] == {"created": 0, "updated": 1, "unchanged": 1}


def test_an_export_can_be_imported_back_unchanged(api):
    pillar = unique("xuat")
    assigned_task(api, pillar=pillar, co_agencies=["tinh-uy"])
    new_task(api, pillar=pillar, description="a\nb")
    exported = api.office.get(f"/v1/tasks?pillar={pillar}", headers={"Accept": "application/x-ndjson"})
    back = api.office.post("/v1/tasks/import", exported.body, headers={"Content-Type": "application/x-ndjson"})
    assert done(back)["summary"] == {"created": 0, "updated": 0, "unchanged": 2}, str(back)


def test_an_import_is_all_or_nothing_and_names_every_fault(api):
    title = unique("hong")
    items = [{"title": f"{title} tốt"}, {"title": f"{title} xấu", "lead_agency": "no-such"}, {"title": f"{title} tệ", "due_text": "?"}]
    answer = import_tasks(api, items)
    assert answer.status == 422
    assert answer.faults == {"/items/1/lead_agency": "not-found", "/items/2/due_text": "unclear-deadline"}
    assert listed(api.office, f"q={items[0]['title'].split()[0]}") == []


def test_the_lines_of_an_import_are_checked_one_by_one(api):
    body = '{"title":"a"}\n{"title":\n\n{"title":"c","title":"d"}\n'
    answer = api.office.post("/v1/tasks/import", body, headers={"Content-Type": "application/x-ndjson"})
    assert (answer.status, answer.problem) == (400, "malformed-json")
    assert [fault["pointer"].split("/")[2] for fault in answer.json()["errors"]] == ["1", "2"]


def test_an_import_takes_one_to_five_hundred_items(api):
    assert import_tasks(api, []).faults == {"/items": "too-short"}
    assert import_tasks(api, [{"title": "x"}] * 501).faults == {"/items": "too-long"}
    lines = "\n".join('{"title":"x"}' for _ in range(501))
    answer = api.office.post("/v1/tasks/import?dry_run=true", lines, headers={"Content-Type": "application/x-ndjson"})
    assert (answer.status, answer.faults) == (422, {"/items": "too-long"})
    items = [{"title": f"Giới hạn {number}", "code": unique("NV")} for number in range(500)]
    assert done(api.office.post("/v1/tasks/import?dry_run=true", {"items": items}))["summary"]["created"] == 500


@pytest.mark.parametrize("name", ["so_khcn", "leader", "auditor", "admin"])
def test_only_the_office_writes_tasks(api, name):
    caller = getattr(api, name)
    task = new_task(api)
    assert caller.post("/v1/tasks", {"title": "x"}).status == 403
    assert caller.post("/v1/tasks/import", {"items": [{"title": "x"}]}).status == 403
    assert caller.patch(f"/v1/tasks/{task['code']}", {"title": "x"}, version=1).status == 403
    assert caller.act(f"/v1/tasks/{task['code']}/transitions", {"action": "assign"}, 1).status == 403
