"""test_agencies.py - agencies: registered, read, changed, listed; and who may."""
import pytest
from support.register import created, done, unique


def new_agency(api, **members):
    return created(api.office.post("/v1/agencies", {"code": unique("co-quan"), "name_vi": "Sở Xây dựng",
                                                    "kind": "department", **members}))


def test_an_agency_is_registered_with_its_identifiers(api):
    code = unique("so")
    identifiers = [{"scheme": "qd20", "value": unique("H39.4").replace("-", ".").upper()[:35], "valid_from": "2020-01-01",
                    "valid_to": None}]
    answer = api.office.post("/v1/agencies", {
        "code": code, "name_vi": "Sở Tài chính", "name_en": "Department of Finance", "kind": "department",
        "parent": "ubnd-tinh", "valid_from": "2016-03-01", "identifiers": identifiers, "note": "dòng một\ndòng hai"})
    assert answer.status == 201 and answer.headers["location"] == f"/v1/agencies/{code}"
    assert answer.headers["etag"] == '"v1"'
    made = answer.json()
    assert made["code"] == code and made["parent"] == "ubnd-tinh" and made["parent_name"] and made["version"] == 1
    assert made["identifiers"] == identifiers
    read = api.office.get(answer.headers["location"])
    assert read.json() == made and read.headers["etag"] == '"v1"'
    assert done(api.office.get(f"/v1/agencies/{made['id']}")) == made


def test_texts_are_kept_in_nfc(api):
    import unicodedata
    name = "Sở Nông nghiệp"
    made = new_agency(api, name_vi=unicodedata.normalize("NFD", name))
    assert made["name_vi"] == name
    found = done(api.office.get(f"/v1/agencies/{made['code']}"))
    assert found["name_vi"] == name


def test_every_fault_of_a_body_is_told_at_once(api):
    answer = api.office.post("/v1/agencies", {
        "code": "has space", "name_vi": "", "name_en": 7, "kind": "castle", "valid_from": "2025-13-01",
        "colour": "red", "identifiers": [{"scheme": "qd20"}, {"scheme": "x", "value": "y" * 36}]})
    assert (answer.status, answer.problem) == (422, "invalid-input")
    assert answer.faults == {
        "/code": "bad-format", "/name_vi": "empty", "/name_en": "wrong-type", "/kind": "not-in-list",
        "/valid_from": "bad-date", "/colour": "unknown-member", "/identifiers/0/value": "required",
        "/identifiers/1/scheme": "not-in-list", "/identifiers/1/value": "too-long"}


def test_what_the_register_does_not_know_is_pointed_at(api):
    answer = api.office.post("/v1/agencies", {"code": unique("so"), "name_vi": "x", "kind": "other", "parent": "no-such"})
    assert (answer.status, answer.faults) == (422, {"/parent": "not-found"})


def test_a_code_is_given_once(api):
    made = new_agency(api)
    again = api.office.post("/v1/agencies", {"code": made["code"], "name_vi": "x", "kind": "other"})
    assert (again.status, again.problem) == (409, "already-exists")


def test_a_change_needs_the_version_that_was_read(api):
    made = new_agency(api)
    path = f"/v1/agencies/{made['code']}"
    assert api.office.patch(path, {"note": "a"}).status == 428
    changed = api.office.patch(path, {"note": "a", "name_en": "Construction"}, version=1)
    assert changed.status == 200 and changed.headers["etag"] == '"v2"'
    assert (changed.json()["note"], changed.json()["name_en"], changed.json()["version"]) == ("a", "Construction", 2)
    stale = api.office.patch(path, {"note": "b"}, version=1)
    assert (stale.status, stale.problem, stale.json()["current_etag"]) == (412, "version-mismatch", '"v2"')
    removed = done(api.office.patch(path, {"note": None}, version=2))
    assert removed["note"] is None and removed["name_en"] == "Construction"


@pytest.mark.parametrize("value", ["v1", '"1"', "*", 'W/"v1"', '"v1", "v2"', '"v01"'])
def test_an_if_match_of_another_form_is_400(api, value):
    answer = api.office.patch("/v1/agencies/so-khcn", {"note": "a"}, headers={"If-Match": value})
    assert (answer.status, answer.problem, answer.faults) == (400, "invalid-header", {"If-Match": "if-match-syntax"})


def test_a_required_member_cannot_be_removed(api):
    made = new_agency(api)
    answer = api.office.patch(f"/v1/agencies/{made['code']}", {"name_vi": None}, version=1)
    assert (answer.status, answer.faults) == (422, {"/name_vi": "required"})


def test_an_agency_is_nobody_elses_parent_in_a_circle(api):
    upper = new_agency(api)
    lower = new_agency(api, parent=upper["code"])
    answer = api.office.patch(f"/v1/agencies/{upper['code']}", {"parent": lower["code"]}, version=1)
    assert answer.status == 422 and set(answer.faults) == {"/parent"}


def test_agencies_are_listed_in_order_searched_and_filtered(api):
    listed = done(api.so_khcn.get("/v1/agencies?limit=500"))["items"]
    codes = [item["code"] for item in listed]
    assert codes == sorted(codes) and "so-khcn" in codes
    assert [item["code"] for item in done(api.office.get("/v1/agencies?q=khoa%20hoc%20cong%20nghe"))["items"]] == ["so-khcn"]
    below = done(api.office.get("/v1/agencies?parent=ubnd-tinh&kind=department&limit=500"))["items"]
    assert below and all(item["parent"] == "ubnd-tinh" and item["kind"] == "department" for item in below)
    descending = [item["code"] for item in done(api.office.get("/v1/agencies?sort=-code&limit=500"))["items"]]
    assert descending == sorted(descending, reverse=True)


def test_an_agency_is_found_by_its_identifier(api):
    value = unique("ID")
    made = new_agency(api, identifiers=[{"scheme": "internal", "value": value}])
    found = done(api.office.get(f"/v1/agencies?identifier={value}"))["items"]
    assert [item["id"] for item in found] == [made["id"]]


@pytest.mark.parametrize("name, status", [("admin", 201), ("office", 201), ("so_khcn", 403), ("leader", 403), ("auditor", 403)])
def test_only_office_and_administrator_register_agencies(api, name, status):
    body = {"code": unique("so"), "name_vi": "x", "kind": "other"}
    answer = getattr(api, name).post("/v1/agencies?dry_run=true", body)
    assert answer.status == status


def test_an_unknown_agency_is_404(api):
    for path in ("/v1/agencies/none", "/v1/agencies/00000000-0000-4000-8000-000000000000"):
        assert (api.office.get(path).status, api.office.patch(path, {"note": "x"}, version=1).status) == (404, 404)
