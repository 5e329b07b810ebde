"""What farcall must reach (docs/benchmarks.md), and whether the figures do."""

import math
from dataclasses import dataclass
from typing import Callable

from . import tables

# Those that farcall has to be ahead of, on every row that they have.
PEERS = ["libtirpc", "protobuf", "capnp", "thrift", "grpc"]
# And of these with a null call to another process of the machine; pinned, as LRPC's goals are.
LOCAL_PEERS = ["sdbus", "iceoryx"]
# With 64 calls in flight it has to be so many times ahead of these, and take so much less processor time.
SEVERAL = {"grpc": 3, "capnp": 3}


@dataclass(frozen=True)
class Goal:
    name: str
    bound: float
    unit: str                # "×": a ratio; ms, KiB, MiB, %: farcall's own figure
    applies: Callable        # row -> bool
    measured: Callable       # cell -> (value, text), or None when it was not measured; no value: nothing to judge


@dataclass(frozen=True)
class Verdict:
    goal: Goal
    row: tables.Row
    text: str
    holds: bool  # None: there is nothing to judge


def _ratio_to(other, ours=tables.OURS):
    def measured(cell):
        ratio = cell.ratio(ours, other)
        return (ratio.median, str(ratio)) if ratio else None
    return measured


def _ratio_across_to(other):
    """On two cpus. Unpinned the kernel may have had both on one instead, of which the goal says nothing."""
    def measured(cell):
        if not cell.ratio(tables.OURS, other):
            return None
        ratio = cell.ratio_across(tables.OURS, other)
        return (ratio.median, str(ratio)) if ratio else (None, "seldom on two cpus")
    return measured


def _cpu_ratio_to(other):
    def measured(cell):
        ours, theirs = cell.figure(tables.OURS), cell.figure(other)
        value = ours.cpu_ns_per_op / theirs.cpu_ns_per_op if ours and theirs else None
        return (value, f"{value:.2f}") if value is not None else None
    return measured


def _own(figure, unit_size):
    def measured(cell):
        one = cell.figure(tables.OURS)
        value = figure(one) if one else None
        return (value / unit_size, f"{value / unit_size:.2f}") if value is not None else None
    return measured


def _works(*names, transports=tables.SOCKETS, placements=("one_cpu", "two_cpus", "unpinned")):
    return lambda row: row.work.name in names and row.transport in transports and row.placement.name in placements


def _lrpc(*names, placements):
    return _works(*names, transports=tables.LRPC, placements=placements)


def _can_be_ahead(peer):
    """Opaque data is two copies with anybody's XDR, as are ints that a peer sends in this machine's order of bytes,
    and nobody can be ahead of memcpy."""
    copies = tables.COPIED_WORKS if peer == "protobuf" else ["opaque_64k"]
    left_out = [*tables.FOOTPRINT_WORKS, *copies]
    return lambda row: tables.has(peer, row) and row.work.name not in left_out


# Long messages are compared with the raw sockets that sleep, everywhere; calls in flight are so across cpus.
BLOCKING = tables.RAW_BLOCKING.name
ACROSS = ("two_cpus", "unpinned")

ECHOES = ("echo_64", "echo_1k", "echo_8k", "echo_64k", "echo_1m")

GOALS = [
    Goal("LRPC: Null across cpus", 1.20, "×", _lrpc("null", placements=("two_cpus",)), _ratio_to(tables.LIMIT)),
    Goal("LRPC: 200 bytes across cpus", 1.25, "×", _lrpc("big_in", "big_in_out", placements=("two_cpus",)),
         _ratio_to(tables.LIMIT)),
    Goal("LRPC: Null, one cpu", 1.10, "×", _lrpc("null", placements=("one_cpu",)), _ratio_to(tables.LIMIT)),
    Goal("LRPC: against a UNIX socket that sleeps", 1 / 300, "×", _lrpc("null", placements=("two_cpus",)),
         _ratio_to(tables.UNIX_BLOCKING.name)),
    Goal("LRPC: against a UNIX socket that spins", 1 / 5, "×", _lrpc("null", placements=("two_cpus",)),
         _ratio_to(tables.UNIX_SPINNING.name)),
    Goal("LRPC: in flight", 1 / 0.7, "×", _lrpc("null_inflight_4", "null_inflight_16", placements=("two_cpus",)),
         _ratio_to(tables.LIMIT)),
    Goal("LRPC: beside 64 idle clients", 1.05, "×", _lrpc("null", placements=("two_cpus",)),
         _ratio_to(tables.OURS, "farcall_beside_64")),
    Goal("LRPC: Add by Null", 1.05, "×", _lrpc("add", placements=("two_cpus",)), _ratio_to("farcall_null")),
    Goal("LRPC: echo, written there and read here", 2.2, "×", _lrpc(*ECHOES, placements=("two_cpus",)),
         _ratio_to(tables.LIMIT)),
    Goal("Null, one cpu", 1.10, "×", _works("null", placements=("one_cpu",)), _ratio_to(tables.LIMIT)),
    Goal("Null across cpus, both spinning", 1.30, "×", _works("null", placements=ACROSS), _ratio_to(tables.LIMIT)),
    Goal("paced calls", 1.20, "×", _works("null_paced"), _ratio_to(BLOCKING)),
    Goal("64 in flight across cpus", 1 / 0.7, "×", _works(*tables.IN_FLIGHT, placements=ACROSS),
         _ratio_across_to(BLOCKING)),
    Goal("16 threads", 1 / 0.9, "×", _works("null_threads_16", *tables.SHARED), _ratio_to(tables.LIMIT)),
    Goal("long echo", 1.15, "×", _works("echo_32k", "echo_64k", "echo_1m"), _ratio_to(BLOCKING)),
    Goal("1,000 structs", 1.30, "×", _works("structs_1000"), _ratio_to(BLOCKING)),
    Goal("coding, XDR by hand", 1.20, "×", _works("structs_1000", "list_1000", "readdirplus", transports=tables.CODING),
         _ratio_to(tables.RAW_XDR.name)),
    Goal("coding, memcpy", 1.30, "×", _works(*tables.COPIED_WORKS, transports=tables.CODING),
         _ratio_to(tables.MEMCPY.name)),
    Goal("structs, 8 × faster than libtirpc", 1 / 8, "×", _works("structs_1000", transports=tables.CODING),
         _ratio_to("libtirpc")),
    Goal("first reply after exec", 1.5, "ms", _works(tables.FIRST_REPLY), _own(lambda one: one.p50_ns, 1e6)),
    Goal("idle server", 4.0, "MiB", _works(tables.IDLE_RSS), _own(lambda one: one.bytes, 2 ** 20)),
    Goal("LRPC: idle", 0.1, "%", _lrpc(tables.IDLE_CPU, placements=("unpinned",)), _own(lambda one: one.cpu_ns_per_op, 1e7)),
    Goal("per idle connection", 1.6, "KiB", _works(tables.RSS_PER_CONNECTION), _own(lambda one: one.bytes, 2 ** 10)),
] + [
    Goal(f"ahead of {peer}", 1.0, "×", _can_be_ahead(peer), _ratio_to(peer))
    for peer in PEERS
] + [
    Goal(f"ahead of {peer}", 1.0, "×", _lrpc("null", placements=("one_cpu", "two_cpus")), _ratio_to(peer))
    for peer in LOCAL_PEERS
] + [
    Goal(f"64 in flight, {times} × ahead of {peer}", 1 / times, "×", _works(*tables.IN_FLIGHT), _ratio_to(peer))
    for peer, times in SEVERAL.items()
] + [
    Goal(f"64 in flight, cpu of {peer} ÷ {times}", 1 / times, "×", _works(*tables.IN_FLIGHT), _cpu_ratio_to(peer))
    for peer, times in SEVERAL.items()
]


NOT_MEASURED = (math.inf, "not measured")


def judge(rows, all_cells):
    """A verdict for every goal and every row that it speaks of; what was not measured does not hold."""
    found = {cell.row.name: cell for cell in all_cells}
    verdicts = []
    for goal in GOALS:
        for row in filter(goal.applies, rows):
            cell = found.get(row.name)
            value, text = (goal.measured(cell) if cell else None) or NOT_MEASURED
            verdicts.append(Verdict(goal, row, text, None if value is None else value <= goal.bound))
    return verdicts


def print_verdicts(verdicts, out):
    width = max((len(v.goal.name) for v in verdicts), default=0)
    row_width = max((len(v.row.name) for v in verdicts), default=0)
    print(f"{'goal':{width}}  {'row':{row_width}}  {'bound':>10}  {'measured':27}  holds", file=out)
    for verdict in verdicts:
        bound = f"≤ {verdict.goal.bound:.3g} {verdict.goal.unit}"
        answer = {True: "yes", False: "NO", None: "–"}[verdict.holds]
        print(f"{verdict.goal.name:{width}}  {verdict.row.name:{row_width}}  {bound:>10}  {verdict.text:27}  {answer}",
              file=out)
    judged = [verdict.holds for verdict in verdicts if verdict.holds is not None]
    print(f"{sum(judged)} of {len(judged)} hold", file=out)
    return all(judged)
