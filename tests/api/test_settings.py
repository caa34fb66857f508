"""test_settings.py - the policies of the house over HTTP: read, changed by office and administrator, only to what each may be."""
import pytest
from support.register import done, new_task

PATH = "/v1/settings/deadline_shift"


def test_settings_are_listed_with_what_they_may_be(api):
    page = done(api.leader.get("/v1/settings?count=exact&limit=500"))
    names = [one["name"] for one in page["items"]]
    assert names == sorted(names) and page["page"]["count"] == len(names)
    found = next(one for one in page["items"] if one["name"] == "deadline_shift")
    assert (found["value"], found["pattern"]) == ("none", "none|next_workday") and found["about_vi"] and found["about_en"]
    assert done(api.auditor.get(PATH)) == found
    assert api.so_khcn.get("/v1/settings").status == 403 and api.anonymous.get(PATH).status == 401
    assert api.office.get("/v1/settings/khong-co").status == 404
    assert api.office.get("/v1/settings?fields=name,value", headers={"Accept": "text/csv"}).body.startswith(b"name,value\r\n")


def test_a_setting_is_changed_at_the_version_that_was_read_and_holds_from_then_on(api):
    assert new_task(api, due_text="Tháng 8/2025", due_on=None)["due_on"] == "2025-08-31"
    assert api.office.patch(PATH, {"value": "next_workday"}).status == 428
    tried = api.office.patch(f"{PATH}?dry_run=true", {"value": "next_workday"}, version=1)
    assert done(tried)["value"] == "next_workday" and done(api.office.get(PATH))["value"] == "none"
    changed = api.office.patch(PATH, {"value": "next_workday"}, version=1)
    assert (done(changed)["version"], changed.headers["etag"]) == (2, '"v2"')
    assert new_task(api, due_text="Tháng 8/2025", due_on=None)["due_on"] == "2025-09-03"
    stale = api.admin.patch(PATH, {"value": "none"}, version=1)
    assert (stale.status, stale.json()["current_etag"]) == (412, '"v2"')
    assert done(api.admin.patch(PATH, {"value": "none"}, version=2))["version"] == 3
    entry = done(api.auditor.get("/v1/journal?object_kind=setting&object=deadline_shift"))["items"][0]
    assert (entry["client"], entry["operation"], entry["after"]) == ("admin", "setting_patch", {"value": "none", "version": 3})


@pytest.mark.parametrize("body, code", [
    ({"value": "later"}, "bad-format"), ({"value": "none|next_workday"}, "bad-format"), ({"value": None}, "required"), ({"value": ""}, "required"),
    ({"value": 30}, "wrong-type"), ({"value": "x" * 201}, "too-long")])
def test_a_value_it_may_not_have_is_refused_and_told_what_is_allowed(api, body, code):
    version = done(api.office.get(PATH))["version"]
    answer = api.office.patch(PATH, body, version=version)
    assert answer.status == 422 and set(answer.faults) == {"/value"}, str(answer)
    if code == "bad-format":
        assert answer.json()["errors"][0]["code"] == code and "none|next_workday" in answer.json()["errors"][0]["detail"]
    assert done(api.office.get(PATH))["version"] == version


@pytest.mark.parametrize("name", ["so_khcn", "leader", "auditor"])
def test_nobody_else_changes_one(api, name):
    assert getattr(api, name).patch(PATH, {"value": "none"}, version=1).status == 403
