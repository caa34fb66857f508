"""test_surface.py - what every operation has in common: methods, media types, headers, problems, pages."""
import json
import re

import pytest
from support.api import exchange_raw, send
from support.register import new_task

STEERD_OPTIONS = {"hosts": "127.0.0.1,register.example"}


def test_an_unknown_path_is_404_without_a_token(api):
    answer = api.anonymous.get("/v1/nothing")
    assert (answer.status, answer.problem) == (404, "not-found")


@pytest.mark.parametrize("path, allow", [
    ("/v1/tasks", "GET, HEAD, POST, OPTIONS"), ("/v1/tasks/x", "GET, HEAD, PATCH, OPTIONS"),
    ("/v1/tasks/x/transitions", "POST, OPTIONS"), ("/v1/status-updates", "POST, OPTIONS"),
    ("/oauth/token", "POST, OPTIONS"), ("/v1/me", "GET, HEAD, OPTIONS")])
def test_another_method_is_405_and_options_says_what_is_allowed(api, path, allow):
    refused = api.anonymous.request("DELETE", path)
    assert (refused.status, refused.problem) == (405, "method-not-allowed")
    assert refused.headers["allow"] == allow
    told = api.anonymous.request("OPTIONS", path)
    assert (told.status, told.body, told.headers["allow"]) == (204, b"", allow)


def test_options_tells_which_bodies_are_taken(api):
    assert api.anonymous.request("OPTIONS", "/v1/tasks").headers["accept-post"] == "application/json"
    assert api.anonymous.request("OPTIONS", "/v1/tasks/x").headers["accept-patch"] == "application/merge-patch+json"
    assert api.anonymous.request("OPTIONS", "/v1/tasks/import").headers["accept-post"] == \
        "application/json, application/x-ndjson"


def test_a_method_nobody_knows_is_501(api):
    assert api.anonymous.request("BREW", "/v1/tasks").status == 501


def test_head_answers_the_headers_of_get_without_the_body(api):
    task = new_task(api)
    read = api.office.get(f"/v1/tasks/{task['code']}")
    head = api.office.request("HEAD", f"/v1/tasks/{task['code']}")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == read.headers["etag"]
    assert head.headers["content-length"] == str(len(read.body))


@pytest.mark.parametrize("path", ["/v1/tasks", "/v1/agencies", "/v1/me"])
def test_what_cannot_be_written_is_406(api, path):
    answer = api.office.get(path, headers={"Accept": "image/png"})
    assert (answer.status, answer.problem) == (406, "not-acceptable")


def test_one_object_is_not_a_table(api):
    assert api.office.get("/v1/me", headers={"Accept": "text/csv"}).status == 406


@pytest.mark.parametrize("method, path, header, taken", [
    ("POST", "/v1/tasks", "accept-post", "application/json"),
    ("POST", "/v1/status-updates/batch", "accept-post", "application/json, application/x-ndjson"),
    ("POST", "/v1/tasks/import", "accept-post", "application/json, application/x-ndjson"),
    ("PATCH", "/v1/tasks/x", "accept-patch", "application/merge-patch+json")])
@pytest.mark.parametrize("sent", ["text/plain", "application/xml", "application/json; charset=utf-16", None])
def test_another_media_type_is_415_and_says_which_is_taken(api, method, path, header, taken, sent):
    headers = {"If-Match": '"v1"'}
    if sent:
        headers["Content-Type"] = sent
    answer = api.office.request(method, path, b"{}", headers=headers)
    assert (answer.status, answer.problem) == (415, "unsupported-media-type")
    assert answer.headers[header] == taken


def test_a_merge_patch_is_no_json_and_json_no_merge_patch(api):
    patch = {"Content-Type": "application/merge-patch+json", "If-Match": '"v1"'}
    assert api.office.request("POST", "/v1/tasks", b"{}", headers=patch).status == 415
    assert api.office.request("PATCH", "/v1/tasks/x", {}, headers={"If-Match": '"v1"'}).status == 415


def test_a_compressed_body_is_415(api):
    answer = api.office.post("/v1/tasks", {}, headers={"Content-Encoding": "gzip"})
    assert answer.status == 415


def test_the_token_endpoint_takes_a_form_only(api):
    answer = api.anonymous.post("/oauth/token", {"grant_type": "client_credentials"})
    assert (answer.status, answer.headers["accept-post"]) == (415, "application/x-www-form-urlencoded")


def test_a_body_where_none_is_taken_is_400(api):
    answer = api.office.request("GET", "/v1/me", b"x")
    assert (answer.status, answer.problem) == (400, "bad-request")


@pytest.mark.parametrize("query, pointer, code", [
    ("colour=red", "colour", "unknown-parameter"), ("limit=0", "limit", "too-small"),
    ("limit=501", "limit", "too-large"), ("limit=1&limit=2", "limit", "repeated"),
    ("limit=ten", "limit", "wrong-type"), ("state=asleep", "state", "not-in-list"),
    ("due_from=2025-02-30", "due_from", "bad-date"), ("key=yes", "key", "wrong-type"),
    ("sort=colour", "sort", "not-in-list"), ("q=%ff", "q", "bad-encoding"),
    ("dry_run=true", "dry_run", "unknown-parameter"), ("count=all", "count", "not-in-list"),
    ("fields=code,colour", "fields", "not-found")])
def test_a_bad_parameter_is_400_and_named(api, query, pointer, code):
    answer = api.office.get(f"/v1/tasks?{query}")
    assert (answer.status, answer.problem) == (400, "invalid-query"), str(answer)
    assert answer.faults == {pointer: code}


def test_all_bad_parameters_are_named_at_once(api):
    answer = api.office.get("/v1/tasks?limit=0&colour=red&key=maybe")
    assert answer.faults == {"limit": "too-small", "colour": "unknown-parameter", "key": "wrong-type"}


def test_an_operation_without_parameters_refuses_them(api):
    assert api.office.post("/v1/tasks?atomic=true", {"title": "x"}).faults == {"atomic": "unknown-parameter"}


@pytest.mark.parametrize("path", ["/v1/tasks/%zz", "/v1/tasks/%00", "/v1/tasks/%ff", "/v1/tasks/a%0Ab"])
def test_a_badly_encoded_path_is_400(api, path):
    assert api.office.get(path).status == 400


def test_a_request_id_is_kept_or_made(api):
    kept = api.office.get("/v1/me", headers={"X-Request-Id": "my.request_1-2"})
    assert kept.headers["x-request-id"] == "my.request_1-2"
    for bad in ("a b", "a" * 65, "ă".encode().decode("latin1"), ""):
        made = api.office.get("/v1/me", headers={"X-Request-Id": bad})
        assert re.fullmatch(r"[0-9a-f]{16}-[0-9a-f]+", made.headers["x-request-id"])


def test_a_problem_carries_the_request_id(api):
    answer = api.office.get("/v1/tasks/none", headers={"X-Request-Id": "r-17"})
    assert answer.json()["request_id"] == "r-17"


def test_every_request_leaves_one_log_line_with_its_trace(api, steerd):
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    api.office.get("/v1/me", headers={"X-Request-Id": "traced-1", "traceparent": trace})
    line = steerd.wait_log("request", where=lambda line: line["request_id"] == "traced-1")
    assert (line["method"], line["path"], line["operation"], line["status"], line["client"], line["traceparent"]) == \
        ("GET", "/v1/me", "me", 200, "office", trace)
    assert line["taken_us"] >= line["db_us"] > 0
    assert len([one for one in steerd.log_lines("request") if one["request_id"] == "traced-1"]) == 1


def test_no_token_and_no_secret_is_ever_logged(api, steerd, template):
    api.office.get("/v1/me")
    text = steerd.log_text()
    assert api.token("office") not in text
    assert not any(secret in text for secret in template.secrets.values())


def test_a_query_is_not_logged(api, steerd):
    api.office.get("/v1/tasks?q=bi-mat-ca-nhan", headers={"X-Request-Id": "query-1"})
    steerd.wait_log("request", where=lambda line: line["request_id"] == "query-1")
    assert "bi-mat-ca-nhan" not in steerd.log_text()


def test_answers_say_how_long_each_part_took(api):
    timing = api.office.get("/v1/me").headers["server-timing"]
    assert re.fullmatch(r"auth;dur=\d+\.\d{3}, queue;dur=\d+\.\d{3}, db;dur=\d+\.\d{3}", timing)


def test_answers_are_not_cached_by_strangers(api):
    assert api.office.get("/v1/me").headers["cache-control"] == "private, no-cache"
    assert api.office.get("/v1/tasks/none").headers["cache-control"] == "no-store"
    assert "Authorization" in api.office.get("/v1/me").headers["vary"]
    assert "Accept" in api.office.get("/v1/tasks").headers["vary"]
    assert api.office.get("/v1/me").headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("wanted, language, title", [
    (None, "vi", "Không tìm thấy"), ("vi", "vi", "Không tìm thấy"), ("fr", "vi", "Không tìm thấy"),
    ("en", "en", "Not found"), ("en-US,en;q=0.9,vi;q=0.5", "en", "Not found"),
    ("vi,en;q=0.9", "vi", "Không tìm thấy")])
def test_problems_speak_the_language_asked_for(api, wanted, language, title):
    answer = api.office.get("/v1/tasks/none", headers={"Accept-Language": wanted} if wanted else {})
    assert (answer.json()["title"], answer.headers["content-language"]) == (title, language)
    assert "Accept-Language" in answer.headers["vary"]


def test_faults_speak_both_languages_and_keep_their_codes(api):
    body = {"title": "x" * 501, "key": "yes"}
    vi = api.office.post("/v1/tasks", body)
    en = api.office.post("/v1/tasks", body, headers={"Accept-Language": "en"})
    assert vi.status == en.status == 422
    assert vi.faults == en.faults == {"/title": "too-long", "/key": "wrong-type"}
    assert [fault["detail"] for fault in vi.json()["errors"]] != [fault["detail"] for fault in en.json()["errors"]]
    assert "500" in vi.json()["errors"][0]["detail"]


def test_a_problem_has_the_members_of_rfc_9457(api):
    problem = api.office.post("/v1/tasks", {"title": ""}).json()
    assert problem["type"] == "/problems/invalid-input" and problem["code"] == "invalid-input"
    assert problem["status"] == 422 and problem["title"] and problem["detail"]
    assert set(problem["errors"][0]) == {"pointer", "code", "detail"}


def test_every_problem_has_a_page_in_both_languages(api):
    index = api.anonymous.get("/problems")
    assert index.status == 200 and index.headers["content-type"].startswith("text/html")
    slugs = re.findall(r'href="/problems/([a-z-]+)"', index.body.decode())
    assert len(slugs) > 30
    for slug in slugs:
        vi = api.anonymous.get(f"/problems/{slug}")
        en = api.anonymous.get(f"/problems/{slug}", headers={"Accept-Language": "en"})
        assert vi.status == en.status == 200
        assert '<html lang="vi">' in vi.body.decode() and '<html lang="en">' in en.body.decode()
        assert slug in vi.body.decode()
    assert api.anonymous.get("/problems/no-such").status == 404
    assert api.anonymous.get("/problems", headers={"Accept": "application/json"}).status == 406


@pytest.mark.parametrize("body, code", [
    (b"", "syntax"), (b"{", "syntax"), (b"{}{}", "trailing-bytes"), (b'{"a":1,"a":2}', "duplicate-member"),
    (b'{"a":"\\u0000"}', "null-character"), (b'{"a":"\xff"}', "bad-utf8"), (b'{"a":"\\ud800"}', "lone-surrogate"),
    (b"[" * 33 + b"]" * 33, "too-deep"), (b'{"a":1e131071}', "number-range"), (b"\xef\xbb\xbf{}", "byte-order-mark"),
    (b"{'a':1}", "syntax"), (b'{"a":01}', "syntax"), (b'{"a":NaN}', "syntax")])
def test_a_body_that_is_no_strict_json_is_400(api, body, code):
    answer = api.office.request("POST", "/v1/tasks", body, headers={"Content-Type": "application/json"})
    assert (answer.status, answer.problem) == (400, "malformed-json"), str(answer)
    assert [fault["code"] for fault in answer.json()["errors"]] in ([code], ["empty"])


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"1", b"null", b"true"])
def test_a_body_must_be_an_object(api, body):
    answer = api.office.request("POST", "/v1/tasks", body, headers={"Content-Type": "application/json"})
    assert (answer.status, answer.problem) == (422, "invalid-input")


def test_a_body_up_to_its_limit_is_read_and_beyond_it_413(api):
    def sized(size):
        body = b'{"title":"' + b"x" * (size - 12) + b'"}'
        assert len(body) == size
        return api.office.request("POST", "/v1/tasks", body, headers={"Content-Type": "application/json"}).status
    assert [sized(size) for size in (262143, 262144, 262145)] == [422, 422, 413]


def test_a_batch_may_be_larger(api):
    body = b'{"items":[' + b" " * 300000 + b"]}"
    answer = api.office.request("POST", "/v1/tasks/import", body, headers={"Content-Type": "application/json"})
    assert answer.status == 422


def test_a_name_that_is_not_ours_is_421(steerd):
    assert send(steerd.port, "GET", "/problems", headers={"Host": "register.example"}).status == 200
    assert send(steerd.port, "GET", "/problems", headers={"Host": "REGISTER.example:80"}).status == 200
    assert send(steerd.port, "GET", "/problems", headers={"Host": "elsewhere.example"}).status == 421


def test_a_framing_fault_is_a_problem_too(steerd):
    got = exchange_raw(steerd.port, b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
    head, body = got.split(b"\r\n\r\n", 1)
    assert head.startswith(b"HTTP/1.1 400 ") and b"application/problem+json" in head
    assert json.loads(body)["code"] == "bad-request" and b"connection: close" in head.lower()


def test_pipelined_requests_are_answered_in_order(api, steerd):
    token = api.token("office").encode()
    one = b"GET /v1/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + b"\r\n%s\r\n"
    got = exchange_raw(steerd.port, one % (b"me", b"X-Request-Id: a\r\n") + one % (b"nothing", b"X-Request-Id: b\r\n")
                       + one % (b"me", b"X-Request-Id: c\r\nConnection: close\r\n"))
    assert re.findall(rb"X-Request-Id: (.)\r\n", got) == [b"a", b"b", b"c"]
    assert re.findall(rb"HTTP/1.1 (\d+)", got) == [b"200", b"404", b"200"]
