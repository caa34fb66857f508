"""register.py - what tests put into the register through the API: tasks in the state a test needs, names used once."""
import itertools
import uuid

numbers = itertools.count(1)
RUN = uuid.uuid4().hex[:6]
# What a report of completion must name.
REPORT = {"product": {"document_number": "12/BC-SKHCN"}, "evidence": [{"document_number": "15/BB-NT"}]}


def unique(prefix):
    """A code nobody has used in this run."""
    return f"{prefix}-{RUN}-{next(numbers)}"


def created(answer):
    assert answer.status == 201, str(answer)
    return answer.json()


def done(answer):
    assert answer.status == 200, str(answer)
    return answer.json()


def new_task(api, lead="so-khcn", **members):
    """A draft that is clear enough to be assigned."""
    body = {"code": unique("NV"), "title": "Xây dựng nền tảng dữ liệu", "lead_agency": lead,
            "product": "Báo cáo", "due_on": "2025-12-31", **members}
    return created(api.office.post("/v1/tasks", body))


def act(api, task, action, **members):
    """One act of the office; the task as it is after it."""
    path = f"/v1/tasks/{task['code']}/transitions"
    return done(api.office.act(path, {"action": action, **(REPORT if action == "report" else {}), **members}, task["version"]))


def assigned_task(api, lead="so-khcn", **members):
    """Assigned long ago, so that a test may report it for any day."""
    return act(api, new_task(api, lead, **members), "assign", occurred_on="2025-01-02")


def push_body(task, **members):
    """A status push of a task (its code, or the task), with an event_id of its own."""
    code = task if isinstance(task, str) else task["code"]
    report = REPORT if members.get("state") == "reported" else {}
    return {"task": code, "source": {"event_id": unique("evt")}, "state": "in_progress", **report, **members}
