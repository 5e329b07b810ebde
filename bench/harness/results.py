"""From what was measured to the rows of results.json: the best variant of each peer, the limit, the ratios."""

import itertools
import json
from dataclasses import asdict

from . import tables
from .measure import Measured
from .stats import ON_TWO_CPUS, alike, paired_ratio

ENOUGH_ALIKE = 9
KEYS = ["peer", "transport", "placement", "work", "p50_ns", "p99_ns", "ops_per_s", "cpu_ns_per_op", "bytes",
        "limit_ns", "ratio_to_limit"]


class Cell:
    """All that was measured in one row: peer -> the fastest of its variants; `limit` is one of them."""

    def __init__(self, row, measured):
        self.row = row
        self.peers = {}
        for one in measured:
            best = self.peers.get(one.peer)
            if best is None or _speed(one) < _speed(best):
                self.peers[one.peer] = one
        candidates = [self.peers[name] for name in tables.limit_candidates(row) if name in self.peers]
        if candidates:
            self.peers[tables.LIMIT] = min(candidates, key=_speed)

    def figure(self, peer):
        return self.peers.get(peer)

    def ratio(self, peer, other):
        """p50 (of threads: time per call) of `peer` by that of `other`; None when one of them is absent.

        The limit is one wherever it ran; of two peers, unpinned, only the rounds count in which both were placed
        alike. Where these are too few, as when one of the two draws its partner to its cpu and the other does not,
        all do, and the ratio is mixed.
        """
        ours, theirs = self.figure(peer), self.figure(other)
        if not ours or not theirs:
            return None
        pairs = list(zip(ours.round_ns, theirs.round_ns))
        if not self.row.chance_decides or other == tables.LIMIT:
            return paired_ratio(pairs)
        chosen = list(itertools.compress(pairs, alike(ours.round_together, theirs.round_together)))
        if len(chosen) >= ENOUGH_ALIKE:
            return paired_ratio(chosen)
        return paired_ratio(pairs, mixed=len(chosen) < len(pairs))

    def ratio_across(self, peer, other):
        """The same on two cpus; None, too, when chance put both there in too few rounds."""
        ratio, ours, theirs = self.ratio(peer, other), self.figure(peer), self.figure(other)
        if not ratio or not self.row.chance_decides:
            return ratio
        chosen = list(itertools.compress(zip(ours.round_ns, theirs.round_ns),
                                         alike(ours.round_together, theirs.round_together, [ON_TWO_CPUS])))
        return paired_ratio(chosen) if len(chosen) >= ENOUGH_ALIKE else None


def _speed(measured):
    figure = compared_ns(measured)
    return figure if figure is not None else float("inf")


def compared_ns(measured):
    """What decides who is faster: p50; of threads, the time per call that their throughput comes to."""
    return 1e9 / measured.ops_per_s if measured.work in tables.THREADS else measured.p50_ns


def cells(rows, measured):
    by_row = {}
    for one in measured:
        by_row.setdefault((one.transport, one.placement, one.work), []).append(one)
    return [Cell(row, by_row[key]) for row in rows
            if (key := (row.transport, row.placement.name, row.work.name)) in by_row]


def as_rows(all_cells):
    """The contract's rows. `limit` first; a figure that was not measured, or means nothing there, is null."""
    found = []
    for cell in all_cells:
        limit = cell.figure(tables.LIMIT)
        for peer in sorted(cell.peers, key=lambda name: (name != tables.LIMIT, name)):
            one = cell.peers[peer]
            ratio = cell.ratio(peer, tables.LIMIT)
            values = [peer, cell.row.transport, cell.row.placement.name, cell.row.work.name, one.p50_ns, one.p99_ns,
                      one.ops_per_s, one.cpu_ns_per_op, one.bytes, compared_ns(limit) if limit else None,
                      ratio.median if ratio else None]
            found.append({key: _rounded(value) for key, value in zip(KEYS, values)})
    return found


def _rounded(value):
    if not isinstance(value, float):
        return value
    return round(value, 3) if abs(value) < 1000 else round(value)


def write_json(path, all_cells):
    lines = ",\n".join(json.dumps(row) for row in as_rows(all_cells))
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


# Every round of every variant, so that the tables, the plots and the check can be made again without measuring.

def write_rounds(path, measured):
    lines = ",\n".join(json.dumps(asdict(one)) for one in measured)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def read_rounds(path):
    return [Measured(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
