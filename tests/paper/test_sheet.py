"""A sheet: the largest ruler scale that fits, and everything a drawing must say about itself."""

from dataclasses import replace

import pytest

from floorwright.errors import ExportFailed
from floorwright.model.drawing import empty_drawing
from floorwright.model.kinds import Flow, Machine, Method, Plan, Product, Wall, Zone
from floorwright.paper.compose import compose, compose_all
from floorwright.paper.marks import Region, Sheet, Text, Viewport
from floorwright.paper.scale import fits, fitting_scale
from floorwright.paper.setup import IMPERIAL_SCALES, METRIC_SCALES, PAPERS_MM, SheetSetup
from floorwright.paper.title_block import scale_bar, scale_text
from floorwright.paper.underlay import printed_colour, printed_colours
from floorwright.units import Unit
from helpers.exported import content, sample

WALL = Wall(id="w", x1=0.0, y1=0.0, x2=10000.0, y2=0.0)


def viewport(sheet: Sheet) -> Viewport:
    (found,) = (mark for mark in sheet.marks if isinstance(mark, Viewport))
    return found


def said(sheet: Sheet) -> set[str]:
    return {mark.text for mark in sheet.marks if isinstance(mark, Text)}


def test_the_scale_is_the_largest_ruler_scale_that_fits() -> None:
    # 10 m and 4 mm of air at both sides in 108 mm: 1:100 needs exactly 108 mm, 1:75 needs 141 mm.
    reach = (0.0, 0.0, 10000.0, 1000.0)
    assert fitting_scale(reach, (108.0, 100.0), Unit.M) == 100
    assert fitting_scale(reach, (107.9, 100.0), Unit.M) == 125
    assert fitting_scale(reach, (141.4, 100.0), Unit.M) == 75
    assert fitting_scale(reach, (108.0, 100.0), Unit.FOOT) == 128


@pytest.mark.parametrize("paper", list(PAPERS_MM))
def test_a_hall_fits_every_paper_at_a_ruler_scale(paper: str) -> None:
    hall = Wall(id="w", x1=0.0, y1=0.0, x2=72000.0, y2=42000.0)
    window = viewport(compose(content([hall]), SheetSetup(paper=paper)))
    assert window.scale in METRIC_SCALES
    assert window.x >= 0 and window.x + window.width < PAPERS_MM[paper][0]


def test_an_imperial_plan_is_drawn_at_an_imperial_scale() -> None:
    shown = content({"plan": Plan(id="plan", unit=Unit.FOOT), "w": WALL})
    assert viewport(compose(shown, SheetSetup())).scale in IMPERIAL_SCALES
    assert scale_text(48.0, Unit.FOOT) == "1/4″ = 1′ (1:48)"
    assert scale_text(192.0, Unit.INCH) == "1/16″ = 1′ (1:192)"
    assert scale_text(100.0, Unit.M) == "1:100"


def test_a_refused_scale_names_a_paper_of_the_same_family_that_really_fits() -> None:
    # 10 m at 1:20 is 500 mm: no A3 (420 mm); ANSI C (559 mm) is too small beside its column of 86 mm.
    for paper in ("A4", "A3", "ANSI A", "ARCH A"):
        with pytest.raises(ExportFailed) as refused:
            compose(content([WALL]), SheetSetup(paper=paper, scale=20.0))
        way = next(way for way in refused.value.hint.rstrip(".").split("; ") if "has room" in way)
        larger = way.split(" has room")[0]
        assert larger.startswith("AN") == paper.startswith("AN") and larger.startswith("AR") == paper.startswith("AR")
        assert viewport(compose(content([WALL]), SheetSetup(paper=larger, scale=20.0))).scale == 20


def test_the_scale_a_refusal_offers_fits() -> None:
    with pytest.raises(ExportFailed) as refused:
        compose(content([WALL]), SheetSetup(paper="A4", scale=20.0))
    offered = float(refused.value.hint.split("1:")[1].split(" ")[0])
    assert viewport(compose(content([WALL]), SheetSetup(paper="A4", scale=offered))).scale == offered


def test_the_title_block_says_what_the_plan_says() -> None:
    plan = Plan(id="plan", title="Hall", project="Move", author="J. Doe", revision="C", date="2026-11-24")
    texts = said(compose(content({"plan": plan, "w": WALL}), SheetSetup(paper="A3", scale=100.0)))
    assert {"Hall", "Move", "J. Doe", "C", "2026-11-24", "1/1", "1:100", "A3"} <= texts
    assert any("present" in text.casefold() for text in texts)


def test_sheets_are_numbered_of_all() -> None:
    sheets = compose_all(sample(), SheetSetup(sheet="all"))
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        assert {f"{number}/{len(sheets)}", f"Sheet {number}/{len(sheets)}"} & said(sheet)


def test_every_field_of_the_scale_bar_is_as_long_as_it_says() -> None:
    # At 1:100 in 52 mm: 44 mm are 4.4 m, so five fields of 0.5 m, 5 mm each.
    marks, _ = scale_bar(0.0, 0.0, 52.0, 100.0, Unit.M)
    fields = [mark.rings[0] for mark in marks if isinstance(mark, Region)]
    assert [ring[1][0] - ring[0][0] for ring in fields] == pytest.approx([5.0] * 3)
    assert "2.5 m" in {mark.text for mark in marks if isinstance(mark, Text)}


def test_the_legend_names_the_products_that_move_and_how() -> None:
    records = [
        Machine(id="a", name="A", x=0.0, y=0.0, width=1000.0, depth=1000.0),
        Machine(id="b", name="B", x=9000.0, y=0.0, width=1000.0, depth=1000.0),
        Product(id="p", name="Shaft"),
        Product(id="q", name="Stays"),
        Method(id="m", name="Cart", speed_m_s=1.0),
        Flow(id="f", product="p", start="a", end="b", quantity_per_day=4.0, method="m"),
    ]
    texts = said(compose(content(records), SheetSetup()))
    assert {"Shaft", "Cart"} <= texts and "Stays" not in texts


def test_fitting_counts_the_air_at_both_sides() -> None:
    assert fits((0.0, 0.0, 1000.0, 1000.0), (18.0, 18.0), 100.0)
    assert not fits((0.0, 0.0, 1000.0, 1000.0), (18.0, 17.9), 100.0)


def test_nothing_but_writing_lies_over_the_name_of_an_area() -> None:
    records = [
        Zone(id="z", name="Milling", points=((0.0, 0.0), (9000.0, 0.0), (9000.0, 6000.0), (0.0, 6000.0))),
        Machine(id="m", name="Mill", x=1000.0, y=5500.0, width=2000.0, depth=1000.0),
    ]
    inside = viewport(compose(content(records), SheetSetup())).marks
    (at,) = (number for number, mark in enumerate(inside) if isinstance(mark, Text) and mark.text == "Milling")
    assert all(isinstance(mark, Text | Region) and mark.style.layer == "TEXT" for mark in inside[at:])


@pytest.mark.parametrize(
    ("drawn", "printed"),
    [(-1, "#000000"), (0xFFFFFF, "#000000"), (0x000000, "#000000"), (0x804000, "#804000"), (0xC0C0C0, "#c0c0c0")],
)
def test_colours_that_paper_shows_stay_and_white_becomes_black(drawn: int, printed: str) -> None:
    assert printed_colour(drawn) == printed


@pytest.mark.parametrize("drawn", [0x00FFFF, 0xFFFF00, 0x00FF00])
def test_colours_made_for_a_black_screen_are_darkened(drawn: int) -> None:
    red, green, blue = (int(printed_colour(drawn)[at : at + 2], 16) for at in (1, 3, 5))
    assert 0.2126 * red + 0.7152 * green + 0.0722 * blue < 160


def test_colours_of_drawings_that_were_made_for_paper_stay() -> None:
    page = printed_colours(replace(empty_drawing(), kind="pdf"))
    assert [page(colour) for colour in (-1, 0xFFFFFF, 0xFFFF00)] == ["#000000", "#ffffff", "#ffff00"]
    assert printed_colours(replace(empty_drawing(), kind="dwg")) is printed_colour
