"""test_run.py - `make run` as a newcomer meets it: in a folder with a space in its name, twice, interrupted, killed, with its port taken."""
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from support.deadline import wait_until
from support.places import BUILD, ROOT, free_port

NOBODY = "nobody"


def copy_of_tree(directory, owner=None):
    """What git tracks, and a link to what was built: as a clone after `make build`."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            check=True, capture_output=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, directory / name)
    built = directory / BUILD.relative_to(ROOT)
    built.parent.mkdir(parents=True)
    shutil.copytree(BUILD / "bin", built / "bin")
    shutil.copytree(BUILD / "lib", built / "lib", symlinks=True)
    if owner:
        subprocess.run(["chown", "-R", owner, directory], check=True)
    return directory


class Clone:
    """One clone, and runs of it; gone at the end with all that it made."""

    def __init__(self, owner=None):
        self.owner = owner
        self.place = Path(tempfile.mkdtemp(prefix="steerd-run-"))
        self.place.chmod(0o755)
        self.root = copy_of_tree(self.place / "Ban Chỉ đạo", owner)
        self.port, self.operations_port = free_port(), free_port()
        self.process = None

    def start(self, **environment):
        command = [str(self.root / "deploy/local/run.sh")]
        if self.owner:
            command = ["runuser", "-u", self.owner, "--", *command]
        self.process = subprocess.Popen(
            command, cwd=self.root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            env={**os.environ, "PORT": str(self.port), "OPERATIONS_PORT": str(self.operations_port),
                 "OUT": str(BUILD.relative_to(ROOT)), **environment})
        return self.process

    def once(self, **environment):
        """One run to its end: (exit code, what it printed, seconds)."""
        began = time.monotonic()
        told, _ = self.start(ONCE="1", **environment).communicate(timeout=120)
        return self.process.returncode, told, time.monotonic() - began

    def serve(self):
        """Starts it and reads until it serves; what it printed."""
        told = []
        self.start()
        for line in self.process.stdout:
            told.append(line)
            if line.startswith("Ctrl-C"):
                return "".join(told)
        raise AssertionError("it did not come to serve:\n" + "".join(told))

    def running(self):
        """Processes that still work for this clone."""
        found = []
        for directory in Path("/proc").iterdir():
            if directory.name.isdigit():
                try:
                    words = (directory / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if any(str(self.place).encode() in word or self.home_name() in word for word in words):
                    found.append(b" ".join(words).decode(errors="replace"))
        return found

    def home_name(self):
        """Where cluster.sh put the data when it could not be in the clone."""
        told = self.root / ".local/cluster/home"
        home = told.read_text().strip() if told.exists() else "."
        return b"\0never" if home == "." else home.encode()

    def count(self, table):
        """Rows of a table; starts and stops the clone's own cluster."""
        script, cluster = self.root / "deploy/local/cluster.sh", self.root / ".local/cluster"
        as_owner = ["runuser", "-u", self.owner, "--"] if self.owner else []
        call = lambda *words: subprocess.run([*as_owner, script, *words], check=True, cwd="/", capture_output=True,
                                             text=True).stdout.strip()
        call("start", cluster)
        try:
            told = subprocess.run([*as_owner, "psql", "-XAtc", f"select count(*) from register.{table}",
                                   f"host={call('socket', cluster)} user=postgres dbname=steer"],
                                  check=True, cwd="/", capture_output=True, text=True).stdout
        finally:
            call("stop", cluster)
        return int(told)

    def remove(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        subprocess.run([self.root / "deploy/local/cluster.sh", "remove", self.root / ".local/cluster"], check=True)
        assert self.running() == []
        shutil.rmtree(self.place)


@pytest.fixture(scope="module")
def clone():
    made = Clone()
    yield made
    made.remove()


def test_the_story_is_told_and_nothing_stays_running(clone):
    status, told, _ = clone.once()
    assert status == 0, told
    for word in ("mới 6", "ghi nhận", "đã nhận trước đây", "đã có bản mới hơn", "not-found", "/state", "/progress_percent",
                 "Thêm (2)", "3 thay đổi", "plan-already-applied", "Phụ lục", "Phương án: sáp nhập",
                 "0,0% (0/2)", "50,0% (1/2)", "66,7% (4/6)", "08/05/2025", "Ngày Chiến thắng",
                 "head-1", "Kính gửi", "xanh dương", "report-refused", "trả lại", "hoàn thành quá hạn", ".local/outbox/"):
        assert word in told, told
    assert clone.running() == []
    assert (clone.root / ".local/steerctl/office.secret").stat().st_mode & 0o077 == 0
    assert (clone.root / ".local/steerd.conf").stat().st_mode & 0o077 == 0


def test_the_second_run_takes_seconds_and_loses_nothing(clone):
    tasks, updates = clone.count("tasks"), clone.count("status_updates")
    status, told, seconds = clone.once()
    assert status == 0, told
    assert seconds < 30
    # One task more: the one that falls overdue.
    assert clone.count("tasks") == tasks + 1 and clone.count("status_updates") > updates
    assert "Không có gì thay đổi" in told
    assert clone.running() == []


def test_a_port_that_is_taken_is_named_and_nothing_stays_running(clone):
    with socket.create_server(("127.0.0.1", clone.port)):
        status, told, _ = clone.once()
    assert status != 0
    assert str(clone.port) in told and "PORT=" in told, told
    assert clone.running() == []


def test_it_serves_until_interrupted_and_then_stops_everything(clone):
    told = clone.serve()
    assert f"http://127.0.0.1:{clone.port}" in told and "STEER_CONFIG" in told
    with socket.create_connection(("127.0.0.1", clone.port), timeout=5):
        pass
    os.killpg(clone.process.pid, signal.SIGINT)
    rest, _ = clone.process.communicate(timeout=60)
    assert clone.process.returncode == 0, rest
    assert clone.running() == []


def test_a_run_that_was_killed_is_cleared_away_by_the_next(clone):
    clone.serve()
    clone.process.kill()
    clone.process.wait()
    assert clone.running() != []
    status, told, _ = clone.once()
    assert status == 0, told
    assert clone.running() == []


def test_the_daemon_that_dies_ends_the_run(clone):
    clone.serve()
    os.kill(int((clone.root / ".local/steerd.pid").read_text()), signal.SIGKILL)
    rest, _ = clone.process.communicate(timeout=60)
    assert clone.process.returncode != 0 and "steerd.log" in rest, rest
    wait_until(lambda: clone.running() == [], 20, "nothing is left")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_it_runs_as_an_ordinary_user_and_plays_the_merger_once():
    made = Clone(owner=NOBODY)
    try:
        status, told, _ = made.once(MERGER="1")
        assert status == 0, told
        assert "Chủ trì          so-khcn-tay-ninh" in told and "Chủ trì ban đầu  so-khcn" in told, told
        status, told, _ = made.once()
        assert status == 0 and "đã sáp nhập" in told, told
        assert made.running() == []
        owners = {path.owner() for path in (made.root / ".local").iterdir()}
        assert owners == {NOBODY}
    finally:
        subprocess.run(["chown", "-R", "root", made.root], check=True)
        made.remove()
