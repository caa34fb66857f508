"""wire.py - the requests of the benchmark as they go over the wire, and the program that sends them (load.c)."""
import json
import subprocess
from pathlib import Path

from bench.register import FIRST, LAST
from support.places import BUILD

PROGRAM = BUILD / "bench" / "load"
WARMUP_SECONDS = 1
GET = f"/v1/tasks/{FIRST}"


def push_line(first=FIRST, last=LAST):
    """{…} as load.c reads it: another task each time, an event never seen before."""
    return (f'{{"task":"{{{first}-{last}}}","source":{{"event_id":"bench-{{unique}}"}},"state":"in_progress",'
            '"progress_percent":40,"summary":"Đã trình dự thảo lần 2"}')


def _head(register, first, *fields):
    lines = [f"{first} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {register.token}", *fields]
    return "\r\n".join(lines) + "\r\n\r\n"


def get_request(register, path=f"/v1/tasks/{{{FIRST}-{LAST}}}"):
    return _head(register, f"GET {path}")


def push_request(register):
    return _head(register, "POST /v1/status-updates", "Content-Type: application/json", "Content-Length: {length}")


def batch_request(register):
    return _head(register, "POST /v1/status-updates/batch", "Content-Type: application/x-ndjson",
                 "Content-Length: {length}")


class Load:
    """Runs load.c against the daemon of a register."""

    def __init__(self, register, connections=64, seconds=5):
        self.register, self.connections, self.seconds = register, connections, seconds
        self.directory, self.count = Path(register.directory), 0

    def run(self, request, line=None, lines=0, port=None):
        """One run: {"answers","per_second","p50_ms","p99_ms",…}. A refused request spoils the figure."""
        return self._finish(self._start(request, line, lines, port or self.register.daemon.port, self.connections))

    def run_batches(self, request, lines, senders):
        """Several senders at once, each with tasks of its own, as agencies have: batches a second of all together."""
        width = (LAST - FIRST + 1) // senders
        started = [self._start(request, push_line(FIRST + n * width, FIRST + (n + 1) * width - 1), lines,
                               self.register.daemon.port, 1) for n in range(senders)]
        return {"per_second": sum(self._finish(process)["per_second"] for process in started)}

    def _start(self, request, line, lines, port, connections):
        self.count += 1
        request_file, line_file = self.directory / f"request-{self.count}", self.directory / f"line-{self.count}"
        request_file.write_text(request, newline="")
        body = []
        if line is not None:
            line_file.write_text(line + ("\n" if lines > 1 else ""))
            body = [line_file, lines]
        command = [PROGRAM, port, connections, WARMUP_SECONDS, self.seconds, request_file, *body]
        return subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def _finish(self, process):
        told, wrong = process.communicate(timeout=self.seconds + 30)
        assert process.returncode == 0, wrong
        found = json.loads(told)
        assert found["answers"] > 0 and found["failures"] == 0, f"{found}\n{wrong}"
        return found
