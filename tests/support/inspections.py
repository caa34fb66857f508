"""inspections.py - what tests put into the register of inspections through the API."""
from support import committees
from support.register import created, done

DECISION = "57-NQ/TW"


def plan(api, head=None, **members):
    """A planned inspection of so-khcn, under a decision."""
    body = {"title": "Kiểm tra việc thực hiện nhiệm vụ", "document": DECISION, "starts_on": "2025-06-02", "ends_on": "2025-06-20",
            "agencies": ["so-khcn"], "members": [{"role": "head", "person": head or committees.person(api)}], **members}
    return created(api.office.post("/v1/inspections", body))


def path(inspection, part=""):
    return f"/v1/inspections/{inspection['code']}{part}"


def read(api, inspection):
    return done(api.office.get(path(inspection)))


def try_act(api, inspection, action, **members):
    """One act on the inspection as it is now."""
    return api.office.act(path(inspection, "/transitions"), {"action": action, **members}, read(api, inspection)["version"])


def act(api, inspection, action, **members):
    return done(try_act(api, inspection, action, **members))


def running(api, **members):
    return act(api, plan(api, **members), "start")


def find(api, inspection, agency="so-khcn", **members):
    return created(api.office.post(path(inspection, "/findings"), {"agency": agency, "kind": "shortcoming", "text": "Chậm báo cáo", **members}))


def recommend(api, inspection, agency="so-khcn", **members):
    return created(api.office.post(path(inspection, "/recommendations"), {
        "agency": agency, "text": "Báo cáo tiến độ hằng tháng", "due_text": "Quý IV/2027", **members}))


def make_task(api, recommendation, **members):
    return api.office.post(f"/v1/recommendations/{recommendation['code']}/task", members)
