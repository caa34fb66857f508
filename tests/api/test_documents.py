"""test_documents.py - documents of both families, their types, programmes and the resolution's targets."""
from urllib.parse import quote

import pytest
from support.register import created, done, numbers, unique


def body_of(**members):
    return {"code": f"{next(numbers) + 100}/KH-UBND", "family": "state", "type": "Kế hoạch",
            "issuer": "ubnd-tinh", "issued_on": "2025-04-01", "subject": "Thực hiện Nghị quyết số 57", **members}


def new_document(api, **members):
    return created(api.office.post("/v1/documents", body_of(**members)))


def test_a_document_is_registered_and_read_by_id_and_by_number(api):
    answer = api.office.post("/v1/documents", body_of(signer="Nguyễn Văn A", signer_title="Chủ tịch",
                                                      url="https://longan.example/vb?id=1", sha256="ab" * 32))
    made = created(answer)
    assert made["number"] + "/" + made["symbol"] == made["code"] and made["symbol"] == "KH-UBND"
    assert made["issuer"] == "ubnd-tinh" and made["issuer_name"] and made["version"] == 1
    assert done(api.office.get(answer.headers["location"])) == made
    assert done(api.office.get(f"/v1/documents/{made['id']}")) == made
    assert done(api.office.get(f"/v1/documents/{quote(made['code'], safe='')}")) == made


def test_a_number_borne_twice_must_be_told_apart(api):
    code = body_of()["code"]
    first = new_document(api, code=code)
    second = new_document(api, code=code, issued_on="2025-05-01")
    answer = api.office.get(f"/v1/documents/{quote(code, safe='')}")
    assert answer.status == 422 and "not-unique" in [fault["code"] for fault in answer.json()["errors"]]
    for made in (first, second):
        assert done(api.office.get(f"/v1/documents/{made['id']}"))["issued_on"] == made["issued_on"]


def test_issuer_number_and_date_are_unique_together(api):
    body = body_of()
    created(api.office.post("/v1/documents", body))
    again = api.office.post("/v1/documents", body)
    assert (again.status, again.problem) == (409, "already-exists")


def test_exactly_one_issuer_is_given(api):
    both = api.office.post("/v1/documents", body_of(issuer_name="Bộ Chính trị"))
    none = api.office.post("/v1/documents", {name: value for name, value in body_of().items() if name != "issuer"})
    assert both.status == none.status == 422
    assert {"/issuer", "/issuer_name"} & set(both.faults) and {"/issuer", "/issuer_name"} & set(none.faults)


@pytest.mark.parametrize("secrecy", ["mat", "toi_mat", "tuyet_mat"])
def test_a_state_secret_is_refused_and_leaves_nothing(api, database, secrecy):
    body = body_of(secrecy=secrecy, subject="nội dung mật")
    answer = api.office.post("/v1/documents", body)
    assert (answer.status, answer.problem, answer.faults) == (422, "state-secret", {"/secrecy": "not-allowed"})
    assert database.value("select count(*) from register.documents where code = %s", [body["code"]]) == 0
    assert database.value("select count(*) from register.journal where after::text like %s", ["%nội dung mật%"]) == 0


def test_a_type_belongs_to_its_family(api):
    answer = api.office.post("/v1/documents", body_of(type="Loại không có"))
    assert (answer.status, set(answer.faults)) == (422, {"/type"})


def test_a_document_is_changed(api):
    made = new_document(api)
    path = f"/v1/documents/{made['id']}"
    changed = done(api.office.patch(path, {"signer": "Trần B", "effective_on": "2025-04-02"}, version=1))
    assert (changed["signer"], changed["effective_on"], changed["version"]) == ("Trần B", "2025-04-02", 2)
    assert api.office.patch(path, {"signer": "C"}, version=1).status == 412
    assert api.office.patch(path, {"signer": "C"}).status == 428


def test_documents_are_listed_newest_first_and_filtered(api):
    old, new = new_document(api, issued_on="2031-01-01"), new_document(api, issued_on="2031-02-01")
    items = done(api.office.get("/v1/documents?issued_from=2031-01-01&issued_to=2031-12-31"))["items"]
    assert [item["id"] for item in items] == [new["id"], old["id"]]
    one = done(api.office.get(f"/v1/documents?code={quote(old['code'], safe='')}&family=state&issuer=ubnd-tinh"))["items"]
    assert [item["id"] for item in one] == [old["id"]]
    assert done(api.office.get("/v1/documents?family=party&q=dot%20pha"))["items"][0]["code"] == "57-NQ/TW"


def test_the_document_types_of_both_families_are_there(api):
    page = done(api.leader.get("/v1/document-types?limit=500&count=exact"))
    assert page["page"]["count"] == len(page["items"]) > 30
    party = done(api.leader.get("/v1/document-types?family=party&limit=500"))["items"]
    assert party and all(item["family"] == "party" for item in party)
    assert "Kế hoạch" in [item["name_vi"] for item in page["items"]]


@pytest.mark.parametrize("name, status", [("office", 201), ("so_khcn", 403), ("leader", 403), ("auditor", 403), ("admin", 403)])
def test_only_the_office_registers_documents(api, name, status):
    assert getattr(api, name).post("/v1/documents?dry_run=true", body_of()).status == status


# ---- programmes, targets ----

def test_a_programme_is_registered_changed_and_listed(api):
    document = new_document(api)
    code = unique("CTCT")
    answer = api.office.post("/v1/programmes", {"code": code, "name_vi": "Chương trình công tác 2025", "document": document["id"],
                                                "starts_on": "2025-01-01", "ends_on": "2025-12-31"})
    made = created(answer)
    assert answer.headers["location"] == f"/v1/programmes/{code}" and made["document_code"] == document["code"]
    changed = done(api.office.patch(f"/v1/programmes/{code}", {"name_en": "Work programme 2025", "document": None}, version=1))
    assert (changed["document"], changed["document_code"], changed["name_en"]) == (None, None, "Work programme 2025")
    assert done(api.so_khcn.get(f"/v1/programmes/{code}")) == changed
    assert code in [item["code"] for item in done(api.so_khcn.get("/v1/programmes?q=chuong%20trinh&limit=500"))["items"]]
    assert api.office.get("/v1/programmes/none").status == 404


def test_a_programme_does_not_end_before_it_starts(api):
    answer = api.office.post("/v1/programmes", {"code": unique("CT"), "name_vi": "x", "starts_on": "2025-02-01",
                                                "ends_on": "2025-01-01", "document": "no/such"})
    assert answer.status == 422 and answer.faults["/ends_on"] == "order" and answer.faults["/document"] == "not-found"


def test_an_agency_registers_no_programme(api):
    assert api.so_khcn.post("/v1/programmes", {"code": unique("CT"), "name_vi": "x"}).status == 403


def test_the_targets_of_the_resolution_are_decimal_strings(api):
    items = done(api.leader.get("/v1/targets?limit=500"))["items"]
    by_code = {item["code"]: item for item in items}
    assert by_code["hdi"]["low"] == "0.7" and by_code["hdi"]["operator"] == "gt"
    assert {item["operator"] for item in items} <= {"gt", "ge", "eq", "range", "rank_le"}
    assert all(item["high"] is not None for item in items if item["operator"] == "range")
