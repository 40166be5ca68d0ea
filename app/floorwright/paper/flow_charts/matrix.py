"""The from-to matrix as a figure: forward above the diagonal, back below it, shaded by amount, with totals."""

from floorwright.analysis.pictures.matrix import ORDERS, TITLES, UNITS, Matrix, MatrixOrder, Measure, in_order
from floorwright.paper.charts.figure import EDGE_MM, ChartMark, Figure, figure
from floorwright.paper.charts.key import Entry
from floorwright.paper.charts.plot import INK, LABEL_MM, LAYER
from floorwright.paper.charts.scales import number_words
from floorwright.paper.charts.series import words_in
from floorwright.paper.fonts import drawable, shortened, text_width
from floorwright.paper.marks import Line, Region, Style, Text

LARGEST_CELL_MM, LEAST_CELL_MM = 11.0, 3.2
MATRIX_MM = 190.0
WIDEST_NAME_MM = 38.0
FORWARD, BACKWARD = (224, 236, 248), (254, 230, 206)
DARK_FORWARD, DARK_BACKWARD = (8, 69, 148), (153, 52, 4)
BLOCKED = "#cbd2d9"
TOTAL = "#eef1f4"
GRID = Style(layer=LAYER, stroke="#aab4be", width=0.1)
_AIR = 2.0
_TOP, _FOOT = 13.0, 12.0
CELL, STATION = "cell ", "station "


def cell_source(start: str, end: str) -> str:
    """The source of a cell's marks."""
    return f"{CELL}{start}\t{end}"


def cell_of(source: str) -> tuple[str, str] | None:
    """The keys of from and to that a source names; None for any other source."""
    if not source.startswith(CELL):
        return None
    start, _, end = source.removeprefix(CELL).partition("\t")
    return start, end


def matrix_figure(one: Matrix, measure: Measure, order: MatrixOrder = MatrixOrder.NAMES) -> Figure | None:
    """The matrix in an order; None when nothing is moved."""
    shown = in_order(one, order)
    count = len(shown.keys)
    if not count:
        return None
    cell = min(max(MATRIX_MM / (count + 1), LEAST_CELL_MM), LARGEST_CELL_MM)
    names = [drawable(name) for name in shown.names]
    wide = min(max(text_width(name, LABEL_MM) for name in (*names, "Total")), WIDEST_NAME_MM) + _AIR
    side = cell * (count + 1)
    width = max(wide + side + 2 * EDGE_MM, 110.0)
    height = wide + side + _TOP + _FOOT + 2 * EDGE_MM
    left, top = EDGE_MM + wide, height - EDGE_MM - _TOP - wide
    marks: list[ChartMark] = []
    tips: dict[str, str] = {}
    marks += _cells(shown, measure, left, top, cell, tips)
    marks += _totals(shown, measure, left, top, cell)
    marks += _rules(left, top, cell, count)
    marks += _headings(shown, left, top, cell, wide)
    what = "departments" if shown.by_department else "stations"
    title = f"From-to chart of {what}: {TITLES[measure]} [{UNITS[measure]}], {ORDERS[order]}"
    key = (Entry("forward", _colour(0.55, True)), Entry("back", _colour(0.55, False)), Entry("same place", BLOCKED))
    return figure(title, width, height, marks, key=key, notes=shown.words(), tips=tips)


def _cells(
    shown: Matrix, measure: Measure, left: float, top: float, cell: float, tips: dict[str, str]
) -> list[ChartMark]:
    places = {key: place for place, key in enumerate(shown.keys)}
    names = dict(zip(shown.keys, shown.names, strict=True))
    most = max((shown.value(*pair, measure) for pair in shown.moves if pair[0] != pair[1]), default=0.0)
    marks: list[ChartMark] = []
    for key, place in places.items():
        inner = shown.value(key, key, measure)
        source = cell_source(key, key)
        box = _box(left, top, cell, place, place)
        marks += _area(box, BLOCKED, source, number_words(inner) if inner else "")
        tips[source] = f"Within {names[key]}: {_amount(inner, measure)}"
    for (start, end), move in shown.moves.items():
        row, column = places[start], places[end]
        value = shown.value(start, end, measure)
        if row == column:
            continue
        source = cell_source(start, end)
        share = value / most if most > 0 else 0.0
        marks += _area(_box(left, top, cell, row, column), _colour(share, column > row), source, number_words(value))
        flows = f"{len(move.flows)} flow" + ("s" if len(move.flows) != 1 else "")
        tips[source] = (
            f"{names[start]} → {names[end]}: {_amount(value, measure)}\n{flows}, "
            f"{_amount(move.trips_per_day, Measure.TRIPS)}, {_amount(move.moment_m_per_day, Measure.MOMENT)}\n"
            f"{'forward' if column > row else 'back'} by {abs(column - row)}"
        )
    return marks


def _totals(shown: Matrix, measure: Measure, left: float, top: float, cell: float) -> list[ChartMark]:
    count = len(shown.keys)
    marks: list[ChartMark] = []
    for place, value in enumerate(shown.row_totals(measure)):
        marks += _area(_box(left, top, cell, place, count), TOTAL, "", number_words(value))
    for place, value in enumerate(shown.column_totals(measure)):
        marks += _area(_box(left, top, cell, count, place), TOTAL, "", number_words(value))
    return [*marks, *_area(_box(left, top, cell, count, count), TOTAL, "", number_words(shown.total(measure)))]


def _rules(left: float, top: float, cell: float, count: int) -> list[ChartMark]:
    side = cell * (count + 1)
    marks: list[ChartMark] = []
    for number in range(count + 2):
        x, y = left + number * cell, top - number * cell
        marks.append(Line(vertices=((x, top, 0.0), (x, top - side, 0.0)), style=GRID))
        marks.append(Line(vertices=((left, y, 0.0), (left + side, y, 0.0)), style=GRID))
    return marks


def _headings(shown: Matrix, left: float, top: float, cell: float, wide: float) -> list[ChartMark]:
    height = min(LABEL_MM, cell * 0.62)
    style = Style(layer=LAYER, stroke=INK)
    marks: list[ChartMark] = []
    for place, (key, name) in enumerate(zip((*shown.keys, ""), (*shown.names, "Total"), strict=True)):
        words = shortened(drawable(name), height, wide - _AIR)
        source = f"{STATION}{key}" if key else ""
        x, y = left + (place + 0.5) * cell, top - (place + 0.5) * cell
        if source:
            half = cell / 2
            marks += [
                _hit(left - wide, y - half, left, y + half, source),
                _hit(x - half, top, x + half, top + wide, source),
            ]
        marks.append(
            Text(x=left - _AIR / 2, y=y, text=words, height=height, style=style, align="right", level="middle",
                 source=source, bold=not key)
        )  # fmt: skip
        marks.append(
            Text(x=x, y=top + _AIR / 2, text=words, height=height, style=style, rotation=90.0, level="middle",
                 source=source, bold=not key)
        )  # fmt: skip
    return marks


def _hit(left: float, low: float, right: float, high: float, source: str) -> Region:
    """Where a heading is clicked; nothing is drawn there."""
    ring = ((left, low, 0.0), (right, low, 0.0), (right, high, 0.0), (left, high, 0.0))
    return Region(rings=(ring,), style=Style(layer=LAYER, stroke=None), source=source)


def _box(left: float, top: float, cell: float, row: int, column: int) -> tuple[float, float, float, float]:
    return left + column * cell, top - (row + 1) * cell, left + (column + 1) * cell, top - row * cell


def _area(box: tuple[float, float, float, float], colour: str, source: str, words: str) -> list[ChartMark]:
    left, low, right, high = box
    ring = ((left, low, 0.0), (right, low, 0.0), (right, high, 0.0), (left, high, 0.0))
    style = Style(layer=LAYER, stroke=None, fill=colour)
    return [Region(rings=(ring,), style=style, source=source), *words_in(box, words, colour, source)]


def _colour(share: float, forward: bool) -> str:
    pale, dark = (FORWARD, DARK_FORWARD) if forward else (BACKWARD, DARK_BACKWARD)
    parts = (round(low + (high - low) * min(max(share, 0.0), 1.0)) for low, high in zip(pale, dark, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _amount(value: float, measure: Measure) -> str:
    return f"{number_words(value)} {UNITS[measure]}"
