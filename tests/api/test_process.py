"""test_process.py - the daemon as an operator meets it: start, readiness, metrics, reload, drain, restart of the dead, TLS, sockets."""
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import warnings

import pytest
from support.api import Api, send
from support.certificates import make_certificate, send_tls
from support.daemon import Daemon
from support.deadline import wait_until
from support.jwt import header_of
from support.keys import make_key, make_keyring, public_pem
from support.places import STEERD, free_port
from support.register import new_task


def run(*arguments, **options):
    return subprocess.run([STEERD, *arguments], capture_output=True, text=True, timeout=20, **options)


def workers_of(daemon):
    """Process ids below the supervisor: the workers and the clerk."""
    return [int(pid) for pid in open(f"/proc/{daemon.process.pid}/task/{daemon.process.pid}/children").read().split()]


# ---- configuration ----

def test_help_and_version_are_printed():
    assert "--listen" in run("--help").stdout and run("--help").returncode == 0
    assert run("--version").stdout.startswith("steerd ")


@pytest.mark.parametrize("arguments, word", [
    (["--nonsense"], "--nonsense"), (["--workers", "x"], "workers"), (["--config", "/nonexistent"], "/nonexistent"),
    (["--check-config", "--keys", "/nonexistent"], "/nonexistent"), (["--check-config", "--log-level", "loud"], "log-level"),
    (["--check-config", "--tls-certificate", "/nonexistent", "--tls-key", "/nonexistent"], "")])
def test_a_wrong_configuration_ends_with_2_and_says_what(keyring, arguments, word):
    if "--keys" not in arguments:
        arguments = [*arguments, "--keys", str(keyring)] if "--check-config" in arguments else arguments
    done = run(*arguments)
    assert done.returncode == 2 and word in done.stderr and done.stderr.startswith("steerd: ")


def test_a_good_configuration_is_checked_without_starting(keyring):
    done = run("--check-config", "--keys", str(keyring))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_address_in_use_ends_with_2(steerd, keyring):
    done = run("--keys", str(keyring), "--listen", f"127.0.0.1:{steerd.port}", "--operations-listen", f"127.0.0.1:{free_port()}")
    assert done.returncode == 2 and str(steerd.port) in done.stderr


# ---- operations listener ----

def test_live_ready_and_metrics(steerd, api):
    assert api.office.get("/v1/me").status == 200
    assert (steerd.operations("/live").status, steerd.operations("/ready").status) == (200, 200)
    assert steerd.operations("/other").status == 404
    assert send(steerd.operations_port, "POST", "/live", "x").status in (405, 413)
    answer = steerd.operations("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    wait_until(lambda: steerd.metrics().get('steerd_requests_total{operation="me",status="2xx"}', 0) >= 1, 5, "the request is counted")


def test_metrics_are_prometheus_text(steerd, api):
    api.office.get("/v1/me")
    api.anonymous.get("/v1/me")
    wait_until(lambda: steerd.metrics().get('steerd_requests_total{operation="me",status="4xx"}', 0) >= 1, 5, "counted")
    metrics = steerd.metrics()
    types = dict(line.split()[2:4] for line in steerd.operations("/metrics").body.decode().splitlines() if line.startswith("# TYPE"))
    for name in metrics:
        family = name.split("{")[0]
        plain = family.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count")
        assert family in types or types.get(plain) == "histogram", name
    assert metrics["steerd_ready"] == 1 and metrics["steerd_db_sessions_ready"] >= 2
    assert metrics["steerd_exchanges_started_total"] >= metrics["steerd_exchanges_finished_total"] > 0
    buckets = [value for name, value in metrics.items() if name.startswith('steerd_request_duration_seconds_bucket{operation="me"')]
    assert buckets == sorted(buckets) and buckets[-1] == metrics['steerd_request_duration_seconds_count{operation="me"}']
    assert metrics['steerd_request_duration_seconds_sum{operation="me"}'] > 0


def test_without_a_database_the_daemon_lives_is_not_ready_and_answers_503(keyring, workplace):
    daemon = Daemon("host=/nonexistent dbname=x user=steer_api", keyring, workplace).launch()
    try:
        wait_until(lambda: live(daemon), 10, "live")
        ready = daemon.operations("/ready")
        assert ready.status == 503 and ready.body
        answer = wait_until(lambda: (found := send(daemon.port, "POST", "/oauth/token", "grant_type=client_credentials", {
            "Authorization": "Basic YTpi", "Content-Type": "application/x-www-form-urlencoded"})).status == 503 and found, 10, "503")
        assert answer.problem == "unavailable" and int(answer.headers["retry-after"]) >= 1
        assert send(daemon.port, "GET", "/v1/nothing").status == 404
    finally:
        daemon.stop()


def live(daemon):
    try:
        return daemon.operations("/live").status == 200
    except OSError:
        return False


def test_a_login_role_that_is_too_strong_is_never_ready(database, keyring, workplace):
    superuser = f"host={database.socket} dbname={database.name} user=postgres"
    daemon = Daemon(superuser, keyring, workplace).launch()
    try:
        daemon.wait_log("database_lost", where=lambda line: "superuser" in json.dumps(line))
        wait_until(lambda: b"superuser" in daemon.operations("/ready").body, 5, "/ready says why")
        assert not daemon.ready()
    finally:
        daemon.stop()


# ---- drain ----

@pytest.fixture
def hold(database):
    """hold(): the table of tasks is held, reads and writes of it wait; hold(False) lets go, as the end of the test does."""
    session = database.connect()
    session.autocommit = False

    def hold(on=True):
        if on:
            session.cursor().execute("lock table register.tasks in access exclusive mode")
        else:
            session.rollback()
    yield hold
    session.close()


@pytest.mark.parametrize("workers", [0, 2])
def test_sigterm_lets_every_request_end_and_takes_no_more(start_steerd, database, template, hold, workers):
    daemon = start_steerd(workers=workers, call_ms=20000)
    api = Api(daemon.port, template.secrets)
    task = new_task(api)
    answers = []
    hold()
    readers = [threading.Thread(target=lambda: answers.append(api.office.get(f"/v1/tasks/{task['code']}").status)) for _ in range(4)]
    writer = threading.Thread(target=lambda: answers.append(
        api.office.patch(f"/v1/tasks/{task['code']}", {"title": "Kịp"}, version=1).status))
    for thread in (*readers, writer):
        thread.start()
    wait_until(lambda: database.value("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = %s",
                                      [database.name]) >= 1, 10, "a request waits in the database")
    wait_until(lambda: daemon.metrics()["steerd_db_calls_running"] >= 5, 10, "all are under way")
    daemon.signal(signal.SIGTERM)
    wait_until(lambda: not_ready(daemon), 10, "not ready any more")
    wait_until(lambda: refused(daemon.port), 10, "no new connections")
    assert answers == []
    hold(False)
    for thread in (*readers, writer):
        thread.join(20)
    assert answers == [200] * 5
    daemon.stop()
    assert database.value("select title from register.tasks where code = %s", [task["code"]]) == "Kịp"


def not_ready(daemon):
    try:
        return daemon.operations("/ready").status == 503
    except OSError:
        return True


def refused(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        return False
    except OSError:
        return True


def test_a_drain_that_takes_too_long_is_cut_short_and_said(start_steerd, template, hold):
    daemon = start_steerd(drain_seconds=1, call_ms=20000)
    api = Api(daemon.port, template.secrets)
    task = new_task(api)
    hold()
    thread = threading.Thread(target=lambda: silently(api.office.get, f"/v1/tasks/{task['code']}"))
    thread.start()
    wait_until(lambda: daemon.metrics()["steerd_db_calls_running"] >= 1, 10, "under way")
    daemon.signal(signal.SIGTERM)
    assert daemon.process.wait(10) == 1
    hold(False)
    thread.join(10)
    assert daemon.log_lines("drain_cut_short")
    daemon.process = None


def silently(call, *arguments):
    """None when the connection ends before the answer."""
    try:
        return call(*arguments)
    except (OSError, http.client.HTTPException):
        return None


# ---- workers ----

def test_a_dead_worker_is_replaced_and_its_counts_stay(start_steerd, template):
    daemon = start_steerd(workers=2)
    api = Api(daemon.port, template.secrets)
    for _ in range(10):
        assert api.office.get("/v1/me").status == 200
    name = 'steerd_requests_total{operation="me",status="2xx"}'
    wait_until(lambda: daemon.metrics().get(name, 0) >= 10, 5, "counted")
    before = workers_of(daemon)
    assert len(before) == 3
    os.kill(before[0], signal.SIGKILL)
    daemon.wait_log("child_ended", where=lambda line: line["pid"] == before[0] and line["signal"] == 9)
    wait_until(lambda: len(set(workers_of(daemon)) - set(before)) == 1, 10, "a new one")
    wait_until(lambda: daemon.ready() and daemon.metrics()["steerd_processes"] == 3, 10, "all are there again")
    assert daemon.metrics()[name] >= 10
    for _ in range(10):
        assert api.office.get("/v1/me").status == 200


def test_the_workers_share_the_work(start_steerd, template):
    daemon = start_steerd(workers=2)
    api = Api(daemon.port, template.secrets)
    api.token("office")

    def some():
        for _ in range(30):
            api.office.get("/v1/me")
    threads = [threading.Thread(target=some) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {line["process"] for line in daemon.log_lines("request")} == {"worker-0", "worker-1"}


def test_the_clerk_purges_what_has_expired(start_steerd, database):
    code = database.value("select code from register.api_clients order by code limit 1")
    database.query("insert into register.idempotency_records (client, key, request_hash, status, created_at) values "
                   "(%s, 'old', '', 201, now() - interval '31 days'), (%s, 'new', '', 201, now() - interval '29 days')", [code, code])
    database.query("insert into register.used_assertions (client_id, jti, expires_at) select id, 'gone', now() - interval '1 minute' "
                   "from register.api_clients where code = %s", [code])
    daemon = start_steerd(workers=1)
    wait_until(lambda: database.value("select count(*) from register.idempotency_records where key = 'old'") == 0, 20, "purged")
    assert database.value("select count(*) from register.idempotency_records where key = 'new'") == 1
    assert database.value("select count(*) from register.used_assertions where jti = 'gone'") == 0
    wait_until(lambda: 0 <= daemon.metrics().get('steerd_clerk_lag_seconds{duty="purge"}', -1) <= 2, 5, "the lag is small again")


# ---- reload ----

def test_keys_are_exchanged_without_a_restart(start_steerd, template, workplace):
    keys = make_keyring(workplace / "turning-keys", "old")
    daemon = start_steerd(keys=keys, workers=2)
    api = Api(daemon.port, template.secrets)
    old = api.token("office")
    assert header_of(old)["kid"] == "old"
    make_key(keys / "new.pem")
    (keys / "active").write_text("new\n")
    reload(daemon, 2)
    fresh = mint(api, template)
    assert header_of(fresh)["kid"] == "new"
    kids = {key["kid"] for key in api.anonymous.get("/.well-known/jwks.json").json()["keys"]}
    assert kids == {"old", "new"}
    assert {api.office.get("/v1/me", token=token).status for token in (old, fresh) for _ in range(5)} == {200}
    (keys / "old.pub.pem").write_text(public_pem(keys / "old.pem"))
    (keys / "old.pem").unlink()
    reload(daemon, 2)
    assert api.office.get("/v1/me", token=old).status == 200
    (keys / "old.pub.pem").unlink()
    reload(daemon, 2)
    assert {api.office.get("/v1/me", token=old).status for _ in range(10)} == {401}
    assert api.office.get("/v1/me", token=fresh).status == 200


def mint(api, template):
    return api.token_answer("office", template.secrets["office"]).json()["access_token"]


def reload(daemon, workers, event="reloaded"):
    """SIGHUP, and waits until each worker has said so of its keys."""
    before = len([line for line in daemon.log_lines(event) if line["what"] == "keys"])
    daemon.signal(signal.SIGHUP)
    wait_until(lambda: len([line for line in daemon.log_lines(event) if line["what"] == "keys"]) == before + workers, 10, event)


def test_keys_that_do_not_load_leave_the_old_ones_in_force(start_steerd, template, workplace):
    keys = make_keyring(workplace / "broken-keys", "good")
    daemon = start_steerd(keys=keys)
    api = Api(daemon.port, template.secrets)
    token = api.token("office")
    (keys / "bad.pem").touch(mode=0o600)
    (keys / "bad.pem").write_text("no key\n")
    reload(daemon, 1, "not_reloaded")
    assert api.office.get("/v1/me", token=token).status == 200 and mint(api, template)
    shutil.rmtree(keys)
    reload(daemon, 1, "not_reloaded")
    assert api.office.get("/v1/me", token=token).status == 200


# ---- TLS ----

@pytest.fixture(scope="module")
def secured(start_steerd, workplace):
    """(daemon, certificate file, key file)"""
    certificate, key = make_certificate(workplace, "first")
    shutil.copy(certificate, workplace / "tls.crt")
    (workplace / "tls.key").touch(mode=0o600)
    shutil.copy(key, workplace / "tls.key")
    return start_steerd(tls_certificate=workplace / "tls.crt", tls_key=workplace / "tls.key"), workplace / "tls.crt", workplace / "tls.key"


@pytest.mark.parametrize("version, name", [(ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")])
def test_tls_of_both_versions_is_served(secured, version, name):
    daemon, certificate, _ = secured
    answer, protocol, _ = send_tls(daemon.port, certificate, "GET", "/problems", minimum=version, maximum=version)
    assert (answer.status, protocol) == (200, name)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_older_tls_and_plain_http_are_not(secured):
    daemon, _, _ = secured
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", daemon.port), timeout=5) as plain, pytest.raises(OSError):
        context.wrap_socket(plain).close()
    with pytest.raises((OSError, http.client.HTTPException)):
        send(daemon.port, "GET", "/problems", timeout=5)


def test_a_new_certificate_is_taken_on_sighup_and_a_bad_one_is_not(secured, workplace):
    daemon, certificate, key = secured
    fresh, fresh_key = make_certificate(workplace, "second")
    old = workplace / "old.crt"
    shutil.copy(certificate, old)
    shutil.copy(fresh, certificate)
    shutil.copy(fresh_key, key)
    reload(daemon, 1)
    assert send_tls(daemon.port, fresh, "GET", "/problems")[2] == "second"
    with pytest.raises(ssl.SSLError):
        send_tls(daemon.port, old, "GET", "/problems")
    certificate.write_text("no certificate\n")
    daemon.signal(signal.SIGHUP)
    daemon.wait_log("not_reloaded", where=lambda line: line["what"] == "certificate")
    assert send_tls(daemon.port, fresh, "GET", "/problems")[2] == "second"


# ---- sockets ----

def test_sockets_are_inherited_from_systemd(database, keyring, workplace):
    daemon = Daemon(database.conninfo, keyring, workplace, {"listen": "127.0.0.1:1", "operations_listen": "127.0.0.1:1"})
    sockets = []
    for port in (daemon.port, daemon.operations_port):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen()
        sockets.append(listening)

    lines = [f"{name.replace('_', '-')} = {value}" for name, value in daemon.options.items()]
    daemon.config.touch(mode=0o600)
    daemon.config.write_text("\n".join(lines) + "\n")
    first, second = (listening.fileno() for listening in sockets)
    # The operations socket comes first: names tell, not the order. LISTEN_PID must be steerd's own.
    script = f'exec 200<&{second} 201<&{first}; exec 3<&200 4<&201 200<&- 201<&-; LISTEN_PID=$$ exec "$@"'
    with open(daemon.log_path, "ab") as log:
        daemon.process = subprocess.Popen(
            ["bash", "-c", script, "bash", STEERD, "--config", daemon.config], stderr=log, stdout=log, pass_fds=(first, second),
            env={**os.environ, "LISTEN_FDS": "2", "LISTEN_FDNAMES": "operations:api"})
    try:
        wait_until(daemon.ready, 20, "ready on inherited sockets")
        assert send(daemon.port, "GET", "/problems").status == 200
    finally:
        daemon.stop()
        for listening in sockets:
            listening.close()


@pytest.mark.parametrize("workers", [0, 1])
def test_systemd_is_told_ready_and_stopping(database, keyring, workplace, monkeypatch, workers):
    path = workplace / f"notify-{workers}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(path))
        listener.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        daemon = Daemon(database.conninfo, keyring, workplace, {"workers": workers}).launch()
        assert listener.recv(100) == b"READY=1"
        assert daemon.ready()
        daemon.stop()
        assert listener.recv(100) == b"STOPPING=1"


def test_the_api_listens_on_a_unix_socket(database, keyring, workplace):
    path = workplace / "api.sock"
    daemon = Daemon(database.conninfo, keyring, workplace, {"listen": f"unix:{path}"}).launch()
    try:
        wait_until(daemon.ready, 20, "ready")
        with socket.socket(socket.AF_UNIX) as peer:
            peer.connect(str(path))
            peer.sendall(b"GET /problems HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert peer.recv(100).startswith(b"HTTP/1.1 200 ")
        line = daemon.wait_log("request")
        assert line["peer"] == "unix"
    finally:
        daemon.stop()
    assert not path.exists()
