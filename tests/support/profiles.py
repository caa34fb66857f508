"""profiles.py - the API clients of a test run, read from the list that `make run` uses."""
from dataclasses import dataclass

from support.places import ROOT

LIST = ROOT / "deploy" / "local" / "profiles.txt"


@dataclass(frozen=True)
class Profile:
    """One API client: `agency` is a code or None."""
    client: str
    role: str
    agency: str | None
    scopes: tuple

    def register(self, database):
        """Registers it in the database and returns its secret."""
        return database.value("select private.bootstrap_client(%s, %s, %s, %s, %s)",
                              [self.client, self.client, self.role, self.agency, list(self.scopes)])


def _read():
    for line in LIST.read_text().splitlines():
        if line and not line.startswith("#"):
            client, role, agency, scopes = line.split()
            yield Profile(client, role, None if agency == "-" else agency, tuple(scopes.split(",")))


PROFILES = tuple(_read())
AGENCIES = tuple(profile.client for profile in PROFILES if profile.role == "agency")
