"""The rounds: every peer that can do a row runs a batch of it, again and again in turn."""

import array
import contextlib
import dataclasses
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field

from . import tables
from .processes import Client, PeerFailed, Process, Server, first_reply_ns, settle
from .stats import median, percentile


@dataclass(frozen=True)
class Effort:
    rounds: int
    batch_ns: int         # of calls, back to back
    paced_calls: int
    first_replies: int    # per round
    idle_seconds: float   # in which a server and its clients do nothing
    seconds: float        # that all of it may take; on a busy machine the batches shrink

    @property
    def budget_ns(self):
        """Enough for every batch, and what ends it when others need the machine."""
        return 3 * self.batch_ns

    def shortened(self, share_of_time_left, share_of_rows_left):
        """What keeps within the time, when the rows so far took more than theirs."""
        factor = min(1.0, max(share_of_time_left / share_of_rows_left, 0.1))
        return dataclasses.replace(self, batch_ns=int(self.batch_ns * factor),
                                   paced_calls=max(int(self.paced_calls * factor), 8))


# Many short rounds rather than few long ones: a ratio gets its certainty from the number of its pairs.
FULL = Effort(rounds=25, batch_ns=20_000_000, paced_calls=50, first_replies=5, idle_seconds=10, seconds=1200)
FAST = Effort(rounds=9, batch_ns=8_000_000, paced_calls=16, first_replies=3, idle_seconds=2, seconds=100)


@dataclass
class Measured:
    """One variant of one peer in one row. Round by round where it is a list; None: that round failed."""
    peer: str
    variant: str
    transport: str
    placement: str
    work: str
    bytes: int = None
    p50_ns: float = None  # over all samples
    p99_ns: float = None
    ops_per_s: float = None
    cpu_ns_per_op: float = None
    round_ns: list = field(default_factory=list)        # that ratios are made of: p50; of threads, time per call
    round_together: list = field(default_factory=list)  # Batch.together


class Bench:
    def __init__(self, programs, effort, progress):
        self.began = time.monotonic()
        self.programs = programs
        self.effort = effort
        self.progress = progress
        self.failures = []

    def fail(self, error):
        self.failures.append(str(error))
        print(f"\n{error}", file=sys.stderr)

    def effort_now(self):
        time_left = 1 - (time.monotonic() - self.began) / self.effort.seconds
        return self.effort.shortened(time_left, 1 - self.progress.done / self.progress.total)

    def path(self, program):
        return os.path.join(self.programs, program)

    def has(self, peer):
        return os.access(self.path(peer.program), os.X_OK)

    # Calls

    def calls(self, rows):
        """Measures the rows; those of one transport and placement share their processes."""
        results = []
        for group in dict.fromkeys((row.transport, row.placement) for row in rows):
            with contextlib.ExitStack() as processes:
                directory = processes.enter_context(tempfile.TemporaryDirectory(prefix="farcall-bench-"))
                clients = {}
                for row in rows:
                    if (row.transport, row.placement) == group:
                        results += self._row(row, self._contestants(row, clients, processes, directory))
                        self.progress.step(row.name)
        return results

    def _contestants(self, row, clients, processes, directory):
        """(peer, variant, client) of all that take part; starts what does not run yet."""
        for peer in tables.PEERS:
            if row.transport not in peer.transports or not self.has(peer):
                continue
            for variant in peer.variants:
                key = (peer.program, peer.transport_in(row), variant.options)
                if not variant.takes_part(row):
                    continue
                if key not in clients or (clients[key] and clients[key].failed):
                    clients[key] = self._start(peer, variant, row, processes, directory)
                if clients[key]:
                    yield peer, variant, clients[key]

    def _start(self, peer, variant, row, processes, directory):
        program = self.path(peer.program)
        try:
            server = None
            transport = peer.transport_in(row)
            if transport not in tables.CODING:
                server = processes.enter_context(
                    Server(program, transport, directory, row.placement.server_cpu, variant.options))
            return processes.enter_context(
                Client(program, server, transport, row.placement.client_cpu, variant.options))
        except PeerFailed as error:
            self.fail(error)
            return None

    def _row(self, row, contestants):
        running = []
        effort = self.effort_now()
        for peer, variant, client in contestants:
            try:
                running.append(_Contestant(peer, variant, client, row, effort))
            except PeerFailed as error:
                self.fail(error)
        # Unpinned, only about half of the rounds can be compared with each other: stats.alike.
        rounds = self.effort.rounds * (2 if row.chance_decides else 1)
        for number in range(rounds):
            # Who begins changes, so that nobody always follows the same neighbour.
            first = number % len(running) if running else 0
            for contestant in running[first:] + running[:first]:
                try:
                    contestant.round(begins_together=number % 2 == 1)
                except PeerFailed as error:
                    self.fail(f"{row.name}: {error}")
                    contestant.alive = False
            running = [contestant for contestant in running if contestant.alive]
        return [contestant.measured() for contestant in running]

    # What a peer costs before and between calls

    def footprint(self, rows):
        results = []
        with tempfile.TemporaryDirectory(prefix="farcall-bench-") as directory:
            for row in rows:
                peers = [peer for peer in tables.PEERS if peer.name in tables.FOOTPRINT_PEERS and self.has(peer)]
                how = {tables.FIRST_REPLY: self._first_replies, tables.IDLE_RSS: self._idle_rss,
                       tables.RSS_PER_CONNECTION: self._rss_per_connection,
                       tables.IDLE_CPU: self._idle_cpu}[row.work.name]
                results += how(row, peers, directory)
                self.progress.step(row.name)
        return results

    def _first_replies(self, row, peers, directory):
        found = []
        with contextlib.ExitStack() as processes:
            servers = {}
            for peer in peers:
                try:
                    servers[peer] = processes.enter_context(Server(self.path(peer.program), row.transport, directory))
                except PeerFailed as error:
                    self.fail(error)
            samples = {peer: [] for peer in servers}
            rounds = {peer: [] for peer in servers}
            for _ in range(self.effort.rounds):
                for peer, server in servers.items():
                    try:
                        batch = [first_reply_ns(self.path("bench-exec"), self.path(peer.program), server)
                                 for _ in range(self.effort.first_replies)]
                    except PeerFailed as error:
                        self.fail(error)
                        rounds[peer].append(None)
                        continue
                    samples[peer] += batch
                    rounds[peer].append(median(batch))
            for peer in servers:
                measured = _empty(peer.name, "default", row)
                if samples[peer]:
                    measured.p50_ns, measured.p99_ns = median(samples[peer]), percentile(samples[peer], 0.99)
                measured.round_ns = rounds[peer]
                found.append(measured)
        return found

    def _idle_rss(self, row, peers, directory):
        for peer in peers:
            try:
                with Server(self.path(peer.program), row.transport, directory) as server:
                    settle()
                    yield _bytes(peer, row, server.rss_bytes())
            except PeerFailed as error:
                self.fail(error)

    def _rss_per_connection(self, row, peers, directory):
        for peer in peers:
            if peer.name in tables.SINGLE_CONNECTION_PEERS:
                continue
            program, count = self.path(peer.program), tables.IDLE_CONNECTIONS
            try:
                with Server(program, row.transport, directory) as server:
                    settle()
                    before = server.rss_bytes()
                    with Process([program, "hold", row.transport, server.address, f"connections={count}"]) as client:
                        client.line()
                        settle()
                        yield _bytes(peer, row, (server.rss_bytes() - before) / count)
            except PeerFailed as error:
                self.fail(error)

    def _idle_cpu(self, row, peers, directory):
        for peer in (one for one in peers if one.name == tables.OURS):
            program = self.path(peer.program)
            try:
                with Server(program, row.transport, directory) as server, \
                        Client(program, server, row.transport, options=("connections=64",)) as client:
                    client.run("null", 0, 1000, self.effort.budget_ns)
                    settle()
                    before = server.cpu_seconds() + client.cpu_seconds()
                    time.sleep(self.effort.idle_seconds)
                    measured = _empty(peer.name, "default", row)
                    spent = server.cpu_seconds() + client.cpu_seconds() - before
                    measured.cpu_ns_per_op = 1e9 * spent / self.effort.idle_seconds  # an op is a second
                    yield measured
            except PeerFailed as error:
                self.fail(error)


def _empty(peer, variant, row):
    return Measured(peer, variant, row.transport, row.placement.name, row.work.name)


def _bytes(peer, row, size_bytes):
    measured = _empty(peer.name, "default", row)
    measured.bytes = size_bytes
    return measured


class _Contestant:
    """A peer's variant in one row, from its first warm-up to its figures."""

    def __init__(self, peer, variant, client, row, effort):
        self.peer, self.variant, self.client, self.row = peer, variant, client, row
        self.work = peer.work or row.work.name
        self.alive = True
        self.samples = array.array("I")
        self.round_ns, self.round_together = [], []
        self.cpu_ns = self.wall_ns = self.bytes = 0
        # How many calls fit into a batch; this also meets page faults and caches before anything counts.
        trial = client.run(self.work, 20, 20, effort.budget_ns)
        each = max(median(trial.samples), 100)
        self.calls = int(min(max(effort.batch_ns / each, 10), 20_000))
        self.warm_up = int(min(max(effort.batch_ns / 20 / each, 3), 50))
        if row.work.period_ns:
            self.calls, self.warm_up = effort.paced_calls, 3
        self.budget_ns = effort.budget_ns
        if row.by_threads:
            # All stop at the same time. Longer, because threads take turns of milliseconds.
            self.calls, self.warm_up, self.budget_ns = 20_000, 3, 4 * effort.batch_ns

    def round(self, begins_together):
        batch = self.client.run(self.work, self.warm_up, self.calls, self.budget_ns,
                                self.row.work.period_ns, begins_together)
        self.samples += batch.samples
        self.round_ns.append(batch.wall_ns / len(batch.samples) if self.row.by_threads else median(batch.samples))
        self.round_together.append(batch.together)
        self.cpu_ns += batch.cpu_ns
        self.wall_ns += batch.wall_ns
        self.bytes = batch.argument_bytes

    def measured(self):
        measured = _empty(self.peer.name, self.variant.name, self.row)
        measured.bytes = self.bytes
        measured.p50_ns, measured.p99_ns = median(self.samples), percentile(self.samples, 0.99)
        calls = len(self.samples) * self.row.calls
        # Of paced calls the pace says how many there are.
        if not self.row.work.period_ns:
            measured.ops_per_s = calls / (self.wall_ns / 1e9)
        measured.cpu_ns_per_op = self.cpu_ns / calls
        measured.round_ns, measured.round_together = self.round_ns, self.round_together
        return measured
