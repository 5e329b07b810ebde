"""What is measured: a new peer, transport, placement or work is a line here (a new work also one in load.cpp)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Placement:
    name: str
    server_cpu: int  # -1: wherever the kernel likes
    client_cpu: int


@dataclass(frozen=True)
class Work:
    name: str
    transports: frozenset
    period_ns: int = 0  # one call per period; 0: back to back
    elements: int = 1   # of which the time of one is worth telling
    placements: tuple = None  # None: all


@dataclass(frozen=True)
class Variant:
    """One way to run a peer's program. Of a peer's variants the fastest is reported, for each row anew."""
    name: str
    options: tuple = ()
    works: frozenset = None       # None: all
    placements: frozenset = None
    transports: frozenset = None

    def takes_part(self, row):
        return ((self.works is None or row.work.name in self.works)
                and (self.placements is None or row.placement.name in self.placements)
                and (self.transports is None or row.transport in self.transports))


@dataclass(frozen=True)
class Peer:
    name: str
    program: str
    transports: frozenset
    variants: tuple = (Variant("default"),)
    local: str = "lrpc"  # what it takes for a call to another process of this machine
    work: str = None     # that it does whatever the row's is

    def transport_in(self, row):
        return self.local if row.transport in LRPC else row.transport


@dataclass(frozen=True)
class Row:
    transport: str
    placement: Placement
    work: Work

    @property
    def name(self):
        return f"{self.transport}/{self.placement.name}/{self.work.name}"

    @property
    def by_threads(self):
        return self.work.name in THREADS

    @property
    def calls(self):
        """That a sample is the time of: as many as are in flight together."""
        return self.work.elements if self.work.name in IN_FLIGHT else 1

    @property
    def chance_decides(self):
        """Whether the two partners share a cpu or not as the kernel likes."""
        return self.placement == UNPINNED and not self.by_threads


def names(text):
    return frozenset(text.split())


STREAMS = names("tcp unix")
SOCKETS = names("tcp unix udp")
LRPC = names("lrpc")
CODING = names("coding")
# A server of one of these needs an address of its own; coding has no server.
TRANSPORTS = ["lrpc", "tcp", "unix", "udp", "coding"]

TWO_CPUS = Placement("two_cpus", server_cpu=1, client_cpu=0)
ONE_CPU = Placement("one_cpu", server_cpu=0, client_cpu=0)
UNPINNED = Placement("unpinned", server_cpu=-1, client_cpu=-1)
PLACEMENTS = [ONE_CPU, TWO_CPUS, UNPINNED]

# Several callers at once, whose throughput counts. They and their server fill all cpus, wherever they are put.
THREADS = names("null_threads_1 null_threads_4 null_threads_16 null_threads_64 null_threads_16_shared")
SHARED = names("null_threads_16_shared")
OF_LRPC = names("null_threads_64")

WORKS = [
    Work("null", LRPC | SOCKETS),
    Work("null_inflight_4", LRPC, elements=4),
    Work("null_inflight_16", LRPC, elements=16),
    Work("null_inflight_64", STREAMS, elements=64),
    *(Work(name, LRPC if name in OF_LRPC else LRPC | STREAMS, placements=(UNPINNED,))
      for name in sorted(THREADS, key=lambda name: (len(name), name))),
    Work("add", LRPC | SOCKETS),
    Work("big_in", LRPC | SOCKETS),
    Work("big_in_out", LRPC | SOCKETS),
    Work("echo_64", LRPC),
    Work("echo_1k", LRPC | SOCKETS),
    Work("echo_8k", LRPC),
    Work("echo_32k", names("udp")),
    Work("echo_64k", LRPC | STREAMS),
    Work("echo_1m", LRPC | STREAMS),
    Work("structs_1000", LRPC | SOCKETS | CODING, elements=1000),
    Work("list_1000", CODING, elements=1000),
    Work("readdirplus", CODING, elements=100),
    Work("ints_10000", CODING, elements=10_000),
    Work("ints_64k", CODING, elements=16_384),
    Work("opaque_64k", CODING, elements=64),
    Work("null_paced", LRPC | SOCKETS, period_ns=500_000),
]

# Which transfer is best depends on the length, the transport and the cpus: all that were ever best take part.
TRANSFERS = [
    ("whole", (), None),
    ("pieces_32k", ("piece=32768",), names("echo_64k")),
    ("pieces_256k", ("piece=262144",), names("echo_1m")),
    ("buffers_1m", ("buffer=1048576",), names("echo_1m")),
]
ONE_CALLER = frozenset(work.name for work in WORKS) - THREADS
SPINNING_WORKS = frozenset(work.name for work in WORKS if work.period_ns == 0) - THREADS

# A server of several connections: whichever way is faster in the row. Of connections that are shared nobody can
# say what is raw; there the limit has a connection for each thread.
BLOCKING = (
    *(Variant(name, options, works or ONE_CALLER) for name, options, works in TRANSFERS),
    Variant("thread_each", ("serving=1",), THREADS),
    Variant("when_ready", ("serving=2",), THREADS))
# Spinning on one cpu keeps the peer off it, and between paced calls it burns a cpu: neither is a way to do it. Nor
# is it with more threads than cpus.
SPINNING = (
    *(Variant(name, options + ("spin=1",), works or SPINNING_WORKS, names("two_cpus unpinned"))
      for name, options, works in TRANSFERS),
    Variant("thread_each", ("spin=1", "serving=1"), names("null_threads_1")))
RAW_BLOCKING = Peer("raw_blocking", "bench-raw", SOCKETS, BLOCKING)
RAW_SPINNING = Peer("raw_spinning", "bench-raw", SOCKETS, SPINNING)
# Of lrpc the limit is a line of memory that two processes share, and that one hands to the other; what a socket of the
# same machine takes stands beside it.
MEMORY_BLOCKING = Peer("memory_blocking", "bench-raw", LRPC, (Variant("default", works=ONE_CALLER),))
MEMORY_SPINNING = Peer("memory_spinning", "bench-raw", LRPC, (
    Variant("default", ("spin=1",), SPINNING_WORKS, names("two_cpus unpinned")),))
UNIX_BLOCKING = Peer("unix_blocking", "bench-raw", LRPC, BLOCKING, "unix")
UNIX_SPINNING = Peer("unix_spinning", "bench-raw", LRPC, SPINNING, "unix")

# What nobody can beat who codes: bytes that are copied there and back. And XDR by hand, which has to do more for
# anything but opaque data and ints.
MEMCPY = Peer("memcpy", "bench-memcpy", CODING)
RAW_XDR = Peer("raw_xdr", "bench-raw", CODING)
# All others are of who waits for each reply before the next call.
IN_FLIGHT = names("null_inflight_4 null_inflight_16 null_inflight_64")
NULL_CALLS = names("null") | IN_FLIGHT | THREADS
PLAIN_CALLS = names("null add big_in big_in_out echo_64 echo_1k echo_8k echo_64k echo_1m null_paced")
COPIED_WORKS = names("opaque_64k ints_10000 ints_64k")

PEERS = [
    RAW_BLOCKING,
    RAW_SPINNING,
    MEMORY_BLOCKING,
    MEMORY_SPINNING,
    UNIX_BLOCKING,
    UNIX_SPINNING,
    MEMCPY,
    RAW_XDR,
    Peer("libtirpc", "bench-libtirpc", LRPC | SOCKETS | CODING, (
        Variant("default", works=frozenset(work.name for work in WORKS) - IN_FLIGHT - SHARED),
        # Its default is 9,000 bytes on a UNIX socket and 64 KiB over TCP.
        Variant("buffers_1m", ("buffer=1048576",), names("echo_64k echo_1m structs_1000"))), "unix"),
    Peer("protobuf", "bench-protobuf", CODING),
    Peer("capnp", "bench-capnp", LRPC | STREAMS | CODING, (
        Variant("coding", transports=CODING),
        Variant("calls", works=NULL_CALLS - SHARED, transports=LRPC | STREAMS)), "unix"),
    Peer("grpc", "bench-grpc", LRPC | STREAMS, (
        # Its blocking service is the slower one wherever there is more than one call at a time.
        Variant("thread_each", ("serving=1",), names("null")),
        Variant("when_ready", ("serving=2",), NULL_CALLS)), "unix"),
    # Who only knows calls of the same machine.
    Peer("sdbus", "bench-sdbus", LRPC, (Variant("default", works=PLAIN_CALLS),), "unix"),
    Peer("iceoryx", "bench-iceoryx", LRPC, (
        Variant("polling", ("spin=1",), PLAIN_CALLS & SPINNING_WORKS, names("two_cpus unpinned")),
        Variant("waiting", (), PLAIN_CALLS)), "unix"),
    Peer("thrift", "bench-thrift", CODING),
    Peer("farcall", "bench-farcall", LRPC | SOCKETS | CODING),
    # The same beside 64 clients that are bound, too, and idle.
    Peer("farcall_beside_64", "bench-farcall", LRPC, (Variant("default", ("connections=64",), names("null")),)),
    # Its own null calls beside the others, in the same rounds.
    Peer("farcall_null", "bench-farcall", LRPC,
         (Variant("default", works=names("add"), placements=names("two_cpus")),), work="null"),
]


def has(name, row):
    """Whether a peer takes part in a row."""
    return any(row.transport in peer.transports and any(variant.takes_part(row) for variant in peer.variants)
               for peer in PEERS if peer.name == name)


OURS = "farcall"
LIMIT = "limit"


def limit_candidates(row):
    """The peers of which the better one is the physical limit of a row."""
    if row.transport in CODING:
        return [MEMCPY.name if row.work.name in COPIED_WORKS else RAW_XDR.name]
    blocking, spinning = ((MEMORY_BLOCKING, MEMORY_SPINNING) if row.transport in LRPC else
                          (RAW_BLOCKING, RAW_SPINNING))
    if row.work.name not in THREADS:
        if row.work.period_ns > 0 or row.placement == ONE_CPU:
            return [blocking.name]
        if row.placement == TWO_CPUS:
            return [spinning.name]
    return [blocking.name, spinning.name]


def all_rows():
    for transport in TRANSPORTS:
        # Where nobody is called there is one process, and one way to place it that is steady.
        for placement in PLACEMENTS if transport not in CODING else [ONE_CPU]:
            for work in WORKS:
                if transport in work.transports and placement in (work.placements or PLACEMENTS):
                    yield Row(transport, placement, work)


# Rows that are no calls: what a peer costs before and between them.
FIRST_REPLY, IDLE_RSS, RSS_PER_CONNECTION = "first_reply", "idle_rss", "rss_per_connection"
IDLE_CPU = "idle_cpu"  # of an LRPC server, one who has called it and 64 who are bound
STREAM_FOOTPRINTS = [FIRST_REPLY, IDLE_RSS, RSS_PER_CONNECTION]
FOOTPRINT_WORKS = [*STREAM_FOOTPRINTS, IDLE_CPU]
IDLE_CONNECTIONS = 2000
FOOTPRINT_PEERS = [RAW_BLOCKING.name, "libtirpc", "grpc", "capnp", OURS]
# raw serves one connection, so what one more would cost it has no meaning.
SINGLE_CONNECTION_PEERS = [RAW_BLOCKING.name]


def footprint_rows():
    for transport in sorted(STREAMS):
        for name in STREAM_FOOTPRINTS:
            yield Row(transport, UNPINNED, Work(name, STREAMS))
    yield Row("lrpc", UNPINNED, Work(IDLE_CPU, LRPC))
