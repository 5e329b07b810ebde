"""SVG plots: latency by message size, one file per placement, a panel per transport, both axes logarithmic; and of LRPC
the paper's four calls, as bars of the limit and what is above it."""

import math
from xml.sax.saxutils import escape

from . import tables
from .report import peer_order

SIZED_WORKS = ["null", "echo_64", "big_in_out", "echo_1k", "echo_8k", "echo_32k", "echo_64k", "echo_1m"]
CALL_HEADER_BYTES = 44  # a null call is not nothing: so it has a place on a logarithmic axis

STYLES = {  # colour, dashes, width, marker
    tables.LIMIT: ("#000000", "6 4", 2.0, "square"),
    "raw_blocking": ("#999999", "2 3", 1.5, "circle"),
    tables.OURS: ("#d1242f", "", 2.5, "circle"),
    "libtirpc": ("#0969da", "", 1.5, "diamond"),
}
MORE_COLOURS = ["#1a7f37", "#8250df", "#bc4c00", "#1b7c83", "#bf3989", "#6e5600", "#57606a", "#54aeff", "#e16f24",
                "#4ac26b", "#8c6bb1", "#d4a72c", "#2d333b", "#ff8182"]

PANEL_WIDTH, PANEL_HEIGHT, GAP, LEFT, TOP, BOTTOM = 330, 340, 26, 74, 72, 64
LEAST_WIDTH, LEGEND_LINE = 720, 22
FONT = 'font-family="Helvetica, Arial, sans-serif"'


class Axis:
    """Maps a logarithmic range of values to a range of pixels."""

    def __init__(self, low, high, start, end):
        self.low, self.high, self.start, self.end = low, high, start, end

    def at(self, value):
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)


def write(directory, cells):
    """Returns the names of the files."""
    written = []
    for placement in tables.PLACEMENTS:
        chosen = [cell for cell in cells if cell.row.placement == placement and cell.row.work.name in SIZED_WORKS]
        if chosen:
            name = f"latency_{placement.name}.svg"
            (directory / name).write_text(_picture(placement, chosen), encoding="utf-8")
            written.append(name)
    bars = [cell for cell in cells if cell.row.transport in tables.LRPC and cell.row.work.name in PAPER_WORKS
            and cell.row.placement in BAR_PLACEMENTS and cell.figure(tables.LIMIT) and cell.figure(tables.OURS)]
    if bars:
        (directory / "lrpc_calls.svg").write_text(_bars(bars), encoding="utf-8")
        written.append("lrpc_calls.svg")
    return written


# Bershad 1990, table 4: its calls and its figures' form.
PAPER_WORKS = {"null": "Null", "add": "Add", "big_in": "BigIn", "big_in_out": "BigInOut"}
BAR_PLACEMENTS = {tables.TWO_CPUS: "LRPC/MP: two cpus", tables.ONE_CPU: "LRPC: one cpu"}
LIMIT_COLOUR, ABOVE_COLOUR = "#8c959f", "#d1242f"


def _bars(cells):
    panels = [(placement, [cell for cell in cells if cell.row.placement == placement])
              for placement in BAR_PLACEMENTS if any(cell.row.placement == placement for cell in cells)]
    width, height = LEFT + len(panels) * (PANEL_WIDTH + LEFT), TOP + PANEL_HEIGHT + BOTTOM
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
             f'viewBox="0 0 {width} {height}" {FONT}>',
             f'<rect width="{width}" height="{height}" fill="white"/>',
             _text(LEFT, 28, "A call by LRPC: the limit of the machine, and what is above it", 17, "start",
                   weight="bold")]
    for number, (colour, label) in enumerate([(LIMIT_COLOUR, "limit (raw shared memory)"), (ABOVE_COLOUR, "above it")]):
        left = LEFT + number * 230
        parts.append(f'<rect x="{left}" y="{TOP + PANEL_HEIGHT + 36}" width="14" height="14" fill="{colour}"/>')
        parts.append(_text(left + 22, TOP + PANEL_HEIGHT + 48, label, 13, "start"))
    for number, (placement, group) in enumerate(panels):
        parts += _bar_panel(LEFT + number * (PANEL_WIDTH + LEFT), BAR_PLACEMENTS[placement], group)
    return "\n".join(parts) + "\n</svg>\n"


def _bar_panel(left, title, cells):
    highest = _nice_above(max(cell.figure(tables.OURS).p50_ns / 1000 for cell in cells))
    bottom, each = TOP + PANEL_HEIGHT, PANEL_WIDTH / len(cells)
    parts = [_text(left + PANEL_WIDTH / 2, TOP - 10, title, 14, "middle", weight="bold")]
    for step in range(6):
        value = highest * step / 5
        at = bottom - PANEL_HEIGHT * value / highest
        parts.append(f'<line x1="{left}" y1="{at:.1f}" x2="{left + PANEL_WIDTH}" y2="{at:.1f}" stroke="#e5e5e5"/>')
        parts.append(_text(left - 8, at + 4, f"{value:.3g} µs", 11, "end"))
    for number, cell in enumerate(cells):
        limit, ours = (cell.figure(peer).p50_ns / 1000 for peer in (tables.LIMIT, tables.OURS))
        x, wide = left + each * (number + 0.2), each * 0.6
        lower, all_of_it = (PANEL_HEIGHT * value / highest for value in (min(limit, ours), ours))
        parts.append(f'<rect x="{x:.1f}" y="{bottom - lower:.1f}" width="{wide:.1f}" height="{lower:.1f}" '
                     f'fill="{LIMIT_COLOUR}"/>')
        parts.append(f'<rect x="{x:.1f}" y="{bottom - all_of_it:.1f}" width="{wide:.1f}" '
                     f'height="{all_of_it - lower:.1f}" fill="{ABOVE_COLOUR}"/>')
        parts.append(_text(x + wide / 2, bottom - all_of_it - 6, f"{ours:.2f}", 11, "middle"))
        parts.append(_text(x + wide / 2, bottom + 18, PAPER_WORKS[cell.row.work.name], 12, "middle"))
    return parts


def _picture(placement, cells):
    transports = [name for name in tables.TRANSPORTS if any(cell.row.transport == name for cell in cells)]
    peers = peer_order(cells)
    latencies = [cell.figure(peer).p50_ns / 1000 for cell in cells for peer in peers if cell.figure(peer)]
    y = Axis(_nice_below(min(latencies)), _nice_above(max(latencies)), TOP + PANEL_HEIGHT, TOP)
    width = max(LEFT + len(transports) * (PANEL_WIDTH + GAP), LEAST_WIDTH)
    legend, legend_height = _legend(peers, TOP + PANEL_HEIGHT + BOTTOM, width)
    height = TOP + PANEL_HEIGHT + BOTTOM + legend_height
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
             f'viewBox="0 0 {width} {height}" {FONT}>',
             f'<rect width="{width}" height="{height}" fill="white"/>',
             _text(LEFT, 28, f"Latency of a call by its size: client and server on {_where(placement)}", 17, "start",
                   weight="bold")]
    parts += legend
    for number, transport in enumerate(transports):
        left = LEFT + number * (PANEL_WIDTH + GAP)
        x = Axis(32, 2 ** 21, left, left + PANEL_WIDTH)
        parts += _grid(x, y, left, label_y=number == 0)
        parts.append(_text(left + PANEL_WIDTH / 2, TOP - 10, transport, 14, "middle", weight="bold"))
        group = [cell for cell in cells if cell.row.transport == transport]
        for peer in reversed(peers):  # the limit on top
            parts += _line(peer, group, x, y)
    panels_width = len(transports) * (PANEL_WIDTH + GAP) - GAP
    parts.append(_text(LEFT + panels_width / 2, TOP + PANEL_HEIGHT + BOTTOM - 22,
                       "bytes of the call message, header included", 13, "middle"))
    middle = TOP + PANEL_HEIGHT / 2
    parts.append(f'<g transform="rotate(-90 20 {middle})">' +
                 _text(20, middle, "round trip, microseconds, p50", 13, "middle") + "</g>")
    return "\n".join(parts) + "\n</svg>\n"


def _where(placement):
    return {"one_cpu": "one cpu", "two_cpus": "two cpus", "unpinned": "any cpu (unpinned)"}[placement.name]


def _nice_below(value):
    """The largest 1, 2 or 5 times a power of ten that is not above `value`."""
    power = 10 ** math.floor(math.log10(value))
    return max(step * power for step in (1, 2, 5) if step * power <= value)


def _nice_above(value):
    power = 10 ** math.floor(math.log10(value))
    return min(step * power for step in (1, 2, 5, 10) if step * power >= value)


def _grid(x, y, left, label_y):
    parts = [f'<rect x="{left}" y="{TOP}" width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}" fill="none" '
             'stroke="#57606a"/>']
    for exponent in (6, 10, 14, 18):
        at = x.at(2 ** exponent)
        parts.append(f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{TOP + PANEL_HEIGHT}" stroke="#e5e5e5"/>')
        parts.append(_text(at, TOP + PANEL_HEIGHT + 18, _size(2 ** exponent), 11, "middle"))
    for value in _ticks(y.low, y.high):
        at = y.at(value)
        parts.append(f'<line x1="{left}" y1="{at:.1f}" x2="{left + PANEL_WIDTH}" y2="{at:.1f}" stroke="#e5e5e5"/>')
        if label_y:
            parts.append(_text(left - 8, at + 4, f"{value:g}", 11, "end"))
    return parts


def _ticks(low, high):
    power = 10 ** math.floor(math.log10(low))
    while power <= high:
        yield from (step * power for step in (1, 2, 5) if low <= step * power <= high)
        power *= 10


def _size(size_bytes):
    return f"{size_bytes >> 10} KiB" if size_bytes >= 1024 else f"{size_bytes} B"


def _style(peer, number):
    return STYLES.get(peer, (MORE_COLOURS[number % len(MORE_COLOURS)], "", 1.5, "diamond"))


def _line(peer, cells, x, y):
    points = sorted((x.at(figure.bytes + CALL_HEADER_BYTES), y.at(figure.p50_ns / 1000))
                    for cell in cells if (figure := cell.figure(peer)))
    if not points:
        return []
    colour, dashes, width, marker = _style(peer, _colour_number(peer))
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
            f'stroke-dasharray="{dashes}"/>'] + [_marker(a, b, colour, marker) for a, b in points]


def _colour_number(peer):
    """A colour of its own for a peer without a style, the same in every file."""
    others = [one.name for one in tables.PEERS if one.name not in STYLES]
    return others.index(peer) if peer in others else 0


def _marker(at_x, at_y, colour, shape):
    if shape == "circle":
        return f'<circle cx="{at_x:.1f}" cy="{at_y:.1f}" r="3.5" fill="{colour}"/>'
    turn = f' transform="rotate(45 {at_x:.1f} {at_y:.1f})"' if shape == "diamond" else ""
    return (f'<rect x="{at_x - 3:.1f}" y="{at_y - 3:.1f}" width="6" height="6" fill="{colour}"{turn}/>')


def _legend(peers, top, width):
    """Its elements, in as many lines as it takes, and their height."""
    parts, left, at = [], LEFT, top
    for peer in peers:
        colour, dashes, stroke, marker = _style(peer, _colour_number(peer))
        label = _LEGEND.get(peer, peer)
        wide = 42 + 8 * len(label) + 24
        if left > LEFT and left + wide > width:
            left, at = LEFT, at + LEGEND_LINE
        parts.append(f'<line x1="{left}" y1="{at}" x2="{left + 34}" y2="{at}" stroke="{colour}" '
                     f'stroke-width="{stroke}" stroke-dasharray="{dashes}"/>')
        parts.append(_marker(left + 17, at, colour, marker))
        parts.append(_text(left + 42, at + 4, label, 13, "start"))
        left += wide
    return parts, at - top + LEGEND_LINE


_LEGEND = {tables.LIMIT: "limit (raw sockets, raw shared memory)", "raw_blocking": "raw sockets that sleep"}


def _text(at_x, at_y, text, size, anchor, weight="normal"):
    return (f'<text x="{at_x:.1f}" y="{at_y:.1f}" font-size="{size}" text-anchor="{anchor}" '
            f'font-weight="{weight}" fill="#1f2328">{escape(text)}</text>')
