"""Measurements that a drawing prints beside what it measures, as dimensions do: `3'-6"`, `3500`, `3.50`."""

import re

import numpy as np

from floorwright.api import Drawing, Floats
from floorwright_builtin.dxf_import.unit.scale import IN_METRES, METRES, UNITS, median, weights

FEET_AND_INCHES = re.compile(
    r"^\s*(?:(?P<feet>\d+(?:\.\d+)?)\s*['′’]\s*-?\s*)?(?:(?P<inches>\d+(?:\.\d+)?)?\s*(?:(?P<over>\d+)/(?P<under>\d+))?\s*"
    r"(?:[\"″”]|''))?\s*$"
)
_NUMBER = re.compile(r"^\s*(\d{1,6})([.,]\d{1,4})?\s*(mm|cm|m)?\s*$")
_FEWEST = 3
_ALIKE = 0.05
_SHARE = 0.4
_MOST = 3000
_RARE = 0.01
_WEIGHT = 4.0


def measurements(drawing: Drawing) -> Floats:
    """How much the printed measurements speak for each unit; nothing unless most of them agree about the scale."""
    words, extents = _printed(drawing)
    metres: list[tuple[float, float, float]] = []
    plain: list[tuple[float, bool, float]] = []
    for word, extent in zip(words, extents, strict=True):
        inches = inches_in(word)
        number = _NUMBER.match(word)
        if inches is not None:
            metres.append((inches * METRES["in"], extent, 1.0))
        elif number is not None and number[3]:
            metres.append((_value(number) * METRES[number[3]], extent, 1.0))
        elif number is not None and _value(number) > 0:
            plain.append((_value(number), number[2] is not None, extent))
    said = weights()
    if len(metres) >= _FEWEST:
        found = _ratio(np.array([metre / extent for metre, extent, _ in metres]))
        said += 0.0 if found is None else _shared_out({found: 1.0})
    if len(plain) >= _FEWEST:
        found = _ratio(np.array([value / extent for value, _, extent in plain]))
        if found is not None:
            values = np.array([value for value, _, _ in plain])
            fraction = sum(point for _, point, _ in plain) > len(plain) / 2
            printed = _printed_in(median(values), fraction)
            said += _shared_out({found * METRES[unit]: share for unit, share in printed.items()})
    return said


def inches_in(word: str) -> float | None:
    """The inches that feet and inches come to; None for other words."""
    found = FEET_AND_INCHES.match(word)
    if found is None or not ("'" in word or '"' in word or set(word) & set("′’″”")):
        return None
    over, under = float(found["over"] or 0), float(found["under"] or 1)
    inches = 12 * float(found["feet"] or 0) + float(found["inches"] or 0) + (over / under if under else 0.0)
    return inches or None


def _printed(drawing: Drawing) -> tuple[list[str], list[float]]:
    """The texts that stand alone in their entity with lines, and how far those lines reach along the text."""
    entity = drawing.text_entity
    if not len(entity) or entity.max() < 0:
        return [], []
    last = max(int(entity.max()), int(drawing.segment_entity.max(initial=-1)))
    texts = np.bincount(entity[entity >= 0], minlength=last + 1)
    lines = np.bincount(drawing.segment_entity[drawing.segment_entity >= 0], minlength=last + 1)
    # A dimension has two extension lines and one line between them, and arrows at most.
    wanted = (texts == 1) & (lines >= 2) & (lines <= 40)
    chosen = np.flatnonzero((entity >= 0) & wanted[entity])[:_MOST]
    wanted[:] = False
    wanted[entity[chosen]] = True
    row = np.full(last + 1, -1)
    row[entity[chosen]] = np.arange(len(chosen))
    own = np.flatnonzero((drawing.segment_entity >= 0) & wanted[drawing.segment_entity])
    way = drawing.text_places[chosen, 2:4]
    length = np.hypot(way[:, 0], way[:, 1])
    way = way / np.where(length > 0, length, 1.0)[:, None]
    group = row[drawing.segment_entity[own]]
    along = (drawing.segments[own].reshape(-1, 2, 2) * way[group][:, None]).sum(2)
    low, high = np.full(len(chosen), np.inf), np.full(len(chosen), -np.inf)
    np.minimum.at(low, group, along.min(1))
    np.maximum.at(high, group, along.max(1))
    reach = high - low
    good = np.isfinite(reach) & (reach > 0)
    return [drawing.words[word] for word in drawing.text_words[chosen[good]]], reach[good].tolist()


def _ratio(ratios: Floats) -> float | None:
    """The ratio that most agree on; the lines reach a little further than what is measured."""
    logs = np.sort(np.log10(ratios[ratios > 0]))
    if len(logs) < _FEWEST:
        return None
    inside = np.searchsorted(logs, logs + 2 * _ALIKE, "right") - np.arange(len(logs))
    best = int(inside.argmax())
    if inside[best] < max(_FEWEST, _SHARE * len(logs)):
        return None
    return float(10 ** logs[best : best + inside[best]].max())


def _shared_out(metres: dict[float, float]) -> Floats:
    """Weights of the units from what one unit of the drawing may be in metres, with shares."""
    found = np.full(len(UNITS), _RARE)
    for metre, share in metres.items():
        near = np.abs(np.log10(IN_METRES / metre))
        if near.min() < 2 * _ALIKE:
            found[int(near.argmin())] += share
    said: Floats = np.log(found / found.max())
    return np.maximum(said, -_WEIGHT)


def _printed_in(median: float, fraction: bool) -> dict[str, float]:
    """In which unit numbers of this size are printed: experience with plans."""
    if fraction:
        return {"m": 0.7, "in": 0.1, "mm": 0.1, "ft": 0.1} if median < 100 else {"mm": 0.5, "cm": 0.3, "in": 0.2}
    if median >= 1000:
        return {"mm": 0.95, "cm": 0.04, "in": 0.01}
    if median >= 150:
        return {"mm": 0.6, "cm": 0.35, "in": 0.05}
    return {"mm": 0.4, "in": 0.25, "cm": 0.15, "m": 0.1, "ft": 0.1}


def _value(number: re.Match[str]) -> float:
    return float(number[1] + (number[2] or "").replace(",", "."))
