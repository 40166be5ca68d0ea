"""An imported drawing in a PDF, read again: in its place, in its look, with letters of every script."""

import io
from dataclasses import replace
from typing import Any

import numpy as np
import pypdfium2
import pytest
from pypdfium2 import raw

from floorwright.errors import Cancelled
from floorwright.jobs import Job
from floorwright.model.drawing import Drawing, LineStyle
from floorwright.model.kinds import Plan, Underlay
from floorwright.paper.marks import DrawingMark, Sheet, Viewport
from floorwright_builtin.pdf_export.document import pdf_of
from helpers.drawn import ON_FLOOR, circle, drawn

MM = 72 / 25.4


def printed(drawing: Drawing, scale: float = 1.0, underlay: Underlay = ON_FLOOR, job: Job | None = None) -> bytes:
    """A page of 200 × 200 mm with the floor from (0, 0) to (200, 200) · scale."""
    mark = DrawingMark(drawing=drawing, underlay=underlay)
    middle = (100.0 * scale, 100.0 * scale)
    view = Viewport(x=0.0, y=0.0, width=200.0, height=200.0, scale=scale, centre=middle, marks=(mark,))
    return pdf_of([Sheet(width=200.0, height=200.0, marks=(view,))], Plan(id="plan"), job or Job())


def page(data: bytes) -> Any:
    return pypdfium2.PdfDocument(io.BytesIO(data))[0]


def picture(data: bytes) -> np.ndarray:
    """Ten dots a millimetre, the first row at the bottom."""
    return np.asarray(page(data).render(scale=10 / MM).to_pil().convert("RGB"))[::-1]


def ink_mm(data: bytes) -> tuple[float, float, float, float]:
    """Left, low, right, high of what is not white."""
    rows, columns = np.nonzero(picture(data).min(axis=2) < 128)
    return tuple((value / 10) for value in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))


@pytest.mark.parametrize("scale", [1.0, 50.0, 500.0])
@pytest.mark.parametrize("far", [0.0, 3.2e6])
def test_lines_arcs_and_areas_are_in_their_place_to_a_tenth_of_a_millimetre(scale: float, far: float) -> None:
    a, b = 20 * scale, 150 * scale
    underlay = replace(ON_FLOOR, origin_u=far, origin_v=-far)
    thin = LineStyle((), 0.0)
    line = drawn([(far + a, -far + a, far + b, -far + b)], style=thin)
    arc = drawn(arcs=[circle(far + 80 * scale, -far + 80 * scale, 60 * scale)], style=thin)
    area = drawn(fills=[[[(far + a, -far + a), (far + b, -far + a), (far + b, -far + b)]]])
    for drawing, wanted in ((line, (20, 20, 150, 150)), (arc, (20, 20, 140, 140)), (area, (20, 20, 150, 150))):
        assert ink_mm(printed(drawing, scale, underlay)) == pytest.approx(wanted, abs=0.1 + 0.05)


def test_an_area_has_its_hole_and_lies_over_the_one_painted_before() -> None:
    square = [(20, 20), (120, 20), (120, 120), (20, 120)]
    hole = [(50, 50), (90, 50), (90, 90), (50, 90)]
    both = drawn(fills=[[square], [square, hole]])
    both = replace(
        both, looks=np.array([[0, 0x800000, 0], [0, 0x000080, 0]], np.int32), fill_look=np.array([0, 1], np.int32)
    )
    seen = picture(printed(both))
    assert seen[300, 300].tolist() == [0, 0, 128] and seen[700, 700].tolist() == [128, 0, 0]


def test_a_drawing_at_half_opacity_is_as_opaque_where_its_lines_cross() -> None:
    cross = drawn([(50, 100, 150, 100), (100, 50, 100, 150), (50, 50, 150, 150)], style=LineStyle((), 1.0))
    seen = picture(printed(cross, underlay=replace(ON_FLOOR, opacity=0.5)))
    assert seen[1000, 1000].tolist() == pytest.approx([128] * 3, abs=2)


def test_letters_of_every_script_are_embedded_and_can_be_found() -> None:
    words = ["Press 12 (A\\B)", "창호 일람표", "比选方案", "Цех №3", "ภาษาไทย"]
    data = printed(drawn(texts=[(word, 20, 20 + 20 * at, 5.0) for at, word in enumerate(words)]))
    text = page(data).get_textpage().get_text_range()
    assert all(word in text for word in words)
    items = list(page(data).get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5))
    assert items and {raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item.raw)) for item in items} == {1}


def test_a_text_is_as_high_as_its_capitals_and_turned_mirrored_and_stretched_as_it_is() -> None:
    plain = drawn(texts=[("H", 50, 50, 20.0)])
    left, low, right, high = ink_mm(printed(plain))
    assert (low, high) == pytest.approx((50, 70), abs=0.15) and 50 < left < 55
    stretched = replace(plain, text_places=np.array([[50.0, 50, 40, 0, 0, 20]]))
    far_left, _, far_right, _ = ink_mm(printed(stretched))
    assert (far_left - 50, far_right - 50) == pytest.approx((2 * (left - 50), 2 * (right - 50)), abs=0.3)
    # On its head and running up: its capitals reach to the right.
    mirrored = replace(plain, text_places=np.array([[50.0, 50, 0, 20, 20, 0]]))
    left, low, right, high = ink_mm(printed(mirrored))
    assert (left, right) == pytest.approx((50, 70), abs=0.15) and 50 < low < 55


@pytest.mark.parametrize("degrees", [43.5, 45.0, 136.0, 224.0, 315.0])
def test_tiny_mirrored_letters_along_a_diagonal_stay_tiny(degrees: float) -> None:
    cos, sin = 0.4 * np.cos(np.radians(degrees)), 0.4 * np.sin(np.radians(degrees))
    text = replace(drawn(texts=[("M06", 100, 100, 0.4)]), text_places=np.array([[100, 100, cos, sin, sin, -cos]]))
    coarse = np.asarray(page(printed(text)).render(scale=1.6).to_pil().convert("L"))
    # Three letters of 0.4 mm are about 1.2 × 0.4 mm: 3 × 1 dots here, and were 6000 dots.
    assert (coarse < 200).sum() < 30


def test_a_picture_lies_in_its_place_with_its_transparent_parts() -> None:
    pixels = np.zeros((40, 60, 4), np.uint8)
    pixels[:20] = (255, 0, 0, 255)
    pixels[20:, :30] = (0, 0, 255, 255)
    underlay = replace(ON_FLOOR, x=20.0, y=30.0, scale=2.0)
    seen = picture(printed(replace(drawn(), pixels=pixels), underlay=underlay))
    # 60 × 40 at 2 mm from (20, 30): the red half is above y = 70, the blue quarter to the left of x = 80.
    assert seen[1000, 1000].tolist() == [255, 0, 0] and seen[400, 500].tolist() == [0, 0, 255]
    assert seen[400, 1000].tolist() == [255] * 3 and seen[1000, 1450].tolist() == [255] * 3


def test_a_picture_is_not_finer_than_it_is_printed() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1500, 1500, 4)).astype(np.uint8)
    data = printed(replace(drawn(), pixels=noise), 50.0)
    # 1500 mm at 1:50 are 30 mm, 355 dots at 300 an inch: 355² dots of 4 bytes and no more.
    assert len(data) < 355 * 355 * 4 + 20_000


def test_dashes_are_as_long_as_the_drawing_says() -> None:
    row = picture(printed(drawn([(20, 100, 180, 100)], style=LineStyle((20.0, 10.0), 1.0))))[1000, :, 0]
    dark = np.flatnonzero(np.diff((row < 128).astype(int)) == 1)
    assert np.diff(dark).tolist() == pytest.approx([300] * (len(dark) - 1), abs=1) and len(dark) == 6


def test_equal_drawings_give_equal_bytes() -> None:
    drawing = drawn([(1, 1, 50, 50)], [circle(60, 60, 20)], [[[(0, 0), (9, 0), (9, 9)]]], [("比 A", 50, 90, 4.0)])
    assert printed(drawing) == printed(drawing)


def test_a_large_drawing_can_be_cancelled() -> None:
    calls: list[float] = []

    def enough() -> bool:
        calls.append(1.0)
        return len(calls) > 4

    rows = np.random.default_rng(1).uniform(0, 200, (300_000, 4))
    with pytest.raises(Cancelled):
        printed(drawn(rows.tolist()), job=Job(cancelled=enough))
