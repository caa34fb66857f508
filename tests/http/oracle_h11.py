"""oracle_h11.py ACCEPTED-FILE - asks h11 about every request our parser took (compare.c wrote them).

Prints a line for each disagreement and the number of requests; ends with 1 when there is any.
"""
import struct
import sys

import h11


def requests(path):
    """(input from the request line on, end of the first request, its body) of each record."""
    data = memoryview(open(path, "rb").read())
    at = 0
    while at < len(data):
        size, end, body_size = struct.unpack_from("=III", data, at)
        at += 12
        yield bytes(data[at:at + size]), end, bytes(data[at + size:at + size + body_size])
        at += size + body_size


def ask(text):
    """(end, body) of the first request as h11 sees it; raises RemoteProtocolError."""
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 16)
    connection.receive_data(text)
    body = b""
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            raise h11.RemoteProtocolError("incomplete")
        if isinstance(event, h11.Data):
            body += bytes(event.data)
        if isinstance(event, h11.EndOfMessage):
            return len(text) - len(connection.trailing_data[0]), body


def main(path):
    count = disagreements = 0
    for text, end, body in requests(path):
        count += 1
        try:
            seen = ask(text)
        except h11.RemoteProtocolError as error:
            seen = error
        if seen != (end, body):
            disagreements += 1
            print(f"h11 disagrees: {seen!r}, ours ends at {end} with {len(body)} bytes of body:\n  {text!r}")
    print(f"requests {count}\ndisagreements {disagreements}")
    return 1 if disagreements else 0


sys.exit(main(sys.argv[1]))
