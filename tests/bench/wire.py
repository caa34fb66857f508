"""wire.py - the requests of the benchmark as they go over the wire, and the program that sends them (load.c)."""
import json
import subprocess
from pathlib import Path

from bench.register import FIRST, LAST
from support.places import BUILD

PROGRAM = BUILD / "bench" / "load"
WARMUP_SECONDS = 1
GET = f"/v1/tasks/{FIRST}"

# {…} as load.c reads it: another task each time, an event never seen before.
PUSH_LINE = (f'{{"task":"{{{FIRST}-{LAST}}}","source":{{"event_id":"bench-{{unique}}"}},"state":"in_progress",'
             '"progress_percent":40,"summary":"Đã trình dự thảo lần 2"}')


def _head(register, first, *fields):
    lines = [f"{first} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {register.token}", *fields]
    return "\r\n".join(lines) + "\r\n\r\n"


def get_request(register):
    return _head(register, f"GET /v1/tasks/{{{FIRST}-{LAST}}}")


def push_request(register):
    return _head(register, "POST /v1/status-updates", "Content-Type: application/json", "Content-Length: {length}")


def batch_request(register):
    return _head(register, "POST /v1/status-updates/batch", "Content-Type: application/x-ndjson",
                 "Content-Length: {length}")


class Load:
    """Runs load.c against the daemon of a register."""

    def __init__(self, register, connections=64, seconds=5):
        self.register, self.connections, self.seconds = register, connections, seconds
        self.directory = Path(register.directory)

    def run(self, request, line=None, lines=0, port=None, connections=None):
        """One run: {"answers","per_second","p50_ms","p99_ms",…}. A refused request spoils the figure."""
        request_file, line_file = self.directory / "request", self.directory / "line"
        request_file.write_text(request, newline="")
        body = []
        if line is not None:
            line_file.write_text(line + ("\n" if lines > 1 else ""))
            body = [line_file, lines]
        command = [PROGRAM, port or self.register.daemon.port, connections or self.connections,
                   WARMUP_SECONDS, self.seconds, request_file, *body]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                              timeout=self.seconds + 30)
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        assert found["answers"] > 0 and found["failures"] == 0, f"{found}\n{done.stderr}"
        return found
