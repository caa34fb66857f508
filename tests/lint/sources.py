"""sources.py - the files lint looks at, and how a fault is told: path, line, what is wrong."""
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files(*suffixes, under=""):
    """Tracked and new files (not the ignored ones) with one of these suffixes, as Paths from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", under or "."],
        cwd=ROOT, check=True, capture_output=True).stdout.decode()
    paths = [Path(name) for name in listed.split("\0") if name]
    return sorted(path for path in set(paths)
                  if (ROOT / path).is_file() and (not suffixes or path.suffix in suffixes))


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def finish(what, faults):
    """Prints the faults, or one line that there are none; ends the program."""
    for fault in faults:
        print(fault)
    print(f"{'FAULT' if faults else 'ok   '} {what}" + (f": {len(faults)}" if faults else ""))
    sys.exit(1 if faults else 0)
