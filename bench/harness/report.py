"""results.md: for people, what results.json is for programs."""

from . import tables

INTRODUCTION = """# Benchmarks

Round trips in microseconds, p50 over all samples. The peers of a row were measured in turn, {rounds} rounds at least;
a ratio is the median of the paired ratios of the rounds' p50, with its 95 % interval; mixed: chance seldom placed the
two peers alike. `limit` is the best way with raw sockets, of lrpc with raw shared memory: sleeping on one cpu, spinning
on two, the better of both unpinned, and sleeping for paced calls.
cpu is the processor time of client and server together for one call. `make bench` made this; what the rows mean is
in docs/benchmarks.md.
"""

# Those of the peers that call and do not only code.
RPC_PEERS = ("libtirpc", "grpc", "capnp")


def table(header, lines):
    """A Markdown table; the first column is text, the others are figures."""
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(line) + " |" for line in [header, rule, *lines]) + "\n"


def markdown(cells, rounds):
    parts = [INTRODUCTION.format(rounds=rounds)]
    footprint = [cell for cell in cells if cell.row.work.name in tables.FOOTPRINT_WORKS]
    coding = [cell for cell in cells if cell.row.transport in tables.CODING]
    threads = [cell for cell in cells if cell.row.by_threads]
    in_flight = [cell for cell in cells if cell.row.calls > 1]
    calls = [cell for cell in cells if cell not in footprint and cell not in coding and cell not in threads]
    for transport, placement in dict.fromkeys((cell.row.transport, cell.row.placement.name) for cell in calls):
        group = [cell for cell in calls if (cell.row.transport, cell.row.placement.name) == (transport, placement)]
        parts.append(f"## {transport}, {placement.replace('_', ' ')}\n")
        parts.append(_calls(group))
    for title, group in ("Several calls in flight", in_flight), ("Several threads", threads):
        if group:
            parts.append(f"## {title}\n")
            parts.append(_throughput(group))
    if coding:
        parts.append("## Coding alone\n")
        parts.append(_coding(coding))
    if footprint:
        parts.append("## Start and memory\n")
        parts.append(_footprint(footprint))
    return "\n".join(parts)


def peer_order(cells):
    """limit, what is raw where that is not the limit, farcall, then everybody else."""
    first = [tables.LIMIT, tables.RAW_BLOCKING.name, tables.MEMCPY.name, tables.RAW_XDR.name, tables.OURS]
    present = {peer for cell in cells for peer in cell.peers}
    # What the limit is already need not be shown twice: the raw sockets that spin, where there are some, and
    # those that sleep elsewhere.
    for blocking, spinning in ((tables.RAW_BLOCKING, tables.RAW_SPINNING),
                               (tables.MEMORY_BLOCKING, tables.MEMORY_SPINNING)):
        present.discard(spinning.name if spinning.name in present else blocking.name)
    return [name for name in first if name in present] + sorted(present.difference(first))


def _calls(cells):
    peers = peer_order(cells)
    others = [peer for peer in peers if peer in RPC_PEERS] if tables.OURS in peers else []
    header = ["work", "bytes"] + [peer if peer == tables.LIMIT else f"{peer} (× limit)" for peer in peers]
    header += [f"{tables.OURS} ÷ {other}" for other in others] + [f"cpu: {' / '.join(peers)}"]
    lines = []
    for cell in cells:
        line = [cell.row.work.name, f"{cell.figure(peers[0]).bytes:,}" if cell.figure(peers[0]) else ""]
        line += [_latency(cell, peer) for peer in peers]
        line += [str(cell.ratio(tables.OURS, other) or "") for other in others]
        line.append(" / ".join(_microseconds(cell.figure(peer) and cell.figure(peer).cpu_ns_per_op) for peer in peers))
        lines.append(line)
    return table(header, lines)


def _throughput(cells):
    peers = peer_order(cells)
    others = [peer for peer in peers if peer in RPC_PEERS] if tables.OURS in peers else []
    header = ["", *peers, *(f"{tables.OURS} ÷ {other}" for other in others)]
    lines = []
    for cell in cells:
        line = [f"{cell.row.work.name}, {cell.row.transport}, {cell.row.placement.name.replace('_', ' ')}"]
        for peer in peers:
            one, ratio = cell.figure(peer), cell.ratio(peer, tables.LIMIT)
            text = f"{one.ops_per_s / 1000:.1f} · {_microseconds(one.cpu_ns_per_op)}" if one else "–"
            line.append(f"{text} · {ratio}" if ratio and peer != tables.LIMIT else text)
        lines.append(line + [str(cell.ratio(tables.OURS, other) or "–") for other in others])
    return ("Thousand calls per second · µs of cpu per call · time per call by that of the limit.\n\n"
            + table(header, lines))


def _coding(cells):
    """Time and bytes of every peer; then what farcall takes of the time of each."""
    peers = [peer for peer in peer_order(cells) if peer != tables.LIMIT]
    others = [peer for peer in peers if peer != tables.OURS]
    times, ratios = [], []
    for cell in cells:
        elements = cell.row.work.elements
        figures = {peer: cell.figure(peer) for peer in peers}
        times.append([cell.row.work.name, str(elements)]
                     + [f"{one.p50_ns / elements:.2f} · {one.bytes:,}" if one else "–" for one in figures.values()])
        ratios.append([cell.row.work.name] + [str(cell.ratio(tables.OURS, peer) or "–") for peer in others])
    return "\n".join([
        "Encoded and decoded, nanoseconds per element · bytes of the whole encoding. An element is a struct, a node, a\n"
        "directory's entry, an int, or 1 KiB of opaque data.\n",
        table(["work", "elements", *peers], times),
        table(["work", *(f"{tables.OURS} ÷ {peer}" for peer in others)], ratios)])


def _latency(cell, peer):
    figure = cell.figure(peer)
    text = _microseconds(figure and figure.p50_ns)
    ratio = cell.ratio(peer, tables.LIMIT)
    return text if peer == tables.LIMIT or not ratio else f"{text} · {ratio}"


def _microseconds(nanoseconds):
    if nanoseconds is None:
        return "–"
    value = nanoseconds / 1000
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _footprint(cells):
    peers = peer_order(cells)
    shown = {tables.FIRST_REPLY: ("first reply after exec, ms", lambda one: one.p50_ns, 1e6),
             tables.IDLE_RSS: ("idle server, resident MiB", lambda one: one.bytes, 2 ** 20),
             tables.RSS_PER_CONNECTION: ("per idle connection, resident KiB", lambda one: one.bytes, 2 ** 10),
             tables.IDLE_CPU: ("idle beside 64 clients, % of a cpu", lambda one: one.cpu_ns_per_op, 1e7)}
    lines = []
    for cell in cells:
        text, figure, unit = shown[cell.row.work.name]
        line = [f"{text}, {cell.row.transport}"]
        for peer in peers:
            one = cell.figure(peer)
            line.append(f"{figure(one) / unit:.2f}" if one and figure(one) is not None else "–")
        lines.append(line)
    return table(["", *peers], lines)
