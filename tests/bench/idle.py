"""idle.py - what a connection costs that has been served once and now waits."""
import resource
import socket
from pathlib import Path

from fault.processes import children
from support.deadline import wait_until

CONNECTIONS = 5000
SPARE = 512


def processes(pid):
    """`pid` and all that came from it."""
    return [pid] + [found for child in children(pid) for found in processes(child)]


def proportional_bytes(pid):
    """Memory of a process tree, shared pages counted once (Pss)."""
    total = 0
    for process in processes(pid):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def served_once(port):
    peer = socket.create_connection(("127.0.0.1", port))
    peer.sendall(b"GET /v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    received = b""
    while b"\r\n\r\n" not in received:
        received += peer.recv(65536)
    return peer


def bytes_per_idle_connection(register):
    """Of the daemon's own memory; what the kernel keeps for a socket is not in it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, CONNECTIONS + SPARE), hard))
    daemon = register.start_daemon(connections=CONNECTIONS + SPARE, per_address=CONNECTIONS + SPARE, idle_ms=600000)
    peers = [served_once(daemon.port) for _ in range(100)]
    try:
        before = proportional_bytes(daemon.process.pid)
        peers += [served_once(daemon.port) for _ in range(CONNECTIONS)]
        wait_until(lambda: open_connections(daemon) >= CONNECTIONS, 10, "all connections open")
        return (proportional_bytes(daemon.process.pid) - before) / CONNECTIONS
    finally:
        for peer in peers:
            peer.close()
        daemon.stop()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def open_connections(daemon):
    return sum(value for name, value in daemon.metrics().items() if name.startswith("steerd_connections_open"))
