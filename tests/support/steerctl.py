"""steerctl.py - runs the command line as an agency's script would: profiles in a file, output in pipes."""
import json
import os
import subprocess
from dataclasses import dataclass

from support.places import STEERCTL


@dataclass
class Run:
    """One finished run."""
    status: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)

    def lines(self):
        return self.out.splitlines()

    def __str__(self):
        return f"exit {self.status}\n--- out\n{self.out[-2000:]}\n--- err\n{self.err[-2000:]}"


class Steerctl:
    """steerctl with one profile for each API client of the run, all against one daemon."""

    def __init__(self, url, secrets, directory):
        self.url, self.directory = url, directory
        self.config = directory / "config.ini"
        lines = ["profile = office"]
        for client, secret in secrets.items():
            self._private(directory / f"{client}.secret", secret + "\n")
            lines += [f"[{client}]", f"url = {url}", f"client_id = {client}",
                      f"client_secret_file = {client}.secret", ""]
        self._private(self.config, "\n".join(lines))

    @staticmethod
    def _private(path, text):
        path.touch(mode=0o600)
        path.write_text(text)

    def environment(self, **further):
        """The caller's environment without any STEER_ variable, with a home and queue of our own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STEER_")}
        return {**kept, "HOME": str(self.directory), "XDG_CONFIG_HOME": str(self.directory),
                "XDG_STATE_HOME": str(self.directory), "XDG_DATA_HOME": str(self.directory),
                "STEER_CONFIG": str(self.config), "LC_ALL": "C.UTF-8", "TERM": "dumb", **further}

    def __call__(self, *arguments, profile=None, stdin="", environment=None, timeout=60):
        command = [STEERCTL, *([] if profile is None else ["--profile", profile]), *arguments]
        done = subprocess.run([str(part) for part in command], input=stdin, text=True,
                              encoding="utf-8", capture_output=True, timeout=timeout,
                              env=self.environment(**(environment or {})), cwd=self.directory)
        return Run(done.returncode, done.stdout, done.stderr)
