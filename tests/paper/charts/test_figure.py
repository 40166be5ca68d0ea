"""A chart is marks: what a user reads off it stands where its value says."""

import io
import itertools
import zipfile

import pypdfium2
import pytest

from floorwright.analysis.result import Column, Table
from floorwright.hooks.exporting import export
from floorwright.hooks.manager import Plugins
from floorwright.model.kinds import PLAN_ID, Plan
from floorwright.paper.charts.figure import Figure, figure, room_of
from floorwright.paper.charts.key import Entry
from floorwright.paper.charts.page import OWN_SIZE, chart_sheets, figure_content
from floorwright.paper.charts.picking import FigurePicker
from floorwright.paper.charts.plot import Plot, Room, axis_marks, fitted_plot
from floorwright.paper.charts.scales import Named, linear
from floorwright.paper.charts.series import band, dots, level, readable_on, tile, trace, upright
from floorwright.paper.marks import Line, Region, Text
from floorwright.paper.setup import SheetSetup

PLAN = Plan(id=PLAN_ID, title="Pump line")


def loads() -> tuple[Figure, Plot]:
    """Saw 42 s, mill 20 + 30 s, and the takt."""
    key = (Entry("Work", "#2e9e4f"), Entry("Walk", "#d64545", fill="hatched"), Entry("Takt", "#c0392b", as_="line"))
    across, up = Named(("Saw", "Mill")), linear((0.0, 50.0, 55.0))
    plot = fitted_plot(room_of(150, 90, key=key), across, up, "Station", "Time [s]")
    marks = axis_marks(plot, "Station", "Time [s]")
    marks += tile(plot, (-0.4, 0.4), (0.0, 42.0), "#2e9e4f", source="saw", words="42")
    marks += tile(plot, (0.6, 1.4), (0.0, 20.0), "#2e9e4f", source="mill")
    marks += tile(plot, (0.6, 1.4), (20.0, 50.0), "#d64545", source="walk", fill="hatched")
    marks += level(plot, 55.0, "Takt 55 s")
    return figure("Load of the line", 150, 90, marks, key=key, tips={"saw": "Saw: 42 s"}), plot


def test_a_bar_ends_at_its_value() -> None:
    made, plot = loads()
    saw = next(mark for mark in made.marks if isinstance(mark, Region) and mark.source == "saw")
    ys = [y for _, y, _ in saw.rings[0]]
    assert (min(ys), max(ys)) == (plot.y(0.0), plot.y(42.0))
    assert plot.y(42.0) - plot.y(0.0) == pytest.approx(plot.room.height * 42 / 60)


def test_everything_lies_on_the_paper() -> None:
    made, _ = loads()
    for mark in made.marks:
        points = {Line: lambda m: m.vertices, Region: lambda m: m.rings[0], Text: lambda m: ((m.x, m.y, 0.0),)}
        for x, y, *_ in points[type(mark)](mark):  # type: ignore[no-untyped-call]
            assert 0 <= x <= made.width
            assert 0 <= y <= made.height


def test_title_key_axes_and_levels_are_written() -> None:
    words = {mark.text for mark in loads()[0].marks if isinstance(mark, Text)}
    assert {
        "Load of the line",
        "Work",
        "Walk",
        "Takt",
        "Saw",
        "Mill",
        "Station",
        "Time [s]",
        "42",
        "Takt 55 s",
    } <= words
    assert {"0", "20", "40", "60"} <= words


def test_a_point_on_a_bar_tells_which_bar_it_is() -> None:
    made, plot = loads()
    picker = FigurePicker(made)
    assert picker.source_at(*plot.at(0.0, 10.0)) == "saw"
    assert picker.source_at(*plot.at(1.0, 35.0)) == "walk"
    assert picker.source_at(*plot.at(0.0, 52.0)) == ""


def test_a_line_is_broken_where_a_value_is_missing() -> None:
    plot = Plot(Room(0, 0, 100, 100), linear((0.0, 10.0)), linear((0.0, 10.0)))
    lines = trace(plot, [(0, 1), (1, 2), (2, None), (3, 4), (4, float("nan")), (5, 1), (6, 2), (7, 3)], "#000000")
    assert [len(line.vertices) for line in lines if isinstance(line, Line)] == [2, 3]
    assert len(dots(plot, [(0, 1), (1, None), (2, 3)], "#000000")) == 2


def test_bands_and_upright_lines_lie_at_their_values() -> None:
    plot = Plot(Room(10, 10, 100, 50), linear((0.0, 10.0)), linear((0.0, 5.0)))
    (stripe,) = band(plot, 1.0, 2.0, "#2e9e4f")
    assert isinstance(stripe, Region)
    assert {y for _, y, _ in stripe.rings[0]} == {20.0, 30.0}
    line = upright(plot, 4.0, "Now")[0]
    assert isinstance(line, Line)
    assert {x for x, _, _ in line.vertices} == {50.0}


def test_many_names_below_an_axis_stand_upright_and_do_not_overlap() -> None:
    names = tuple(f"Machining centre {number}" for number in range(60))
    plot = fitted_plot(Room(0, 0, 150, 80), Named(names), linear((0.0, 5.0)))
    below = [m for m in axis_marks(plot) if isinstance(m, Text) and m.rotation == 90.0]
    assert below
    places = sorted(text.x for text in below)
    assert all(b - a >= below[0].height for a, b in itertools.pairwise(places))


def test_words_are_white_on_dark_and_black_on_light() -> None:
    assert readable_on("#0b3d91") == "#ffffff"
    assert readable_on("#f4d03f") == "#111827"


@pytest.mark.parametrize(("format_id", "begins"), [("pdf", b"%PDF"), ("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_a_figure_is_a_file_of_its_own_size(format_id: str, begins: bytes) -> None:
    content = figure_content(PLAN, [loads()[0]])
    data = export(Plugins().load(), format_id, content, SheetSetup(sheet=OWN_SIZE))
    assert data.startswith(begins)
    if format_id == "pdf":
        page = pypdfium2.PdfDocument(data)[0]
        assert page.get_size() == pytest.approx((150 * 72 / 25.4, 90 * 72 / 25.4))
        assert "Takt 55 s" in page.get_textpage().get_text_bounded()


def test_a_figure_is_drawn_in_dxf_in_millimetres_of_its_paper() -> None:
    import ezdxf

    text = export(Plugins().load(), "dxf", figure_content(PLAN, [loads()[0]]), SheetSetup(sheet=OWN_SIZE)).decode()
    space = ezdxf.read(io.StringIO(text)).modelspace()  # type: ignore[attr-defined]
    words = {entity.dxf.text: entity for entity in space if entity.dxftype() == "TEXT"}
    assert words["Load of the line"].dxf.height == pytest.approx(3.2)


def test_the_tables_behind_a_figure_are_a_workbook() -> None:
    table = Table("Loads", (Column("Station"), Column("Time", "s", "number")), (("Saw", 42.0), ("Mill", 50.0)))
    data = export(Plugins().load(), "xlsx", figure_content(PLAN, [loads()[0]], [table]), SheetSetup(sheet=OWN_SIZE))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"Mill" in book.read("xl/sharedStrings.xml")


def test_figures_are_pages_with_a_frame_as_large_as_they_fit() -> None:
    made = loads()[0]
    setup = SheetSetup(paper="A4")
    pages = [
        make(number, 2) for number, make in enumerate(chart_sheets(figure_content(PLAN, []), setup, [made] * 2), 1)
    ]
    assert len(pages) == 2
    texts = [mark for mark in pages[1].marks if isinstance(mark, Text)]
    assert any(text.text == "Sheet 2/2" for text in texts)
    title = next(text for text in texts if text.text == "Load of the line")
    # The paper leaves 297 - 2 × 14 mm for the 150 mm of the figure and 210 - 2 × 14 - 8 for its 90.
    assert title.height == pytest.approx(3.2 * min(269 / 150, 174 / 90, 2.2))
