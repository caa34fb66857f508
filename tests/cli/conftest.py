"""conftest.py - what the tests of the command line share: a peer that misbehaves on purpose, and a steerctl pointed at it."""
import base64
import fcntl
import json
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import termios
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from support.deadline import wait_until
from support.places import ROOT, STEERCTL, free_port
from support.steerctl import Steerctl

SECRET = "s3cret-of-the-client-that-nobody-may-see"


def make_token(**claims):
    """A token in the form of the server's; its signature is nobody's."""
    parts = ({"alg": "ES256", "kid": "k"}, {"sub": "so-khcn", "role": "agency", "agency": "so-khcn", **claims})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*encoded, "c2lnbmF0dXJl"])


class Seen:
    """One request as it arrived."""

    def __init__(self, handler, body):
        self.method, self.target = handler.command, handler.path
        self.headers = {name.lower(): value for name, value in handler.headers.items()}
        self.body, self.at = body, time.monotonic()

    @property
    def key(self):
        return self.headers.get("idempotency-key")

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.method} {self.target}"


def answer(status, body=None, headers=None, kind=None):
    """A step: one whole answer. `body` is bytes or becomes JSON."""
    def step(handler):
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        problem = status >= 400 and not isinstance(body, bytes)
        handler.send_response(status)
        handler.send_header("Content-Type", kind or ("application/problem+json" if problem else "application/json"))
        handler.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(data)
    return step


def problem(status, code, headers=None, **members):
    """A step: a problem as the API words it."""
    return answer(status, {"type": f"/problems/{code}", "title": code, "status": status, "code": code,
                           "request_id": "req-1", **members}, headers)


def raw(data, hang=False):
    """A step: these bytes, then the end of the connection (or of the test)."""
    def step(handler):
        handler.wfile.write(data)
        handler.wfile.flush()
        if hang:
            handler.server.released.wait(60)
        handler.close_connection = True
        try:
            handler.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the client left first
    return step


def drop():
    """A step: the request is read, and the connection ends without an answer."""
    return raw(b"")


def hang():
    """A step: the request is read, and nothing happens any more."""
    return raw(b"", hang=True)


class Handler(BaseHTTPRequestHandler):
    """Strict: what it cannot make sense of ends the test."""
    protocol_version = "HTTP/1.1"

    def handle_any(self):
        length = self.headers.get("Content-Length")
        body = self.rfile.read(int(length)) if length else b""
        self.server.peer.take(self, Seen(self, body))

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = do_OPTIONS = handle_any

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a client that leaves in the middle is what some tests are about


class Peer:
    """An HTTP server that does what a script says, one step a request; tokens, and who one is, are given unasked."""

    def __init__(self, port=None):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.seen, self.tokens, self.script, self.token_script, self.script_of_me = [], [], [], [], []
        self.unexpected = []
        self.server = None

    def start(self):
        self.server = Server(("127.0.0.1", self.port), Handler)
        self.server.peer, self.server.released = self, threading.Event()
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self):
        if self.server is not None:
            self.server.released.set()
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def take(self, handler, seen):
        if seen.target == "/oauth/token":
            self.tokens.append(seen)
            step = self.token_script.pop(0) if self.token_script else answer(
                200, {"access_token": make_token(n=len(self.tokens)), "token_type": "Bearer", "expires_in": 600})
        elif seen.target == "/v1/me" and not self.script_of_me:
            step = answer(200, {"client": "so-khcn", "role": "agency", "agency": "so-khcn"})
        elif seen.target == "/v1/me":
            step = self.script_of_me.pop(0)
        else:
            self.seen.append(seen)
            if not self.script:
                self.unexpected.append(seen)
            step = self.script.pop(0) if self.script else problem(501, "unexpected")
        step(handler)

    def expect(self, *steps):
        self.script.extend(steps)
        return self


@pytest.fixture
def peer():
    """A peer that is up; every request it gets must be in its script."""
    running = Peer().start()
    yield running
    running.stop()
    assert not running.unexpected, f"not in the script: {running.unexpected}"


@pytest.fixture
def absent():
    """A peer that is not up: start() brings it up where it is expected."""
    later = Peer()
    yield later
    later.stop()
    assert not later.unexpected, f"not in the script: {later.unexpected}"


@pytest.fixture
def make_line(tmp_path):
    """make_line(peer) -> steerctl with the profile so-khcn for that peer."""
    def make(at, name="home", **secrets):
        home = tmp_path / name
        home.mkdir(exist_ok=True)
        line = Steerctl(at.url, secrets or {"so-khcn": SECRET}, home)
        line.config.write_text(line.config.read_text().replace("profile = office", "profile = so-khcn"))
        return line
    return make


@pytest.fixture
def line(make_line, peer):
    """steerctl with a profile for the peer."""
    return make_line(peer)


class Running:
    """steerctl in the background, for what happens in the middle."""

    def __init__(self, line, *arguments, **environment):
        self.process = subprocess.Popen([str(STEERCTL), *map(str, arguments)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env=line.environment(**environment), cwd=line.directory)

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)

    def wait(self, timeout=20):
        out, err = self.process.communicate(timeout=timeout)
        return self.process.returncode, out, err


@pytest.fixture
def start():
    """start(line, "task", "list") -> Running, killed at the end of the test."""
    started = []

    def run(line, *arguments, **environment):
        started.append(Running(line, *arguments, **environment))
        return started[-1]
    yield run
    for running in started:
        if running.process.poll() is None:
            running.kill()


def on_terminal(line, *arguments, keys="", columns=80, timeout=20, **environment):
    """(exit, what the screen got) of steerctl on a terminal of its own; `keys` are typed when it has asked."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen([str(STEERCTL), *map(str, arguments)], stdin=slave, stdout=slave, stderr=slave,
                               env=line.environment(TERM="xterm", **environment), cwd=line.directory,
                               start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(slave)
    data, end = b"", time.monotonic() + timeout
    while time.monotonic() < end:
        if keys and b"? [y/N] " in data:
            os.write(master, keys.encode())
            keys = ""
        if select.select([master], [], [], 0.05)[0]:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                break
            if not chunk:
                break
            data += chunk
    status = process.wait(timeout=5)
    os.close(master)
    return status, data.decode().replace("\r\n", "\n")


@pytest.fixture
def terminal():
    return on_terminal


@pytest.fixture
def steps():
    """The steps of a script: steps.answer(200, …), steps.drop(), …"""
    from types import SimpleNamespace
    return SimpleNamespace(answer=answer, problem=problem, raw=raw, drop=drop, hang=hang, token=make_token,
                           secret=SECRET, wait_until=wait_until)


@pytest.fixture(scope="module")
def sample(steerctl):
    """The report's tasks, imported by the office: {code: task} as the office sees them."""
    run = steerctl("task", "import", ROOT / "sql" / "sample" / "tasks.ndjson")
    assert run.status == 0, run
    return {task["code"]: task for task in steerctl("task", "list", "-o", "json").json()["items"]}
