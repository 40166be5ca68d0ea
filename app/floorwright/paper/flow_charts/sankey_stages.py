"""A Sankey diagram along the routings: a column a stage, bands as wide as what goes from one to the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from floorwright.analysis.pictures.matrix import TITLES, UNITS, Matrix, Measure, measured
from floorwright.analysis.pictures.stages import CONVENTION, StageMove
from floorwright.paper.charts.figure import ChartMark, Figure, figure, room_of
from floorwright.paper.charts.plot import INK, LABEL_MM, LAYER, Room
from floorwright.paper.charts.scales import number_words
from floorwright.paper.flow_charts.matrix import cell_source
from floorwright.paper.flow_charts.sankey import GAP_MM, HEIGHT_MM, NAMES_MM, NODE_MM, WIDTH_MM, band
from floorwright.paper.flow_styles import PALETTE
from floorwright.paper.fonts import drawable, shortened, text_width
from floorwright.paper.marks import Region, Style, Text

COLUMN_MM = 34.0
MOST_STAGES = 16
"""More moves one after the other could not be told apart on paper."""


@dataclass(slots=True)
class _Node:
    """A department at a stage: what comes in and leaves, its place, and how much of it bands have taken already."""

    name: str
    colour: str
    coming: float = 0.0
    leaving: float = 0.0
    high: float = 0.0
    came: float = 0.0
    left: float = 0.0

    @property
    def amount(self) -> float:
        return max(self.coming, self.leaving)


def stages_figure(one: Matrix, moves: Iterable[StageMove], measure: Measure) -> Figure | None:
    """The diagram of what moves from stage to stage between the places of a from-to chart; None without any."""
    every = [(move, value) for move in moves if (value := measured(move, measure)) > 0]
    drawn = [(move, value) for move, value in every if move.stage < MOST_STAGES]
    if not drawn:
        return None
    notes = [CONVENTION, "A band is as wide as what goes there; what goes no further ends at its column."]
    if len(drawn) < len(every):
        notes.append(f"Moves after the first {MOST_STAGES} are left out.")
    names = dict(zip(one.keys, one.names, strict=True))
    order = {key: number for number, key in enumerate(one.keys)}
    columns = _columns(drawn, names, order)
    most = max(len(column) for column in columns)
    width = max(WIDTH_MM, NAMES_MM + COLUMN_MM * len(columns))
    height = max(HEIGHT_MM, width * HEIGHT_MM / WIDTH_MM, 24.0 + most * 6.5)
    room = room_of(width, height, notes=tuple(notes))
    scale = _scale(columns, room)
    step = (room.width - NAMES_MM - NODE_MM) / (len(columns) - 1)
    for column in columns:
        top = room.low + room.height
        for node in column.values():
            node.high, top = top, top - node.amount * scale - GAP_MM
    marks = _bands(drawn, columns, order, room.left, step, scale)
    for number, column in enumerate(columns):
        space = step if number < len(columns) - 1 else NAMES_MM
        marks += _named(column.values(), room.left + number * step, space - NODE_MM, scale)
    what = "departments" if one.by_department else "stations"
    title = f"Flow along the routings between {what}: {TITLES[measure]} [{UNITS[measure]}]"
    return figure(title, width, height, marks, notes=tuple(notes), tips=_tips(drawn, names, measure))


def _columns(
    drawn: Sequence[tuple[StageMove, float]], names: dict[str, str], order: dict[str, int]
) -> list[dict[str, _Node]]:
    """The departments of every stage by their keys, in the order of the chart."""
    count = max(move.stage for move, _ in drawn) + 2
    columns: list[dict[str, _Node]] = [{} for _ in range(count)]

    def node(stage: int, key: str) -> _Node:
        return columns[stage].setdefault(key, _Node(names[key], PALETTE[order[key] % len(PALETTE)]))

    for move, value in drawn:
        node(move.stage, move.start).leaving += value
        node(move.stage + 1, move.end).coming += value
    return [dict(sorted(column.items(), key=lambda each: order[each[0]])) for column in columns]


def _scale(columns: Sequence[dict[str, _Node]], room: Room) -> float:
    """Millimetres a unit, so that the fullest column fills the height."""
    full = [
        (room.height - GAP_MM * (len(column) - 1)) / sum(node.amount for node in column.values())
        for column in columns
        if column
    ]
    return min(full)


def _bands(
    drawn: Sequence[tuple[StageMove, float]], columns: Sequence[dict[str, _Node]], order: dict[str, int],
    left: float, step: float, scale: float,
) -> list[ChartMark]:  # fmt: skip
    marks: list[ChartMark] = []
    for move, value in sorted(drawn, key=lambda each: (each[0].stage, order[each[0].start], order[each[0].end])):
        a, b, wide = columns[move.stage][move.start], columns[move.stage + 1][move.end], value * scale
        x = left + move.stage * step
        ring = band(x + NODE_MM, a.high - a.left, x + step, b.high - b.came, wide)
        a.left += wide
        b.came += wide
        style = Style(layer=LAYER, stroke=None, fill=a.colour, opacity=0.55)
        marks.append(Region(rings=(ring,), style=style, source=cell_source(move.start, move.end)))
    return marks


def _named(column: Iterable[_Node], x: float, space: float, scale: float) -> list[ChartMark]:
    """The departments of a column with their names and amounts."""
    marks: list[ChartMark] = []
    for node in column:
        low = node.high - node.amount * scale
        ring = ((x, low, 0.0), (x + NODE_MM, low, 0.0), (x + NODE_MM, node.high, 0.0), (x, node.high, 0.0))
        marks.append(Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=node.colour)))
        amount = number_words(node.amount)
        words = shortened(drawable(node.name), LABEL_MM, space - 4.0 - text_width(amount, LABEL_MM))
        marks.append(
            Text(x=x + NODE_MM + 1.5, y=(low + node.high) / 2, text=f"{words}  {amount}", height=LABEL_MM,
                 align="left", level="middle", style=Style(layer=LAYER, stroke=INK))
        )  # fmt: skip
    return marks


def _tips(drawn: Sequence[tuple[StageMove, float]], names: dict[str, str], measure: Measure) -> dict[str, str]:
    """What each band shows; bands of one pair at several stages are told together."""
    told: dict[str, list[str]] = {}
    for move, value in drawn:
        line = f"{names[move.start]} → {names[move.end]}: {number_words(value)} {UNITS[measure]}, move {move.stage + 1}"
        told.setdefault(cell_source(move.start, move.end), []).append(line)
    return {source: "\n".join(lines) for source, lines in told.items()}
