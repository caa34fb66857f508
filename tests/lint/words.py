"""words.py - what no file may say (machine paths, registry hosts, unfinished work), and what its first line must: what it is for."""
import re

from sources import files, finish, text

FORBIDDEN = {
    r"(?<![\w.])/(?:work|farm|root|home/\w+)/": "a path of one machine",
    r"https?://[a-z0-9.-]*(?:npmjs|debian|pypi)\.[a-z]+": "a registry's host",
    r"\b(?:TODO|FIXME|XXX)\b": "unfinished work",
}
# Examples of homes a reader replaces.
ALLOWED = re.compile(r"/home/(?:steer|an)\b")

# Where the first line is fixed by others: data, generated files, formats without comments.
SILENT = (".json", ".csv", ".txt", ".md", ".crt", ".pem", ".ndjson", ".bin", ".xml", ".http", ".control")
SILENT_NAMES = {"VERSION", "LICENSE", ".gitignore", ".clang-tidy"}
SILENT_PLACES = ("tests/fuzz/corpus/", "tests/fixtures/", "tests/bench/node/package")
OPENERS = re.compile(r'^(?:/\*|//|#|--|"""|\.\\"|\\|<!--|%)')


def is_text(path):
    try:
        text(path)
    except UnicodeDecodeError:
        return False
    return True


def first_line(path, source):
    """The line that must say what the file is for: after #! where there is one."""
    lines = source.splitlines() or [""]
    if lines[0].startswith("#!") and len(lines) > 1:
        return lines[1]
    return lines[0]


def says_what_for(line):
    return OPENERS.match(line) and len(re.sub(r"\W+", "", line)) >= 12


def faults():
    for path in files():
        where = str(path)
        if where.startswith(SILENT_PLACES) or not is_text(path):
            continue
        source = text(path)
        if where != "tests/lint/words.py":
            for number, line in enumerate(source.splitlines(), 1):
                for pattern, why in FORBIDDEN.items():
                    found = re.search(pattern, line)
                    if found and not ALLOWED.search(line):
                        yield f"{where}:{number}: {why}: {found[0]}"
        if path.suffix in SILENT or path.name in SILENT_NAMES or source == "":
            continue
        if not says_what_for(first_line(path, source)):
            yield f"{where}:1: the first line does not say what the file is for"


finish("first lines say what a file is for; no machine paths, nothing unfinished", list(faults()))
