"""committees.py - what tests put into the register of committees through the API: people, posts, committees, plans, decisions."""
from support.register import created, done, numbers, unique


def person(api, name="Nguyễn Văn Thử"):
    """The code of a new person; whoever the tests make is invented."""
    return created(api.office.post("/v1/people", {"code": unique("nguoi"), "name": name}))["code"]


def people(api, count):
    return [person(api, f"Trần Thị Thử {number}") for number in range(count)]


def crowd(database, count):
    """Many people at once, past the API."""
    prefix = unique("dong")
    database.query("insert into register.people (code, name) select %s || '-' || n, 'Người thứ ' || n from generate_series(1, %s) as n",
                   [prefix, count])
    return [f"{prefix}-{number}" for number in range(1, count + 1)]


def post(api, holder=None, since="2025-01-01", agency="so-khcn"):
    """The code of a new post, held since a day when a holder is named."""
    code = unique("chuc-vu")
    made = created(api.office.post("/v1/posts", {"code": code, "title_vi": "Phó Giám đốc Sở", "agency": agency, "valid_from": "2020-01-01"}))
    if holder is not None:
        hold(api, made, holder, since)
    return code


def hold(api, of, holder, since):
    """Gives a post, as it was last answered, to somebody or to nobody."""
    return done(api.office.act(f"/v1/posts/{of['code']}/holders", {"person": holder, "from": since}, of["version"]))


def draft(api, issuer="tinh-uy", **members):
    """A committee no decision has established yet."""
    return created(api.office.post("/v1/committees", {"code": unique("bcd"), "name_vi": "Ban Chỉ đạo thử", "issuer": issuer, **members}))


def seats(*codes, head=True):
    """The list of people in this order, the first one at the head."""
    return [{"role": "truong_ban" if head and place == 0 else "uy_vien", "person": code} for place, code in enumerate(codes)]


def plan(api, committee, on, **members):
    return created(api.office.post(f"/v1/committees/{committee}/restructure-plans", {"committee": committee, "effective_on": on, **members}))


def decision(on="2025-01-10", **members):
    """The body of an application: a decision with a number of its own."""
    return {"decision": {"number": f"{next(numbers)}-QĐ/TU", "signed_on": on, **members}}


def try_apply(api, planned, body=None, **options):
    return api.office.act(f"/v1/restructure-plans/{planned['id']}/apply", body or decision(), planned["version"], **options)


def decide(api, committee, on, body=None, **members):
    """Plans and applies at once; what the application answered."""
    return done(try_apply(api, plan(api, committee, on, **members), body))


def established(api, codes, on="2025-01-15", **members):
    """The code of a committee with this list since a day."""
    code = draft(api, **members)["code"]
    decide(api, code, on, seats=seats(*codes))
    return code


def listed(api, committee, query=""):
    """Who sits in a committee: codes of people, or of posts nobody holds, in order."""
    items = done(api.office.get(f"/v1/committees/{committee}/seats?{query}"))["items"]
    return [item["person"] or item["post"] for item in items]
