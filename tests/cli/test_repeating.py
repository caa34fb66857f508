"""test_repeating.py - lost connections, busy servers, garbage, slow peers: what is repeated, what is not, and how it ends."""
import time

TASK = {"id": "1", "code": "NV-1", "title": "Một việc", "version": 1}


def test_a_read_whose_connection_is_lost_is_repeated(line, peer, steps):
    peer.expect(steps.drop(), steps.answer(200, TASK))
    run = line("task", "get", "NV-1", "-o", "name")
    assert run.status == 0, run
    assert run.out == "NV-1\n"
    assert [seen.target for seen in peer.seen] == ["/v1/tasks/NV-1"] * 2


def test_a_post_whose_connection_is_lost_is_repeated_with_its_key(line, peer, steps):
    peer.expect(steps.drop(), steps.drop(), steps.answer(201, TASK))
    run = line("task", "create", "--title", "Một việc")
    assert run.status == 0, run
    assert len({seen.key for seen in peer.seen}) == 1
    assert len(peer.seen[0].key) == 36
    assert {seen.body for seen in peer.seen} == {b'{"title":"M\xe1\xbb\x99t vi\xe1\xbb\x87c"}'}


def test_a_key_given_on_the_line_is_the_one_sent(line, peer, steps):
    peer.expect(steps.answer(201, TASK, {"Idempotency-Replayed": "true"}))
    run = line("task", "create", "--title", "x", "--idempotency-key", "my-key-1", "--lang", "en")
    assert run.status == 0, run
    assert peer.seen[0].key == "my-key-1"
    assert "stored answer" in run.err


def test_a_patch_whose_connection_is_lost_is_not_repeated(line, peer, steps):
    peer.expect(steps.drop())
    run = line("task", "set", "NV-1", "--title", "y", "--if-match", "v1", "--lang", "en")
    assert run.status == 8, run
    assert len(peer.seen) == 1
    assert "connection-lost" in run.err


def test_a_patch_is_repeated_when_the_server_did_nothing(line, peer, steps):
    peer.expect(steps.problem(503, "busy"), steps.answer(200, TASK))
    run = line("task", "set", "NV-1", "--title", "y", "--if-match", "v1")
    assert run.status == 0, run
    assert [seen.headers["if-match"] for seen in peer.seen] == ['"v1"'] * 2


def test_a_patch_with_an_unknown_outcome_is_not_repeated(line, peer, steps):
    peer.expect(steps.problem(503, "outcome-unknown"))
    run = line("task", "set", "NV-1", "--title", "y", "--if-match", "v1")
    assert run.status == 8, run


def test_retry_after_is_waited_for(line, peer, steps):
    peer.expect(steps.problem(503, "busy", {"Retry-After": "1"}), steps.answer(200, TASK))
    run = line("task", "get", "NV-1")
    assert run.status == 0, run
    assert peer.seen[1].at - peer.seen[0].at >= 1.0


def test_too_long_a_retry_after_ends_at_once(line, peer, steps):
    peer.expect(steps.problem(429, "too-many-requests", {"Retry-After": "120"}))
    begun = time.monotonic()
    run = line("task", "get", "NV-1")
    assert run.status == 8, run
    assert time.monotonic() - begun < 5
    assert "too-many-requests" in run.err and "req-1" in run.err


def test_repeating_ends_after_the_number_of_retries(line, peer, steps):
    peer.expect(*[steps.problem(503, "busy")] * 4)
    run = line("task", "get", "NV-1")
    assert run.status == 8, run
    assert len(peer.seen) == 4
    waits = [b.at - a.at for a, b in zip(peer.seen, peer.seen[1:])]
    assert waits[0] >= 0.2 and waits[1] >= 0.4 and waits[2] >= 0.8


def test_no_retries_means_one_attempt(line, peer, steps):
    peer.expect(steps.problem(503, "busy"))
    assert line("task", "get", "NV-1", "--retries", "0").status == 8


def test_a_key_that_is_in_flight_is_asked_for_again(line, peer, steps):
    peer.expect(steps.problem(409, "key-in-flight", {"Retry-After": "1"}), steps.answer(201, TASK))
    run = line("task", "create", "--title", "x")
    assert run.status == 0, run
    assert peer.seen[0].key == peer.seen[1].key


def test_other_conflicts_are_not_repeated(line, peer, steps):
    peer.expect(steps.problem(409, "already-exists"))
    assert line("task", "create", "--title", "x").status == 6


def test_a_slow_peer_is_left_after_the_timeout(line, peer, steps):
    peer.expect(steps.hang())
    begun = time.monotonic()
    run = line("task", "get", "NV-1", "--timeout", "1", "--retries", "0", "--lang", "en")
    assert run.status == 8, run
    assert 0.9 < time.monotonic() - begun < 5
    assert "no-answer" in run.err


def test_a_peer_that_stops_in_the_middle_of_its_answer_is_lost(line, peer, steps):
    peer.expect(steps.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\""))
    run = line("task", "get", "NV-1", "--retries", "0")
    assert run.status == 8, run
    assert run.out == ""


def test_bytes_that_are_no_http_are_no_answer(line, peer, steps):
    peer.expect(steps.raw(b"SSH-2.0-OpenSSH_9.2\r\n"))
    run = line("task", "get", "NV-1", "--lang", "en")
    assert run.status == 1, run
    assert "bad-answer" in run.err


def test_a_page_of_another_program_is_no_answer(line, peer, steps):
    peer.expect(steps.answer(200, b"<html>captive portal</html>", kind="text/html"))
    run = line("task", "get", "NV-1", "--lang", "en")
    assert run.status == 1, run
    assert run.out == "" and "not JSON" in run.err


def test_a_problem_that_is_no_problem_json_is_told_by_its_status(line, peer, steps):
    peer.expect(steps.answer(404, b"nothing here", kind="text/plain"))
    run = line("task", "get", "NV-1")
    assert run.status == 5, run
    assert "HTTP 404" in run.err


def test_an_answer_without_end_is_refused(line, peer, steps):
    def flood(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
        chunk = b" " * (1 << 20)
        try:
            for _ in range(80):
                handler.wfile.write(chunk)
        except OSError:
            pass
        handler.close_connection = True
    peer.expect(flood)
    run = line("task", "get", "NV-1")
    assert run.status == 1, run


def test_nobody_listening_is_unavailable(make_line, absent):
    run = make_line(absent)("task", "get", "NV-1", "--retries", "0", "--lang", "en")
    assert run.status == 8, run
    assert "unreachable" in run.err


def test_a_redirection_is_not_followed(line, peer, steps):
    peer.expect(steps.answer(302, headers={"Location": f"{peer.url}/elsewhere"}))
    run = line("task", "get", "NV-1")
    assert run.status == 1, run
    assert [seen.target for seen in peer.seen] == ["/v1/tasks/NV-1"]


def test_the_next_page_is_never_read_from_another_server(line, peer, steps):
    items = {"items": [TASK], "page": {"limit": 1, "next": "c"}}
    peer.expect(steps.answer(200, items, {"Link": '<http://198.51.100.1/v1/tasks?cursor=c>; rel="next"'}))
    run = line("task", "list", "--all")
    assert run.status == 1, run
    assert "bad-answer" in run.err and run.out == ""


def test_pages_are_followed_and_become_one_list(line, peer, steps):
    page = {"items": [TASK], "page": {"limit": 500, "next": "c"}, "as_of": {"today": "2025-06-12"}}
    last = {"items": [{**TASK, "code": "NV-2"}], "page": {"limit": 500, "next": None}}
    peer.expect(steps.answer(200, page, {"Link": '</v1/tasks?limit=500&cursor=c>; rel="next"'}), steps.answer(200, last))
    run = line("task", "list", "--all", "-o", "json")
    assert run.status == 0, run
    assert run.json() == {"items": [TASK, last["items"][0]], "page": last["page"], "as_of": page["as_of"]}
    assert [seen.target for seen in peer.seen] == ["/v1/tasks?limit=500", "/v1/tasks?limit=500&cursor=c"]


def test_json_is_the_body_unchanged(line, peer, steps):
    body = b'{ "items" : [ {"code":"NV-1",  "low": 0.70, "x": 12345678901234567890} ],\n "page" : {} }'
    peer.expect(steps.answer(200, body))
    run = line("task", "list", "-o", "json")
    assert run.out.encode() == body + b"\n"


def test_entries_of_ndjson_keep_their_digits_and_stand_on_one_line(line, peer, steps):
    body = b'{"items":[{"a": 12345678901234567890,\n "b": "x\\ny, ]}"}, {"a": [1, {"b": 2}]}\n]}'
    peer.expect(steps.answer(200, body))
    run = line("task", "list", "-o", "ndjson")
    assert run.lines() == ['{"a": 12345678901234567890,  "b": "x\\ny, ]}"}', '{"a": [1, {"b": 2}]}']


def test_a_token_the_server_refuses_is_fetched_anew_once(line, peer, steps):
    peer.expect(steps.problem(401, "invalid-token"), steps.answer(200, TASK))
    run = line("task", "get", "NV-1")
    assert run.status == 0, run
    assert len(peer.tokens) == 2
    assert peer.seen[0].headers["authorization"] != peer.seen[1].headers["authorization"]


def test_a_token_refused_twice_is_not_allowed(line, peer, steps):
    peer.expect(*[steps.problem(401, "invalid-token")] * 2)
    assert line("task", "get", "NV-1").status == 4


def test_a_token_is_fetched_anew_when_it_has_ended(line, peer, steps):
    peer.token_script = [steps.answer(200, {"access_token": steps.token(n=n), "token_type": "Bearer", "expires_in": 1}) for n in range(3)]
    peer.expect(steps.answer(200, TASK, {"ETag": '"v1"'}), steps.answer(200, TASK))
    assert line("task", "set", "NV-1", "--title", "y").status == 0
    assert len(peer.tokens) == 3 and len({seen.headers["authorization"] for seen in peer.seen}) == 2


def test_a_token_is_used_as_long_as_it_lives(line, peer, steps):
    peer.expect(steps.answer(200, TASK, {"ETag": '"v1"'}), steps.answer(200, TASK))
    assert line("task", "set", "NV-1", "--title", "y").status == 0
    assert len(peer.tokens) == 1


def test_a_busy_token_endpoint_is_asked_again(line, peer, steps):
    peer.token_script = [steps.problem(503, "busy"), steps.drop()]
    peer.expect(steps.answer(200, TASK))
    run = line("task", "get", "NV-1")
    assert run.status == 0, run
    assert len(peer.tokens) == 3


def test_a_token_endpoint_that_answers_nonsense_is_no_answer(line, peer, steps):
    peer.token_script = [steps.answer(200, {"access_token": 7})]
    run = line("task", "get", "NV-1")
    assert run.status == 1, run
    assert "/oauth/token" in run.err


def test_an_interruption_ends_the_call_at_once(line, peer, start, steps):
    peer.expect(steps.hang())
    running = start(line, "task", "get", "NV-1")
    steps.wait_until(lambda: peer.seen, what="the request")
    running.interrupt()
    begun = time.monotonic()
    status, out, err = running.wait()
    assert status == 130, err
    assert time.monotonic() - begun < 3
    assert out == ""


def test_secrets_do_not_go_over_plain_http_to_another_machine(line):
    run = line("task", "list", "--url", "http://192.0.2.1:1", "--lang", "en")
    assert run.status == 2, run
    assert "plain-http" in run.err


def test_a_path_segment_cannot_leave_its_place(line, peer, steps):
    peer.expect(steps.answer(200, TASK))
    line("document", "get", "726/KH-UBND?x=../..")
    assert peer.seen[0].target == "/v1/documents/726%2FKH-UBND%3Fx%3D..%2F.."


def test_control_characters_of_an_answer_do_not_reach_the_screen(line, peer, steps):
    peer.expect(steps.answer(200, {"items": [{"code": "NV-1", "title": "a\x1b[2Jb\u202ec\nd"}]}))
    run = line("task", "list")
    assert "\x1b" not in run.out and "\u202e" not in run.out
    assert "a [2Jb\ufffdc d" in run.out
