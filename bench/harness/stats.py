"""Medians, and how sure they are."""

import math
from statistics import median

__all__ = ["median", "percentile", "Ratio", "ON_TWO_CPUS", "ON_ONE_CPU", "alike", "paired_ratio"]


def percentile(values, share):
    """The value that `share` of the sorted values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else None


class Ratio:
    """The median of the paired ratios of rounds, with an interval that holds it at 95 % confidence."""

    def __init__(self, ratios, mixed=False):
        ordered = sorted(ratios)
        self.mixed = mixed  # made also of rounds that chance did not treat alike
        self.rounds = len(ordered)
        self.median = median(ordered)
        rank = _interval_rank(self.rounds)
        self.low, self.high = ordered[rank], ordered[-1 - rank]

    def __str__(self):
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f}){' mixed' if self.mixed else ''}"


def _interval_rank(count):
    """How many values may be cut off at either end: the sign test's, which asks nothing of the distribution."""
    rank, tail = 0, 0.0
    for k in range(count // 2):
        tail += math.comb(count, k) / 2 ** count
        if tail > 0.025:
            break
        rank = k + 1
    # Of sorted values x[0..n-1] the interval (x[rank-1], x[n-rank]) has this confidence.
    return max(rank - 1, 0)


ON_TWO_CPUS, ON_ONE_CPU = (0, 0.2), (0.8, 1)


def alike(ours, theirs, ways=(ON_TWO_CPUS, ON_ONE_CPU)):
    """Of each round, whether the partners were placed alike in both batches: on one cpu, or on two.

    Unpinned, the kernel's placement is chance and makes a factor of five; a peer has no part in it. Takes the
    shares of the time on one cpu, round by round.
    """
    return [any(low <= a <= high and low <= b <= high for low, high in ways) for a, b in zip(ours, theirs)]


def paired_ratio(pairs, mixed=False):
    """Round by round, so that what drifts meanwhile touches both alike. None when there is nothing to pair."""
    ratios = [a / b for a, b in pairs if a and b]
    return Ratio(ratios, mixed) if ratios else None
