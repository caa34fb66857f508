"""test_peers.py - clients that leave, dawdle, never read or come by the thousand harm nobody but themselves."""
import os
import resource
import socket
import time
from pathlib import Path

import pytest

from fault.processes import children
from fault.pushing import Crowd, make_tasks
from support.api import Api
from support.daemon import Daemon
from support.deadline import wait_until

IDLE = 5000
SPARE = 512


def connect(port):
    peer = socket.create_connection(("127.0.0.1", port), timeout=30)
    return peer


def push_bytes(api, task, event):
    """One push as it goes over the wire."""
    body = f'{{"task":"{task}","source":{{"event_id":"{event}"}},"state":"in_progress"}}'.encode()
    return (f"POST /v1/status-updates HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {api.token('so-khcn')}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body


def test_a_client_that_leaves_after_sending_has_its_push_carried_out(api, database, steerd):
    (task,) = make_tasks(api, "so-khcn", 1)
    for number in range(40):
        peer = connect(steerd.port)
        peer.sendall(push_bytes(api, task, f"{task}-left-{number}"))
        if number % 2:  # a reset, not an orderly end
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        peer.close()
    known = {"task": task, "source": {"event_id": f"{task}-stays"}, "state": "in_progress"}
    assert api.so_khcn.post("/v1/status-updates", known).status == 201
    # Whoever reset his connection may have left before the request was read; nothing is there twice.
    events = database.query("select event_id, count(*) from register.status_updates where event_id like %s "
                            "group by event_id", [f"{task}-left-%"])
    assert all(count == 1 for _, count in events)
    orderly = {f"{task}-left-{number}" for number in range(0, 40, 2)}
    wait_until(lambda: orderly <= {event for (event,) in database.query(
        "select event_id from register.status_updates where event_id like %s", [f"{task}-left-%"])},
        10, "the pushes of those who left in order")


def test_a_client_that_dribbles_its_head_is_told_408(start_steerd):
    daemon = start_steerd(headers_ms=1000, idle_ms=5000)
    peer = connect(daemon.port)
    began = time.monotonic()
    peer.settimeout(0.05)
    received = b""
    for byte in b"GET /v1/tasks HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"z" * 200:
        try:
            peer.sendall(bytes([byte]))
            received = peer.recv(4096)
            break
        except TimeoutError:
            continue
    assert b"HTTP/1.1 408 " in received, received
    assert 0.8 < time.monotonic() - began < 4


def test_a_client_that_never_reads_does_not_delay_others(api, steerd):
    """It asks for the API's description without end and takes nothing in."""
    peer = connect(steerd.port)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    peer.settimeout(0.2)
    try:
        for _ in range(3000):
            peer.sendall(b"GET /v1/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    except TimeoutError:
        pass  # the server has stopped reading, as it must
    began = time.monotonic()
    for _ in range(20):
        assert api.office.get("/v1/me", timeout=5).status == 200
    assert time.monotonic() - began < 5
    peer.close()


@pytest.fixture
def many_descriptors():
    """The daemon and this test each hold a descriptor for every connection."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = IDLE + SPARE
    assert hard == resource.RLIM_INFINITY or hard >= needed, f"this needs `ulimit -Hn` of {needed}, here it is {hard}"
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, needed), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_five_thousand_idle_connections_leave_room_for_the_busy(many_descriptors, start_steerd, template):
    daemon = start_steerd(workers=0, per_address=IDLE + SPARE, connections=IDLE + SPARE, idle_ms=120000)
    api = Api(daemon.port, template.secrets)
    peers = [connect(daemon.port) for _ in range(IDLE)]
    try:
        wait_until(lambda: sum(value for name, value in daemon.metrics().items()
                               if name.startswith("steerd_connections_open")) >= IDLE, 20,
                   f"{IDLE} connections open")
        began = time.monotonic()
        for _ in range(50):
            assert api.office.get("/v1/me", timeout=5).status == 200
        assert time.monotonic() - began < 10
        # Those who waited are served as well.
        for peer in peers[::500]:
            peer.sendall(b"GET /v1/tasks HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert peer.recv(64).startswith(b"HTTP/1.1 401 ")
    finally:
        for peer in peers:
            peer.close()


def test_connections_are_divided_among_the_workers(start_steerd):
    """Of one shared socket, whoever is awake takes all; and then only its database sessions work."""
    daemon = start_steerd(workers=2)
    peers = [connect(daemon.port) for _ in range(100)]
    workers = children(daemon.process.pid)[:2]
    wait_until(lambda: sum(sockets_of(pid) for pid in workers) >= 100, 10, "all accepted")
    assert min(sockets_of(pid) for pid in workers) > 20
    for peer in peers:
        peer.close()


def sockets_of(pid):
    return sum(1 for link in Path(f"/proc/{pid}/fd").iterdir() if os.readlink(link).startswith("socket:"))


def test_a_second_daemon_on_the_same_port_is_refused(start_steerd, database, keyring, workplace):
    running = start_steerd(workers=2)
    second = Daemon(database.conninfo, keyring, workplace, {"workers": 2, "listen": f"127.0.0.1:{running.port}"})
    second.launch()
    assert second.process.wait(20) == 2
    assert f"127.0.0.1:{running.port}" in second.log_text()


def test_one_address_over_its_share_is_turned_away_and_the_others_served(start_steerd, template):
    daemon = start_steerd(workers=0, per_address=20)
    peers = [connect(daemon.port) for _ in range(20)]
    refused = connect(daemon.port)
    refused.settimeout(5)
    answer = refused.recv(4096)
    assert answer == b"" or b" 503 " in answer or b" 429 " in answer, answer
    for peer in peers:
        peer.close()
    api = Api(daemon.port, template.secrets)
    wait_until(lambda: works(api), 10, "served again")


def works(api):
    try:
        return api.office.get("/v1/me", timeout=5).status == 200
    except OSError:
        return False


def test_out_of_descriptors_the_daemon_waits_and_recovers(start_steerd, template):
    """EMFILE at accept: no crash, no spinning, and service as soon as there is one again."""
    daemon = start_steerd(workers=0)
    api = Api(daemon.port, template.secrets)
    assert works(api)
    pid = daemon.process.pid
    used = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (used + 4, hard))
    peers = [connect(daemon.port) for _ in range(40)]
    before = cpu_seconds(pid)
    began = time.monotonic()
    peers[0].sendall(b"GET /v1/tasks HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert peers[0].recv(64).startswith(b"HTTP/1.1 401 ")
    wait_until(lambda: time.monotonic() - began > 1.5, 5, "a while of waiting")
    assert cpu_seconds(pid) - before < 0.75, "it spins"
    for peer in peers:
        peer.close()
    wait_until(lambda: works(api), 10, "served again")


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def test_sigterm_under_load_answers_all_it_began(start_steerd, database, template):
    """Drain: not ready at once, nothing cut off in the middle, exit 0 (Daemon.stop asserts it)."""
    daemon = start_steerd(workers=2)
    with Crowd(Api(daemon.port, template.secrets), pushers=6, readers=2) as crowd:
        crowd.wait_acknowledged(100)
        daemon.stop()
        daemon.start()
        crowd.wait_acknowledged(20)
    crowd.check(database)
    assert crowd.attempts[503] == 0 and crowd.attempts["cut off"] == 0, crowd.attempts
