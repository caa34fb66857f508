"""test_raw.py - every raw case against a server process: whole, byte by byte, and cut in two."""
import pytest

from echo import Echo
from raw_cases import CASES, LIMITS

CUTS = 40
PROBE = b"GET /probe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def echo():
    with Echo(**LIMITS) as running:
        yield running


def check(case, raw):
    """The answers, and what became of the connection. One that is kept serves a further request."""
    head_only = case.sent.startswith(b"HEAD ")
    for number, status in enumerate(case.statuses):
        seen = raw.answer(head_only)
        assert seen is not None and seen[0] == status, (case.name, seen)
        if status == 200:
            assert seen[1] == case.echoes[number], case.name
    if case.end == "keep":
        assert raw.send(PROBE), case.name
        assert raw.answer() == (200, b"GET /probe 0"), case.name
    if case.end != "wait":
        assert raw.answer() is None, case.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_sent_at_once(echo, case):
    with echo.connect() as raw:
        raw.send(case.sent)
        check(case, raw)


def test_cases_sent_byte_by_byte(echo):
    """All at a time, a byte of each in turn: by the next turn the server has read the last one."""
    connections = [(case, echo.connect()) for case in CASES]
    for at in range(max(len(case.sent) for case in CASES)):
        for case, raw in connections:
            if at < len(case.sent):
                raw.send(case.sent[at:at + 1])
    for case, raw in connections:
        check(case, raw)
        raw.socket.close()


def test_cases_cut_in_two(echo):
    """First parts of all cases, then second parts: every place of the short ones, some of the long."""
    for number in range(CUTS):
        connections = []
        for case in CASES:
            step = max(1, len(case.sent) // CUTS)
            cut = 1 + number * step
            if cut < len(case.sent):
                connections.append((case, echo.connect(), cut))
        for case, raw, cut in connections:
            raw.send(case.sent[:cut])
        for case, raw, cut in connections:
            raw.send(case.sent[cut:])
        for case, raw, cut in connections:
            check(case, raw)
            raw.socket.close()


def test_every_request_was_answered_or_its_peer_had_gone(echo):
    stats = echo.stats()
    assert stats["requests"] == stats["answered"] + stats["gone"] + 1  # the one that asked
    assert stats["gone"] == stats["told_gone"]
    assert stats["requests"] > 100 and stats["faults"] > 100
