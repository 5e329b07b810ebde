"""More callers than a server can serve, and callers whose server is killed (docs/benchmarks.md)."""

import statistics
import tempfile
import time

from .processes import Process

PROGRAM = "bench-crowd"

OVERLOADED_BY = 10
DEADLINE_MS = 100
# Nobody waits for a second attempt, which is 20 ms later: each refusal is the server's first answer.
SHORT_DEADLINE_MS = 20
CLIENTS = 1000
DOWN_SECONDS = 1

GOALS = [
    ("overload", "goodput by peak", 0.9),
    ("overload", "p99 of who is admitted", DEADLINE_MS),
    ("overload", "p99 of refusals", 5),
    ("overload", "normal again after", 2),
    ("overload_unix", "goodput by peak", 0.9),
    ("overload_unix", "p99 of who is admitted", DEADLINE_MS),
    ("overload_unix", "p99 of refusals", 5),
    ("overload_unix", "normal again after", 2),
    ("restart", "first success after", 200),
    ("restart", "99 % served after", 1000),
    ("restart_unix", "first success after", 200),
    ("restart_unix", "99 % served after", 1000),
]
AT_LEAST = {(fault, name) for fault, name, _ in GOALS if name == "goodput by peak"}


def _pinned(cpu):
    return ["taskset", "-c", str(cpu)]


class _Server(Process):
    """At an address that it can be started at again."""

    def __init__(self, program, address, prefix=()):
        super().__init__([*prefix, program, "server", address], quiet=True)

    def __enter__(self):
        try:
            _, self.address, listens_ns = self.line()
            self.listens_ns = int(listens_ns)
        except BaseException:
            self.__exit__()
            raise
        return self


class _Callers(Process):
    def __init__(self, program, role, address, prefix=(), **options):
        super().__init__([*prefix, program, role, address, *(f"{name}={value}" for name, value in options.items())])

    def __enter__(self):
        try:
            self.patience = 60
            self.line()
        except BaseException:
            self.__exit__()
            raise
        return self

    def carry_out(self, order):
        self.patience = 30 + float(order.split()[-1])
        self.send(order)
        return {name: None if value == "nan" else float(value)
                for name, value in (word.split("=") for word in self.line())}


def _calls_per_second(callers):
    done = callers.carry_out("closed 32 2")
    return done["served"] / done["seconds"]


def _overload(address):
    def measure(program, effort):
        """The server on one cpu, which 500 µs of each call keep busy; all callers on the other."""
        with _Server(program, address, _pinned(1)) as server:
            with _Callers(program, "overload", server.address, _pinned(0), timeout_ms=DEADLINE_MS) as callers:
                # What the machine gives varies: before and after.
                peaks = [_calls_per_second(callers)]
                flood = callers.carry_out(f"open {OVERLOADED_BY * peaks[0]} {effort.overload}")
                after = callers.carry_out(f"open {peaks[0] / 2} 5")
                peaks.append(_calls_per_second(callers))
            with _Callers(program, "overload", server.address, _pinned(0), timeout_ms=SHORT_DEADLINE_MS) as callers:
                hasty = callers.carry_out(f"open {OVERLOADED_BY * peaks[0]} {effort.overload}")
        yield "peak", "calls/s", statistics.mean(peaks)
        yield "goodput by peak", "×", flood["served"] / flood["seconds"] / statistics.mean(peaks)
        yield "p99 of who is admitted", "ms", flood["admitted_p99_ms"]
        yield "refused", "calls/s", flood["refused"] / flood["seconds"]
        yield "neither served nor refused in time", "calls/s", (flood["late"] + flood["unsent"]) / flood["seconds"]
        yield "median of refusals", "ms", hasty["refused_p50_ms"]
        yield "p99 of refusals", "ms", hasty["refused_p99_ms"]
        yield "normal again after", "s", after["trouble_s"]
    return measure


def _restart(address):
    def measure(program, effort):
        """Killed, and started again a second later, while two processes have half of the clients each."""
        firsts, lasts = [], []
        for _ in range(effort.restarts):
            with _Server(program, address) as old:
                where = old.address
                crowd = {"connections": CLIENTS // 2, "timeout_ms": 30_000, "work_us": 0}
                halves = [_Callers(program, "restart", where, **crowd) for _ in range(2)]
                with halves[0], halves[1]:
                    time.sleep(0.5)
                    old.child.kill()
                    old.child.wait()
                    time.sleep(DOWN_SECONDS)
                    for half in halves:
                        half.send("")
                    with _Server(program, where) as new:
                        served = sorted(int(word) - new.listens_ns for half in halves for word in half.line())
            firsts.append(served[0] / 1e6)
            lasts.append(served[CLIENTS * 99 // 100 - 1] / 1e6)
        yield "first success after", "ms", max(firsts)
        yield "99 % served after", "ms", max(lasts)
    return measure


def _cores(address):
    def measure(program, _):
        """16 calls at a time, over a connection each, where server and callers may use one cpu, or two."""
        for name, work_us in (("50 µs", 50), ("20 ms", 20_000)):
            found = {1: [], 2: []}
            for _ in range(5):
                for cpus, rates in found.items():
                    prefix = _pinned(",".join(map(str, range(cpus))))
                    crowd = {"connections": 16, "work_us": work_us, "timeout_ms": 20_000}
                    with (_Server(program, address, prefix) as server,
                          _Callers(program, "overload", server.address, prefix, **crowd) as callers):
                        done = callers.carry_out("closed 16 1")
                        rates.append(done["served"] / done["seconds"])
            for cpus, rates in found.items():
                yield f"calls of {name} on {cpus} cpu{'s' * (cpus > 1)}", "calls/s", statistics.median(rates)
            ratios = [two / one for one, two in zip(found[1], found[2])]
            yield f"calls of {name}, two cpus by one", "×", statistics.median(ratios)
    return measure


def _in_a_folder(make, scheme="unix"):
    def measure(program, effort):
        with tempfile.TemporaryDirectory(prefix="farcall-bench-") as folder:
            yield from make(f"{scheme}:{folder}/socket")(program, effort)
    return measure


TCP = "tcp://127.0.0.1:0"
CROWDS = {
    "overload": _overload(TCP),
    "overload_unix": _in_a_folder(_overload),
    "restart": _restart(TCP),
    "restart_unix": _in_a_folder(_restart),
    "cores": _cores(TCP),
    "cores_unix": _in_a_folder(_cores),
    "cores_lrpc": _in_a_folder(_cores, "lrpc"),
}
