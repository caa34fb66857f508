"""test_people.py - people and posts over HTTP: who reads a contact, who holds what on which day, as known when."""
import csv
import io
from urllib.parse import quote

import pytest
from support.register import created, done, unique

# People and contacts here are invented.
CONTACT = {"email": "van-phong@longan.gov.vn", "phone": "0272 3826 123", "note": "dòng một\ndòng hai"}
MASKED = {"email": "v•••@longan.gov.vn", "phone": "•••• 123", "note": None}


def new_person(api, name="Nguyễn Văn An", **members):
    return created(api.office.post("/v1/people", {"code": unique("nguoi"), "name": name, **members}))


def new_post(api, agency="so-khcn", title="Giám đốc Sở", **members):
    return created(api.office.post("/v1/posts", {"code": unique("chuc-vu"), "title_vi": title, "agency": agency, **members}))


def assign(api, post, person, day, **members):
    """The post after it; its version is read first."""
    version = done(api.office.get(f"/v1/posts/{post['code']}?valid_at={day}"))["version"]
    return done(api.office.act(f"/v1/posts/{post['code']}/holders", {"person": person and person["code"], "from": day, **members}, version))


def known_now(api):
    """An instant of the register's clock, as a query writes it."""
    return quote(done(api.office.get("/v1/posts?limit=1"))["as_of"]["known_at"])


# ---- people ----

def test_a_person_is_registered_read_and_changed(api):
    code = unique("nguoi")
    answer = api.office.post("/v1/people", {"code": code, "name": "Trần Thị Hà", **CONTACT})
    assert answer.status == 201 and answer.headers["location"] == f"/v1/people/{code}" and answer.headers["etag"] == '"v1"'
    made = answer.json()
    assert {name: made[name] for name in CONTACT} == CONTACT and made["contact_masked"] is False
    assert made["posts"] == made["seats"] == [] and made["version"] == 1
    read = done(api.office.get(f"/v1/people/{made['id']}"))
    assert {**read, "as_of": None} == {**made, "as_of": None}
    assert api.office.patch(f"/v1/people/{code}", {"phone": None}).status == 428
    changed = api.office.patch(f"/v1/people/{code}", {"phone": None, "name": "Trần Thị Hà B"}, version=1)
    assert changed.headers["etag"] == '"v2"'
    assert (changed.json()["phone"], changed.json()["email"], changed.json()["name"]) == (None, CONTACT["email"], "Trần Thị Hà B")
    assert api.office.patch(f"/v1/people/{code}", {"phone": "1"}, version=1).status == 412
    same = api.office.patch(f"/v1/people/{code}", {"name": "Trần Thị Hà B"}, version=2)
    assert same.headers["etag"] == '"v2"'


def test_faults_of_a_person_are_told_at_once(api):
    form = api.office.post("/v1/people", {"code": "có dấu", "phone": 7, "birthday": "1980-01-01"})
    assert (form.status, form.faults) == (422, {"/code": "bad-format", "/name": "required", "/phone": "wrong-type",
                                                "/birthday": "unknown-member"})
    contact = api.office.post("/v1/people", {"code": unique("nguoi"), "name": "x", "email": "a b@c", "phone": "gọi sau"})
    assert (contact.status, contact.faults) == (422, {"/email": "bad-format", "/phone": "bad-format"})
    made = new_person(api)
    again = api.office.post("/v1/people", {"code": made["code"], "name": "x"})
    assert (again.status, again.problem, again.faults) == (409, "already-exists", {"/code": "already-exists"})
    assert api.office.patch(f"/v1/people/{made['code']}", {"code": "x"}, version=1).faults == {"/code": "unknown-member"}


@pytest.mark.parametrize("name, contact", [("office", CONTACT), ("admin", CONTACT), ("leader", MASKED), ("auditor", MASKED),
                                           ("so_khcn", MASKED)])
def test_a_contact_is_for_the_office_and_the_administrator(api, name, contact):
    made = new_person(api, **CONTACT)
    read = done(getattr(api, name).get(f"/v1/people/{made['code']}"))
    assert {member: read[member] for member in CONTACT} == contact
    assert read["contact_masked"] is (contact is MASKED)
    listed = getattr(api, name).get(f"/v1/people?q={made['code']}")
    assert made["code"] in [item["code"] for item in done(listed)["items"]]
    assert not any(word in listed.body.decode() for word in ("longan.gov.vn", "3826", "•••"))


def test_who_reads_a_contact_is_in_the_journal_without_it(api):
    made, bare = new_person(api, **CONTACT), new_person(api)
    for caller in (api.office, api.admin, api.leader, api.so_khcn):
        for person in (made, bare):
            done(caller.get(f"/v1/people/{person['code']}", headers={"X-Request-Id": unique("read")}))
    answer = api.auditor.get(f"/v1/journal?object={made['id']}&limit=500")
    read = [entry for entry in done(answer)["items"] if entry["action"] == "read" and entry["operation"] == "person_get"]
    assert sorted(entry["client"] for entry in read) == ["admin", "office"]
    assert all(entry["before"] is None and entry["after"] is None and entry["request"].startswith("read") for entry in read)
    assert "longan.gov.vn" not in answer.body.decode() and "3826" not in answer.body.decode() and "dòng" not in answer.body.decode()
    nothing = done(api.auditor.get(f"/v1/journal?object={bare['id']}&limit=500"))["items"]
    assert [entry["action"] for entry in nothing] == ["insert"]


def test_people_are_listed_found_sorted_and_exported(api):
    tag = unique("Họ")
    made = [new_person(api, f"{tag} {name}") for name in ("Ước", "Ông", "An", "Đức")]
    assign(api, new_post(api, "hdnd-tinh", "Chủ tịch Hội đồng"), made[2], "2025-01-01")
    found = f"/v1/people?q={quote(tag)}&count=exact"
    by_name = done(api.leader.get(f"{found}&sort=name"))
    assert [item["name"].split()[-1] for item in by_name["items"]] == ["An", "Đức", "Ông", "Ước"]
    assert by_name["page"]["count"] == 4 and by_name["items"][0]["position"] == "Chủ tịch Hội đồng"
    there = done(api.leader.get(f"{found}&agency=hdnd-tinh"))["items"]
    assert [item["id"] for item in there] == [made[2]["id"]]
    assert done(api.leader.get(f"{found}&agency=hdnd-tinh&valid_at=2024-12-31"))["items"] == []
    table = api.leader.get(f"{found}&sort=code", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert table.headers["content-type"].startswith("text/csv")
    assert sorted(row["code"] for row in rows) == sorted(person["code"] for person in made)
    assert set(rows[0]) == {"id", "code", "name", "position", "version", "created_at", "updated_at"}


# ---- posts ----

def test_a_post_is_registered_and_changed_from_a_day_on(api):
    made = new_post(api, title_en="Director", valid_from="2020-01-01")
    path = f"/v1/posts/{made['code']}"
    assert (made["agency"], made["holder"], made["valid_from"], made["version"]) == ("so-khcn", None, "2020-01-01", 1)
    assert api.office.get(f"{path}?valid_at=2019-12-31").status == 404
    assert done(api.office.get(f"{path}?valid_at=2020-01-01"))["title_en"] == "Director"
    changed = done(api.office.patch(path, {"title_vi": "Giám đốc", "agency": "ubnd-tinh", "from": "2024-01-01"}, version=1))
    assert (changed["title_vi"], changed["agency"], changed["valid_from"], changed["version"]) == ("Giám đốc", "ubnd-tinh", "2024-01-01", 2)
    then = done(api.office.get(f"{path}?valid_at=2023-12-31"))
    assert (then["title_vi"], then["agency"], then["valid_to"]) == ("Giám đốc Sở", "so-khcn", "2024-01-01")
    ended = done(api.office.patch(path, {"valid_to": "2040-01-01"}, version=2))
    assert ended["valid_to"] == "2040-01-01" and api.office.get(f"{path}?valid_at=2040-01-01").status == 404
    for body, faults in (({"valid_to": None}, {"/valid_to": "wrong-type"}), ({"agency": "no"}, {"/agency": "not-found"}),
                         ({"from": "2019-01-01", "title_vi": "x"}, {"/from": "not-in-force"}),
                         ({"from": "2025-01-01", "valid_to": "2025-01-01"}, {"/valid_to": "order"})):
        assert api.office.patch(path, body, version=3).faults == faults, body


def test_a_post_passes_from_hand_to_hand(api):
    made, first, second = new_post(api, valid_from="2020-01-01"), new_person(api, "Lê Một"), new_person(api, "Lê Hai")
    held = assign(api, made, first, "2024-01-01", document="57-NQ/TW", note="theo báo cáo")
    assert (held["holder"], held["holder_name"], held["document_code"], held["holder_note"]) == \
        (first["code"], "Lê Một", "57-NQ/TW", "theo báo cáo")
    assign(api, made, second, "2025-01-01")
    assign(api, made, None, "2025-06-01")
    path = f"/v1/posts/{made['code']}"
    on = {day: done(api.leader.get(f"{path}?valid_at={day}"))["holder"]
          for day in ("2023-12-31", "2024-12-31", "2025-01-01", "2025-06-01")}
    assert on == {"2023-12-31": None, "2024-12-31": first["code"], "2025-01-01": second["code"], "2025-06-01": None}
    history = done(api.leader.get(f"{path}/holders?count=exact"))
    assert [(item["person"], item["valid_from"], item["valid_to"]) for item in history["items"]] == \
        [(second["code"], "2025-01-01", "2025-06-01"), (first["code"], "2024-01-01", "2025-01-01")]
    assert history["page"]["count"] == 2
    person = done(api.leader.get(f"/v1/people/{second['code']}?valid_at=2025-01-01"))
    assert [(post["post"], post["agency"], post["valid_to"]) for post in person["posts"]] == [(made["code"], "so-khcn", "2025-06-01")]
    assert done(api.leader.get(f"/v1/people/{second['code']}?valid_at=2025-06-01"))["posts"] == []


def test_what_depends_on_the_day_is_always_sent(api):
    """A person's posts change while the person's version stays."""
    person = new_person(api)
    for path in (f"/v1/people/{person['code']}", f"/v1/posts/{new_post(api)['code']}", "/v1/agencies/so-khcn"):
        answer = api.leader.get(path)
        assert api.leader.get(path, headers={"If-None-Match": answer.headers["etag"]}).status == 200


def test_both_clocks_are_asked(api):
    made, first, second = new_post(api), new_person(api), new_person(api)
    assign(api, made, first, "2025-01-01")
    before = known_now(api)
    assign(api, made, second, "2025-03-01")
    path = f"/v1/posts/{made['code']}?valid_at=2025-03-01"
    assert done(api.leader.get(path))["holder"] == second["code"]
    then = api.leader.get(f"{path}&known_at={before}")
    assert done(then)["holder"] == first["code"] and done(then)["as_of"]["valid_at"] == "2025-03-01"
    assert done(api.leader.get(f"{path}&known_at={quote(then.json()['as_of']['known_at'])}")) == then.json()
    history = done(api.leader.get(f"/v1/posts/{made['code']}/holders?known_at={before}"))["items"]
    assert [(item["person"], item["valid_to"]) for item in history] == [(first["code"], None)]
    assert api.leader.get(f"/v1/posts/{made['code']}?known_at=2020-01-01T00:00:00Z").status == 404
    future = api.leader.get(f"/v1/posts/{made['code']}?known_at=2199-01-01T00:00:00Z")
    assert (future.status, future.faults) == (422, {"known_at": "in-future"})
    bad = api.leader.get("/v1/posts?valid_at=2025-02-30&known_at=today")
    assert (bad.status, bad.faults) == (400, {"valid_at": "bad-date", "known_at": "bad-date"})


def test_faults_of_an_assignment(api):
    made = new_post(api, valid_from="2020-01-01")
    path = f"/v1/posts/{made['code']}/holders"
    assert api.office.post(path, {"person": None, "from": "2025-01-01"}).status == 428
    forgotten = api.office.act(path, {}, 1)
    assert (forgotten.status, forgotten.faults) == (422, {"/person": "required", "/from": "required"})
    wrong = api.office.act(path, {"person": "nobody", "from": "2019-01-01", "document": "0-QĐ/X"}, 1)
    assert wrong.faults == {"/person": "not-found", "/from": "not-in-force", "/document": "not-found"}
    person = new_person(api)
    assert api.office.act(path, {"person": person["code"], "from": "2025-01-01"}, 7).status == 412
    tried = done(api.office.act(f"{path}?dry_run=true", {"person": person["code"], "from": "2025-01-01"}, 1))
    assert tried["holder"] == person["code"] and done(api.office.get(f"/v1/posts/{made['code']}"))["holder"] is None


def test_posts_are_listed_by_agency_and_vacancy(api):
    tag = unique("Chức")
    held, free = new_post(api, "tinh-uy", f"{tag} một"), new_post(api, "hdnd-tinh", f"{tag} hai")
    assign(api, held, new_person(api), "2025-01-01")
    listed = {query: [item["code"] for item in done(api.so_khcn.get(f"/v1/posts?q={quote(tag)}{query}"))["items"]]
              for query in ("", "&vacant=true", "&vacant=false", "&agency=tinh-uy", "&vacant=false&valid_at=2024-12-31")}
    assert sorted(listed.pop("")) == sorted([held["code"], free["code"]])
    assert listed == {"&vacant=true": [free["code"]], "&vacant=false": [held["code"]], "&agency=tinh-uy": [held["code"]],
                      "&vacant=false&valid_at=2024-12-31": []}
    table = api.so_khcn.get(f"/v1/posts?q={quote(tag)}&fields=code,title_vi,holder", headers={"Accept": "text/csv"})
    rows = list(csv.reader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert rows[0] == ["code", "title_vi", "holder"] and len(rows) == 3
