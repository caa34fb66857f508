"""conftest.py - the fixtures of every test that starts processes: cluster, database, daemon, API, command line."""
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from support.api import Api  # noqa: E402
from support.cluster import Cluster, register_template  # noqa: E402
from support.daemon import Daemon  # noqa: E402
from support.keys import make_keyring  # noqa: E402
from support.steerctl import Steerctl  # noqa: E402


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A skip is a failure in CI: what did not run has not passed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"


@pytest.fixture(scope="session")
def workplace(tmp_path_factory):
    """A directory of this run."""
    return tmp_path_factory.mktemp("steerd")


@pytest.fixture(scope="session")
def cluster():
    """The one PostgreSQL of this run, on a Unix socket of its own."""
    with Cluster() as running:
        yield running


@pytest.fixture(scope="session")
def template(cluster):
    """The database every module's is copied from: schema, sample, one API client for each profile."""
    return register_template(cluster)


@pytest.fixture(scope="module")
def database(cluster, template, request):
    """A fresh register of this module."""
    with cluster.copy_of(template) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def keyring(workplace):
    """A directory with one signing key."""
    return make_keyring(workplace / "keys")


@pytest.fixture(scope="module")
def start_steerd(database, keyring, workplace):
    """start_steerd(**options) -> Daemon: further daemons on this module's register, stopped at its end."""
    started = []

    def start(**options):
        daemon = Daemon(database.conninfo, keyring, workplace, options)
        started.append(daemon)
        return daemon.start()

    yield start
    for daemon in started:
        daemon.stop()


@pytest.fixture(scope="module")
def steerd(start_steerd, request):
    """The daemon of this module. A module sets STEERD_OPTIONS = {"workers": 2} to have it otherwise."""
    return start_steerd(**getattr(request.module, "STEERD_OPTIONS", {}))


@pytest.fixture(scope="module")
def api(steerd, template):
    """The HTTP client of this module: api.office.get("/v1/tasks"), api.get("/v1/tasks", token=None)."""
    return Api(steerd.port, template.secrets)


@pytest.fixture(scope="module")
def steerctl(steerd, template, tmp_path_factory):
    """steerctl("task", "list", profile="office") -> completed run with status, out, err."""
    return Steerctl(steerd.url, template.secrets, tmp_path_factory.mktemp("steerctl"))
