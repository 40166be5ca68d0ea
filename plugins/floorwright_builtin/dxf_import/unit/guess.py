"""The unit a drawing is drawn in. Headers are wrong in a third of plans, so what is drawn has a say.

Every sign weighs the units in logarithms of likelihood: the size and the heights of texts, doors, measurements that are
printed beside what they measure, furniture by the names of blocks, walls, and habits. A header is overruled only by
signs that show a size of something known; whatever contradicts it makes the unit doubtful, and so does its absence.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from floorwright.api import Drawing, Floats
from floorwright_builtin.dxf_import.unit.doors import doors
from floorwright_builtin.dxf_import.unit.names import furniture, words_of_units
from floorwright_builtin.dxf_import.unit.scale import METRES, UNITS, median, weights
from floorwright_builtin.dxf_import.unit.walls import walls
from floorwright_builtin.dxf_import.unit.written import measurements

__all__ = ["METRES", "UnitGuess", "guess_unit"]

_HEADER = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 21: "ft"}
_BELIEF = {"mm": 2.0, "in": 2.0, "cm": 2.5, "m": 3.0, "ft": 2.0}
"""Millimetres and inches are what new drawings say before anybody has thought about it."""
_HABIT = {"mm": 0.5, "cm": -1.0, "m": 0.5, "in": 0.3, "ft": -0.5}
_SORTS = (
    # Share of the drawings, size and its spread, height of most texts and its spread; sizes in metres.
    (0.75, 40.0, 1.5, 0.22, 0.7),  # plans of buildings
    (0.15, 0.5, 1.0, 0.004, 0.6),  # parts, and sheets of paper
    (0.10, 600.0, 1.0, 1.5, 0.7),  # surveys and sites
)
_ISO_TEXTS, _SHEET = (2.5, 3.5), 1500.0
"""Heights of ISO 3098 as they are typed on a sheet drawn at its own size."""
_LOWEST = -12.0
_POSSIBLE_TEXT_M = (0.0007, 20.0)
_IMPOSSIBLE = -5.0
_PLAUSIBLE_SIZE_M = (1.0, 5000.0)
_GEODETIC = (1e5, 1e7)
_PROOF, _MARGIN = 2.5, 1.5
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """A unit (empty when nothing tells), what told it, and whether the user should confirm."""

    unit: str
    source: str
    doubtful: bool


def guess_unit(header: dict[str, Any], drawing: Drawing, box: tuple[float, float, float, float] | None) -> UnitGuess:
    """The unit of a drawing from its header ($INSUNITS, $MEASUREMENT, $LUNITS, …) and its content."""
    stated = _HEADER.get(int(_number(header, "$INSUNITS")), "")
    size = max(box[2] - box[0], box[3] - box[1]) if box is not None else 0.0
    if box is None or size <= 0:
        return UnitGuess(stated, "header" if stated else "", True)
    height = _text_height(drawing)
    proofs = {
        "doors": doors(drawing),
        "dimensions": measurements(drawing),
        "furniture": furniture(drawing),
        "text heights": np.where(_possible(height), 0.0, _IMPOSSIBLE),
    }
    proof = sum(proofs.values(), weights())
    hints = _extent(size, height) + walls(drawing, size) + words_of_units(drawing) + _habits(header)
    surveyed = _surveyed(box, size)
    total = proof + hints + (weights(m=3.0) if surveyed else 0.0)
    if not stated:
        best = UNITS[int(total.argmax())]
        return UnitGuess(best, _told(proofs, best) or ("text heights" if height else "size"), True)
    said = UNITS.index(stated)
    total[said] += _BELIEF[stated]
    best = UNITS[int(total.argmax())]
    first = int(total.argmax())
    if first != said and proof[first] - proof[said] >= _PROOF and total[first] - total[said] >= _MARGIN:
        return UnitGuess(best, f"{_told(proofs, best, stated)}, against the header's {stated}", True)
    share = 1.0 / float(np.exp(total - total[said]).sum())
    plausible = _PLAUSIBLE_SIZE_M[0] <= size * METRES[stated] <= _PLAUSIBLE_SIZE_M[1]
    others = np.delete(proof, said)
    proven = bool(proof[said] - others.max() >= _PROOF)
    agreed = first == said and share >= _SURE and bool(_possible(height)[said])
    elsewhere = surveyed and _on_grid(box) and stated not in ("m", "ft")
    agreed = agreed and (proven or (plausible and not elsewhere and not _contradicted(header, stated)))
    return UnitGuess(stated, "header, plausible" if agreed else "header", not agreed)


def _text_height(drawing: Drawing) -> float:
    """The height of half of the texts; 0 without texts."""
    if not len(drawing.text_places):
        return 0.0
    ax, ay, ux, uy = drawing.text_places[:: 1 + len(drawing.text_places) // 50_000, 2:].T
    along = np.hypot(ax, ay)
    heights = np.abs(ax * uy - ay * ux) / np.where(along > 0, along, 1.0)
    return median(heights)


def _possible(height: float) -> Any:
    """For each unit whether texts can be that high."""
    heights = height * np.array([METRES[unit] for unit in UNITS])
    return (height == 0) | ((heights > _POSSIBLE_TEXT_M[0]) & (heights < _POSSIBLE_TEXT_M[1]))


def _extent(size: float, height: float) -> Floats:
    """What the size and the height of texts say together: large drawings have large texts."""

    def likely(metre: float) -> float:
        found = -math.inf
        for share, middle, spread, text, text_spread in _SORTS:
            words = _bell(height * metre, text, text_spread) if height > 0 else 0.0
            found = float(np.logaddexp(found, math.log(share) + _bell(size * metre, middle, spread) + words))
        return max(_LOWEST, found)

    found = np.array([likely(METRES[unit]) for unit in UNITS])
    if size < _SHEET and any(abs(height - iso) < 0.01 * iso for iso in _ISO_TEXTS):
        found += weights(mm=2.0)
    return found


def _bell(value: float, middle: float, spread: float) -> float:
    return -0.5 * (math.log(value / middle) / spread) ** 2


def _contradicted(header: dict[str, Any], stated: str) -> bool:
    """Whether the header says inches in one place and millimetres in another."""
    return "$MEASUREMENT" in header and (_number(header, "$MEASUREMENT") == 0) != (stated in ("in", "ft"))


def _surveyed(box: tuple[float, float, float, float], size: float) -> bool:
    """Whether a drawing lies where surveys do: at coordinates of a national grid, which are metres or feet."""
    away = max(map(abs, box))
    return _GEODETIC[0] < away < _GEODETIC[1] and size < away / 50


def _on_grid(box: tuple[float, float, float, float]) -> bool:
    """Whether both coordinates are as large as those of a grid, as they are by chance in few plans."""
    return min(abs(box[0]), abs(box[1])) > _GEODETIC[0]


def _habits(header: dict[str, Any]) -> Floats:
    found = weights(**_HABIT)
    if "$MEASUREMENT" in header:
        imperial = _number(header, "$MEASUREMENT") == 0
        found += weights(**({"in": 0.5, "ft": 0.5} if imperial else {"mm": 0.5, "cm": 0.5, "m": 0.5}))
    # Engineering and architectural units count in inches by definition.
    if _number(header, "$LUNITS") in (3, 4):
        found += weights(**{"in": 4.0})
    height, scale = _number(header, "$DIMTXT"), _number(header, "$DIMSCALE")
    # Dimension texts are written in sizes of paper, and the scale of the paper is said in units of the drawing.
    if 1.5 <= height <= 6 and scale >= 20:
        found += weights(mm=1.5)
    elif 1.5 <= height <= 6 and 0 < scale <= 0.5:
        found += weights(m=1.5)
    elif 0.06 <= height <= 0.26 and scale >= 12:
        found += weights(**{"in": 1.5})
    return found


def _told(proofs: dict[str, Floats], unit: str, against: str = "") -> str:
    """The sign that speaks most for a unit, or most against another one; empty when none does."""
    number = UNITS.index(unit)
    others = [UNITS.index(against)] if against else [i for i in range(len(UNITS)) if i != number]
    told = {name: float(weight[number] - weight[others].max()) for name, weight in proofs.items()}
    best = max(told, key=lambda name: told[name])
    return best if told[best] >= 1.0 else ""


def _number(header: dict[str, Any], name: str) -> float:
    try:
        number = float(header.get(name, 0))
    except (TypeError, ValueError):
        return 0.0
    return number if math.isfinite(number) else 0.0
