"""Names that tell a size: blocks called chair or door, and words such as `12'-6"` and “dimensions in mm”."""

import math
import re

import numpy as np

from floorwright.api import Drawing, Floats
from floorwright_builtin.dxf_import.unit.scale import IN_METRES, median, weights

_SIZES_M = (
    (r"door|t[üu]r\b|porte|puerta|porta\b|drzwi|двер|门|門|도어", 0.6, 2.4),
    (r"chair|stuhl|chaise|silla|cadeira|стул|кресло|椅", 0.38, 0.85),
    (r"desk|schreibtisch|bureau|escritorio|стол|桌", 0.9, 2.4),
    (r"toilet|\bwc\b|inodoro|унитаз|座便", 0.35, 0.95),
    (r"lavabo|basin|washbasin|waschbecken|раковин", 0.3, 0.9),
    (r"\bbed\b|\bbett\b|\bcama\b|кроват|床", 0.8, 2.3),
    (r"\bcar\b|\bauto\b|\bcoche\b|\bpkw\b|автомоб|汽车", 3.3, 6.0),
    (r"forklift|stapler|chariot|carretilla|погрузчик|叉车", 1.0, 4.5),
    (r"pallet|palette|palet\b|паллет|поддон|托盘", 0.6, 1.4),
    (r"person|human|mensch|people", 0.25, 2.1),
)
_NAMES = tuple((re.compile(name, re.IGNORECASE), low, high) for name, low, high in _SIZES_M)
_MOST_NAMES = 2000
_MOST_WORDS = 4000
_EACH, _AT_MOST, _SOFT = 1.5, 3.0, 0.35
_FEET = re.compile(
    r"\d\s*['′’]\s*-?\s*\d{1,2}(?:\s*\d+/\d+)?\s*(?:[\"″”]|'')|\d\s*(?:sq\.?\s*ft|s\.f\.|sf)\b", re.IGNORECASE
)
_METRIC = re.compile(
    r"\d\s*(?:m²|m2|mm|cm|м²|кв\.\s*м|㎡)(?!\w)|\b1\s*[:/]\s*(?:20|25|50|75|100|200|250|500)\b", re.IGNORECASE
)
_MEASURES = r"(?:dimensions|measures|ma(?:ß|ss)e|cot[ae]s|medidas|размеры)[^.]{0,30}\b"
_IN_UNIT = {
    unit: re.compile(f"{_MEASURES}(?:{names})", re.IGNORECASE)
    for unit, names in (
        ("mm", r"mm|millimet|мм|milim"),
        ("cm", r"cm|centimet|см\b"),
        ("m", r"m\b|met(?:re|er|ro)s?\b"),
        ("in", r"inch"),
    )
}
_BY_NAME = {
    "mm": re.compile(r"\d\s*x\s*\d+\s*mm\b|_mm\b", re.IGNORECASE),
    "in": re.compile(r"\d\s*(?:\"|in\b|inch)", re.IGNORECASE),
}


def furniture(drawing: Drawing) -> Floats:
    """How much the sizes of blocks with telling names speak for each unit."""
    told = [(number, low, high) for number, (low, high) in _expected(drawing.block_names).items()]
    if not told or not len(drawing.inserts) or len(drawing.block_boxes) != len(drawing.block_names):
        return weights()
    said, known = weights(), 0
    for number, low, high in told:
        placed = drawing.inserts[drawing.insert_block == number]
        x1, y1, x2, y2 = drawing.block_boxes[number]
        if not len(placed) or not np.isfinite([x1, y1, x2, y2]).all():
            continue
        across = np.hypot(placed[:, 0], placed[:, 1]) * (x2 - x1)
        up = np.hypot(placed[:, 2], placed[:, 3]) * (y2 - y1)
        size = median(np.maximum(across, up))
        if not size > 0:
            continue
        sizes = size * IN_METRES
        off = np.maximum(0.0, np.maximum(np.log(low / sizes), np.log(sizes / high)))
        said -= np.minimum(_EACH, off / _SOFT)
        known += 1
    return said * min(1.0, _AT_MOST / (_EACH * known)) if known else said


def words_of_units(drawing: Drawing) -> Floats:
    """How much words speak for each unit: of feet and inches, of square metres and scales, of how dimensions are."""
    words = drawing.words[:: max(1, len(drawing.words) // _MOST_WORDS)]
    feet = sum(1 for word in words if _FEET.search(word))
    metric = sum(1 for word in words if _METRIC.search(word))
    said = weights(**{"in": min(3.0, 0.8 * feet), "ft": min(2.0, 0.5 * feet)})
    share = min(1.0, 0.4 * metric)
    said += weights(mm=share, cm=share, m=share)
    for unit, phrase in _IN_UNIT.items():
        if any(phrase.search(word) for word in words):
            said += weights(**{unit: 2.0})
    names = [*drawing.block_names[:_MOST_NAMES], *(layer.name for layer in drawing.layers[:_MOST_NAMES])]
    for unit, named in _BY_NAME.items():
        count = sum(1 for name in names if named.search(name))
        said += weights(**{unit: min(1.0, 0.5 * math.log1p(count))})
    return said


def _expected(names: tuple[str, ...]) -> dict[int, tuple[float, float]]:
    """The sizes in metres between which blocks with telling names are, by the number of the name."""
    found = {}
    for number, name in enumerate(names):
        plain = name.replace("_", " ")
        for telling, low, high in _NAMES:
            if telling.search(plain):
                found[number] = (low, high)
                break
        if len(found) >= _MOST_NAMES:
            break
    return found
