"""main.py - `make bench`: measures the daemon beside pgbench and beside Node on this machine, prints one line a figure, writes build/bench.json.

BENCH_RUNS (3) and BENCH_SECONDS (5) make it longer; each figure is the median of its runs, and a ratio is
the median of the ratios of runs made in turn, so that a busy machine slows both sides alike.
"""
import json
import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.committees import SEATS_GET, Office  # noqa: E402
from bench.counts import p99_of_counts  # noqa: E402
from bench.idle import bytes_per_idle_connection  # noqa: E402
from bench.node import Node  # noqa: E402
from bench.pgbench import Pgbench  # noqa: E402
from bench.plans import scans_of_lists  # noqa: E402
from bench.register import AGENCY, FIRST, LAST, Register  # noqa: E402
from bench.urging import seconds_of_urging  # noqa: E402
from bench.wire import GET, Load, batch_request, get_request, push_line, push_request  # noqa: E402
from support.places import ROOT  # noqa: E402

RUNS = max(3, int(os.environ.get("BENCH_RUNS", "3")))
SECONDS = int(os.environ.get("BENCH_SECONDS", "5"))
CONNECTIONS = 64
BATCH = 500


class Report:
    """The figures, printed as they come."""

    def __init__(self):
        self.rows = []

    def add(self, name, value, unit, target, met, note=""):
        """`target` as the issue words it; `met` None when there is none to meet."""
        word = {True: "đạt / met", False: "CHƯA ĐẠT / NOT MET", None: ""}[met]
        self.rows.append({"name": name, "value": round(value, 3), "unit": unit, "target": target, "met": met})
        print(f"{name:<44} {value:>10.2f} {unit:<12} {target:<10} {word} {note}".rstrip(), flush=True)

    def at_least(self, name, value, unit, least, note=""):
        self.add(name, value, unit, f">= {least}", value >= least, note)

    def at_most(self, name, value, unit, most, note=""):
        self.add(name, value, unit, f"<= {most}", value <= most, note)

    def write(self):
        path = ROOT / "build" / "bench.json"
        path.write_text(json.dumps(self.rows, indent=1, ensure_ascii=False) + "\n")
        print(f"-> {path.relative_to(ROOT)}")


def in_turn(*sides):
    """RUNS times each side in turn; a list of results for each side."""
    results = [[] for _ in sides]
    for _ in range(RUNS):
        for side, found in zip(sides, results):
            found.append(side())
    return results


def rates(runs):
    return [run["per_second"] for run in runs]


def ratio(ours, theirs):
    return statistics.median(a / b for a, b in zip(rates(ours), rates(theirs)))


def median(runs, key="per_second"):
    return statistics.median(run[key] for run in runs)


def side_by_side(ours, theirs):
    return f"({median(ours):.0f} | {median(theirs):.0f} per second)"


def measure_get(report, register, load, pgbench):
    """(a) and (e): GET one task, 64 connections, 100,000 tasks."""
    ours, theirs = in_turn(lambda: load.run(get_request(register)), pgbench.get)
    report.at_least("a GET one task : pgbench, same statements", ratio(ours, theirs), "x", 0.8, side_by_side(ours, theirs))
    report.add("e GET one task, p50 at 64 connections", median(ours, "p50_ms"), "ms", "", None)
    report.at_most("e GET one task, p99 at 64 connections", median(ours, "p99_ms"), "ms", 50)
    return ours


def measure_push(report, register, load, pgbench):
    """(b) and (c): durable pushes, singly and by the batch."""
    ours, theirs, batches = in_turn(
        lambda: load.run(push_request(register), push_line(), 1), pgbench.push,
        lambda: load.run_batches(batch_request(register), BATCH, register.sessions))
    report.at_least("b one durable status push : pgbench", ratio(ours, theirs), "x", 0.85, side_by_side(ours, theirs))
    items = [{"per_second": run["per_second"] * BATCH} for run in batches]
    report.at_least("c batch of 500, items a second : b", ratio(items, ours), "x", 5, side_by_side(items, ours))


def measure_node(report, register, load):
    """(d): the same GET from Fastify, pg and @fastify/jwt, with as many processes and sessions as the daemon.

    More sessions made it slower. pg's young pipeline mode, which few programs use, is told beside it."""
    ordinary, pipelined = Node(register), Node(register, pipeline=True)
    with ordinary, pipelined:
        ordinary.check(GET)
        pipelined.check(GET)
        ours, theirs, best = in_turn(lambda: load.run(get_request(register)),
                                     lambda: load.run(get_request(register), port=ordinary.port),
                                     lambda: load.run(get_request(register), port=pipelined.port))
    report.at_least("d GET one task : Node, same SQL", ratio(ours, theirs), "x", 5, side_by_side(ours, theirs))
    report.add("d … : Node with pg's pipeline mode", ratio(ours, best), "x", "", None, side_by_side(ours, best))


def measure_seats(report, register, load):
    """(h): the 20 seats of a committee on any day of eleven years, 10,000 versions of them."""
    ours, one_task = in_turn(lambda: load.run(get_request(register, SEATS_GET)), lambda: load.run(get_request(register)))
    report.at_least("h list of 20 seats on a day : GET one task", ratio(ours, one_task), "x", 0.5, side_by_side(ours, one_task))


def measure_decision(report, register):
    """(g): all 60 seats given to others by one decision, 15 times, and 60 plain inserts, in turn."""
    office = Office(register)
    pairs = [(office.restructure(n), office.insert(n)) for n in range(1 + 5 * RUNS)][1:]
    ours, theirs = zip(*pairs)
    report.at_most("g decision on 60 seats : 60 plain inserts", 1 / ratio(ours, theirs), "x", 3, side_by_side(ours, theirs))


def main():
    with Register() as register:
        load = Load(register)
        pgbench = Pgbench(register, SECONDS)
        print(f"# {LAST - FIRST + 1:,} of the 100,000 tasks are led by {AGENCY}; {register.workers} workers, "
              f"{register.sessions} sessions, {CONNECTIONS} connections, {RUNS} x {SECONDS} s, median")
        report = Report()
        # Reading comes first: after the pushes PostgreSQL cleans up behind them for a while.
        measure_get(report, register, load, pgbench)
        measure_node(report, register, load)
        measure_seats(report, register, load)
        for name, sequential, by_index in scans_of_lists(register):
            report.add(f"f {name}", sequential, "seq. scans", "0", sequential == 0 and by_index > 0)
        measure_decision(report, register)
        measure_push(report, register, load, pgbench)
        kept = [bytes_per_idle_connection(register) for _ in range(RUNS)]
        report.at_most("f memory of an idle connection (5,000)", statistics.median(kept) / 1024, "KiB", 16)
        for name, milliseconds, most in p99_of_counts():
            report.add(f"i {name}, p99", milliseconds, "ms", f"<= {most}" if most else "", milliseconds <= most if most else None)
        for name, seconds, most in seconds_of_urging():
            report.add(f"j urging, {name}", seconds, "s", f"<= {most}" if most else "", seconds <= most if most else None)
        report.write()


if __name__ == "__main__":
    main()
