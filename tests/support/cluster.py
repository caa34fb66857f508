"""cluster.py - one private PostgreSQL for a run, a template with the register deployed, copies of it."""
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from support.places import ROOT
from support.profiles import PROFILES

SCRIPT = ROOT / "deploy" / "local" / "cluster.sh"
# A run outlives no power cut, so its cluster need not: everything else stays as in production.
SETTINGS = ["fsync = off", "max_connections = 200"]


@dataclass
class Database:
    """One database of the cluster."""
    name: str
    socket: str
    password: str
    secrets: dict = field(default_factory=dict)

    @property
    def conninfo(self):
        """As the daemon connects: the login role without rights."""
        return f"host={self.socket} dbname={self.name} user=steer_api password={self.password}"

    def connect(self, user="postgres"):
        """A psycopg2 connection that commits each statement; the superuser sees past every policy."""
        password = {"password": self.password} if user == "steer_api" else {}
        connection = psycopg2.connect(host=self.socket, dbname=self.name, user=user, **password)
        connection.autocommit = True
        return connection

    def query(self, text, values=None):
        """All rows of one statement, run as the superuser; [] when it returns none."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(text, values)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def value(self, text, values=None):
        """The first column of the first row."""
        return self.query(text, values)[0][0]


class Cluster:
    """PostgreSQL 15 on a Unix socket in a directory of its own, gone at the end of the run."""

    def __init__(self, settings=SETTINGS):
        self.settings = settings
        self.directory = Path(tempfile.mkdtemp(prefix="steerd-test-"))
        self.directory.chmod(0o711)
        self.password = secrets.token_hex(16)
        self.count = 0

    def __enter__(self):
        try:
            self._script("init", *self.settings)
            self._script("start")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._script("remove")
        shutil.rmtree(self.directory, ignore_errors=True)

    def _script(self, command, *arguments):
        return subprocess.run([SCRIPT, command, self.directory, *arguments], check=True,
                              stdout=subprocess.PIPE, text=True).stdout.strip()

    @property
    def socket(self):
        """libpq's `host`."""
        return self._script("socket")

    def database(self, name):
        return Database(name, self.socket, self.password)

    def stop(self, mode="fast"):
        """mode "immediate" is the crash: no checkpoint, recovery at the next start."""
        self._script("stop", mode)

    def start(self):
        self._script("start")

    def restart(self, mode="fast"):
        self.stop(mode)
        self.start()

    def create(self, name, template="template0"):
        """A new database; `template` must have no sessions."""
        self.database("postgres").query(f'create database "{name}" template "{template}"')
        return self.database(name)

    def copy_of(self, template):
        """Context: a database made from `template`, dropped at the end with whoever is in it."""
        self.count += 1
        return Copy(self, template, f"register_{self.count}")


class Copy:
    """A database that lives as long as a `with` block."""

    def __init__(self, cluster, template, name):
        self.cluster, self.template, self.name = cluster, template, name

    def __enter__(self):
        fresh = self.cluster.create(self.name, self.template.name)
        fresh.secrets = self.template.secrets
        return fresh

    def __exit__(self, *_):
        self.cluster.database("postgres").query(f'drop database "{self.name}" with (force)')


def register_template(cluster):
    """Deploys the schema and the sample into one database and registers a client for each profile."""
    template = cluster.create("register_template")
    owner = f"host={template.socket} dbname={template.name} user=postgres"
    for script in ("sql/deploy.sh", "sql/sample/load.sh"):
        done = subprocess.run([ROOT / script, owner], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        assert done.returncode == 0, f"{script}: {done.stdout}"
    template.query("alter role steer_api password %s", [template.password])
    for profile in PROFILES:
        template.secrets[profile.client] = profile.register(template)
    return template
