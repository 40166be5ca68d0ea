"""An imported drawing as DXF entities, true to size on the floor, on layers of its own."""

import math
from typing import Any

import numpy as np

from floorwright.api import DrawingMark, Floats, Job, on_floor, shown_layers, text_angle, vectors_on_floor
from floorwright_builtin.dxf_export.floor import TEXT_STYLE
from floorwright_builtin.dxf_export.names import plain_text
from floorwright_builtin.dxf_export.style import Look

SHORTEST_RAD = 1e-12
FLATTEST = 1e-6
"""DXF knows no ellipse flatter than this: it is a line."""
UPSIDE_DOWN = 4
"""The flag of a text whose top lies to the right of its direction."""
_STEP = 5000


class Imported:
    """Adds one drawing to the model space; layers that are not shown are there, switched off."""

    def __init__(self, space: Any, look: Look, mark: DrawingMark, prefix: str, job: Job) -> None:
        self._space = space
        self._mark = mark
        self._job = job
        drawing, underlay = mark.drawing, mark.underlay
        shown = shown_layers(drawing, underlay).tolist()
        self._layers = [
            look.layer(f"{prefix}-{layer.name}", visible=bool(on))
            for layer, on in zip(drawing.layers, shown, strict=True)
        ]

    def add(self) -> None:
        """Add everything that has a finite place; the rest is left out, as it is on screen."""
        with np.errstate(all="ignore"):
            self._fills()
            self._segments()
            self._arcs()
            self._texts()

    def _look(self, layer: int, colour: int) -> dict[str, Any]:
        look: dict[str, Any] = {"layer": self._layers[layer] if 0 <= layer < len(self._layers) else "0"}
        if colour >= 0:
            look["true_color"] = colour & 0xFFFFFF
        return look

    def _tell(self, number: int, words: str) -> None:
        if number % _STEP == 0:
            self._job.progress(0.3, words)

    def _segments(self) -> None:
        drawing = self._mark.drawing
        starts = on_floor(self._mark.underlay, drawing.segments[:, :2])
        ends = on_floor(self._mark.underlay, drawing.segments[:, 2:])
        good = np.isfinite(starts).all(axis=1) & np.isfinite(ends).all(axis=1) & (starts != ends).any(axis=1)
        layers, colours = drawing.segment_layer.tolist(), drawing.segment_colour.tolist()
        for at in np.flatnonzero(good).tolist():
            self._tell(at, "Writing lines")
            self._space.add_line(starts[at].tolist(), ends[at].tolist(), dxfattribs=self._look(layers[at], colours[at]))

    def _arcs(self) -> None:
        drawing, underlay = self._mark.drawing, self._mark.underlay
        centres = on_floor(underlay, drawing.arcs[:, :2])
        us, vs = vectors_on_floor(underlay, drawing.arcs[:, 2:4]), vectors_on_floor(underlay, drawing.arcs[:, 4:6])
        for at, (layer, colour) in enumerate(zip(drawing.arc_layer.tolist(), drawing.arc_colour.tolist(), strict=True)):
            self._tell(at, "Writing arcs")
            row = np.concatenate((centres[at], us[at], vs[at], drawing.arcs[at, 6:8]))
            if np.isfinite(row).all():
                self._arc(row, self._look(layer, colour))

    def _arc(self, row: Floats, look: dict[str, Any]) -> None:
        centre, start, end = (float(row[0]), float(row[1])), float(row[6]), float(row[7])
        axes, sizes, turn = np.linalg.svd(np.column_stack((row[2:4], row[4:6])))
        if np.linalg.det(turn) < 0:
            turn[1] *= -1
            axes[:, 1] *= -1
        large, small = float(sizes[0]), float(sizes[1])
        if large <= 0 or end - start < SHORTEST_RAD:
            return
        phase = math.atan2(turn[0, 1], turn[0, 0])
        start, end = start - phase, end - phase
        if np.linalg.det(axes) < 0:
            start, end = -end, -start
        major = axes[:, 0] * large
        whole = end - start >= 2 * math.pi - 1e-9
        if small / large < FLATTEST:
            low, high = _reach(start, end)
            self._space.add_line(
                (centre[0] + low * major[0], centre[1] + low * major[1]),
                (centre[0] + high * major[0], centre[1] + high * major[1]),
                dxfattribs=look,
            )
        elif small / large > 1 - 1e-12 and whole:
            self._space.add_circle(centre, large, dxfattribs=look)
        elif small / large > 1 - 1e-12:
            lean = math.atan2(major[1], major[0])
            self._space.add_arc(centre, large, math.degrees(lean + start), math.degrees(lean + end), dxfattribs=look)
        else:
            first, last = (0.0, 2 * math.pi) if whole else (start, end)
            self._space.add_ellipse(centre, (major[0], major[1]), small / large, first, last, dxfattribs=look)

    def _fills(self) -> None:
        drawing = self._mark.drawing
        points = on_floor(self._mark.underlay, drawing.fill_points)
        rings, starts = drawing.ring_starts.tolist(), drawing.fill_starts.tolist()
        for at, (layer, colour) in enumerate(
            zip(drawing.fill_layer.tolist(), drawing.fill_colour.tolist(), strict=True)
        ):
            self._tell(at, "Writing areas")
            corners = [points[rings[ring] : rings[ring + 1]] for ring in range(starts[at], starts[at + 1])]
            good = [ring for ring in corners if len(ring) > 2 and np.isfinite(ring).all()]
            if good:
                hatch = self._space.add_hatch(color=256, dxfattribs=self._look(layer, colour))
                for place, ring in enumerate(good):
                    hatch.paths.add_polyline_path(ring.tolist(), is_closed=True, flags=1 if place == 0 else 16)

    def _texts(self) -> None:
        underlay = self._mark.underlay
        for at, text in enumerate(self._mark.drawing.texts):
            self._tell(at, "Writing texts")
            x, y = on_floor(underlay, np.array([[text.x, text.y]]))[0].tolist()
            height, words = text.height * underlay.scale, plain_text(text.text)
            if not (math.isfinite(x + y + height) and height > 0 and words.strip()):
                continue
            look = self._look(text.layer, text.colour) | {
                "style": TEXT_STYLE,
                "height": height,
                "rotation": text_angle(underlay, text.rotation),
                "width": text.width if text.width > 0 else 1.0,
            }
            if text.mirrored:
                look["text_generation_flag"] = UPSIDE_DOWN
            self._space.add_text(words, dxfattribs=look).set_placement((x, y))


def _reach(start: float, end: float) -> tuple[float, float]:
    """The smallest and the largest cosine between two angles."""
    turns = range(math.ceil(start / math.pi), math.floor(end / math.pi) + 1)
    values = [math.cos(start), math.cos(end), *(1.0 if turn % 2 == 0 else -1.0 for turn in turns)]
    return min(values), max(values)
