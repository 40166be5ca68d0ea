"""An imported drawing in a DXF: read again it is what it was, to a millionth of a millimetre, and nothing is amiss."""

import itertools
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import numpy as np
import pytest

from floorwright.errors import Cancelled
from floorwright.hooks.importing import read_drawing
from floorwright.jobs import Job
from floorwright.model.drawing import Drawing, LineStyle
from floorwright.model.kinds import Underlay
from floorwright.paper.underlay import on_floor, vectors_on_floor
from helpers.drawn import ON_FLOOR, circle, drawn
from helpers.exported import content, kept, plugins, written

TURNED = replace(ON_FLOOR, name="Hall 2", scale=2.5, x=1200.0, y=-340.0, rotation=33.0, origin_u=7e5, origin_v=-3e6)


def exported(drawing: Drawing, underlay: Underlay = ON_FLOOR, job: Job | None = None) -> bytes:
    return written(replace(content([underlay]), drawings={underlay.source: drawing}), "dxf", job=job)


def document(folder: Path, data: bytes) -> Any:
    """The file as a CAD program reads it; it has nothing to complain about."""
    read = ezdxf.readfile(kept(folder, "plan.dxf", data))  # type: ignore[attr-defined]
    audit = read.audit()
    assert audit.errors == [] and audit.fixes == []
    return read


def again(folder: Path, data: bytes) -> Drawing:
    return read_drawing(plugins(), kept(folder, "plan.dxf", data))


def in_order(rows: np.ndarray) -> np.ndarray:
    return rows[np.lexsort(np.round(rows, 3).T[::-1])]


def moved(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Into the far-away coordinates of the drawing that `TURNED` brings near."""
    return [(7e5 + x, -3e6 + y) for x, y in points]


def chained(points: list[tuple[float, float]]) -> list[tuple[float, ...]]:
    return [(*a, *b) for a, b in itertools.pairwise(points)]


def test_lines_rings_and_points_are_where_they_were(tmp_path: Path) -> None:
    ring = chained(moved([(0, 0), (900.5, 0), (900.5, 700.25), (0, 700.25), (0, 0)]))
    open_line = chained(moved([(50, 50), (60, 50.125), (70, 40)]))
    alone, point = chained(moved([(-5, 3), (-400, 500)])), chained(moved([(33, 44), (33, 44)]))
    drawing = drawn([*ring, *open_line, *alone, *point])
    entities = np.repeat([0, 1, 2, 3], [4, 2, 1, 1]).astype(np.int32)
    data = exported(replace(drawing, segment_entity=entities), TURNED)
    space = document(tmp_path, data).modelspace()
    counts = {kind: len(space.query(kind)) for kind in ("LWPOLYLINE", "LINE", "POINT")}
    assert counts == {"LWPOLYLINE": 2, "LINE": 1, "POINT": 1}
    assert sorted((len(line), line.closed) for line in space.query("LWPOLYLINE")) == [(3, False), (4, True)]
    wanted = on_floor(TURNED, drawing.segments.reshape(-1, 2)).reshape(-1, 4)
    assert np.abs(in_order(again(tmp_path, data).segments) - in_order(wanted)).max() < 1e-6


def test_lines_of_different_entities_are_not_joined(tmp_path: Path) -> None:
    drawing = replace(drawn(chained([(0, 0), (10, 0), (20, 0)])), segment_entity=np.array([4, 5], np.int32))
    assert len(document(tmp_path, exported(drawing)).modelspace().query("LINE")) == 2


ARCS = {
    "circle": circle(10, 20, 30),
    "arc": circle(10, 20, 30, 0.3, 2.9),
    "arc over the seam": circle(10, 20, 3e5, 5.0, 7.5),
    "mirrored arc": (10, 20, -30, 0, 0, 30, 0.3, 1.9),
    "ellipse": (10, 20, 40, 10, -3, 12, 0, 2 * math.pi),
    "mirrored sheared part of an ellipse": (10, 20, -40, 10, 13, 12, 0.2, 4.4),
    "flat": (10, 20, 40, 30, 0, 0, 0.0, 2.0),
}


@pytest.mark.parametrize("name", ARCS)
def test_round_things_are_where_they_were(name: str, tmp_path: Path) -> None:
    row = np.array([ARCS[name]], float)
    row[0, :2] = moved([(row[0, 0], row[0, 1])])[0]
    data = exported(drawn(arcs=row.tolist()), TURNED)
    document(tmp_path, data)
    angles = np.linspace(row[0, 6], row[0, 7], 400)[:, None]
    centre = on_floor(TURNED, row[:, :2])
    u, v = vectors_on_floor(TURNED, row[:, 2:4]), vectors_on_floor(TURNED, row[:, 4:6])
    wanted = centre + np.cos(angles) * u + np.sin(angles) * v
    read = again(tmp_path, data)
    if name == "flat":
        # It reaches from the middle plus its vector to the middle plus cos 2 of it.
        (line,) = read.segments
        ends = sorted([wanted[0].tolist(), wanted[-1].tolist()])
        assert np.abs(np.array(sorted([line[:2].tolist(), line[2:].tolist()])) - ends).max() < 1e-6
        return
    (arc,) = read.arcs
    # Each wanted point is on the arc that was read, and both end where the other ends.
    local = np.linalg.solve(np.column_stack((arc[2:4], arc[4:6])), (wanted - arc[:2]).T).T
    assert np.abs(np.hypot(local[:, 0], local[:, 1]) - 1).max() * np.hypot(*arc[2:4]) < 2e-6
    ends = [arc[:2] + math.cos(t) * arc[2:4] + math.sin(t) * arc[4:6] for t in arc[6:8]]
    if "circle" not in name and name != "ellipse":
        pairs = sorted(point.tolist() for point in ends), sorted([wanted[0].tolist(), wanted[-1].tolist()])
        assert np.abs(np.array(pairs[0]) - np.array(pairs[1])).max() < 2e-6
    assert arc[7] - arc[6] == pytest.approx(row[0, 7] - row[0, 6], abs=1e-9)


def test_areas_have_their_holes_and_texts_their_place(tmp_path: Path) -> None:
    square = moved([(0, 0), (100, 0), (100, 100), (0, 100)])
    hole = moved([(20, 20), (40, 20), (40, 40)])
    x, y = moved([(5, 6)])[0]
    drawing = drawn(fills=[[square, hole], [hole]], texts=[("창호 A^B", x, y, 25.0)])
    data = exported(drawing, TURNED)
    first, second = document(tmp_path, data).modelspace().query("HATCH")
    assert (len(first.paths), len(second.paths)) == (2, 1)
    read = again(tmp_path, data)
    assert np.diff(read.ring_starts).tolist() in ([4, 3, 3], [5, 4, 4])
    wanted = on_floor(TURNED, drawing.fill_points)
    assert all(np.hypot(*(read.fill_points - point).T).min() < 1e-6 for point in wanted)
    (text,) = read.texts
    assert text.text == "창호 A^B" and math.dist((text.x, text.y), on_floor(TURNED, np.array([[x, y]]))[0]) < 1e-6
    assert (text.height, text.rotation) == (pytest.approx(62.5), pytest.approx(33.0))


def test_looks_are_kept(tmp_path: Path) -> None:
    style = LineStyle((6.0, 3.0, 0.0, 3.0), 0.5)
    drawing = drawn([(0, 0, 100, 0), (0, 5, 100, 9)], style=style, colour=0x123456, plotted=False)
    read = document(tmp_path, exported(drawing, TURNED))
    line, other = read.modelspace().query("LINE")
    assert line.rgb == (0x12, 0x34, 0x56) and line.dxf.lineweight == 50
    assert line.dxf.linetype == other.dxf.linetype
    # 2.5 mm a unit: dash 15, gap 7.5, a dot, gap 7.5.
    tags = read.linetypes.get(line.dxf.linetype).pattern_tags.tags
    assert [tag.value for tag in tags if tag.code == 49] == [15.0, -7.5, 0.0, -7.5]
    assert read.layers.get("UNDERLAY-A").dxf.plot == 0


def test_a_picture_is_a_frame_with_its_name(tmp_path: Path) -> None:
    drawing = replace(drawn(), pixels=np.full((40, 60, 4), 255, np.uint8))
    space = document(tmp_path, exported(drawing, replace(ON_FLOOR, name="scan.png", scale=10.0))).modelspace()
    (frame,), (name,) = space.query("LWPOLYLINE"), space.query("TEXT")
    assert frame.closed and frame.get_points("xy") == [(0, 0), (600, 0), (600, 400), (0, 400)]
    assert name.dxf.text == "scan.png (picture, not part of the DXF)" and len(space.query("IMAGE")) == 0


def test_the_plan_lies_over_the_drawing_and_the_next_handle_is_free(tmp_path: Path) -> None:
    data = exported(drawn([(0, 0, 100, 0)]))
    read = document(tmp_path, data)
    handles = [int(entity.dxf.handle, 16) for entity in read.entitydb.values()]
    assert max(handles) < int(str(read.header["$HANDSEED"]), 16)
    assert read.modelspace()[0].dxf.layer == "UNDERLAY-A"


def test_what_has_no_finite_place_is_left_out(tmp_path: Path) -> None:
    bad = drawn(
        [(math.nan, 0, 1, 1), (0, 0, math.inf, 0)], [circle(math.nan, 0, 5)],
        [[[(0, 0), (1, 0), (math.inf, 1)]]], [("A", math.nan, 0, 5)],
    )  # fmt: skip
    assert len(document(tmp_path, exported(bad)).modelspace()) == 0


def test_a_flat_arc_of_a_thousand_million_turns_is_a_line_at_once(tmp_path: Path) -> None:
    data = exported(drawn(arcs=[(100, 0, 50, 0, 0, 0, -3e9, 3e9)]))
    (line,) = document(tmp_path, data).modelspace().query("LINE")
    assert sorted((line.dxf.start.x, line.dxf.end.x)) == [50, 150]


def test_a_large_drawing_can_be_cancelled() -> None:
    told: list[str] = []
    job = Job(report=lambda share, words: told.append(words), cancelled=lambda: told[-1:] == ["Writing lines"])
    with pytest.raises(Cancelled):
        exported(drawn(np.random.default_rng(1).uniform(0, 1e5, (200_000, 4)).tolist()), job=job)
