"""test_committees.py - committees over HTTP: a draft, its establishment, restructurings on both clocks, corrections, its end."""
import csv
import io
from datetime import date, timedelta
from urllib.parse import quote

import jsonschema
import pytest
from support import committees
from support.register import created, done, numbers, unique

TODAY = date.today()


def state(api, code, query=""):
    return done(api.office.get(f"/v1/committees/{code}?{query}"))


def knowledge(api, code):
    """An instant at which the register knew what it knows now."""
    return f"known_at={quote(done(api.office.get(f'/v1/committees/{code}'))['as_of']['known_at'])}"


@pytest.fixture(scope="module")
def three(api):
    return committees.people(api, 3)


def test_a_decision_makes_a_draft_a_committee(api, three):
    draft = committees.draft(api, theme="Nghị quyết số 57-NQ/TW", standing_agency="so-khcn", seal_note="Con dấu của Tỉnh ủy")
    code = draft["code"]
    assert (draft["state"], draft["issuer"], draft["party"], draft["seat_count"], draft["decision"]) == ("draft", "tinh-uy", True, 0, None)
    answer = api.office.post(f"/v1/committees/{code}/restructure-plans", {"effective_on": "2025-01-15", "seats": committees.seats(*three)})
    plan = created(answer)
    assert (plan["kind"], plan["state"], plan["noop"], plan["errors"], plan["checks"], plan["until"]) == ("establish", "open", False, 0, [], None)
    assert [change["text_vi"] for change in plan["changes"]] == [
        "Thành lập", "Thêm Trần Thị Thử 0 làm Trưởng ban, thứ tự 1", "Thêm Trần Thị Thử 1 làm Ủy viên, thứ tự 2",
        "Thêm Trần Thị Thử 2 làm Ủy viên, thứ tự 3"]
    assert committees.listed(api, code) == [] and state(api, code)["state"] == "draft", "a plan changes nothing"
    assert done(api.office.get(answer.headers["location"]))["given"]["effective_on"] == "2025-01-15"

    applied = done(committees.try_apply(api, plan, committees.decision("2025-01-10", signer="Nguyễn Văn Ký", signer_title="Bí thư")))
    assert applied["changes"] == 4 and applied["checks"] == [] and applied["decision"]["plan"] == plan["id"]
    found = done(api.office.get(f"/v1/decisions/{quote(applied['decision']['document_code'], safe='')}"))
    assert (found["id"], found["kind"], found["signer"], found["issuer"]) == (applied["decision"]["id"], "establish", "Nguyễn Văn Ký", "tinh-uy")
    assert [(seat["rank"], seat["holder"]) for seat in found["seats"]] == [(1, three[0]), (2, three[1]), (3, three[2])]
    now = state(api, code)
    assert (now["state"], now["head"], now["seat_count"], now["version"]) == ("active", three[0], 3, draft["version"] + 1)
    assert (now["valid_from"], now["decision"], now["decision_document"]) == ("2025-01-15", found["id"], found["document_code"])
    assert code in [item["code"] for item in done(api.office.get("/v1/committees?state=active&issuer=tinh-uy&limit=500"))["items"]]
    assert code not in [item["code"] for item in done(api.office.get("/v1/committees?state=draft&limit=500"))["items"]]


def test_the_list_before_and_after_and_the_day_before(api, three):
    code = committees.established(api, three[:2])
    committees.decide(api, code, "2025-04-01", seats=committees.seats(three[1], three[2]))
    for day, members in (("2025-01-14", []), ("2025-01-15", three[:2]), ("2025-03-31", three[:2]), ("2025-04-01", three[1:])):
        assert committees.listed(api, code, f"valid_at={day}") == members, day
    assert committees.listed(api, code) == three[1:]
    answer = done(api.office.get(f"/v1/committees/{code}/seats?valid_at=2025-04-01&count=exact"))
    assert answer["page"] == {"limit": 500, "next": None, "count": 2} and answer["as_of"]["valid_at"] == "2025-04-01"
    rows = list(csv.DictReader(io.StringIO(api.office.get(
        f"/v1/committees/{code}/seats?fields=rank,role_name,person_name", headers={"Accept": "text/csv"}).body.decode())))
    assert rows == [{"rank": "1", "role_name": "Trưởng ban", "person_name": "Trần Thị Thử 1"},
                    {"rank": "2", "role_name": "Ủy viên", "person_name": "Trần Thị Thử 2"}]


def test_a_decision_that_is_a_registered_document(api, three):
    body = {"code": f"{next(numbers)}-QĐ/TU", "family": "party", "type": "Quyết định", "issuer": "tinh-uy", "issued_on": "2025-02-01", "subject": "x"}
    document = created(api.office.post("/v1/documents", body))
    code = committees.established(api, three[:1])
    applied = committees.decide(api, code, "2025-03-01", {"document": document["id"]}, seats=committees.seats(*three))
    assert (applied["decision"]["document"], applied["decision"]["document_code"]) == (document["id"], body["code"])
    assert [item["document_code"] for item in done(api.office.get(f"/v1/committees/{code}/decisions"))["items"]][0] == body["code"]


def test_who_holds_a_post_sits_there_without_a_decision(api, three):
    post = committees.post(api, holder=three[0])
    code = committees.draft(api)["code"]
    committees.decide(api, code, "2025-01-15", seats=[{"role": "truong_ban", "post": post, "represents": "so-khcn", "duty": "Chủ trì"}])
    version = state(api, code)["version"]
    committees.hold(api, done(api.office.get(f"/v1/posts/{post}")), three[1], "2025-06-01")
    committees.hold(api, done(api.office.get(f"/v1/posts/{post}")), None, "2025-09-01")
    assert committees.listed(api, code, "valid_at=2025-05-31") == [three[0]]
    assert committees.listed(api, code, "valid_at=2025-06-01") == [three[1]]
    seat = done(api.office.get(f"/v1/committees/{code}/seats"))["items"][0]
    assert (seat["person"], seat["post"], seat["ex_officio"], seat["post_title"]) == (None, post, True, "Phó Giám đốc Sở")
    assert (seat["represents"], seat["duty"], seat["head"]) == ("so-khcn", "Chủ trì", True)
    assert (state(api, code)["vacant_count"], state(api, code)["version"]) == (1, version)


def test_a_day_to_come_disturbs_nothing_and_one_past_gives_way(api, three):
    code = committees.established(api, three[:1])
    ahead = (TODAY + timedelta(days=30)).isoformat()
    committees.decide(api, code, ahead, seats=committees.seats(three[2]))
    assert committees.listed(api, code) == three[:1] and committees.listed(api, code, f"valid_at={ahead}") == three[2:]
    plan = committees.plan(api, code, "2025-02-01", seats=committees.seats(three[1]))
    assert plan["until"] == ahead and [check["code"] for check in plan["checks"]] == ["overtaken"] and plan["errors"] == 0
    done(committees.try_apply(api, plan))
    assert committees.listed(api, code, "valid_at=2025-01-31") == three[:1] and committees.listed(api, code) == [three[1]]
    assert committees.listed(api, code, f"valid_at={ahead}") == three[2:], "a later decision is not undone"


def test_what_was_known_stays_readable(api, three):
    code = committees.established(api, three[:1])
    before = knowledge(api, code)
    applied = committees.decide(api, code, "2025-04-01", seats=committees.seats(three[1]))
    between = knowledge(api, code)
    path = f"/v1/decisions/{applied['decision']['id']}"
    correction = created(api.office.post(f"{path}/corrections", {"effective_on": "2025-05-01", "seats": committees.seats(three[2])}))
    assert (correction["kind"], correction["corrects"]) == ("correct", applied["decision"]["id"])
    done(committees.try_apply(api, correction))
    assert committees.listed(api, code, f"valid_at=2025-04-15&{before}") == three[:1]
    assert committees.listed(api, code, f"valid_at=2025-04-15&{between}") == [three[1]]
    assert committees.listed(api, code, "valid_at=2025-04-15") == three[:1] and committees.listed(api, code) == [three[2]]
    assert done(api.office.get(path))["corrected_by"] and done(api.office.get(f"{path}?{between}"))["corrected_by"] is None
    assert api.office.get(f"{path}?{before}").status == 404
    again = api.office.post(f"{path}/corrections", {"effective_on": "2025-05-01"})
    assert (again.status, again.problem) == (409, "decision-corrected") and again.json()["corrected_by"]


def test_nobody_asks_for_what_will_be_known(api, three):
    code = committees.established(api, three[:1])
    for path in ("", "/seats", "/changes", "/decisions", "/popolo"):
        answer = api.office.get(f"/v1/committees/{code}{path}?known_at=2100-01-01T00:00:00Z")
        assert (answer.status, answer.faults) == (422, {"known_at": "in-future"}), path
    for query in ("valid_at=01/04/2025", "valid_at=2025-02-30", "known_at=2025-01-01"):
        assert api.office.get(f"/v1/committees/{code}/seats?{query}").status == 400


def test_changes_between_two_days(api, three):
    code = committees.established(api, three[:1])
    committees.decide(api, code, "2025-04-01", seats=committees.seats(*three[:2]))
    committees.decide(api, code, "2025-05-01", name_vi="Ban Chỉ đạo mới")
    path = f"/v1/committees/{code}/changes"

    def told(query):
        return [(item["on"], item["action"]) for item in done(api.office.get(f"{path}?{query}"))["items"]]
    assert told("") == [("2025-01-15", "attributes"), ("2025-01-15", "open"), ("2025-04-01", "open"), ("2025-05-01", "attributes")]
    assert told("from=2025-01-15&to=2025-04-01") == [("2025-04-01", "open")]
    assert told("from=2025-04-01&to=2025-04-30") == []
    wrong = api.office.get(f"{path}?from=2025-05-01&to=2025-04-01")
    assert (wrong.status, wrong.faults) == (422, {"to": "order"})
    first = done(api.office.get(f"{path}?limit=3"))
    rest = done(api.office.get(f"{path}?limit=3&cursor={first['page']['next']}"))
    assert len(first["items"]) == 3 and [item["to"] for item in rest["items"]] == ["Ban Chỉ đạo mới"]
    assert rest["items"][0]["text_vi"] == "Tên: từ Ban Chỉ đạo thử thành Ban Chỉ đạo mới" and rest["items"][0]["decision_document"]


def test_one_takes_the_place_of_another_and_a_new_committee_that_of_an_old_one(api, three):
    old = committees.established(api, three[:1])
    applied = committees.decide(api, old, "2025-02-01", swaps=[{"out": three[0], "in": three[1]}])
    assert applied["decision"]["kind"] == "swap" and committees.listed(api, old) == [three[1]]
    new = committees.draft(api, name_vi="Ban Chỉ đạo mới")["code"]
    applied = committees.decide(api, new, "2025-06-01", replaces=old, seats=committees.seats(three[2]))
    assert applied["decision"]["kind"] == "replace"
    assert (state(api, old)["state"], state(api, old)["replaced_by"], state(api, new)["state"]) == ("replaced", new, "active")
    assert committees.listed(api, old) == [] and committees.listed(api, old, "valid_at=2025-05-31") == [three[1]]


def test_a_committee_ends(api, three):
    code = committees.established(api, three)
    team = committees.draft(api, parent=code)["code"]
    assert state(api, code)["teams"] == [team] and state(api, team)["parent"] == code
    committees.decide(api, code, "2025-07-01", dissolve=True)
    assert state(api, code)["state"] == "dissolved" and committees.listed(api, code) == []
    assert state(api, code, "valid_at=2025-06-30")["state"] == "active" and committees.listed(api, code, "valid_at=2025-06-30") == three
    plan = committees.plan(api, code, "2025-08-01", seats=committees.seats(*three))
    assert [check["code"] for check in plan["checks"]] == ["not-in-force"]
    refused = committees.try_apply(api, plan)
    assert (refused.status, refused.problem, refused.faults) == (422, "plan-refused", {"/effective_on": "not-in-force"})


def test_what_is_pulled_can_be_sent_back(api, three):
    code = committees.established(api, three)
    pulled = done(api.office.get(f"/v1/committees/{code}/desired"))
    schema = done(api.anonymous.get("/v1/openapi.json"))["components"]["schemas"][pulled["$schema"].rpartition("/")[2]]
    jsonschema.Draft202012Validator(schema).validate(pulled)
    assert [seat["person"] for seat in pulled["seats"]] == three
    same = created(api.office.post(f"/v1/committees/{code}/restructure-plans", pulled))
    assert same["noop"] and same["changes"] == []
    pulled["seats"].reverse()
    changed = created(api.office.post(f"/v1/committees/{code}/restructure-plans", pulled))
    assert {change["action"] for change in changed["changes"]} == {"rerank"}
    before = done(api.office.get(f"/v1/committees/{code}/desired?valid_at=2025-01-14"))
    assert before["seats"] == [] and before["effective_on"] == "2025-01-14"


def test_what_changes_with_the_day_is_always_sent(api, three):
    """The version of a committee stays when the day of a decision comes; that of a plan when it becomes stale."""
    code = committees.established(api, three[:1])
    plan = committees.plan(api, code, "2025-06-01", seats=[])
    committees.decide(api, code, "2025-06-01", seats=committees.seats(*three))
    for path in (f"/v1/committees/{code}", f"/v1/committees/{code}/desired", f"/v1/restructure-plans/{plan['id']}"):
        answer = api.office.get(path)
        assert answer.headers["etag"].startswith('"v')
        assert api.office.get(path, headers={"If-None-Match": answer.headers["etag"]}).status == 200


def test_a_draft_that_cannot_be(api, three):
    code = committees.draft(api)["code"]
    twice = api.office.post("/v1/committees", {"code": code, "name_vi": "x", "issuer": "tinh-uy"})
    assert (twice.status, twice.problem) == (409, "already-exists")
    wrong = api.office.post("/v1/committees", {"code": unique("bcd"), "name_vi": "x", "issuer": "khong-co", "parent": "khong-co"})
    assert (wrong.status, wrong.faults) == (422, {"/issuer": "not-found", "/parent": "not-found"})


def test_the_roles_of_the_document_are_those_of_the_register(api, database):
    schemas = done(api.anonymous.get("/v1/openapi.json"))["components"]["schemas"]
    roles = [code for (code,) in database.query("select code from register.committee_roles order by rank")]
    assert schemas["Seat"]["properties"]["role"]["enum"] == roles
    about = schemas["RestructurePlanCreate"]["properties"]["seats"]["items"]["properties"]["role"]["description"]
    assert all(role in about for role in roles)


# ---- Popolo: popoloproject.com/specs, the members its schemas ask for and the form they give the others ----

TEXT, DAY = {"type": "string", "minLength": 1}, {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
IDENTIFIERS = {"type": "array", "items": {"type": "object", "required": ["identifier"], "properties": {"identifier": TEXT, "scheme": TEXT}}}


def popolo_class(required, **members):
    return {"type": "array", "items": {"type": "object", "required": ["id", *required], "properties": {
        "id": TEXT, "start_date": DAY, "end_date": DAY, "identifiers": IDENTIFIERS, **members}}}


POPOLO = {"type": "object", "required": ["persons", "organizations", "posts", "memberships"], "properties": {
    "persons": popolo_class(["name"], name=TEXT),
    "organizations": popolo_class(["name"], name=TEXT, parent_id=TEXT, classification=TEXT, founding_date=DAY, dissolution_date=DAY, other_names={
        "type": "array", "items": {"type": "object", "required": ["name"], "properties": {"name": TEXT, "note": TEXT}}}),
    "posts": popolo_class(["organization_id"], organization_id=TEXT, label=TEXT, role=TEXT),
    "memberships": popolo_class(["person_id", "organization_id"], person_id=TEXT, organization_id=TEXT, post_id=TEXT, on_behalf_of_id=TEXT, role=TEXT)}}


def test_the_history_as_popolo(api, three):
    post = committees.post(api, holder=three[0])
    parent = committees.established(api, three[:1])
    code = committees.draft(api, name_en="Steering committee", standing_agency="so-khcn", parent=parent)["code"]
    seats = [{"role": "truong_ban", "post": post}, {"role": "uy_vien", "person": three[1], "represents": "ubnd-tinh"}]
    committees.decide(api, code, "2025-01-15", seats=seats)
    committees.decide(api, code, "2025-04-01", seats=seats[:1])
    found = done(api.office.get(f"/v1/committees/{code}/popolo"))
    jsonschema.Draft202012Validator(POPOLO).validate(found)
    ids = {kind: [item["id"] for item in found[kind]] for kind in found}
    assert all(len(names) == len(set(names)) for names in ids.values())
    for item in found["memberships"]:
        assert item["person_id"] in ids["persons"] and item["organization_id"] in ids["organizations"]
        assert item.get("post_id", ids["posts"][0]) in ids["posts"] and item.get("on_behalf_of_id", item["organization_id"]) in ids["organizations"]
    assert all(item["organization_id"] in ids["organizations"] for item in found["posts"])
    own = state(api, code)["id"]
    members = {item["role"]: item for item in found["memberships"] if item["organization_id"] == own}
    assert (members["Ủy viên"]["start_date"], members["Ủy viên"]["end_date"]) == ("2025-01-15", "2025-03-31")
    assert members["Trưởng ban"]["start_date"] == "2025-01-15" and "end_date" not in members["Trưởng ban"]
    assert next(item for item in found["organizations"] if item["id"] == own)["founding_date"] == "2025-01-15"
