"""test_oracles.py - never laxer than others: whatever our parser takes, llhttp, http_parser and h11 take alike."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

from raw_cases import CASES
from support.places import BUILD

COMPARE = BUILD / "tests" / "http" / "compare"
COUNT = int(os.environ.get("HTTP_VARIATIONS", 200000))
SEED = int(os.environ.get("HTTP_SEED", 20250612))


def run(*words):
    """{name: number} of the last lines of a comparison that found no disagreement."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    numbers = {name: int(number) for name, number in (line.split() for line in done.stdout.splitlines())}
    print(numbers)
    return numbers


@pytest.fixture(scope="module")
def accepted(tmp_path_factory):
    """What our parser took, in agreement with llhttp and http_parser; and the numbers."""
    directory = tmp_path_factory.mktemp("oracles")
    cases = directory / "cases"
    cases.mkdir()
    for number, case in enumerate(CASES):
        (cases / f"{number:03}").write_bytes(case.sent)
    path = directory / "accepted"
    return path, run(COMPARE, cases, COUNT, SEED, path)


def test_llhttp_and_http_parser_take_what_we_take(accepted):
    _, numbers = accepted
    assert numbers["inputs"] >= COUNT
    assert numbers["requests"] >= COUNT / 10
    assert numbers["excused"] <= numbers["requests"] / 50


def test_h11_takes_what_we_take(accepted):
    path, numbers = accepted
    script = Path(__file__).with_name("oracle_h11.py")
    assert run(sys.executable, script, path)["requests"] == numbers["requests"]
