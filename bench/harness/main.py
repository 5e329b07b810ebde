"""The command line of scripts/bench."""

import argparse
import dataclasses
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from . import faults, goals, plot, report, results, tables
from .measure import FAST, FULL, Bench

ROOT = Path(__file__).resolve().parents[2]


class Progress:
    """A bar on stderr; where that is no terminal, a line now and then."""

    def __init__(self, total):
        self.total, self.done, self.began = total, 0, time.monotonic()
        self.terminal = sys.stderr.isatty()

    def step(self, name):
        self.done += 1
        seconds = time.monotonic() - self.began
        left = seconds / self.done * (self.total - self.done)
        bar = "#" * (30 * self.done // self.total)
        text = f"[{bar:30}] {self.done}/{self.total}  {seconds:.0f} s, {left:.0f} s left  {name}"
        if self.terminal:
            print(f"\r{text:100}", end="\n" if self.done == self.total else "", file=sys.stderr, flush=True)
        elif self.done == self.total or self.done % 10 == 0:
            print(text, file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="Measures farcall, its physical limit and other peers, in turn.",
        epilog="FAST=1 in the environment: fewer calls, done within two minutes.")
    parser.add_argument("--only", metavar="REGEX", help="only rows TRANSPORT/PLACEMENT/WORK that it is found in")
    parser.add_argument("--check", action="store_true", help="compare with the goals; status 1 when one is missed")
    parser.add_argument("--reuse", action="store_true", help="do not measure: take the rounds of the last time")
    parser.add_argument("--faults", action="store_true", help="measure the faults FAULT/PEER instead of the rows")
    parser.add_argument("--list", action="store_true", help="print the rows and stop")
    parser.add_argument("--rounds", type=int, help="rounds of each row (at least 9 for ratios to be trusted)")
    parser.add_argument("--programs", type=Path, metavar="DIR", help="programs that are built already")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "bench", metavar="DIR")
    return parser.parse_args()


def build():
    """Builds the programs in build/; configures it, or switches the benchmarks on, where that was not done."""
    folder = ROOT / "build"
    cache = folder / "CMakeCache.txt"
    if not cache.exists():
        subprocess.run(["cmake", "--preset", "dev", "-DFARCALL_BENCH=ON"], cwd=ROOT, check=True, stdout=sys.stderr)
    elif "FARCALL_BENCH:BOOL=ON" not in cache.read_text(encoding="utf-8"):
        subprocess.run(["cmake", "-DFARCALL_BENCH=ON", str(folder)], check=True, stdout=sys.stderr)
    subprocess.run(["cmake", "--build", str(folder), "--target", "bench-programs"], check=True, stdout=sys.stderr)
    return folder / "bench" / "bin"


def measure(programs, effort, call_rows, footprint_rows):
    bench = Bench(programs, effort, Progress(len(call_rows) + len(footprint_rows)))
    for peer in tables.PEERS:
        if not bench.has(peer):
            print(f"{peer.name} is left out: there is no {bench.path(peer.program)}", file=sys.stderr)
    # Memory and first replies first: the machine is the quieter then.
    measured = bench.footprint(footprint_rows) + bench.calls(call_rows)
    return measured, bench.failures


def find_programs(options):
    """The folder of the programs, built when they have to be; None when that failed."""
    try:
        return options.programs or build()
    except subprocess.CalledProcessError as error:
        print(f"failed: {' '.join(error.cmd)}", file=sys.stderr)
        return None


def measure_faults(options, only, fast):
    wanted = [name for name in faults.names() if only.search(name)]
    if options.list:
        print("\n".join(wanted))
        return 0
    programs = find_programs(options)
    if programs is None:
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    effort = faults.FAST if fast else faults.FULL
    figures, failures = faults.measure(programs, effort, wanted, Progress(len(wanted)).step)
    faults.write(options.output, figures)
    print(f"{options.output / 'faults.json'}\n{options.output / 'faults.md'}")
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    holds = faults.check(figures, wanted, sys.stdout) if options.check else True
    return 0 if holds and not failures else 1


def main():
    options = arguments()
    only = re.compile(options.only or "")
    # SystemExit unwinds, and so ends every child.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    fast = os.environ.get("FAST", "") not in ("", "0")
    if options.faults:
        return measure_faults(options, only, fast)
    call_rows = [row for row in tables.all_rows() if only.search(row.name)]
    footprint_rows = [row for row in tables.footprint_rows() if only.search(row.name)]
    rows = call_rows + footprint_rows
    if options.list:
        print("\n".join(row.name for row in rows))
        return 0
    if not rows:
        print(f"no row matches {options.only}; --list shows them all", file=sys.stderr)
        return 2
    effort = FAST if fast else FULL
    if options.rounds:
        effort = dataclasses.replace(effort, rounds=options.rounds)
    options.output.mkdir(parents=True, exist_ok=True)
    rounds_file = options.output / "rounds.json"
    failures = []
    if options.reuse:
        measured = results.read_rounds(rounds_file)
    else:
        programs = find_programs(options)
        if programs is None:
            return 1
        measured, failures = measure(programs, effort, call_rows, footprint_rows)
        results.write_rounds(rounds_file, measured)

    cells = results.cells(rows, measured)
    results.write_json(options.output / "results.json", cells)
    rounds = min((len(one.round_ns) for one in measured if one.round_ns), default=0)
    (options.output / "results.md").write_text(report.markdown(cells, rounds), encoding="utf-8")
    plots = plot.write(options.output, cells)
    print("\n".join(str(options.output / name) for name in ["results.json", "results.md", *plots]))

    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    holds = True
    if options.check:
        holds = goals.print_verdicts(goals.judge(rows, cells), sys.stdout)
    return 0 if holds and not failures else 1
