"""includes.py - dependencies point downward only: which C file may include which, as architecture has it."""
import re
from pathlib import Path

from sources import ROOT, files, finish, text

# Higher may include lower or its own; names of one row may include each other only where said.
DAEMON = {"process", "board", "sockets", "worker", "clerk", "outbox", "operations", "notify"}
RANKS = {"main": 6, "supervisor": 5, **{name: 4 for name in DAEMON}, "api": 3,
         "http": 2, "auth": 2, "db": 2, "json": 2, "delivery": 2, "problem": 1, "problems": 1, "words": 1, "config": 1, "log": 1}
STRANGERS = {"http", "auth", "db", "json", "delivery"}  # neighbours that never include each other

# Foreign headers with one home. A header not listed is free.
HOMES = {
    "libpq-fe.h": r"server/db/|tests/",
    "jwt.h": r"server/auth/token\.c$",
    "openssl/": r"server/(auth|http|api)/|server/(main|worker)\.c$|tests/",
    "cjson/cJSON.h": r"server/(json|api)/|server/(outbox|clerk)\.c$|client/(lib|cli)/|tests/",
    "curl/curl.h": r"client/lib/transport\w*\.c$|server/delivery/smtp\.c$",
    "sqlite3.h": r"client/lib/queue\w*\.c$",
    "event2/http.h": r"$nowhere",
    "evhttp.h": r"$nowhere",
}


def part(path):
    """The row of RANKS a server file or header belongs to: a directory, or the stem of a file beside main.c."""
    inside = Path(path).parts
    return inside[0] if len(inside) > 1 else Path(inside[0]).stem


def includes(path):
    for number, line in enumerate(text(path).splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if found:
            yield number, found[1] == '"', found[2]


def fault_of_server(path, header):
    """Why server/`path` may not include "header", or None."""
    beside = Path(path).parent / header
    of, to = part(path), part(beside if (ROOT / "server" / beside).exists() else header)
    if to not in RANKS:
        return f"nobody knows where {header} belongs"
    if of == to:
        return None
    if of in STRANGERS and to in STRANGERS:
        return f"{of} and {to} are neighbours and never include each other"
    if RANKS[to] > RANKS[of]:
        return f"{of} must not know {to}: dependencies point downward"
    return None


def fault_of_client(path, header):
    """The client knows no server; the command line knows of the library only steer.h."""
    if header == "steer.h":
        return None
    here = Path(path).parent
    if "/" not in header and (ROOT / here / header).exists():
        return None
    if str(here).startswith("client/cli"):
        return f"the command line includes its own headers and steer.h, not {header}"
    return f"the library includes its own headers and steer.h, not {header}"


def faults():
    for path in files(".c", ".h"):
        where = str(path)
        for number, own, header in includes(path):
            why = None
            if own and where.startswith("server/"):
                why = fault_of_server(where.removeprefix("server/"), header)
            elif own and where.startswith(("client/lib/", "client/cli/")):
                why = fault_of_client(where, header)
            for foreign, home in HOMES.items():
                matches = header.startswith(foreign) if foreign.endswith("/") else header == foreign
                if not own and matches and not re.match(home, where):
                    why = f"{header} has another home: {home}"
            if why:
                yield f"{where}:{number}: {why}"


finish("dependencies point downward", list(faults()))
