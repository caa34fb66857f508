"""register.py - the register that is measured: a durable cluster, 100,000 tasks, a daemon with its defaults."""
import shutil
import tempfile
from pathlib import Path

from support.api import Api
from support.cluster import Cluster, register_template
from support.daemon import Daemon
from support.keys import make_keyring

CONTENT = [Path(__file__).with_name(name) for name in ("tasks.sql", "committees.sql")]
AGENCY = "so-khcn"
FIRST, LAST = 100001, 110000  # codes of the tasks it leads, of 100001 to 200000

# Everything durable as in production; only what depends on the machine's size is said.
SETTINGS = ["shared_buffers = 1GB", "max_wal_size = 4GB", "checkpoint_timeout = 30min"]


class Register:
    """The daemon has its defaults: 2 workers with 2 sessions each. Nothing is left afterwards."""
    workers = 2
    sessions_per_worker = 2
    sessions = workers * sessions_per_worker

    def __enter__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="steerd-bench-"))
        self.cluster = Cluster(SETTINGS).__enter__()
        try:
            self.database = register_template(self.cluster)
            for path in CONTENT:
                self._run_file(path)
            self.keys = make_keyring(self.directory / "keys")
            self.daemon = self.start_daemon()
            self.api = Api(self.daemon.port, self.database.secrets)
            self.token = self.api.token(AGENCY)
        except BaseException:
            self.__exit__()
            raise
        return self

    def start_daemon(self, **options):
        """A daemon on this register; the caller stops it. Tokens outlive the whole run."""
        return Daemon(self.database.conninfo, self.keys, self.directory,
                      {"workers": self.workers, "sessions": self.sessions_per_worker, "token-seconds": 7200,
                       **options}).start()

    def _run_file(self, path):
        """Statement after statement: vacuum takes no company."""
        connection = self.database.connect()
        with connection.cursor() as cursor:
            for statement in path.read_text().split(";\n"):
                if statement.strip():
                    cursor.execute(statement)
        connection.close()

    def __exit__(self, *_):
        try:
            if getattr(self, "daemon", None):
                self.daemon.stop()
        finally:
            self.cluster.__exit__()
            shutil.rmtree(self.directory, ignore_errors=True)
