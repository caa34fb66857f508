"""claims.py - what the Markdown pages name exists: make targets, files, links."""
import re
from pathlib import Path

from sources import ROOT, files, finish, text

TOP = r"(?:server|sql|client|deploy|tests)/"


def targets():
    """Targets of every makefile."""
    names = set()
    for path in files(".mk") + [Path("Makefile")]:
        for line in text(path).splitlines():
            found = re.match(r"^([a-z][a-z0-9 -]*):(?!=)", line)
            if found:
                names.update(found[1].split())
    return names


def exists(page, name):
    """A file, a folder or a pattern, from the root or beside the page."""
    for base in (ROOT, ROOT / page.parent):
        if (base / name).exists() or (any(c in name for c in "*?") and any(base.glob(name))):
            return True
    return False


def faults():
    known = targets()
    for page in files(".md"):
        for number, line in enumerate(text(page).splitlines(), 1):
            here = f"{page}:{number}"
            for target in re.findall(r"\bmake ([a-z][a-z-]*)", " ".join(re.findall(r"`([^`]*)`", line))):
                if target not in known:
                    yield f"{here}: there is no target `make {target}`"
            for name in re.findall(rf"`({TOP}[\w./*-]*)`", line):
                if not exists(page, name):
                    yield f"{here}: there is no {name}"
            for name in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", line):
                if not exists(page, name):
                    yield f"{here}: a link to nothing: {name}"


finish("the pages name targets, files and links that exist", list(faults()))
