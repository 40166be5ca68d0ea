"""The relationship chart as a triangle of diamonds, and the relationship diagram with its lines (Muther, SLP)."""

import math
from collections.abc import Sequence

from floorwright.analysis.pictures.neighbours import Outline
from floorwright.analysis.pictures.relationships import Closeness, Related
from floorwright.model.record import Point
from floorwright.model.relationships import MEANINGS, RATINGS, Rating
from floorwright.paper.charts.figure import EDGE_MM, ChartMark, Figure, figure, room_of
from floorwright.paper.charts.key import Entry
from floorwright.paper.charts.plot import INK, LABEL_MM, LAYER, QUIET
from floorwright.paper.charts.scales import number_words
from floorwright.paper.charts.series import readable_on
from floorwright.paper.fonts import drawable, shortened, text_width
from floorwright.paper.marks import Line, Region, Style, Text, Vertex

COLOURS = {
    Rating.A: "#d62728", Rating.E: "#f2b600", Rating.I: "#2e9e4f", Rating.O: "#1f77b4", Rating.U: "#ffffff",
    Rating.X: "#7a4a21",
}  # fmt: skip
LINES = {Rating.A: 4, Rating.E: 3, Rating.I: 2, Rating.O: 1, Rating.U: 0, Rating.X: 1}
"""How many lines join two departments; X is one zigzag."""
ROW_MM = 9.0
MOST_NAME_MM = 45.0
GRID = Style(layer=LAYER, stroke="#8a929b", width=0.15)
PAIR = "pair "
LINE_GAP_MM = 0.9
DIAGRAM_MM = (180.0, 120.0)


def pair_source(a: str, b: str) -> str:
    """The source of a pair's marks."""
    return PAIR + "\t".join(sorted((a, b)))


def pair_of(source: str) -> tuple[str, str] | None:
    """The names that a source tells; None for any other source."""
    if not source.startswith(PAIR):
        return None
    a, _, b = source.removeprefix(PAIR).partition("\t")
    return a, b


def relationship_figure(one: Closeness) -> Figure | None:
    """The triangle: rating above, reasons below in each diamond; None with fewer than two departments."""
    count = len(one.names)
    if count < 2:
        return None
    wide = min(max(text_width(drawable(name), LABEL_MM) for name in one.names) + 14.0, MOST_NAME_MM)
    notes = (*one.notes(), _reasons(one))
    notes = tuple(note for note in notes if note)
    key = _key()
    side = ROW_MM * count
    width = max(wide + side / 2 + ROW_MM / 2 + 2 * EDGE_MM, 150.0)
    shell = room_of(width, 1000.0, key=key, notes=notes)
    height = side + 1000.0 - shell.height + 4.0
    room = room_of(width, height, key=key, notes=notes)
    left, top = room.left + wide, room.low + room.height - 2.0
    marks: list[ChartMark] = []
    tips: dict[str, str] = {}
    places = {name: place for place, name in enumerate(one.names)}
    for related in one.pairs:
        i, j = places[related.a], places[related.b]
        x = left + (j - i) * ROW_MM / 2
        y = top - (i + j + 1) * ROW_MM / 2
        marks += _diamond(x, y, related)
        tips[pair_source(related.a, related.b)] = _tip(related)
    for name, tcr in zip(one.names, one.tcr, strict=True):
        y = top - (places[name] + 0.5) * ROW_MM
        marks += _name(room.left, left, y, name, tcr)
    return figure("Relationship chart", width, height, marks, key=key, notes=notes, tips=tips)


def diagram_figure(one: Closeness, outlines: Sequence[Outline]) -> Figure | None:
    """The departments where they lie on the plan, joined by lines: four red ones for A, and so on."""
    there = {outline.name: outline.middle for outline in outlines}
    if len(there) < 2:
        return None
    key = _key(lines=True)
    notes = ("Departments stand where they lie on the plan; A 4 lines, E 3, I 2, O 1, X a zigzag, U none.",)
    room = room_of(*DIAGRAM_MM, key=key, notes=notes)
    xs, ys = [x for x, _ in there.values()], [y for _, y in there.values()]
    away = 14.0
    scale = min(
        (room.width - 2 * away) / max(max(xs) - min(xs), 1.0), (room.height - 2 * away) / max(max(ys) - min(ys), 1.0)
    )
    cx, cy = room.left + room.width / 2, room.low + room.height / 2
    mx, my = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    at = {name: (cx + (x - mx) * scale, cy + (y - my) * scale) for name, (x, y) in there.items()}
    marks: list[ChartMark] = []
    tips = {}
    for related in sorted(one.pairs, key=lambda p: -RATINGS.index(p.rating)):
        if related.a in at and related.b in at:
            marks += _lines(at[related.a], at[related.b], related)
            tips[pair_source(related.a, related.b)] = _tip(related)
    for name, (x, y) in at.items():
        marks += _node(x, y, name)
    return figure("Relationship diagram", *DIAGRAM_MM, marks, key=key, notes=notes, tips=tips)


def _diamond(x: float, y: float, related: Related) -> list[ChartMark]:
    half = ROW_MM / 2
    ring = ((x - half, y, 0.0), (x, y - half, 0.0), (x + half, y, 0.0), (x, y + half, 0.0))
    ground = COLOURS[related.rating]
    source = pair_source(related.a, related.b)
    style = Style(layer=LAYER, stroke=readable_on(ground), fill=ground)
    marks: list[ChartMark] = [
        Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=ground), source=source),
        Line(vertices=ring, style=GRID, closed=True, source=source),
        Text(x=x, y=y + (0.3 if related.reasons else -1.0), text=related.rating.value, height=2.2, style=style,
             align="centre", bold=related.by_hand, source=source),
    ]  # fmt: skip
    if related.reasons:
        words = shortened(",".join(related.reasons), 1.3, ROW_MM * 0.62)
        marks.append(Text(x=x, y=y - 2.1, text=words, height=1.3, style=style, align="centre", source=source))
    return marks


def _name(start: float, end: float, y: float, name: str, tcr: float) -> list[ChartMark]:
    half = ROW_MM / 2
    corner = (
        (start, y + half, 0.0),
        (end, y + half, 0.0),
        (end + half, y, 0.0),
        (end, y - half, 0.0),
        (start, y - half, 0.0),
    )
    words = shortened(drawable(name), LABEL_MM, end - start - 14.0)
    total = number_words(tcr)
    return [
        Line(vertices=corner, style=GRID, closed=True),
        Text(x=start + 1.5, y=y, text=words, height=LABEL_MM, style=Style(layer=LAYER, stroke=INK), level="middle"),
        Text(
            x=end - 1.0,
            y=y,
            text=total,
            height=1.5,
            style=Style(layer=LAYER, stroke=QUIET),
            align="right",
            level="middle",
        ),
    ]


def _lines(a: Point, b: Point, related: Related) -> list[ChartMark]:
    long = math.dist(a, b)
    count = LINES[related.rating]
    if long < 1e-6 or not count:
        return []
    source = pair_source(related.a, related.b)
    style = Style(layer=LAYER, stroke=COLOURS[related.rating], width=0.5)
    nx, ny = -(b[1] - a[1]) / long, (b[0] - a[0]) / long
    if related.rating is Rating.X:
        return [Line(vertices=_zigzag(a, b, nx, ny, long), style=style, source=source)]
    marks: list[ChartMark] = []
    for number in range(count):
        aside = (number - (count - 1) / 2) * LINE_GAP_MM
        ends = tuple((x + nx * aside, y + ny * aside, 0.0) for x, y in (a, b))
        marks.append(Line(vertices=ends, style=style, source=source))
    return marks


def _zigzag(a: Point, b: Point, nx: float, ny: float, long: float) -> tuple[Vertex, ...]:
    count = max(2, round(long / 2.5))
    points: list[Vertex] = [(*a, 0.0)]
    for number in range(1, count):
        share, aside = number / count, 1.0 if number % 2 else -1.0
        points.append((a[0] + (b[0] - a[0]) * share + nx * aside, a[1] + (b[1] - a[1]) * share + ny * aside, 0.0))
    return (*points, (*b, 0.0))


def _node(x: float, y: float, name: str) -> list[ChartMark]:
    words = shortened(drawable(name), LABEL_MM, 30.0)
    half, rise = max(text_width(words, LABEL_MM) / 2 + 1.5, 4.0), 2.4
    ring = ((x - half, y - rise, 0.0), (x + half, y - rise, 0.0), (x + half, y + rise, 0.0), (x - half, y + rise, 0.0))
    return [
        Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill="#ffffff")),
        Line(vertices=ring, style=Style(layer=LAYER, stroke=INK, width=0.3), closed=True),
        Text(
            x=x, y=y, text=words, height=LABEL_MM, style=Style(layer=LAYER, stroke=INK), align="centre", level="middle"
        ),
    ]


def _key(lines: bool = False) -> tuple[Entry, ...]:
    shown = [rating for rating in RATINGS if not lines or LINES[rating]]
    return tuple(
        Entry(f"{rating.value} {MEANINGS[rating]}", COLOURS[rating] if rating is not Rating.U else "#8a929b",
              as_="line" if lines else "patch", fill="open" if rating is Rating.U else "plain")
        for rating in shown
    )  # fmt: skip


def _reasons(one: Closeness) -> str:
    used = {code for related in one.pairs for code in related.reasons}
    known = dict(one.chart.reasons)
    words = [f"{code} {known.get(code, '(no such reason)')}" for code in sorted(used)]
    return f"Reasons: {'; '.join(words)}." if words else ""


def _tip(related: Related) -> str:
    hand = "by hand" if related.by_hand else "by flow"
    beside = "share a border" if related.neighbours else "do not share a border"
    return (
        f"{related.a} – {related.b}: {related.rating.value} {MEANINGS[related.rating]} ({hand})\n"
        f"{number_words(related.trips_per_day)} trips a day in both directions; by flow {related.by_flow.value}\n"
        f"They {beside}."
    )
