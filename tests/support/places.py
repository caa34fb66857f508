"""places.py - where the tree and what was built from it are, and which port is free."""
import os
import random
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("OUT", "build/release")
STEERD = BUILD / "bin" / "steerd"
STEERCTL = BUILD / "bin" / "steerctl"


def free_port():
    """A port nothing listens on, below the range the kernel takes outgoing ports from."""
    while True:
        port = random.randint(20000, 32000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
