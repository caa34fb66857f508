"""raw_cases.py - reads cases.txt, whose head says what it holds."""
from dataclasses import dataclass, field
from pathlib import Path

LIMITS = {"request_line": 256, "headers": 1024, "body": 1000}
ESCAPES = {"r": b"\r", "n": b"\n", "t": b"\t", "0": b"\0", "\\": b"\\"}


@dataclass
class Case:
    name: str
    sent: bytes = b""
    statuses: list = field(default_factory=list)
    end: str = ""
    echoes: list = field(default_factory=list)


def unescaped(text):
    out, at = b"", 0
    while at < len(text):
        if text[at] != "\\":
            out, at = out + text[at].encode("ascii"), at + 1
            continue
        what, at = text[at + 1], at + 2
        if what in ESCAPES:
            out += ESCAPES[what]
        elif what == "x":
            out, at = out + bytes([int(text[at:at + 2], 16)]), at + 2
        elif what == "{":
            close = text.index("}", at)
            count, repeated = text[at:close].split("*", 1)
            out, at = out + int(count) * unescaped(repeated), close + 1
        else:
            raise ValueError(f"no escape: \\{what}")
    return out


def load():
    cases = []
    for line in Path(__file__).with_name("cases.txt").read_text().splitlines():
        word, _, rest = line.partition(" ")
        if word == "==":
            cases.append(Case(rest))
        elif word == "send":
            cases[-1].sent += unescaped(rest)
        elif word == "want":
            *statuses, cases[-1].end = rest.split()
            cases[-1].statuses = [int(status) for status in statuses]
        elif word == "echo":
            cases[-1].echoes.append(unescaped(rest))
        elif word not in ("", "#"):
            raise ValueError(line)
    assert len({case.name for case in cases}) == len(cases), "two cases have one name"
    return cases


CASES = load()
