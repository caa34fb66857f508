"""test_contract.py - what the OpenAPI document promises of every operation holds, operation by operation: roles, versions, lists, refusals, dry runs."""
import pytest
from api import test_matrix
from api.test_matrix import ALLOWED, PUBLIC, QUERIES, bodies, filled
from support.register import done

# The fixtures of the matrix: an object of each noun, a client of each role with every scope.
document, operations, callers, objects = test_matrix.document, test_matrix.operations, test_matrix.callers, test_matrix.objects
WRONG = {"string": 5, "integer": "x", "boolean": "x", "array": "x", "object": "x", "number": "x"}


def versioned(path):
    """The version the object of a path has, as the matrix made it."""
    return '"v2"' if "/tasks/" in path else '"v3"' if "/inspections/" in path else '"v1"'


class Asker:
    """Asks for an operation in the name of a role that may."""

    def __init__(self, document, callers, names):
        self.callers, self.names = callers, names
        self.told = {operation["operationId"]: (method.upper(), path, operation)
                     for path, methods in document["paths"].items() for method, operation in methods.items()
                     if operation["operationId"] not in PUBLIC}
        self.schemas = document["components"]["schemas"]

    def parameters(self, name, place="query"):
        return {one["name"]: one["schema"] for one in self.told[name][2]["parameters"] if one["in"] == place}

    def is_list(self, name):
        return "text/csv" in self.told[name][2]["responses"].get("200", {}).get("content", {})

    def __call__(self, name, body=None, query="", method=None, headers=None):
        own, path, _ = self.told[name]
        role = "office" if "office" in ALLOWED[name] else sorted(ALLOWED[name])[0]
        target = filled(path, self.names) + QUERIES.get(name, "").format(**self.names)
        target += f"{'&' if '?' in target else '?'}{query}" if query else ""
        sent = {"Content-Type": "application/merge-patch+json"} if own == "PATCH" else {}
        if "If-Match" in self.parameters(name, "header"):
            sent["If-Match"] = versioned(path)
        sent = {key: value for key, value in (sent | (headers or {})).items() if value is not None}
        return self.callers[role].request(method or own, target, body, headers=sent)

    def fields(self, name):
        """{member: schema} of its body."""
        media = next(iter(self.told[name][2]["requestBody"]["content"].values()))
        return self.schemas[media["schema"]["$ref"].rpartition("/")[2]]["properties"]


@pytest.fixture(scope="module")
def ask(document, callers, objects):
    return Asker(document, callers, objects["own"])


def reads(ask):
    return [name for name, (method, _, _) in ask.told.items() if method == "GET"]


def writes(ask):
    return [name for name, (method, _, _) in ask.told.items() if method != "GET"]


def state(database):
    """A digest of every table of the register."""
    tables = database.query("select oid::regclass::text from pg_class where relnamespace = 'register'::regnamespace and relkind = 'r' order by 1")
    return {table: database.value(f"select md5(coalesce(string_agg(r::text, '|' order by r::text), '')) from {table} as r") for (table,) in tables}


def test_the_document_says_who_may(ask):
    for name, (_, _, operation) in ask.told.items():
        assert set(operation["x-steer-roles"]) == ALLOWED[name], name
        assert operation["description"] and operation["x-description-en"], name


def test_a_version_is_answered_where_it_is_promised_and_known_again(ask):
    for name in reads(ask):
        answer, operation = ask(name), ask.told[name][2]
        assert ("ETag" in operation["responses"]["200"]["headers"]) == ("etag" in answer.headers), name
        assert ("304" in operation["responses"]) == ("If-None-Match" in ask.parameters(name, "header")), name
        known = ask(name, headers={"If-None-Match": answer.headers.get("etag", '"v1"')})
        assert known.status == (304 if "304" in operation["responses"] else 200), name


def test_head_is_get_without_a_body(ask):
    for name in reads(ask):
        answer = ask(name, method="HEAD")
        assert (answer.status, answer.body) == (200, b""), name


def test_what_is_not_offered_is_refused(ask):
    """An unknown parameter, method, form of the answer."""
    for name, (method, _, _) in ask.told.items():
        body = bodies(ask.names["task"]).get(name)
        unknown = ask(name, body, "khong_co=1")
        assert (unknown.status, unknown.faults) == (400, {"khong_co": "unknown-parameter"}), (name, str(unknown))
        assert ask(name, method="DELETE").status == 405, name
        assert ask(name, body, "" if method == "GET" else "dry_run=true", headers={"Accept": "image/png"}).status == 406, name
        options = ask(name, method="OPTIONS")
        assert options.status == 204 and method in options.headers["allow"], name


def test_a_list_is_one_in_every_form_and_page_by_page(ask):
    for name in filter(ask.is_list, reads(ask)):
        if "limit" not in ask.parameters(name):
            continue
        page = done(ask(name, query="limit=500"))
        seen, cursor = [], ""
        while cursor is not None:
            part = done(ask(name, query="limit=3" + (cursor and f"&cursor={cursor}")))
            seen, cursor = seen + part["items"], part["page"]["next"]
        assert [list(item.values())[:2] for item in seen] == [list(item.values())[:2] for item in page["items"]], name
        for form in ("text/csv", "application/x-ndjson"):
            assert ask(name, headers={"Accept": form}).headers["content-type"].startswith(form), name
        assert {ask(name, query=query).status for query in ("limit=0", "limit=501", "cursor=abc", "fields=khong_co")} == {400}, name
        if page["items"]:
            first = list(page["items"][0])[:2]
            assert set(done(ask(name, query=f"fields={','.join(first)}"))["items"][0]) == set(first), name
        if "count" in ask.parameters(name):
            assert done(ask(name, query="count=exact"))["page"]["count"] == len(seen), name


def test_every_value_a_parameter_may_have_is_taken_and_no_other(ask):
    for name in reads(ask):
        for parameter, schema in ask.parameters(name).items():
            for value in schema.get("enum") or schema.get("items", {}).get("enum") or []:
                assert ask(name, query=f"{parameter}={value}").status == 200, (name, parameter, value)
            if schema.get("format") == "date" and parameter not in QUERIES.get(name, ""):
                wrong = ask(name, query=f"{parameter}=2025-02-30")
                assert (wrong.status, wrong.faults) == (400, {parameter: "bad-date"}), (name, parameter)


def test_a_member_of_the_wrong_type_is_pointed_at(ask):
    """In every body: each member in turn is of another type, empty, or far too long."""
    for name in writes(ask):
        good = bodies(ask.names["task"]).get(name)
        if not good:
            continue
        unknown = ask(name, good | {"khong_co": 1}, "dry_run=true")
        assert (unknown.status, unknown.faults.get("/khong_co")) == (422, "unknown-member"), name
        for member, schema in ask.fields(name).items():
            types = schema["type"] if isinstance(schema.get("type"), list) else [schema.get("type")]
            values = [WRONG[types[0]]] if types[0] else []
            values += ["", "\u0007", "x" * 10000] if types[0] == "string" else []
            for value in values:
                answer = ask(name, good | {member: value}, "dry_run=true")
                assert answer.status == 422 and any(at.startswith(f"/{member}") for at in answer.faults), (name, member, value, str(answer))


def test_a_write_that_depends_on_what_was_read_says_so(ask):
    for name in writes(ask):
        if "If-Match" in ask.parameters(name, "header"):
            body = bodies(ask.names["task"]).get(name)
            stale = ask(name, body, headers={"If-Match": '"v99"'})
            assert ask(name, body, headers={"If-Match": None}).status == 428, name
            assert stale.status == 412 and stale.json()["current_etag"] != '"v99"', name


def test_another_media_type_is_415(ask):
    for name in writes(ask):
        if "requestBody" in ask.told[name][2]:
            answer = ask(name, "x", headers={"Content-Type": "text/plain"})
            assert answer.status == 415 and {"accept-post", "accept-patch"} & set(answer.headers), name


def test_a_dry_run_of_every_write_leaves_every_table_as_it_was(ask, database):
    before = state(database)
    for name in writes(ask):
        answer = ask(name, bodies(ask.names["task"]).get(name), "dry_run=true")
        assert str(answer.status) in ask.told[name][2]["responses"] and answer.status < 300, (name, str(answer))
    assert state(database) == before
