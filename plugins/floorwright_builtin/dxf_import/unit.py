"""The unit a drawing is drawn in. Headers are wrong in a third of plans, so what is drawn has a say.

Each unit is weighed, in logarithms of likelihood, by the size the drawing would have, the height its texts would have,
and its quarter circles as doors. A header is only overruled by doors or by texts of an impossible height, never by
the size alone.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from floorwright.api import Drawing

METRES = {"mm": 0.001, "cm": 0.01, "m": 1.0, "in": 0.0254, "ft": 0.3048}
_HEADER = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 21: "ft"}
_IMPERIAL = ("in", "ft")
_HABIT = {"mm": 0.5, "cm": -1.0, "m": 0.5, "in": 0.3, "ft": -0.5}
"""Plans are drawn in millimetres, metres or inches, seldom in centimetres or feet."""
_SIZE_M, _SIZE_SPREAD = 40.0, 1.6
_TEXT_M, _TEXT_SPREAD = 0.22, 0.8
_DOOR_M = (0.6, 1.3)
_DOORS = 3.0
_LOWEST = -12.0
_POSSIBLE_TEXT_M = (0.0007, 20.0)
_PLAUSIBLE_SIZE_M = (1.0, 5000.0)
_GEODETIC = (1e5, 1e7)


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """A unit (empty when nothing tells), what told it, and whether the user should confirm."""

    unit: str
    source: str
    doubtful: bool


def guess_unit(header: dict[str, Any], drawing: Drawing, box: tuple[float, float, float, float] | None) -> UnitGuess:
    """The unit of a drawing from its header ($INSUNITS, $MEASUREMENT, $LUNITS) and its content."""
    stated = _HEADER.get(_whole(header, "$INSUNITS"), "")
    size = max(box[2] - box[0], box[3] - box[1]) if box is not None else 0.0
    if box is None or size <= 0:
        return UnitGuess(stated, "header" if stated else "", True)
    texts = sorted(text.height for text in drawing.texts)
    height = texts[len(texts) // 2] if texts else 0.0
    doors = {unit: _doors(drawing, metre) for unit, metre in METRES.items()}
    weights = {
        unit: _bell(size * metre, _SIZE_M, _SIZE_SPREAD)
        + (_bell(height * metre, _TEXT_M, _TEXT_SPREAD) if height else 0.0)
        + min(_DOORS, 1.0 * doors[unit])
        + _HABIT[unit]
        + _habits_of_country(header, unit)
        for unit, metre in METRES.items()
    }
    away = max(map(abs, box))
    if _GEODETIC[0] < away < _GEODETIC[1] and size < away / 50:
        weights["m"] += 2.0
    best = max(weights, key=lambda unit: weights[unit])
    if not stated:
        source = "doors" if doors[best] >= 2 else "text heights" if height else "size"
        return UnitGuess(best, source, True)
    metre = METRES[stated]
    by_doors = doors[best] >= 2 and doors[stated] == 0
    by_texts = bool(height) and not _POSSIBLE_TEXT_M[0] < height * metre < _POSSIBLE_TEXT_M[1]
    if best != stated and (by_doors or by_texts) and weights[best] > weights[stated] + 3.0:
        return UnitGuess(best, f"{'doors' if by_doors else 'text heights'}, against the header's {stated}", True)
    plausible = _PLAUSIBLE_SIZE_M[0] <= size * metre <= _PLAUSIBLE_SIZE_M[1]
    agreed = plausible and not by_texts and not (best != stated and by_doors)
    return UnitGuess(stated, "header, plausible" if agreed else "header", not agreed)


def _bell(value: float, middle: float, spread: float) -> float:
    return max(_LOWEST, -0.5 * (math.log(value / middle) / spread) ** 2) if value > 0 else _LOWEST


def _doors(drawing: Drawing, metre: float) -> int:
    """How many quarter circles would be as wide as a door."""
    arcs = drawing.arcs
    if not len(arcs):
        return 0
    u, v = np.hypot(arcs[:, 2], arcs[:, 3]), np.hypot(arcs[:, 4], arcs[:, 5])
    quarter = np.abs(np.degrees(arcs[:, 7] - arcs[:, 6]) - 90) < 6
    wide = (u * metre >= _DOOR_M[0]) & (u * metre <= _DOOR_M[1]) & (np.abs(u - v) < 1e-3 * u)
    return int((quarter & wide).sum())


def _habits_of_country(header: dict[str, Any], unit: str) -> float:
    weight = 0.0
    if "$MEASUREMENT" in header:
        imperial = _whole(header, "$MEASUREMENT") == 0
        weight += 0.5 if imperial == (unit in _IMPERIAL) else 0.0
    # Engineering and architectural units count in inches by definition.
    if _whole(header, "$LUNITS") in (3, 4) and unit == "in":
        weight += 6.0
    return weight


def _whole(header: dict[str, Any], name: str) -> int:
    try:
        return int(header.get(name, 0))
    except (TypeError, ValueError):
        return 0
