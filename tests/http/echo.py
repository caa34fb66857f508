"""echo.py - a running echo_server, and raw connections to it."""
import socket
import struct
import subprocess

from support.places import BUILD

ECHO_SERVER = BUILD / "tests" / "http" / "echo_server"
SECONDS = 10


class Echo:
    """echo_server with options name=value; on leaving it must drain and end with 0."""

    def __init__(self, *words, **options):
        arguments = [*words, *(f"{name}={value}" for name, value in options.items())]
        self.process = subprocess.Popen([ECHO_SERVER, *arguments], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[1])

    def connect(self):
        return Raw(self.port)

    def stats(self):
        """{name: number} of the server's counters."""
        with self.connect() as raw:
            raw.send(b"GET /stats HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            _, body = raw.answer()
        return {name: int(number) for name, number in (line.split() for line in body.decode().splitlines())}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        _, errors = self.process.communicate(timeout=20)
        assert (self.process.returncode, errors) == (0, "")


class Raw:
    """A connection of bytes. Closing it leaves no TIME_WAIT behind, so there may be many."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.data = b""

    def send(self, data):
        """False when the server has closed before."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def more(self):
        data = self.socket.recv(65536)
        self.data += data
        return bool(data)

    def answer(self, head_only=False):
        """(status, body) of the next answer, or None at the end of the connection."""
        while b"\r\n\r\n" not in self.data:
            if not self.more():
                assert self.data == b"", self.data
                return None
        head, self.data = self.data.split(b"\r\n\r\n", 1)
        lines = head.decode("ascii").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:])
        size = 0 if head_only else int(fields.get("content-length", 0))
        while len(self.data) < size:
            assert self.more(), "an answer was cut short"
        body, self.data = self.data[:size], self.data[size:]
        return int(lines[0].split()[1]), body

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
