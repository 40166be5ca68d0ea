"""A sheet with what its viewports show of the model."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from floorwright.api import Drawing, DrawingLayer, Floats, Ints, LineStyle, Unit
from floorwright_builtin.dxf_import.entities.shapes import fills_taken
from floorwright_builtin.dxf_import.file.records import Index
from floorwright_builtin.dxf_import.placing.clipping import chords_of, clipped, clipped_to
from floorwright_builtin.dxf_import.placing.viewports import Window

_SORTS = ("segment", "arc", "fill", "text")


def sheet_with_model(sheet: Drawing, model: Drawing, windows: Sequence[Window], ordinal: Ints) -> Drawing:
    """The sheet with the model in its windows; `ordinal` (records,) numbers the entities of the sheet.

    What is seen through a window belongs to the entity of that window.
    """
    seen = []
    for window in windows:
        part = _through(model, window, int(ordinal[window.record]))
        ring = _outline(sheet, int(ordinal[window.outline])) if window.outline >= 0 else None
        seen.append(part if ring is None else clipped_to(part, ring))
    return _joined(sheet, seen)


def _outline(sheet: Drawing, entity: int) -> Floats | None:
    """The corners round what an entity of the sheet goes round; None when it does not close."""
    arcs = np.flatnonzero(sheet.arc_entity == entity)
    lines = np.concatenate((sheet.segments[sheet.segment_entity == entity], chords_of(sheet.arcs, arcs)[0]))
    if not len(lines):
        return None
    # Ends that belong together differ in their last digits.
    net = shapely.set_precision(shapely.linestrings(lines.reshape(-1, 2, 2)), float(np.ptp(lines)) * 1e-9)
    areas = shapely.get_parts(shapely.polygonize(net[~shapely.is_empty(net)]))
    largest = max(areas, key=lambda area: area.area, default=None)
    return None if largest is None else shapely.get_coordinates(largest.exterior)[:-1]


def unit_of_sheet(model: Drawing, windows: Sequence[Window]) -> tuple[float, str]:
    """How many millimetres of the model a unit of the sheet is in its largest window, 0 for unknown; what says so."""
    largest = max(windows, key=lambda window: window.area, default=None)
    if largest is None or not model.unit:
        return 0.0, ""
    return Unit(model.unit).mm / largest.scale, f"largest viewport, of a model in {model.unit}"


def _through(model: Drawing, window: Window, entity: int) -> Drawing:
    matrix, shift = window.matrix(), np.array(window.shift)
    frozen = np.array([layer.name.lower() in window.frozen for layer in model.layers], np.bool_)
    on = ~frozen[model.looks[:, 0]] if len(model.looks) else np.zeros(0, np.bool_)
    segments, arcs = on[model.segment_look], on[model.arc_look]
    fills = np.flatnonzero(on[model.fill_look])
    texts = on[model.text_look]
    lines = model.segments[segments]
    turned = model.arcs[arcs]
    places = model.text_places[texts]
    seen = replace(
        model,
        segments=np.hstack((lines[:, :2] @ matrix.T + shift, lines[:, 2:] @ matrix.T + shift)),
        segment_look=model.segment_look[segments],
        segment_entity=model.segment_entity[segments],
        arcs=np.hstack(
            (turned[:, :2] @ matrix.T + shift, turned[:, 2:4] @ matrix.T, turned[:, 4:6] @ matrix.T, turned[:, 6:])
        ),
        arc_look=model.arc_look[arcs],
        arc_entity=model.arc_entity[arcs],
        fill_points=model.fill_points @ matrix.T + shift,
        text_places=np.hstack((places[:, :2] @ matrix.T + shift, places[:, 2:4] @ matrix.T, places[:, 4:] @ matrix.T)),
        text_words=model.text_words[texts],
        text_look=model.text_look[texts],
        text_entity=model.text_entity[texts],
        styles=tuple(
            replace(style, dashes=tuple(dash * window.scale for dash in style.dashes)) for style in model.styles
        ),
    )
    if len(fills) < len(model.fill_look):
        seen = _with_fills(seen, fills)
    cut = clipped(seen, window.box)
    entities: dict[str, Any] = {
        f"{name}_entity": np.full(len(getattr(cut, f"{name}_look")), entity, np.int32) for name in _SORTS
    }
    return replace(cut, **entities)


def _with_fills(drawing: Drawing, which: Index) -> Drawing:
    points, rings, fills = fills_taken(
        drawing.fill_points, drawing.ring_starts.astype(np.int64), drawing.fill_starts.astype(np.int64), which
    )
    return replace(
        drawing,
        fill_points=points,
        ring_starts=rings.astype(np.int32),
        fill_starts=fills.astype(np.int32),
        fill_look=drawing.fill_look[which],
        fill_entity=drawing.fill_entity[which],
    )


def _joined(sheet: Drawing, parts: list[Drawing]) -> Drawing:
    """Several drawings as one with the facts of the first; layers of one name are one."""
    layers: dict[str, DrawingLayer] = {layer.name.lower(): layer for layer in sheet.layers}
    words = {word: number for number, word in enumerate(sheet.words)}
    styles: dict[LineStyle, int] = {style: number for number, style in enumerate(sheet.styles)}
    looks, shifts, word_maps = [sheet.looks], [0], [np.arange(len(sheet.words), dtype=np.int32)]
    for part in parts:
        for layer in part.layers:
            layers.setdefault(layer.name.lower(), replace(layer, entities=0))
        place = {name: number for number, name in enumerate(layers)}
        own_layers = np.array([place[layer.name.lower()] for layer in part.layers], np.int32)
        own_styles = np.array([styles.setdefault(style, len(styles)) for style in part.styles], np.int32)
        rows = part.looks
        shifts.append(sum(map(len, looks)))
        looks.append(np.column_stack((own_layers[rows[:, 0]], rows[:, 1], own_styles[rows[:, 2]])).astype(np.int32))
        word_maps.append(np.array([words.setdefault(word, len(words)) for word in part.words], np.int32))
    every = [sheet, *parts]

    def of(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in every])

    def look(name: str) -> Ints:
        pairs = zip(every, shifts, strict=True)
        return np.concatenate([getattr(part, name) + np.int32(shift) for part, shift in pairs])

    rings = np.cumsum([0, *(len(part.fill_points) for part in every)])
    fills = np.cumsum([0, *(len(part.ring_starts) - 1 for part in every)])
    arrays: dict[str, Any] = {name: of(name) for name in ("segments", "arcs", "fill_points", "text_places")}
    arrays |= {f"{name}_entity": of(f"{name}_entity") for name in _SORTS}
    arrays |= {f"{name}_look": look(f"{name}_look") for name in _SORTS}
    text_words = [numbers[part.text_words] for part, numbers in zip(every, word_maps, strict=True)]
    ring_starts = [part.ring_starts[1:] + at for part, at in zip(every, rings, strict=False)]
    fill_starts = [part.fill_starts[1:] + at for part, at in zip(every, fills, strict=False)]
    return replace(
        sheet,
        layers=tuple(layers.values()),
        styles=tuple(styles),
        looks=np.concatenate(looks),
        words=tuple(words),
        text_words=np.concatenate(text_words),
        ring_starts=np.concatenate([[0], *ring_starts]).astype(np.int32),
        fill_starts=np.concatenate([[0], *fill_starts]).astype(np.int32),
        **arrays,
    )
