"""Faults: what happens to callers who behave while others do not, or are very many (docs/benchmarks.md)."""

import contextlib
import json
import resource
import signal
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import asdict, dataclass

from . import crowds, hostile, report, tables
from .processes import Client, PeerFailed, Process, Server, first_reply_ns
from .stats import median, percentile

PEERS = [tables.OURS, "libtirpc", "grpc", "capnp"]
DESCRIPTORS = 256
MORE_THAN_DESCRIPTORS = 400
HOSTILE = 1000


@dataclass(frozen=True)
class Effort:
    patience: float       # seconds that a call may take
    long_patience: float  # that a server may stay deaf, and that idle connections may take to be made
    cpu_seconds: float    # in which a server's processor time is looked at
    batches: int          # the p99 is the median of theirs
    batch_seconds: float
    idle: int             # connections
    overload: float       # seconds that it lasts
    restarts: int


FULL = Effort(patience=10, long_patience=60, cpu_seconds=3, batches=5, batch_seconds=1, idle=10_000, overload=60,
              restarts=5)
FAST = Effort(patience=3, long_patience=5, cpu_seconds=1, batches=3, batch_seconds=0.3, idle=1000, overload=5,
              restarts=1)


@dataclass
class Figure:
    fault: str
    figure: str
    peer: str
    unit: str
    value: float = None
    text: str = ""  # why there is no value


# What farcall has to reach.
GOALS = [
    ("descriptors", "cpu of the server", 2.0),
    ("descriptors", "p99 added", 1.0),
    ("descriptors", "a new client served after", 1.0),
    *((fault, "p99 added", 1.0) for fault in hostile.KINDS),
    ("idle", "memory per connection", 1.6),
    ("idle", "cpu of the server", 0.1),
    ("idle", "p99 by that without", 1.2),
    *crowds.GOALS,
]


class Scene:
    """A server, a client of it that behaves, and the figures of one fault."""

    def __init__(self, fault, peer, program, effort, prefix=()):
        self.fault, self.peer, self.program, self.effort = fault, peer, program, effort
        self.figures = []
        self.stack = contextlib.ExitStack()
        self.prefix = prefix
        self.server = self.client = None
        self.spoilt = ""  # why no figure would mean anything from here on

    def __enter__(self):
        with self.stack:
            directory = self.stack.enter_context(tempfile.TemporaryDirectory(prefix="farcall-bench-"))
            self.server = self.stack.enter_context(
                Server(self.program, "tcp", directory, prefix=self.prefix, quiet=True))
            self.client = self.stack.enter_context(Client(self.program, self.server, "tcp", quiet=True))
            self.client.patience = self.effort.patience
            self.stack = self.stack.pop_all()
        return self

    def __exit__(self, *error):
        return self.stack.__exit__(*error)

    def p99_ms(self, work, period_ns):
        """Of calls by threads, each of which makes one per period."""
        return median([self.batch_p99_ms(work, period_ns) for _ in range(1 + self.effort.batches)][1:])

    def batch_p99_ms(self, work, period_ns):  # the first meets everything cold
        batch = self.client.run(work, 1, 100_000, int(self.effort.batch_seconds * 1e9), period_ns)
        return percentile(batch.samples, 0.99) / 1e6

    def cpu_percent(self):
        before, began = self.server.cpu_seconds(), time.monotonic()
        time.sleep(self.effort.cpu_seconds)
        return 100 * (self.server.cpu_seconds() - before) / (time.monotonic() - began)

    def add(self, figure, unit, measure):
        """Returns the value, too; None when the peer did not live to tell it, or hung, or the fault is not there."""
        found = Figure(self.fault, figure, self.peer, unit)
        self.figures.append(found)
        value = None
        try:
            if self.spoilt:
                raise PeerFailed("", self.spoilt)
            value = measure()
        except PeerFailed as failure:
            found.text = failure.what
        ended = self.server.child.poll()
        if ended is None:
            found.value = value
        else:
            found.text = f"server died: {signal.Signals(-ended).name if ended < 0 else ended}"
        return found.value

    def add_comparison(self, figure, unit, before, after, compare):
        self.add(figure, unit, lambda: _both(before, after, compare))

    def connections(self, count, patience):
        """Sockets to the server. Of one that lives there are `count`, or the scene is spoilt."""
        host, port = self.server.address.removeprefix("tcp://").rsplit(":", 1)
        made = []
        try:
            for _ in range(count):
                made.append(self.stack.enter_context(socket.create_connection((host, int(port)), patience)))
        except OSError as error:
            if not self.is_dying():
                self.spoilt = f"only {len(made)} of {count} connections could be made: {error}"
        return made

    def is_dying(self):
        """Its sockets are gone a while before it is."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.server.child.wait(1)
        return self.server.child.poll() is not None


def _both(before, after, compare):
    if before is None or after is None:
        raise PeerFailed("", "not measured")
    return compare(before, after)


# Some who make a call each 5 ms, and many who make one each 20 ms.
FEW, FEW_PERIOD_NS = "null_threads_4", 5_000_000
MANY, MANY_PERIOD_NS = "null_threads_100", 20_000_000


def descriptors(scene, launcher):
    """More connections than the server has descriptors for, and nothing ever comes over them."""
    before = scene.add("p99 without", "ms", lambda: scene.p99_ms(FEW, FEW_PERIOD_NS))
    idle = scene.connections(MORE_THAN_DESCRIPTORS, scene.effort.patience)
    time.sleep(0.5)
    scene.add("cpu of the server", "%", scene.cpu_percent)
    after = scene.add("p99 with", "ms", lambda: scene.p99_ms(FEW, FEW_PERIOD_NS))
    scene.add_comparison("p99 added", "ms", before, after, lambda a, b: max(b - a, 0.0))
    scene.add("a new client served beside them", "s", lambda: _served_after(scene, launcher, scene.effort.patience))
    for connection in idle:
        connection.close()
    scene.add("a new client served after", "s", lambda: _served_after(scene, launcher, scene.effort.long_patience))


def _served_after(scene, launcher, patience):
    """With the start of the client, which is milliseconds."""
    began = time.monotonic()
    while (left := patience - (time.monotonic() - began)) > 0:
        try:
            first_reply_ns(launcher, scene.program, scene.server, patience=left, quiet=True)
            return time.monotonic() - began
        except PeerFailed:
            if scene.server.child.poll() is not None:
                break
            time.sleep(0.01)
    raise PeerFailed("", f"not within {patience:g} s")


def unfinished(scene, _):
    """Peers who begin a message and do not end it."""
    before = scene.add("p99 without", "ms", lambda: scene.p99_ms(FEW, FEW_PERIOD_NS))
    opening, more = hostile.message(scene.fault, scene.peer)
    sockets = scene.connections(HOSTILE, scene.effort.patience)
    with _Dribble(sockets, opening, more):
        after = scene.add("p99 with", "ms", lambda: scene.p99_ms(FEW, FEW_PERIOD_NS))
    scene.add_comparison("p99 added", "ms", before, after, lambda a, b: max(b - a, 0.0))


class _Dribble:
    """Sends the opening over every socket, and then `more` over each once in a second."""

    def __init__(self, sockets, opening, more):
        self.sockets, self.more = sockets, more
        self.over = threading.Event()
        for one in sockets:
            self._send(one, opening)
        self.thread = threading.Thread(target=self._go_on) if more and sockets else None

    def __enter__(self):
        if self.thread:
            self.thread.start()

    def __exit__(self, *_):
        self.over.set()
        if self.thread:
            self.thread.join()

    def _go_on(self):
        while True:
            for one in self.sockets:
                self._send(one, self.more)
                if self.over.wait(1 / len(self.sockets)):
                    return

    @staticmethod
    def _send(one, data):
        with contextlib.suppress(OSError):  # the server may have hung up, which is an answer
            one.send(data, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)


def idle(scene, _):
    """Very many connections that have made a call each; held by two processes, for want of descriptors. Beside it a
    server without them: a tail of tens of microseconds is another one a minute later."""
    held, rss = scene.effort.idle // 2, scene.server.rss_bytes()

    def grown():
        for _ in range(2):
            holder = scene.stack.enter_context(Process(
                [scene.program, "hold", "tcp", scene.server.address, f"connections={held}"], quiet=True))
            holder.patience = scene.effort.long_patience
            holder.line()
        time.sleep(0.5)
        return (scene.server.rss_bytes() - rss) / (2 * held) / 1024

    there = scene.add("memory per connection", "KiB", grown) is not None
    if not there:
        return
    scene.add("cpu of the server", "%", scene.cpu_percent)
    pairs = []

    def ratio():
        with Scene(scene.fault, scene.peer, scene.program, scene.effort) as without:
            for i in range(1 + 2 * scene.effort.batches):
                turn = {one: one.batch_p99_ms(MANY, MANY_PERIOD_NS)
                        for one in ((without, scene), (scene, without))[i % 2]}
                pairs.append((turn[without], turn[scene]))
        del pairs[0]
        return median([after / before for before, after in pairs])

    if scene.add("p99 by that without", "×", ratio) is None:
        return
    scene.add("p99 without", "ms", lambda: median([before for before, _ in pairs]))
    scene.add("p99 with", "ms", lambda: median([after for _, after in pairs]))


FAULTS = {"descriptors": descriptors, **{kind: unfinished for kind in hostile.KINDS}, "idle": idle}


def names():
    return [f"{fault}/{peer}" for fault in FAULTS for peer in PEERS] + [f"{one}/{tables.OURS}" for one in crowds.CROWDS]


def measure(programs, effort, wanted, step):
    """The figures of those of names() that are wanted, and what went wrong besides."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    figures, failures = [], []
    for name in wanted:
        fault, peer = name.split("/")
        program = programs / (crowds.PROGRAM if fault in crowds.CROWDS else
                              next(one.program for one in tables.PEERS if one.name == peer))
        if program.exists() and fault in crowds.CROWDS:
            try:
                figures += [Figure(fault, figure, peer, unit, value, "" if value is not None else "there were none")
                            for figure, unit, value in crowds.CROWDS[fault](str(program), effort)]
            except PeerFailed as failure:
                failures.append(str(failure))
        elif program.exists():
            prefix = ["prlimit", f"--nofile={DESCRIPTORS}"] if fault == "descriptors" else []
            try:
                with Scene(fault, peer, str(program), effort, prefix) as scene:
                    FAULTS[fault](scene, str(programs / "bench-exec"))
                    figures += scene.figures
            except PeerFailed as failure:
                failures.append(str(failure))
        step(name)
    return figures, failures


def write(folder, figures):
    lines = ",\n".join(json.dumps(asdict(figure)) for figure in figures)
    (folder / "faults.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    (folder / "faults.md").write_text(markdown(figures), encoding="utf-8")


def markdown(figures):
    peers = [peer for peer in PEERS if any(one.peer == peer for one in figures)]
    found = {(one.fault, one.figure, one.peer): one for one in figures}
    lines = []
    for fault, figure, unit in dict.fromkeys((one.fault, one.figure, one.unit) for one in figures):
        cells = [found.get((fault, figure, peer)) for peer in peers]
        lines.append([f"{fault}: {figure}, {unit}", *(_text(cell) for cell in cells)])
    return "# Faults\n\nWhat the lines mean is in docs/benchmarks.md.\n\n" + report.table(["", *peers], lines)


def _text(figure):
    if figure is None:
        return "–"
    return f"{figure.value:.2f}" if figure.value is not None else figure.text


def check(figures, wanted, out):
    """Prints a verdict for each goal of what was wanted; what was not measured does not hold."""
    ours = {(one.fault, one.figure): one for one in figures if one.peer == tables.OURS}
    held = []
    for fault, name, bound in GOALS:
        if f"{fault}/{tables.OURS}" not in wanted:
            continue
        one = ours.get((fault, name), Figure(fault, name, tables.OURS, "", text="not measured"))
        is_at_least = (fault, name) in crowds.AT_LEAST
        held.append(one.value is not None and (one.value >= bound if is_at_least else one.value <= bound))
        sign = "≥" if is_at_least else "≤"
        print(f"{fault + ': ' + name:45} {sign} {bound:g} {one.unit:4} {_text(one):24} {'yes' if held[-1] else 'NO'}",
              file=out)
    print(f"{sum(held)} of {len(held)} hold", file=out)
    return all(held)
