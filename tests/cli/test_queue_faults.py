"""test_queue_faults.py - pushes that cannot be delivered: kept, in order, with the key they had from the beginning."""
import json
import os
import stat

STATE = {"id": "7", "result": "accepted", "task": {"code": "NV-1", "state": "in_progress", "version": 2}}


def push(line, percent, **options):
    return line("status", "push", "NV-1", "--state", "in_progress", "--percent", percent, "--retries", "0", **options)


def entries(line):
    return line("queue", "list", "-o", "json").json()["items"]


def test_what_cannot_be_delivered_is_kept_and_says_so(make_line, absent):
    line = make_line(absent)
    run = push(line, 10, environment={"STEER_LANG": "en"})
    assert run.status == 10, run
    assert run.out == "" and "kept in the queue" in run.err and "unreachable" in run.err
    kept, = entries(line)
    assert (kept["state"], kept["client"], kept["task"], kept["url"]) == ("waiting", "so-khcn", "NV-1", absent.url)
    assert kept["body"]["progress_percent"] == 10 and len(kept["idempotency_key"]) == 36


def test_the_files_of_the_queue_are_their_owners_alone(make_line, absent):
    line = make_line(absent)
    push(line, 10)
    folder = line.directory / "steerctl"
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert {path.name for path in folder.iterdir()} == {"queue.sqlite", "queue.sqlite-lock"}


def test_what_waited_is_delivered_in_order_with_its_keys(make_line, absent, steps):
    line = make_line(absent)
    for percent in (10, 20, 30):
        push(line, percent)
    keys = [entry["idempotency_key"] for entry in entries(line)]
    absent.start().expect(*[steps.answer(201, STATE)] * 3)
    run = line("queue", "flush", "-o", "json")
    assert run.status == 0, run
    assert [seen.json()["progress_percent"] for seen in absent.seen] == [10, 20, 30]
    assert [seen.key for seen in absent.seen] == keys
    assert len(run.json()["items"]) == 3 and entries(line) == []


def test_where_nothing_waits_nobody_is_called(make_line, absent):
    line = make_line(absent)
    assert line("queue", "flush").status == 0
    push(line, 10)
    run = line("queue", "flush", "--dry-run", "-o", "json")
    assert run.status == 0 and len(run.json()["items"]) == 1, run
    run = line("queue", "flush", "--retries", "0")
    assert run.status == 10 and "so-khcn →" in run.err, run


def test_a_new_push_goes_behind_what_waits(make_line, absent, steps):
    line = make_line(absent)
    push(line, 10)
    absent.start().expect(*[steps.answer(201, STATE)] * 2)
    run = push(line, 20)
    assert run.status == 0, run
    assert [seen.json()["progress_percent"] for seen in absent.seen] == [10, 20]
    assert entries(line) == []


def test_a_new_push_is_kept_when_what_waits_cannot_go(make_line, absent, steps):
    line = make_line(absent)
    push(line, 10)
    absent.start().expect(steps.problem(503, "busy"))
    assert push(line, 20).status == 10
    assert [seen.json()["progress_percent"] for seen in absent.seen] == [10]
    assert [entry["body"]["progress_percent"] for entry in entries(line)] == [10, 20]


def test_the_key_is_the_same_however_often_a_push_is_sent(make_line, absent, steps):
    line = make_line(absent)
    push(line, 10)
    absent.start().expect(steps.drop(), steps.problem(504, "timed-out"), steps.answer(200, {**STATE, "result": "duplicate"}))
    run = line("queue", "flush", "--retries", "0")
    while run.status == 10:
        run = line("queue", "flush", "--retries", "0")
    assert run.status == 0, run
    assert len({seen.key for seen in absent.seen}) == 1


def test_killed_in_the_middle_of_a_delivery_nothing_is_lost_and_the_keys_stay(make_line, absent, start, steps):
    line = make_line(absent)
    for percent in (10, 20, 30):
        push(line, percent)
    keys = [entry["idempotency_key"] for entry in entries(line)]
    absent.start().expect(steps.answer(201, STATE), steps.hang())
    running = start(line, "queue", "flush")
    steps.wait_until(lambda: len(absent.seen) == 2, what="the second push arrives")
    running.kill()
    assert [entry["idempotency_key"] for entry in entries(line)] == keys[1:]
    absent.expect(*[steps.answer(201, STATE)] * 2)
    assert line("queue", "flush").status == 0
    assert [seen.key for seen in absent.seen] == [keys[0], keys[1], keys[1], keys[2]]
    assert entries(line) == []


def test_killed_while_pushing_the_push_is_on_disk_already(line, peer, start, steps):
    peer.expect(steps.hang())
    running = start(line, "status", "push", "NV-1", "--state", "in_progress", "--percent", "40")
    steps.wait_until(lambda: peer.seen, what="the push arrives")
    running.kill()
    kept, = entries(line)
    assert kept["idempotency_key"] == peer.seen[0].key and kept["body"] == peer.seen[0].json()


def test_interrupted_while_pushing_it_is_kept(line, peer, start, steps):
    peer.expect(steps.hang())
    running = start(line, "status", "push", "NV-1", "--state", "in_progress")
    steps.wait_until(lambda: peer.seen, what="the push arrives")
    running.interrupt()
    assert running.wait()[0] == 130
    assert len(entries(line)) == 1


def test_a_refused_push_is_not_kept(line, peer, steps):
    for status, code, exit_code in ((422, "invalid-input", 7), (404, "not-found", 5), (403, "insufficient-scope", 4)):
        peer.expect(steps.problem(status, code))
        assert push(line, 10).status == exit_code
        assert entries(line) == []


def test_one_that_waited_and_is_refused_is_set_aside_and_does_not_stop_the_rest(make_line, absent, steps):
    line = make_line(absent)
    push(line, 10), push(line, 20)
    absent.start().expect(steps.problem(422, "invalid-input", errors=[{"pointer": "/state", "code": "not-in-list", "detail": "d"}]),
                          steps.answer(201, STATE))
    run = line("queue", "flush")
    assert run.status == 9, run
    left, = entries(line)
    assert left["state"] == "refused" and "invalid-input" in left["problem"] and "/state" in left["problem"]
    # It is left alone until its number is given.
    assert line("queue", "flush").status == 0
    absent.expect(steps.answer(201, STATE))
    assert line("queue", "flush", left["id"]).status == 0
    assert entries(line) == []


def test_what_breaks_the_server_is_set_aside_too(make_line, absent, steps):
    line = make_line(absent)
    push(line, 10), push(line, 20)
    absent.start().expect(steps.problem(500, "internal-error"), steps.answer(201, STATE))
    assert line("queue", "flush").status == 9
    assert [entry["state"] for entry in entries(line)] == ["refused"]


def test_a_page_of_something_in_between_says_nothing_about_a_push(line, peer, steps):
    for step in (steps.answer(404, b"<html>", kind="text/html"), steps.answer(302, b"", {"Location": "/login"}),
                 steps.raw(b"nonsense\r\n\r\n")):
        peer.expect(step)
        assert push(line, 10).status == 10
        for entry in entries(line):
            assert line("queue", "drop", entry["id"], "--yes").status == 0


def test_a_server_that_cannot_say_who_we_are_keeps_the_push_unless_it_refuses_us(line, peer, steps):
    for step in (steps.answer(404, b"<html>", kind="text/html"), steps.problem(500, "internal-error"), steps.raw(b"nonsense\r\n\r\n")):
        peer.script_of_me = [step]
        run = push(line, 10)
        assert run.status == 10 and "mã" not in run.out, run
    assert len(entries(line)) == 3
    peer.script_of_me = [steps.problem(403, "forbidden")]
    assert push(line, 10).status == 4
    assert len(entries(line)) == 3 and peer.seen == []


def test_a_page_of_something_in_between_does_not_set_a_push_aside(make_line, absent, steps):
    line = make_line(absent)
    push(line, 10)
    absent.start().expect(steps.answer(404, b"<html>", kind="text/html"))
    assert line("queue", "flush").status == 10
    assert [entry["state"] for entry in entries(line)] == ["waiting"]


def test_empty_cells_of_a_batch_say_nothing(make_line, absent):
    line = make_line(absent)
    text = "task,state,progress_percent,source.event_id,source.sequence,summary,obstacles\nNV-1,received,,e1,,,\nNV-1,in_progress,5,e2,7,s,a; b\n"
    assert line("status", "batch", "--retries", "0", stdin=text).status == 10
    first, second = (entry["body"] for entry in entries(line))
    assert first == {"task": "NV-1", "state": "received", "source": {"event_id": "e1"}}
    assert second == {"task": "NV-1", "state": "in_progress", "progress_percent": 5, "source": {"event_id": "e2", "sequence": 7}, "summary": "s",
                      "obstacles": [{"title": "a"}, {"title": "b"}]}


def test_a_withdrawn_identity_keeps_what_waits(make_line, absent, steps):
    line = make_line(absent)
    push(line, 10)
    absent.start().token_script = [steps.problem(401, "invalid-client")] * 2
    assert line("queue", "flush").status == 4
    assert [entry["state"] for entry in entries(line)] == ["waiting"]


def test_pushes_of_another_identity_or_server_are_left_alone(make_line, absent, peer, steps):
    line = make_line(absent)
    push(line, 10)
    other = line.directory / "other.ini"
    other.touch(0o600)
    other.write_text(f"[other]\nurl = {absent.url}\nclient_id = other\nclient_secret = x\n"
                     f"[here]\nurl = {peer.url}\nclient_id = so-khcn\nclient_secret = x\n")
    absent.start()
    for name in ("other", "here"):
        run = line("queue", "flush", "--config", other, profile=name)
        assert run.status == 0 and json.loads(line("queue", "list", "-o", "json").out)["items"], run
    assert absent.seen == [] and peer.seen == []


def test_two_at_once_deliver_each_push_once_and_in_order(make_line, absent, start, steps):
    line = make_line(absent)
    for percent in range(10):
        push(line, percent)
    absent.start().expect(*[steps.answer(201, STATE)] * 10)
    running = [start(line, "queue", "flush") for _ in range(3)]
    assert [one.wait()[0] for one in running] == [0, 0, 0]
    assert [seen.json()["progress_percent"] for seen in absent.seen] == list(range(10))


def test_no_queue_means_no_queue(make_line, absent):
    line = make_line(absent)
    run = line("status", "push", "NV-1", "--state", "received", "--no-queue", "--retries", "0")
    assert run.status == 8, run
    assert not (line.directory / "steerctl").exists()


def test_a_dry_run_is_never_kept(make_line, absent):
    line = make_line(absent)
    run = line("status", "push", "NV-1", "--state", "received", "--dry-run", "--retries", "0")
    assert run.status == 8, run
    assert entries(line) == []


def test_a_batch_that_cannot_be_delivered_is_kept_push_by_push(make_line, absent, steps):
    line = make_line(absent)
    rows = [{"task": "NV-1", "source": {"event_id": f"e{n}"}, "state": "in_progress"} for n in range(3)]
    run = line("status", "batch", "--retries", "0", stdin="\n".join(map(json.dumps, rows)))
    assert run.status == 10, run
    assert [entry["body"] for entry in entries(line)] == rows


def test_a_batch_that_breaks_off_keeps_the_rest(make_line, absent, peer, steps):
    line = make_line(peer)
    rows = [{"task": "NV-1", "source": {"event_id": f"e{n}"}, "state": "in_progress"} for n in range(501)]
    done = {"items": [{"index": n, "status": 201, **STATE} for n in range(500)], "summary": {"accepted": 500, "failed": 0}}
    peer.expect(steps.answer(207, done), steps.problem(503, "busy"))
    run = line("status", "batch", "--retries", "0", "-o", "json", stdin="\n".join(map(json.dumps, rows)))
    assert run.status == 10, run
    assert run.json() == done
    assert [entry["body"] for entry in entries(line)] == rows[500:]


def test_what_waits_goes_before_a_batch(make_line, absent, steps):
    line = make_line(absent)
    push(line, 10)
    done = {"items": [{"index": 0, "status": 201, **STATE}], "summary": {"accepted": 1, "failed": 0}}
    absent.start().expect(steps.answer(201, STATE), steps.answer(207, done))
    row = {"task": "NV-1", "source": {"event_id": "e"}, "state": "in_progress"}
    assert line("status", "batch", stdin=json.dumps(row)).status == 0
    assert [seen.target for seen in absent.seen] == ["/v1/status-updates", "/v1/status-updates/batch"]


def test_an_entry_is_dropped_only_on_purpose(make_line, absent):
    line = make_line(absent)
    push(line, 10)
    number = entries(line)[0]["id"]
    assert line("queue", "drop", number).status == 2
    assert line("queue", "drop", number, "--dry-run").status == 0
    assert line("queue", "drop", "seven", "--yes").status == 2
    assert line("queue", "drop", number + 1, "--yes").status == 5
    assert len(entries(line)) == 1
    assert line("queue", "drop", number, "--yes").status == 0
    assert entries(line) == []


def test_a_queue_that_cannot_be_written_is_told_before_anything_is_sent(line, peer):
    run = push(line, 10, environment={"STEER_QUEUE": "/proc/no/such/queue.sqlite"})
    assert run.status == 1, run
    assert peer.seen == []


def test_a_file_that_is_no_queue_is_left_as_it_is(line, peer):
    path = line.directory / "notes.txt"
    path.write_text("these are notes, not a queue\n" * 100)
    before = path.read_bytes()
    run = line("status", "push", "NV-1", "--state", "received", "--queue", path)
    assert run.status == 1, run
    assert path.read_bytes() == before and os.path.getsize(path) == len(before)
    assert peer.seen == []


def test_an_event_of_ones_own_keeps_the_moment_it_happened(make_line, absent):
    line = make_line(absent)
    push(line, 10)
    line("status", "push", "NV-1", "--state", "received", "--event-id", "e1", "--retries", "0")
    first, second = entries(line)
    assert set(first["body"]["source"]) == {"occurred_at"}
    assert second["body"]["source"] == {"event_id": "e1"}
