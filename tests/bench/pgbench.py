"""pgbench.py - the yardstick of PostgreSQL itself: the daemon's own two statements, in pipeline mode, from as many sessions."""
import os
import re
import subprocess

from bench.register import AGENCY, FIRST, LAST
from support.places import ROOT

PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
WARMUP_SECONDS = 1

# What the daemon sends for a call of an operation.
STATEMENT = ("select status, etag, location, next, body, replayed from api.{operation}"
             "(normalize({object}::text), private.nfc({options}::jsonb), private.nfc({body}::jsonb))")
BODY = """('{{"task":"' || :task || '","source":{{"event_id":"pgbench-' || :unique || '"}},"state":"in_progress",
"progress_percent":40,"summary":"Đã trình dự thảo lần 2"}}')""".replace("{{", "{").replace("}}", "}").replace("\n", "")


def admit_text():
    """The daemon's first statement, out of its source, with $1 …"""
    source = (ROOT / "server/db/statements.c").read_text()
    literal = re.search(r"ADMIT_TEXT\[\] =\s*((?:\"[^\"]*\"\s*)+);", source)[1]
    return "".join(re.findall(r'"([^"]*)"', literal))


def admit_values(register, client, operation, scope):
    """$1 … of it, as the daemon would send them for a client."""
    role, agency = register.database.query(
        "select role, coalesce(agency_id::text, '') from register.api_clients where code = %s", [client])[0]
    now = register.database.value("select extract(epoch from now())::bigint")
    return [f"steer_{role}", client, agency, "pgbench-request", "5000", str(now), scope, operation]


class Pgbench:
    """Runs one script as steer_api, the daemon's own login role."""

    def __init__(self, register, seconds):
        self.register, self.seconds = register, seconds

    def get(self):
        statement = STATEMENT.format(operation="task_get", object=":task", options="'{}'", body="null")
        return self._run("task_get", "task:read", statement)

    def push(self):
        statement = STATEMENT.format(operation="status_push", object="''", options="'{}'", body=BODY)
        return self._run("status_push", "status:push", statement)

    def _run(self, operation, scope, statement):
        names = [f"v{number}" for number in range(1, 9)]
        admit = re.sub(r"\$(\d)", r":v\1", admit_text())
        script = self.register.directory / f"{operation}.pgbench"
        script.write_text(f"\\set task random({FIRST}, {LAST})\n\\set unique random(1, 9000000000000000000)\n"
                          f"\\startpipeline\n{admit};\n{statement};\n\\endpipeline\n")
        defined = [f"--define={name}={value}"
                   for name, value in zip(names, admit_values(self.register, AGENCY, operation, scope))]
        self._rate(script, defined, WARMUP_SECONDS)
        return {"per_second": self._rate(script, defined, self.seconds)}

    def _rate(self, script, defined, seconds):
        database = self.register.database
        done = subprocess.run(
            [PGBENCH, "--no-vacuum", "--protocol=prepared", f"--client={self.register.sessions}", "--jobs=2",
             f"--time={seconds}", f"--file={script}", *defined, "-h", database.socket, "-U", "steer_api", database.name],
            capture_output=True, text=True, env={**os.environ, "PGPASSWORD": database.password})
        assert done.returncode == 0 and "failed transactions: 0 " in done.stdout, done.stdout + done.stderr
        return float(re.search(r"tps = ([\d.]+) \(without", done.stdout)[1])
