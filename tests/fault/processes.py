"""processes.py - the processes of a daemon."""
from pathlib import Path


def children(pid):
    """Process ids of the children of `pid`, the oldest first: of a daemon the workers, then the clerk."""
    return [int(number) for task in Path(f"/proc/{pid}/task").iterdir()
            for number in (task / "children").read_text().split()]
