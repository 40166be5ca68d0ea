"""The column at the right of a sheet: figures, scale bar and title block."""

import math
from collections.abc import Sequence

from floorwright.analysis.result import Analysis
from floorwright.model.kinds import Plan
from floorwright.paper.lettering import BORDER, GREY, RULE, box, rule, written
from floorwright.paper.marks import Line, Region, Style, Text
from floorwright.units import Unit

Drawn = list[Line | Region | Text]
MODES = {
    "straight": "straight line",
    "rectilinear": "rectilinear",
    "aisle": "along the aisles",
    "free": "shortest free path",
}
_ROW = 4.6


def scale_text(scale: float, unit: Unit) -> str:
    """A scale as it is written on a drawing: 1:100, or with inches also 1/8″ = 1′."""
    plain = f"1:{scale:g}"
    if unit not in (Unit.INCH, Unit.FOOT):
        return plain
    inches = 12.0 / scale
    if inches >= 1 / 16:
        sixteenths = round(inches * 16)
        if math.isclose(sixteenths, inches * 16):
            divisor = math.gcd(sixteenths, 16)
            above, below = sixteenths // divisor, 16 // divisor
            return f"{above}/{below}″ = 1′ ({plain})" if below > 1 else f"{above}″ = 1′ ({plain})"
        thirty_seconds = round(inches * 32)
        if math.isclose(thirty_seconds, inches * 32):
            return f"{thirty_seconds}/32″ = 1′ ({plain})"
    feet = scale / 12.0
    return f"1″ = {feet:g}′ ({plain})" if feet == round(feet) else plain


def title_block(
    x: float, y: float, width: float, plan: Plan, *, scenario: str, sheet: str, scale: str, paper: str
) -> tuple[Drawn, float]:
    """The title block with its lower left corner at x, y, and its height in millimetres."""
    half = width / 2
    fields: Sequence[tuple[str, str, float, float]] = (
        ("Sheet", sheet, 0.0, half), ("Paper", paper, half, half),
        ("Scale", scale, 0.0, width),
        ("Date", plan.date, 0.0, half), ("Revision", plan.revision, half, half),
        ("Drawn by", plan.author, 0.0, width),
        ("Method", scenario, 0.0, width),
        ("Project", plan.project, 0.0, width),
    )  # fmt: skip
    tall = 8.2
    marks: Drawn = []
    at = y - tall
    for name, value, left, room in fields:
        if left == 0.0:
            at += tall
            marks.append(rule(x, at + tall, x + width, at + tall))
        else:
            marks.append(rule(x + left, at, x + left, at + tall))
        marks.append(written(x + left + 1.5, at + tall - 2.4, name, 1.4, room - 3, style=GREY))
        marks.append(written(x + left + 1.5, at + 1.6, value or "–", 2.2, room - 3))
    top = at + tall
    marks.append(written(x + 1.5, top + 3.2, plan.title, 3.5, width - 3, bold=True, least=2.0))
    height = top + 9.5 - y
    marks.append(box(x, y, width, height, BORDER))
    return marks, height


def scale_bar(x: float, y: float, width: float, scale: float, unit: Unit) -> tuple[Drawn, float]:
    """A graphic scale bar in the plan's large unit, at most `width` wide, and its height."""
    unit_mm, name = (304.8, "ft") if unit in (Unit.INCH, Unit.FOOT) else (1000.0, "m")
    room = (width - 8.0) * scale / unit_mm
    steps = [m * 10.0**e for e in range(-3, 6) for m in (1, 2, 5)]
    step = max((s for s in steps if 5 * s <= room), default=room / 5)
    paper = step * unit_mm / scale
    marks: Drawn = []
    for number in range(5):
        left = x + 2 + number * paper
        corners = ((left, y, 0.0), (left + paper, y, 0.0), (left + paper, y + 1.6, 0.0), (left, y + 1.6, 0.0))
        if number % 2 == 0:
            marks.append(Region(rings=(corners,), style=Style(layer="SHEET", stroke=None, fill="#111827")))
        marks.append(Line(vertices=corners, style=RULE, closed=True))
    for number in (0, 1, 2, 3, 4, 5):
        label = f"{number * step:g}" + (f" {name}" if number == 5 else "")
        if number in (0, 1, 5) or paper > 7:
            marks.append(written(x + 2 + number * paper, y + 3.0, label, 1.6, 12, align="centre"))
    return marks, 7.0


def figures_rows(analysis: Analysis, currency: str) -> list[tuple[str, str]]:
    """The figures of the plan as they are shown beside it: name and value with its unit."""
    totals = analysis.totals
    rows = [
        ("Distances", MODES.get(str(analysis.mode), str(analysis.mode))),
        ("Trips", f"{totals.trips_per_day:,.1f} /day"),
        ("Loaded distance", f"{totals.loaded_distance_m_per_day:,.0f} m/day"),
        ("Distance with returns", f"{totals.distance_m_per_day:,.0f} m/day"),
        ("Travel", f"{totals.travel_h_per_day:,.2f} h/day"),
        ("Load and unload", f"{totals.handling_h_per_day:,.2f} h/day"),
        ("Cost", f"{totals.cost_per_day:,.2f} {currency}/day"),
        ("Crossings", f"{analysis.crossings}"),
    ]
    missing = sum(flow.distance_m is None for flow in analysis.flows)
    if missing:
        rows.append(("Flows without a path", f"{missing}"))
    return [(name, value.replace(",", "\u2009")) for name, value in rows]


def figures(x: float, top: float, width: float, analysis: Analysis, currency: str) -> tuple[Drawn, float]:
    """The figures of the plan downwards from `top`, and the height they take."""
    marks: Drawn = [written(x, top - 3.4, "Figures", 1.9, width, bold=True)]
    y = top - _ROW
    for name, value in figures_rows(analysis, currency):
        y -= _ROW
        marks.append(written(x, y + 1.2, name, 1.9, width * 0.55, style=GREY))
        marks.append(written(x + width, y + 1.2, value, 1.9, width * 0.45, align="right"))
    return marks, top - y
