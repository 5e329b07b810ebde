"""Servers and clients: started, spoken to, and ended whatever happens."""

import array
import itertools
import os
import select
import subprocess
import time
from dataclasses import dataclass

PATIENCE_SECONDS = 30
_numbers = itertools.count()


class PeerFailed(Exception):
    """A peer's process ended, hung or said something else than agreed."""

    def __init__(self, who, what):
        super().__init__(f"{who} {what}")
        self.what = what


@dataclass
class Batch:
    samples: array.array  # latencies, ns
    cpu_ns: int           # of client and server together
    argument_bytes: int
    together: float       # the share of the time in which client and server shared a cpu
    wall_ns: int          # that all of it took


class Process:
    """A child with pipes; ends with the `with` block. A quiet one says nothing on stderr."""

    def __init__(self, command, quiet=False):
        self.command = command
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      stderr=subprocess.DEVNULL if quiet else None)
        self.unread = b""
        self.patience = PATIENCE_SECONDS
        self.failed = False

    @property
    def pid(self):
        return self.child.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.kill()
        self.child.wait()
        self.child.stdin.close()
        self.child.stdout.close()

    def send(self, line):
        try:
            self.child.stdin.write(line.encode() + b"\n")
            self.child.stdin.flush()
        except BrokenPipeError as error:
            raise self.failure("is gone") from error

    def line(self):
        while b"\n" not in self.unread:
            self._read_more()
        line, self.unread = self.unread.split(b"\n", 1)
        return line.decode().split()

    def exactly(self, size_bytes):
        while len(self.unread) < size_bytes:
            self._read_more()
        data, self.unread = self.unread[:size_bytes], self.unread[size_bytes:]
        return data

    def _read_more(self):
        output = self.child.stdout.fileno()
        if not select.select([output], [], [], self.patience)[0]:
            raise self.failure(f"said nothing for {self.patience:g} s")
        data = os.read(output, 1 << 20)
        if not data:
            raise self.failure("ended")
        self.unread += data

    def failure(self, what):
        self.failed = True
        return PeerFailed(" ".join(self.command), what)

    def rss_bytes(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024
        raise self.failure("has no VmRSS")

    def cpu_seconds(self):
        """Processor time of all of its threads, by the clock that clock_getcpuclockid() names."""
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError as error:
            raise self.failure("ended") from error


class Server(Process):
    def __init__(self, program, transport, directory, cpu=-1, options=(), prefix=(), quiet=False):
        wanted = f"{directory}/{next(_numbers)}.socket" if transport in ("unix", "lrpc") else "127.0.0.1:0"
        super().__init__([*prefix, program, "server", transport, wanted, f"cpu={cpu}", *options], quiet)
        self.transport = transport
        self.address = None

    def __enter__(self):
        try:
            ready = self.line()
            if len(ready) != 2 or ready[0] != "ready":
                raise self.failure(f"said {ready}")
            self.address = ready[1]
        except BaseException:
            self.__exit__()
            raise
        return self


class Client(Process):
    """A caller that is bound already and carries out batches."""

    def __init__(self, program, server, transport, cpu=-1, options=(), quiet=False):
        where = [server.address, f"server={server.pid}"] if server else ["-"]
        super().__init__([program, "client", transport, *where, f"cpu={cpu}", *options], quiet)

    def __enter__(self):
        try:
            self.line()
        except BaseException:
            self.__exit__()
            raise
        return self

    def run(self, work, warm_up, calls, budget_ns, period_ns=0, begins_together=False):
        self.send(f"{work} {warm_up} {calls} {period_ns} {int(begins_together)} {budget_ns}")
        done, count, cpu, size, together, wall = self.line()
        if done != "done":
            raise self.failure(f"said {done}")
        samples = array.array("I")
        samples.frombytes(self.exactly(4 * int(count)))
        return Batch(samples, int(cpu), int(size), float(together), int(wall))


def first_reply_ns(launcher, program, server, patience=PATIENCE_SECONDS, quiet=False):
    with Process([launcher, program, "first", server.transport, server.address], quiet) as client:
        client.patience = patience
        return int(client.line()[0])


def settle():
    """Lets what just ended, or was just started, leave the cpus."""
    time.sleep(0.02)
