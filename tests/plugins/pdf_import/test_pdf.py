"""Pages of known geometry, scans, and hostile files. 72 points are an inch: a page of 720 by 360 is 254 by 127 mm."""

import math
import random
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from floorwright.api import CONTRAST, Cancelled, Drawing, ImportFailed, ImportOptions, Job, SheetSetup, text_width
from floorwright.hooks.facts import facts
from floorwright.hooks.importing import read_drawing
from floorwright.hooks.manager import Plugins
from floorwright_builtin.pdf_export import write
from floorwright_builtin.pdf_import import is_pdf, read
from helpers.exported import sample
from helpers.made_pdf import by_hand, drawn, form, object_stream

POINT = 25.4 / 72


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Drawing]:
    """Reads a page of a PDF."""

    def do(data: bytes, layout: str = "", layers: tuple[str, ...] | None = None) -> Drawing:
        path = tmp_path / "plan.pdf"
        path.write_bytes(data)
        return read(path, ImportOptions(layers=layers, layout=layout), Job())

    return do


def whats(drawing: Drawing) -> str:
    """What the drawing's problems say."""
    return "\n".join(f"{one.count} {one.what}: {one.where}: {one.done}" for one in drawing.problems)


def points(drawing: Drawing) -> list[list[float]]:
    """The segments in points of the page."""
    return (np.round(drawing.segments / POINT, 3) + 0.0).tolist()


def test_lines_are_where_they_are_on_the_page(imported: Callable[..., Drawing]) -> None:
    drawing = imported(by_hand("10 20 m 110 20 l 110 70 l s 1 0 0 1 100 0 cm 0 0 m 0 50 l S"))
    assert points(drawing) == [[10, 20, 110, 20], [110, 20, 110, 70], [110, 70, 10, 20], [100, 0, 100, 50]]
    assert drawing.box == pytest.approx((10 * POINT, 0, 110 * POINT, 70 * POINT), abs=1e-4)
    assert (drawing.kind, drawing.unit, drawing.unit_source, drawing.unit_doubtful) == ("pdf", "mm", "page size", True)
    assert drawing.version == "1.7, 254 × 127 mm"
    assert dict(drawing.entities) == {"PATH": 2}


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/MediaBox [0 0 720 360] /Rotate 90", [20, 710, 20, 610]),
        ("/MediaBox [0 0 720 360] /Rotate 180", [710, 340, 610, 340]),
        ("/MediaBox [0 0 720 360] /Rotate 270", [340, 10, 340, 110]),
        ("/MediaBox [0 0 720 360] /Rotate -90", [340, 10, 340, 110]),
        ("/MediaBox [0 0 720 360] /CropBox [5 10 365 190]", [5, 10, 105, 10]),
        ("/MediaBox [-100 -100 620 260]", [110, 120, 210, 120]),
        ("/MediaBox [720 360 0 0]", [10, 20, 110, 20]),
    ],
)
def test_pages_are_upright_and_cropped(imported: Callable[..., Drawing], page: str, expected: list[float]) -> None:
    assert points(imported(by_hand("10 20 m 110 20 l S", page))) == [expected]


def test_a_form_in_a_form_is_where_its_matrices_put_it(imported: Callable[..., Drawing]) -> None:
    inner = form("0 0 m 10 0 l S", "1 0 0 1 5 0")
    outer = form("2 0 0 2 0 0 cm /I Do", "0 1 -1 0 100 50", "/XObject << /I 10 0 R >>")
    data = by_hand("1 0 0 1 10 20 cm /O Do", resources="/XObject << /O 11 0 R >>", objects=(inner, outer))
    # In the inner form (0..10, 0), then 5 to the right, twice as large, a quarter turn, and moved twice.
    assert points(imported(data)) == [[110, 80, 110, 100]]


def test_forms_that_contain_themselves_end(imported: Callable[..., Drawing]) -> None:
    loop = form("0 0 m 10 0 l S /I Do", resources="/XObject << /I 10 0 R >>")
    data = by_hand("/I Do 5 5 m 9 9 l S", resources="/XObject << /I 10 0 R >>", objects=(loop,))
    assert 2 <= len(imported(data).segments) < 100


@pytest.mark.parametrize(
    ("paint", "stroke", "fill"),
    [
        ("S", [CONTRAST] * 4, []),
        ("1 0 0 RG S", [0xFF0000] * 4, []),
        ("0 1 0 rg f", [], [0x00FF00]),
        ("0 0 1 rg 1 0 0 RG B", [0xFF0000] * 4, [0x0000FF]),
        ("0 1 1 0 k f*", [], [0xFF0000]),
        ("0.5 g f", [], [0x808080]),
    ],
)
def test_colours_are_kept(imported: Callable[..., Drawing], paint: str, stroke: list[int], fill: list[int]) -> None:
    drawing = imported(by_hand(f"10 10 100 50 re {paint} 0 0 m 1 1 l S"))
    assert drawing.segment_colour.tolist()[: len(stroke)] == stroke
    assert len(drawing.segments) == len(stroke) + 1
    for found, wanted in zip(drawing.fill_colour.tolist(), fill, strict=True):
        assert all(abs((found >> shift & 255) - (wanted >> shift & 255)) <= 40 for shift in (0, 8, 16))


def test_widths_and_dashes_are_kept(imported: Callable[..., Drawing]) -> None:
    drawing = imported(by_hand("2 0 0 2 0 0 cm 1 w [4 1] 0 d 0 0 m 100 0 l S"))
    style = drawing.styles[drawing.looks[drawing.segment_look[0]][2]]
    assert style.weight_mm == pytest.approx(2 * POINT, abs=0.01)
    assert style.dashes == pytest.approx((8 * POINT, 2 * POINT), abs=1e-3)


def test_curves_are_smooth_and_stay_with_the_true_ones(imported: Callable[..., Drawing]) -> None:
    drawing = imported(drawn(lambda canvas: canvas.circle(360, 180, 100)))
    middles = (drawing.segments[:, :2] + drawing.segments[:, 2:]) / 2 / POINT - (360, 180)
    # Four Bézier curves are within 0.028 per cent of a circle.
    assert np.abs(np.hypot(*middles.T) - 100).max() < 0.05
    assert drawing.box == pytest.approx([v * POINT for v in (260, 80, 460, 280)], abs=0.02)


def test_holes_are_holes_by_both_rules(imported: Callable[..., Drawing]) -> None:
    ring = "0 0 50 50 re 10 10 m 10 40 l 40 40 l 40 10 l h"
    both = imported(by_hand(f"1 0 0 rg {ring} f* 1 0 0 1 100 0 cm {ring} f"))
    assert both.fill_starts.tolist() == [0, 2, 4]
    # Two squares that run the same way have no hole.
    two = imported(by_hand("1 0 0 rg 0 0 50 50 re 10 10 20 20 re f"))
    assert two.fill_starts.tolist() == [0, 1, 2]


def test_the_white_of_the_page_and_what_lies_off_it_are_left_out(imported: Callable[..., Drawing]) -> None:
    drawing = imported(by_hand("1 g 0 0 720 360 re f 0 g 10 10 m 20 20 l S 800 0 m 900 50 l S 0 -50 m 99 -1 l S"))
    assert len(drawing.fill_look) == 0
    assert points(drawing) == [[10, 10, 20, 20]]


def test_texts_are_where_as_high_and_as_wide_as_they_are(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        by_hand("BT /F 20 Tf 100 50 Td (Press shop) Tj ET BT /F 10 Tf 0 1 -1 0 300 60 Tm (Hall 4) Tj ET")
    )
    level, upright = drawing.texts
    assert (level.text, level.x / POINT, level.y / POINT) == ("Press shop", pytest.approx(100), pytest.approx(50))
    # The capitals of Helvetica are 0.718 of its size.
    assert level.height == pytest.approx(20 * 0.718 * POINT, rel=0.01)
    assert (upright.text, upright.rotation) == ("Hall 4", pytest.approx(90))
    # The letters of “Press shop” in Helvetica are 667 + 333 + 556 + 500 + 500 + 278 + 500 + 556 + 556 + 556 = 5,002
    # thousandths of its size wide, a little less without the space at both ends.
    assert text_width("Press shop", level.height) * level.width == pytest.approx(20 * 5.002 * POINT, rel=0.04)


def test_what_was_recognised_in_a_scan_is_not_drawn(imported: Callable[..., Drawing]) -> None:
    drawing = imported(by_hand("BT 3 Tr /F 20 Tf 100 50 Td (hidden) Tj ET 0 0 m 9 9 l S"))
    assert drawing.texts == ()


def test_pages_are_listed_and_chosen(imported: Callable[..., Drawing]) -> None:
    def three(canvas: Any) -> None:
        for number in range(3):
            canvas.line(0, 0, 100 * (number + 1), 0)
            canvas.showPage()

    data = drawn(three)
    assert imported(data).layouts == ("Page 1", "Page 2", "Page 3")
    third = imported(data, layout="Page 3")
    assert (third.layout, points(third)) == ("Page 3", [[0, 0, 300, 0]])
    for wrong in ("Page 4", "Page 0", "Model", "Page ²", "Page 99999999999"):
        with pytest.raises(ImportFailed, match="has no page"):
            imported(data, layout=wrong)


@pytest.mark.parametrize(("words", "times"), [("Scale 1:100", 100), ('SCALE: 1/8" = 1\'-0"', 96), ("Revision 3", 1)])
def test_a_scale_on_the_page_is_a_suggestion(imported: Callable[..., Drawing], words: str, times: float) -> None:
    def draw(canvas: Any) -> None:
        canvas.line(0, 0, 720, 0)
        canvas.drawString(10, 10, words)

    drawing = imported(drawn(draw))
    assert facts(drawing)["size_m"][0] == pytest.approx(0.254 * times, rel=1e-5)
    assert drawing.unit_doubtful


@pytest.mark.parametrize(
    ("measure", "times"),
    [
        ("/Measure << /Type /Measure /Subtype /RL /R (1 in = 8 ft) /X [<< /U (ft) /C 0.1111111 >>] >>", 96),
        ("/Measure << /Subtype /RL /R (1:50) >>", 50),
        ("/Measure << /Subtype /RL /X [<< /Type /NumberFormat /U (m) /C .0352778 /D 100 >>] >>", 100),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_measure_of_the_file_goes_before_its_texts(
    imported: Callable[..., Drawing], measure: str, times: float, packed: bool
) -> None:
    content = "0 0 m 720 0 l S BT /F 20 Tf 100 50 Td (1:500) Tj ET"
    drawing = imported(by_hand(content, objects=(object_stream(measure) if packed else f"<< {measure} >>",)))
    assert facts(drawing)["size_m"][0] == pytest.approx(0.254 * times, rel=1e-4)
    assert drawing.unit_source.startswith("its measure")


def scan(width: int = 720, height: int = 360) -> ImageReader:
    """A grey picture, its left half black."""
    picture = Image.new("RGB", (width, height), (200, 200, 200))
    picture.paste((0, 0, 0), (0, 0, width // 2, height))
    stream = BytesIO()
    picture.save(stream, "PNG")
    return ImageReader(BytesIO(stream.getvalue()))


def test_a_scan_is_read_as_pixels_at_its_size_on_paper(imported: Callable[..., Drawing]) -> None:
    drawing = imported(drawn(lambda canvas: canvas.drawImage(scan(), 0, 0, 720, 360)))
    # 10 by 5 inches at 300 dots an inch.
    assert drawing.pixels.shape == (1500, 3000, 4)
    assert drawing.pixels[700, 100].tolist() == [0, 0, 0, 255]
    assert drawing.pixels[700, 2900].tolist() == [200, 200, 200, 255]
    assert facts(drawing)["size_m"] == pytest.approx([0.254, 0.127])
    assert (drawing.unit, drawing.unit_mm) == ("", pytest.approx(25.4 / 300))
    assert len(drawing.segments) == 0


def test_a_scan_with_lines_on_it_is_both_in_one_place(imported: Callable[..., Drawing]) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawImage(scan(), 0, 0, 720, 360)
        canvas.setStrokeColorRGB(1, 0, 0)
        for number in range(20):
            canvas.line(600, 10 * number, 700, 10 * number)
        canvas.drawString(10, 10, "1:100")

    drawing = imported(drawn(draw))
    dot = 300 / 72
    assert drawing.segments[3].tolist() == pytest.approx([600 * dot, 30 * dot, 700 * dot, 30 * dot], abs=0.01)
    # The lines are not in the picture as well: they can be hidden.
    assert drawing.pixels[1500 - 125, 2600].tolist() == [200, 200, 200, 255]
    assert facts(drawing)["size_m"] == pytest.approx([25.4, 12.7])


def test_a_small_picture_is_a_frame(imported: Callable[..., Drawing]) -> None:
    def draw(canvas: Any) -> None:
        canvas.line(0, 0, 720, 360)
        canvas.drawImage(scan(72, 36), 100, 50, 72, 36)

    drawing = imported(drawn(draw))
    assert drawing.pixels.size == 0
    assert [100, 50, 172, 50] in points(drawing)
    assert "1 Picture: : drawn as a frame" in whats(drawing)


def test_a_huge_page_has_no_more_pixels_than_others(imported: Callable[..., Drawing]) -> None:
    data = drawn(lambda canvas: canvas.drawImage(scan(), 0, 0, 14_400, 14_400), size=(14_400, 14_400))
    drawing = imported(data)
    assert drawing.pixels.shape[0] * drawing.pixels.shape[1] <= 25_100_000
    assert facts(drawing)["size_m"] == pytest.approx([5.08, 5.08], rel=1e-3)


def test_annotations_and_shadings_are_named(imported: Callable[..., Drawing]) -> None:
    data = by_hand(
        "0 0 m 99 0 l S /S sh",
        page="/MediaBox [0 0 720 360] /Annots [<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] >>]",
        resources="/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] "
        "/Function << /FunctionType 2 /Domain [0 1] /N 1 >> >> >>",
    )
    assert "1 Annotation: : left out" in whats(imported(data))
    assert "1 Shading: : left out" in whats(imported(data))


def test_our_own_sheet_comes_back_within_a_tenth_of_a_millimetre(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(write(sample(), SheetSetup(paper="A3", scale=250), Job()))
    drawing = read_drawing(Plugins().load(), path)
    assert (drawing.kind, drawing.unit_source, drawing.layout) == ("pdf", "scale 1:250", "Page 1")
    # The sample's dimension says 72.000 m; a tenth of a millimetre of paper at 1:250 is 25 mm of floor.
    lengths = np.hypot(*(drawing.segments[:, 2:] - drawing.segments[:, :2]).T)
    assert np.abs(lengths - 72_000).min() < 25
    assert any("72.000" in words for words in drawing.words)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "too damaged to be read as a PDF"),
        (b"%PDF-1.4\n" + b"garbage " * 1000, "too damaged"),
        (by_hand(""), "Nothing on page 1 of “plan.pdf” can be drawn"),
        (by_hand("900 900 m 999 999 l S"), "Nothing on"),
        (drawn(lambda canvas: canvas.line(0, 0, 9, 9), encrypt="secret"), "is protected by a password"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(imported: Callable[..., Drawing], data: bytes, words: str) -> None:
    with pytest.raises(ImportFailed, match=words):
        imported(data)


@pytest.mark.parametrize(
    "page",
    ["/MediaBox [nan nan nan nan]", "/MediaBox [0 0 0 0]", "/MediaBox [0 0 -1 -1]", "", "/MediaBox 7",
     "/MediaBox [0 0 1e-30 5]", "/MediaBox [0 0 1e30 1e30]", "/MediaBox [0 0 999999999 999999999]",
     "/Rotate 45 /MediaBox [0 0 100 100]", "/MediaBox [0 0 100 100] /CropBox [200 200 300 300]", "/UserUnit 1e9"],
)  # fmt: skip
def test_impossible_pages_are_read_or_refused(imported: Callable[..., Drawing], page: str) -> None:
    try:
        drawing = imported(by_hand("10 20 m 50 20 l S", page))
    except ImportFailed as refused:
        assert "plan.pdf" in refused.message or "page" in refused.message
    else:
        assert drawing.box is not None and all(map(math.isfinite, drawing.box))


def test_numbers_that_are_none_do_not_reach_the_drawing(imported: Callable[..., Drawing]) -> None:
    drawing = imported(by_hand("nan 0 m 9 9 l S 1e400 1e400 m 5 5 l S 99999999999999999999 5 m 9 1 l S 0 0 m 9 9 l S "
                               "1e38 0 0 1e38 0 0 cm 1e38 1e38 m 5 5 l S BT /F 1e38 Tf (x) Tj ET"))  # fmt: skip
    for numbers in (drawing.segments, drawing.text_places):
        assert np.isfinite(numbers).all() and (np.abs(numbers) < 1e13).all()


def test_a_table_of_contents_that_runs_in_circles_ends(imported: Callable[..., Drawing]) -> None:
    data = by_hand("0 0 m 9 9 l S")
    start = data.rindex(b"startxref\n") + 10
    place = data[start : data.index(b"\n", start)]
    looped = data.replace(b"/Size 40", b"/Size 40 /Prev " + place)
    kids = data.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [2 0 R 3 0 R 2 0 R] /Count 3")
    for hostile in (looped, kids):
        try:
            assert imported(hostile).box is not None
        except ImportFailed as refused:
            assert "plan.pdf" in refused.message


def test_a_hundred_thousand_pages_are_not_all_listed(imported: Callable[..., Drawing]) -> None:
    data = by_hand("0 0 m 9 9 l S").replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R] /Count 100000")
    assert len(imported(data).layouts) <= 500


def test_of_a_cut_file_what_is_there_is_read_or_it_is_refused(imported: Callable[..., Drawing]) -> None:
    data = drawn(lambda canvas: [canvas.line(0, 0, 9 * n, 9) for n in range(500)])
    for share in (0.2, 0.5, 0.8, 0.99):
        try:
            assert imported(data[: int(len(data) * share)]).box is not None
        except ImportFailed as refused:
            assert "plan.pdf" in refused.message


def test_cancel_ends_a_long_page_soon(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(by_hand("0 0 m 99 9 l S\n" * 50_000))
    asked = [0]

    def cancelled() -> bool:
        asked[0] += 1
        return asked[0] > 6

    begun = time.monotonic()
    with pytest.raises(Cancelled):
        read(path, ImportOptions(), Job(cancelled=cancelled))
    assert time.monotonic() - begun < 5


def test_a_pdf_is_known_by_its_beginning() -> None:
    assert is_pdf(b"%PDF-1.4") and is_pdf(b"junk\n" * 50 + b"%PDF-1.4")
    assert not is_pdf(b"PDF") and not is_pdf(b"x" * 2000 + b"%PDF-1.4")


@pytest.mark.fuzz
def test_damaged_files_are_read_or_refused_in_words(imported: Callable[..., Drawing]) -> None:
    chance = random.Random(9)
    wholes = [
        by_hand("/I Do 10 20 m 110 20 l 1 2 3 4 5 6 c S BT /F 20 Tf 100 50 Td (1:100) Tj ET 1 0 0 rg 0 0 9 9 re f",
                resources="/XObject << /I 10 0 R >>", objects=(form("0 0 m 10 0 l S"),)),
        drawn(lambda page: (page.circle(50, 50, 20), page.drawString(5, 5, "a"), page.drawImage(scan(9, 9), 5, 5))),
    ]  # fmt: skip
    for _ in range(400):
        data = bytearray(chance.choice(wholes))
        for _ in range(chance.randrange(1, 10)):
            data[chance.randrange(len(data))] = chance.choice([*b"0123456789 .-/<>[]()R", chance.randrange(256)])
        try:
            drawing = imported(bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)]))
        except ImportFailed as refused:
            assert len(refused.message) < 300
        else:
            assert drawing.box is not None and all(map(math.isfinite, drawing.box))
