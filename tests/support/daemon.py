"""daemon.py - a real steerd on a free port: started with a configuration file, watched, stopped by our signal."""
import http.client
import itertools
import json
import os
import signal
import subprocess

from support.api import send
from support.deadline import wait_until
from support.places import STEERD, free_port

STARTING_SECONDS = 30
STOPPING_SECONDS = 40
SANITIZER_WORDS = ("AddressSanitizer", "LeakSanitizer", "runtime error:")
numbers = itertools.count(1)


class Daemon:
    """One steerd. `options` are its configuration, with _ for -: {"workers": 2, "call_ms": 500}."""

    def __init__(self, conninfo, keys, directory, options=None):
        number = next(numbers)
        self.port, self.operations_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.options = {
            "listen": f"127.0.0.1:{self.port}", "database": conninfo, "keys": keys,
            "operations_listen": f"127.0.0.1:{self.operations_port}", "issuer": self.url,
            "workers": 0, "drain_seconds": 10, **(options or {})}
        self.config = directory / f"steerd-{number}.conf"
        self.log_path = directory / f"steerd-{number}.log"
        self.process = None

    def start(self):
        """Starts it and waits until /ready says so."""
        self.launch()
        wait_until(self._ready_or_dead, STARTING_SECONDS, f"steerd is ready ({self.log_path})", 0.05)
        return self

    def launch(self):
        """Starts it and waits for nothing."""
        lines = [f"{name.replace('_', '-')} = {value}" for name, value in self.options.items()]
        self.config.touch(mode=0o600)
        self.config.write_text("\n".join(lines) + "\n")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STEERD_")}
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen([STEERD, "--config", self.config], stderr=log,
                                            stdout=log, stdin=subprocess.DEVNULL, env=kept)
        return self

    def _ready_or_dead(self):
        assert self.process.poll() is None, f"steerd ended at once:\n{self.log_text()[-3000:]}"
        return self.ready()

    def operations(self, path):
        """GET on the operations listener."""
        return send(self.operations_port, "GET", path, timeout=5)

    def ready(self):
        try:
            return self.operations("/ready").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def metrics(self):
        """{name or name{labels}: value} of /metrics."""
        lines = self.operations("/metrics").body.decode().splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        """kill -9 of the daemon, as the out-of-memory killer would; its workers follow."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM; asserts that it drained, ended with 0, and answered all that it had begun."""
        if self.process is None or self.process.returncode == -signal.SIGKILL:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOPPING_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"steerd did not end within {STOPPING_SECONDS} s of SIGTERM:\n"
                                     f"{self.log_text()[-3000:]}") from None
        process, self.process = self.process, None
        self.assert_clean()
        assert process.returncode == 0, f"exit {process.returncode}:\n{self.log_text()[-3000:]}"

    def assert_clean(self):
        """No sanitizer spoke, every log line is JSON, and each process finished what it started."""
        text = self.log_text()
        for word in SANITIZER_WORDS:
            assert word not in text, text[text.index(word) - 200:][:4000]
        drained = [line for line in self.log_lines() if line["event"] == "drained"]
        assert drained, f"no drain in the log:\n{text[-3000:]}"
        for line in drained:
            assert line["started"] == line["finished"], line

    def log_text(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def log_lines(self, event=None):
        """The log as objects, of one event where named. A line that is no JSON fails the test."""
        lines = [json.loads(line) for line in self.log_text().splitlines()]
        return [line for line in lines if event is None or line["event"] == event]

    def wait_log(self, event, seconds=10, where=lambda line: True):
        """The first line of this event that `where` accepts."""
        return wait_until(lambda: next(filter(where, self.log_lines(event)), None), seconds,
                          f"log event {event}")
