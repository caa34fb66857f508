"""test_committee_plans.py - plans over HTTP: looked at, approved, applied once or refused with everything that is wrong; nothing changes by half."""
import pytest
from support import committees
from support.register import created, done, unique


@pytest.fixture(scope="module")
def three(api):
    return committees.people(api, 3)


@pytest.fixture
def committee(api, three):
    return committees.established(api, three[:1])


def try_plan(api, of, on="2025-06-01", **members):
    return api.office.post(f"/v1/committees/{of}/restructure-plans", {"effective_on": on, **members})


def standing(api, committee):
    """All that is known of a committee: what must be the same after a refusal."""
    path = f"/v1/committees/{committee}"
    return [done(api.office.get(path))["version"], committees.listed(api, committee), committees.listed(api, committee, "valid_at=2199-01-01"),
            len(done(api.office.get(f"{path}/decisions"))["items"])]


def test_a_stale_plan_is_refused_and_stays_readable(api, committee, three):
    first = committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[1]))
    second = committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[2]))
    done(committees.try_apply(api, first))
    before = standing(api, committee)
    refused = committees.try_apply(api, second)
    assert (refused.status, refused.problem) == (409, "plan-stale")
    assert refused.json()["committee_version"] == refused.json()["base_version"] + 1 == before[0]
    kept = done(api.office.get(f"/v1/restructure-plans/{second['id']}"))
    assert (kept["state"], kept["changes"], kept["decision"]) == ("stale", second["changes"], None)
    assert (api.leader.post(f"/v1/restructure-plans/{second['id']}/approve").problem, standing(api, committee)) == ("plan-stale", before)
    path = f"/v1/committees/{committee}/restructure-plans"
    assert [plan["state"] for plan in done(api.office.get(path))["items"]] == ["stale", "applied", "applied"]
    assert [plan["id"] for plan in done(api.office.get(f"{path}?state=stale,open"))["items"]] == [second["id"]]


def test_a_file_that_starts_from_an_old_version_is_refused(api, committee, three):
    pulled = done(api.office.get(f"/v1/committees/{committee}/desired"))
    committees.decide(api, committee, "2025-03-01", seats=committees.seats(three[1]))
    refused = api.office.post(f"/v1/committees/{committee}/restructure-plans", pulled)
    assert (refused.status, refused.problem, refused.faults) == (409, "plan-stale", {"/base_version": "stale"})


def test_a_plan_is_applied_once(api, committee, three):
    plan = committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[1]))
    applied = done(committees.try_apply(api, plan))
    before = standing(api, committee)
    again = committees.try_apply(api, plan)
    assert (again.status, again.problem, again.json()["decision"]) == (409, "plan-already-applied", applied["decision"]["id"])
    assert standing(api, committee) == before
    assert done(api.office.get(f"/v1/restructure-plans/{plan['id']}"))["decision"] == applied["decision"]["id"]


def test_the_same_key_gives_the_same_answer(api, committee, three):
    plan = committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[1]))
    body, key = committees.decision(), {"Idempotency-Key": unique("key")}
    first = committees.try_apply(api, plan, body, headers=key)
    before = standing(api, committee)
    again = committees.try_apply(api, plan, body, headers=key)
    assert (first.status, again.status, again.json()) == (200, 200, first.json())
    assert again.headers["idempotency-replayed"] == "true" and standing(api, committee) == before
    other = committees.try_apply(api, plan, committees.decision(), headers=key)
    assert (other.status, other.problem) == (422, "key-reused")


def test_applying_names_the_version_that_was_read(api, committee, three):
    plan = committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[1]))
    path, before = f"/v1/restructure-plans/{plan['id']}/apply", standing(api, committee)
    without = api.office.post(path, committees.decision())
    assert (without.status, without.faults) == (428, {"If-Match": "required"})
    other = api.office.act(path, committees.decision(), 7)
    assert (other.status, other.json()["current_etag"]) == (412, '"v1"')
    tried = api.office.act(f"{path}?dry_run=true", committees.decision(), 1)
    assert done(tried)["committee"]["head"] == three[1] and standing(api, committee) == before
    assert done(api.office.get(f"/v1/restructure-plans/{plan['id']}"))["state"] == "open"


def test_another_client_approves(api, committee, three):
    plan = committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[1]), requires_approval=True)
    path = f"/v1/restructure-plans/{plan['id']}"
    early = committees.try_apply(api, plan)
    assert (early.status, early.problem) == (409, "approval-required")
    own = api.office.post(f"{path}/approve")
    assert (own.status, own.problem) == (403, "own-plan")
    assert api.so_khcn.post(f"{path}/approve").status == 403
    approved = done(api.leader.post(f"{path}/approve", {}))
    assert (approved["state"], approved["approved_by"], approved["created_by"], approved["version"]) == ("approved", "leader", "office", 2)
    assert done(api.leader.post(f"{path}/approve")) == approved, "once is enough"
    assert committees.try_apply(api, plan).status == 412, "what was read before the approval"
    done(committees.try_apply(api, approved))
    assert committees.listed(api, committee) == [three[1]]


def test_a_plan_with_errors_is_refused_with_all_of_them(api, committee, three):
    seats = committees.seats(three[0], three[1]) + committees.seats(three[2]) + committees.seats(three[1], head=False)
    plan = committees.plan(api, committee, "2024-12-01", seats=seats)
    expected = {"/effective_on": "before-establishment", "/seats/2": "two-heads", "/seats/3": "holder-twice"}
    assert plan["errors"] == 3 and {check["pointer"]: check["code"] for check in plan["checks"] if check["level"] == "error"} == expected
    assert "Có hai người đứng đầu: Trần Thị Thử 0 và Trần Thị Thử 2" in [check["text_vi"] for check in plan["checks"]]
    before = standing(api, committee)
    refused = committees.try_apply(api, plan)
    assert (refused.status, refused.problem, refused.faults) == (422, "plan-refused", expected)
    assert standing(api, committee) == before
    assert done(api.office.get(f"/v1/restructure-plans/{plan['id']}"))["state"] == "open"


def test_warnings_refuse_nothing(api, committee, three):
    post = committees.post(api)
    committees.decide(api, committee, "2025-02-01", seats=[{"role": "truong_ban", "person": three[0], "duty": "Hạ tầng số"}])
    seats = [{"role": "uy_vien", "post": post}, {"role": "uy_vien", "post": committees.post(api, three[1])}, {"role": "uy_vien", "person": three[1]}]
    plan = committees.plan(api, committee, "2025-06-01", seats=seats)
    assert {(check["level"], check["code"]) for check in plan["checks"]} == {
        ("warning", code) for code in ("no-head", "post-without-holder", "person-twice", "duty-orphaned")}
    applied = done(committees.try_apply(api, plan, committees.decision("2025-07-01")))
    assert [check["code"] for check in applied["checks"]] == ["signed-later"]


def test_everything_wrong_with_a_list_is_pointed_at(api, committee, three):
    seats = [{"role": "truong_phong", "person": three[0]}, {"role": "uy_vien", "person": three[1], "post": "bi-thu-tinh-uy"},
             {"role": "uy_vien"}, {"role": "uy_vien", "person": "khong-co", "represents": "khong-co"}, {"role": "uy_vien", "post": "khong-co"},
             {"role": "truong_ban", "person": three[1]}, {"role": "truong_ban", "person": three[2]}, {"role": "uy_vien", "person": three[1]}]
    before = standing(api, committee)
    answer = try_plan(api, committee, committee="bcd-57", seats=seats, swaps=[], parent="khong-co", replaces="khong-co")
    assert (answer.status, answer.problem) == (422, "invalid-input")
    assert answer.faults == {
        "/committee": "other-committee", "/swaps": "either-or", "/parent": "not-found", "/replaces": "not-found",
        "/seats/0/role": "not-in-list", "/seats/1/post": "either-or", "/seats/2/person": "required", "/seats/3/person": "not-found",
        "/seats/3/represents": "not-found", "/seats/4/post": "not-found", "/seats/6": "two-heads", "/seats/7": "holder-twice"}
    assert standing(api, committee) == before and len(done(api.office.get(f"/v1/committees/{committee}/restructure-plans"))["items"]) == 1


def test_a_file_of_the_wrong_form_is_pointed_at(api, committee, three):
    seats = [{"role": "uy_vien", "person": three[0], "chuc_vu": "x"}, {"person": three[1]}, {"role": "uy_vien", "rank": 0, "duty": "x" * 501}]
    answer = try_plan(api, committee, "01/06/2025", seats=seats, thanh_vien=[], base_version="2", part_time=None)
    assert (answer.status, answer.faults) == (422, {
        "/effective_on": "bad-date", "/seats/0/chuc_vu": "unknown-member", "/seats/1/role": "required", "/seats/2/rank": "too-small",
        "/seats/2/duty": "too-long", "/thanh_vien": "unknown-member", "/base_version": "wrong-type", "/part_time": "wrong-type"})
    assert try_plan(api, committee, "2025-02-30").faults == {"/effective_on": "bad-date"}
    too_many = try_plan(api, committee, seats=[{"role": "uy_vien"}] * 501).faults, try_plan(api, committee, swaps=[{"out": "x", "in": "y"}] * 101).faults
    assert too_many == ({"/seats": "too-long"}, {"/swaps": "too-long"})
    assert api.office.post(f"/v1/committees/{committee}/restructure-plans", {}).faults == {"/effective_on": "required"}
    assert try_plan(api, committee, name_vi="  ").faults == {"/name_vi": "empty"}
    blank = try_plan(api, committee, name_en=" ", theme="\u00a0", seal_note=" ", seats=[{**committees.seats(three[0])[0], "duty": "  "}])
    assert blank.faults == {"/name_en": "empty", "/theme": "empty", "/seal_note": "empty", "/seats/0/duty": "empty"}
    assert try_plan(api, committee, kind="dissolve").faults == {"/kind": "not-in-list"}


def test_swaps_that_do_not_fit_are_pointed_at(api, committee, three):
    swaps = [{"out": three[1], "in": three[2]}, {"out": "khong-co", "in": "khong-co"}, {"out": three[0], "in": three[1]}, {"out": three[0], "in": three[2]}]
    assert try_plan(api, committee, swaps=swaps).faults == {
        "/swaps/0/out": "not-a-member", "/swaps/1/out": "not-found", "/swaps/1/in": "not-found", "/swaps/3/out": "duplicate"}


def test_a_number_is_one_decision(api, committee, three):
    body = committees.decision()
    first = done(committees.try_apply(api, committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[1])), body))
    before = standing(api, committee)
    again = committees.try_apply(api, committees.plan(api, committee, "2025-07-01", seats=committees.seats(three[2])), body)
    assert (again.status, again.problem, again.faults) == (409, "decision-number-used", {"/decision/number": "already-exists"})
    assert again.json()["decision"] == first["decision"]["id"]
    document = committees.try_apply(api, committees.plan(api, committee, "2025-07-01", seats=[]), {"document": first["decision"]["document"]})
    assert (document.status, document.problem, document.faults) == (409, "decision-number-used", {"/document": "already-exists"})
    assert standing(api, committee) == before


def test_only_the_issuer_or_who_stands_above_it_decides_about_a_party_committee(api, committee, three):
    plan = committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[1]))
    before = standing(api, committee)
    refused = committees.try_apply(api, plan, committees.decision(issuer="ubnd-tinh", number="5/QĐ-UBND"))
    assert (refused.status, refused.problem, refused.faults) == (422, "issuer-too-low", {"/decision/issuer": "issuer-too-low"})
    assert standing(api, committee) == before
    central = created(api.office.post("/v1/agencies", {"code": unique("tw"), "name_vi": "Trung ương", "kind": "party_committee"}))["code"]
    done(api.office.patch("/v1/agencies/tinh-uy", {"parent": central}, version=done(api.office.get("/v1/agencies/tinh-uy"))["version"]))
    assert done(committees.try_apply(api, plan, committees.decision(issuer=central)))["decision"]["issuer"] == central


def test_what_is_applied_names_one_decision(api, committee, three):
    plan = committees.plan(api, committee, "2025-06-01", seats=committees.seats(three[1]))
    both = committees.decision() | {"document": "57-NQ/TW"}
    for body, faults in (({}, {"/decision": "required"}), (both, {"/document": "either-or"}), ({"document": "khong-co"}, {"/document": "not-found"}),
                         ({"decision": {"number": "abc", "signed_on": "2025-01-01", "issuer": "khong-co"}},
                          {"/decision/number": "bad-format", "/decision/issuer": "not-found"}),
                         ({"decision": {"so": "1-QĐ/TU"}},
                          {"/decision/number": "required", "/decision/signed_on": "required", "/decision/so": "unknown-member"})):
        answer = committees.try_apply(api, plan, body or {"document": None})
        assert (answer.status, answer.faults) == (422, faults), body


def test_who_may_not(api, committee, three):
    for caller, status in ((api.so_khcn, 403), (api.leader, 403), (api.auditor, 403), (api.anonymous, 401)):
        assert caller.post(f"/v1/committees/{committee}/restructure-plans", {"effective_on": "2025-06-01"}).status == status
    assert api.office.post("/v1/committees/khong-co/restructure-plans", {"effective_on": "2025-06-01"}).status == 404
    assert api.office.get("/v1/restructure-plans/00000000-0000-4000-8000-000000000000").status == 404


def test_a_list_of_500_seats_is_planned_and_applied_within_the_deadlines(api, database, committee):
    seats = [{"role": "uy_vien", "person": code, "duty": f"Theo dõi địa bàn của {code}"} for code in committees.crowd(database, 500)]
    applied = committees.decide(api, committee, "2025-06-01", seats=seats)
    assert applied["committee"]["seat_count"] == 500 and applied["changes"] == 501
    assert committees.listed(api, committee) == [seat["person"] for seat in seats]
