"""node.py - the yardstick of Node: tests/bench/node/server.js with as many processes and sessions as the daemon has."""
import os
import subprocess
from pathlib import Path

from bench.pgbench import STATEMENT, admit_text
from support.api import send
from support.deadline import wait_until
from support.places import free_port

DIRECTORY = Path(__file__).with_name("node")


class Node:
    """Installs what it needs from its lock file, here alone, and serves the one GET.

    `pipeline`: pg's pipeline mode instead of its pool."""

    def __init__(self, register, pipeline=False):
        self.register, self.pipeline = register, pipeline
        self.port = free_port()

    def __enter__(self):
        subprocess.run(["npm", "ci", "--omit=dev", "--no-audit", "--no-fund", "--silent"], cwd=DIRECTORY, check=True)
        public = self.register.directory / "public.pem"
        (private,) = self.register.keys.glob("*.pem")
        subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True)
        database, daemon = self.register.database, self.register.daemon
        self.process = subprocess.Popen(
            ["node", "server.js"], cwd=DIRECTORY,
            env={**os.environ, "NODE_ENV": "production", "PORT": str(self.port), "PGHOST": database.socket,
                 "PGDATABASE": database.name, "PGUSER": "steer_api", "PGPASSWORD": database.password,
                 "PUBLIC_KEY": str(public), "ISSUER": daemon.url, "AUDIENCE": "steerd",
                 "PROCESSES": str(self.register.workers), "SESSIONS": str(self.register.sessions_per_worker), "PIPELINE": "1" if self.pipeline else "",
                 "ADMIT": admit_text(),
                 "GET_TASK": STATEMENT.format(operation="task_get", object="$1", options="$2", body="$3")})
        wait_until(self._listens, 20, "Node listens", 0.1)
        return self

    def _listens(self):
        assert self.process.poll() is None, "Node ended"
        try:
            return send(self.port, "GET", "/v1/tasks/0").status == 401
        except OSError:
            return False

    def check(self, target):
        """It must do the same work: the same body to the same token."""
        asked = {"Authorization": f"Bearer {self.register.token}"}
        ours = send(self.register.daemon.port, "GET", target, headers=asked)
        theirs = send(self.port, "GET", target, headers=asked)
        assert ours.status == theirs.status == 200 and ours.json() == theirs.json(), f"{ours}\n{theirs}"

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
