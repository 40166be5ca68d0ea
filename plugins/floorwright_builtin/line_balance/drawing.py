"""The figures of a line balance: the loads of the stations against the cycle, and the precedence graph by columns."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from floorwright.api import (
    Entry,
    Figure,
    Line,
    Named,
    Region,
    StudyAnswer,
    StudyInput,
    Style,
    Text,
    axis_marks,
    drawable,
    figure,
    fitted_plot,
    level,
    linear,
    room_of,
    tile,
    words_in,
)
from floorwright_builtin.line_balance.work import read_work

WIDE, HIGH = 180.0, 100.0
COLOURS = (
    "#4e79a7", "#f28e2b", "#59a14f", "#b07aa1", "#76b7b2", "#edc948", "#9c755f", "#e15759", "#86bcb6", "#d37295",
)  # fmt: skip
RED, INK, GREY, PALE = "#c0392b", "#111827", "#8a94a0", "#f5f7f9"
MOST_DRAWN = 160
LAYER = "CHART"
Stop = int | tuple[int, int, int]
"""A task, or a place in a column by which a link passes."""


def balance_figures(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """Both figures where there is a balance; the graph alone where there is none."""
    stations = {}
    made = []
    if "assignment" in answer.tables and answer.tables["assignment"].rows:
        stations = {str(row[0]): int(row[1] or 0) for row in answer.tables["assignment"].rows}
        made.append(_loads(answer))
    if len(given.rows("tasks")) <= MOST_DRAWN:
        made.append(_graph(given, answer, stations))
    return tuple(made)


def station_colour(station: int) -> str:
    """The colour of a station, the same in both figures."""
    return COLOURS[(station - 1) % len(COLOURS)]


def _loads(answer: StudyAnswer) -> Figure:
    """A stack a station, a block a task, below the line of the cycle (yamazumi)."""
    cycle, takt = float(answer.results["cycle_s"] or 0), answer.results.get("takt_s")  # type: ignore[arg-type]
    copies = {int(row[0] or 0): int(row[2] or 1) for row in answer.tables["stations"].rows}
    names = [f"{number}" if n == 1 else f"{number} (×{n})" for number, n in copies.items()]
    loads = [float(row[4] or 0) for row in answer.tables["stations"].rows]
    notes = ("A block is a task; the red line is the cycle. Stations side by side are one stack, marked ×.",)
    most = max([cycle, *loads, float(takt) if isinstance(takt, float) else 0.0])
    up = linear([0.0, most])
    top = up.high
    plot = fitted_plot(room_of(WIDE, HIGH, notes=notes), Named(tuple(names)), up, "Station", "Load [s]")
    marks = []
    for at, station in enumerate(copies):  # where a task can be dropped, above the stack as well
        marks += tile(plot, (at - 0.44, at + 0.44), (0.0, top), PALE, source=f"station-{station}")
    marks += axis_marks(plot, "Station", "Load [s]")
    heights = dict.fromkeys(copies, 0.0)
    tips = {f"station-{station}": f"Station {station}: {load:g} s" for station, load in zip(copies, loads, strict=True)}
    for row in answer.tables["assignment"].rows:
        task, station, time = str(row[0]), int(row[1] or 0), float(row[3] or 0)
        low, middle = heights[station], list(copies).index(station)
        heights[station] = low + time
        source = f"task-{task}"
        tips[source] = f"{task}: {time:g} s in station {station}, from {low:g} s"
        across = (middle - 0.38, middle + 0.38)
        marks += tile(plot, across, (low, low + time), station_colour(station), source=source, words=task)
    movable = [source for source in tips if source.startswith("task-")]
    marks += level(plot, cycle, f"Cycle {cycle:g} s", RED, dash=())
    if isinstance(takt, float) and abs(takt - cycle) > 1e-9:
        marks += level(plot, takt, f"Takt {takt:g} s", INK)
    return figure("Loads of the stations", WIDE, HIGH, marks, notes=notes, tips=tips, movable=movable)


def _graph(given: StudyInput, answer: StudyAnswer, stations: Mapping[str, int]) -> Figure:
    """Tasks as boxes in the columns of Kilbridge and Wester, with the time in the corner and an arrow a link."""
    work = read_work(given)
    columns = {str(row[0]): int(row[3] or 1) for row in answer.tables["weights"].rows}
    placed = _places([columns[name] for name in work.names], work.before)
    deep, tall = max(placed.columns, default=1), max(map(len, placed.columns.values()), default=1)
    wide, high = max(WIDE, 14.0 * deep + 8), max(60.0, 8.0 * tall + 24)
    notes = ("Columns from left to right as tasks can follow each other; the small number is the time in seconds.",)
    key = [Entry(f"Station {one}", station_colour(one)) for one in sorted(set(stations.values()))[:20]]
    room = room_of(wide, high, key=key, notes=notes)
    cell = room.width / deep
    box = (min(cell * 0.62, 16.0), min(room.height / tall * 0.7, 7.0))
    middle = {
        stop: (room.left + (column - 0.5) * cell, room.low + room.height * (1 - (at + 0.5) / len(stops)))
        for column, stops in placed.columns.items()
        for at, stop in enumerate(stops)
    }
    marks: list[Line | Region | Text] = []
    pen = Style(layer=LAYER, stroke=GREY, width=0.2)
    for task, before in enumerate(work.before):
        for earlier in before:
            (x1, y1), (x2, y2) = middle[earlier], middle[task]
            way = [
                (x1 + box[0] / 2, y1), *(middle[stop] for stop in placed.ways[earlier, task]), (x2 - box[0] / 2, y2)
            ]  # fmt: skip
            line = tuple((x, y, 0.0) for x, y in way)
            marks.append(Line(vertices=line, style=pen, source=f"node-{work.names[task]}"))
            marks.append(_head(way[-2], way[-1]))
    tips = {}
    for task, name in enumerate(work.names):
        marks += _box(middle[task], box, name, work.times[task], stations.get(name), f"node-{name}")
        where = f", station {stations[name]}" if name in stations else ""
        tips[f"node-{name}"] = f"{name}: {work.times[task]:g} s{where}"
    return figure("Precedence graph", wide, high, marks, key=key, notes=notes, tips=tips, movable=list(tips))


@dataclass(frozen=True)
class _Placed:
    """What stands in each column, from the top, and by which places in between each link passes."""

    columns: dict[int, list[Stop]]
    ways: dict[tuple[int, int], list[Stop]]


def _places(column: Sequence[int], before: Sequence[Sequence[int]]) -> _Placed:
    """Tasks and the places by which long links pass between them, each near those it is linked to on its left."""
    columns: dict[int, list[Stop]] = {}
    left: dict[Stop, list[Stop]] = {}
    ways: dict[tuple[int, int], list[Stop]] = {}
    for task in range(len(column)):
        columns.setdefault(column[task], []).append(task)
        for earlier in before[task]:
            way: list[Stop] = [(earlier, task, between) for between in range(column[earlier] + 1, column[task])]
            ways[earlier, task] = way
            for a, b in pairwise([earlier, *way, task]):
                left.setdefault(b, []).append(a)
            for between, stop in zip(range(column[earlier] + 1, column[task]), way, strict=True):
                columns.setdefault(between, []).append(stop)
    height: dict[Stop, float] = {}
    for _, stops in sorted(columns.items()):
        stops.sort(key=lambda stop: statistics.fmean(height[one] for one in left[stop]) if stop in left else 0.5)
        height |= {stop: (at + 0.5) / len(stops) for at, stop in enumerate(stops)}
    return _Placed(columns, ways)


def _box(
    at: tuple[float, float], box: tuple[float, float], name: str, time: float, station: int | None, source: str
) -> list[Line | Region | Text]:
    left, low, right, high = at[0] - box[0] / 2, at[1] - box[1] / 2, at[0] + box[0] / 2, at[1] + box[1] / 2
    ring = ((left, low, 0.0), (right, low, 0.0), (right, high, 0.0), (left, high, 0.0))
    ground = "#ffffff" if station is None else station_colour(station)
    marks: list[Line | Region | Text] = [
        Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=ground), source=source),
        Line(vertices=ring, style=Style(layer=LAYER, stroke=INK, width=0.2), closed=True, source=source),
    ]
    marks += words_in((left, low, right, high), name, ground, source)
    marks.append(
        Text(
            x=right, y=high + 0.5, text=drawable(f"{time:g}"), height=1.4, style=Style(layer=LAYER, stroke=INK),
            align="right", source=source,
        )
    )  # fmt: skip
    return marks


def _head(start: tuple[float, float], end: tuple[float, float]) -> Region:
    across, up = end[0] - start[0], end[1] - start[1]
    length = (across**2 + up**2) ** 0.5 or 1.0
    u, v = across / length, up / length
    back = (end[0] - 1.6 * u, end[1] - 1.6 * v)
    ring = ((*end, 0.0), (back[0] - 0.6 * v, back[1] + 0.6 * u, 0.0), (back[0] + 0.6 * v, back[1] - 0.6 * u, 0.0))
    return Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=GREY))
