"""SVG pictures of known geometry, and hostile ones."""

import math
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from floorwright.api import CONTRAST, Drawing, ImportFailed, ImportOptions, Job
from floorwright.hooks.facts import facts
from floorwright.hooks.importing import read_drawing
from floorwright.hooks.manager import Plugins
from floorwright.resources import resource
from floorwright_builtin.svg_import import is_svg, read
from helpers.exported import sample

PAGE = 'width="200mm" height="100mm" viewBox="0 0 200 100"'
"""A unit is a millimetre; the first row of the page is at y = 100."""


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Drawing]:
    """Reads a picture with this inside."""

    def do(inside: str | bytes, page: str = PAGE, layers: tuple[str, ...] | None = None) -> Drawing:
        path = tmp_path / "plan.svg"
        if isinstance(inside, str):
            spaces = (
                'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
            )
            inside = f"<svg {spaces} {page}>{inside}</svg>".encode()
        path.write_bytes(inside)
        return read(path, ImportOptions(layers=layers), Job())

    return do


def whats(drawing: Drawing) -> str:
    """What the drawing's problems say."""
    return "\n".join(f"{one.count} {one.what}: {one.where}: {one.done}" for one in drawing.problems)


def points(drawing: Drawing) -> list[list[float]]:
    """The segments, rounded."""
    return np.round(drawing.segments, 6).tolist()


STROKED = 'fill="none" stroke="black"'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("M10 20 L 30 40", [[10, 80, 30, 60]]),
        ("m10 20 20 20-10-5", [[10, 80, 30, 60], [30, 60, 20, 65]]),
        ("M10,20H50V60h-5v-1", [[10, 80, 50, 80], [50, 80, 50, 40], [50, 40, 45, 40], [45, 40, 45, 41]]),
        ("M0 0L10 0L10 10Zl5 5", [[0, 100, 10, 100], [10, 100, 10, 90], [10, 90, 0, 100], [0, 100, 5, 95]]),
        ("M1e1.5.5.5", [[10, 99.5, 0.5, 99.5]]),
    ],
)
def test_straight_paths_are_where_the_standard_puts_them(
    imported: Callable[..., Drawing], data: str, expected: list[list[float]]
) -> None:
    assert points(imported(f'<path d="{data}" {STROKED}/>')) == expected


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("M0 0C0 10 10 10 10 0S20-10 20 0", (20, 100)),
        ("M0 0Q5 10 10 0T20 0", (20, 100)),
        ("M0 0c0 10 10 10 10 0", (10, 100)),
        ("M0 0q5 10 10 0t10 0", (20, 100)),
    ],
)
def test_curves_end_where_they_should_and_are_smooth(
    imported: Callable[..., Drawing], data: str, end: tuple[float, float]
) -> None:
    segments = imported(f'<path d="{data}" {STROKED}/>').segments
    assert segments[-1, 2:].tolist() == pytest.approx(end)
    assert (segments[1:, :2] == segments[:-1, 2:]).all()
    assert np.hypot(*(segments[:, 2:] - segments[:, :2]).T).max() < 1.5


def test_a_curve_is_on_the_true_one_to_a_hundred_thousandth_of_the_page(imported: Callable[..., Drawing]) -> None:
    # A quarter circle of radius 50 by Bézier's kappa is off by 0.027 per cent of its radius at most.
    k = 50 * 0.5522847498
    segments = imported(f'<path d="M50 0C50 {k} {k} 50 0 50" {STROKED}/>').segments
    middles = (segments[:, :2] + segments[:, 2:]) / 2
    radii = np.hypot(middles[:, 0], middles[:, 1] - 100)
    assert np.abs(radii - 50).max() < 50 * 0.00028 + 0.002


def test_an_arc_of_a_path_stays_an_exact_arc(imported: Callable[..., Drawing]) -> None:
    # Half a circle of radius 10 from (0, 50) to (20, 50), with the sweep over the top of the page.
    drawing = imported(f'<path d="M0 50a10 10 0 0 1 20 0" {STROKED}/>')
    (cx, cy, ux, uy, vx, vy, t0, t1) = drawing.arcs[0]
    assert (cx, cy) == pytest.approx((10, 50))
    assert t1 - t0 == pytest.approx(math.pi)
    middle = (cx + ux * math.cos((t0 + t1) / 2) + vx * math.sin((t0 + t1) / 2),
              cy + uy * math.cos((t0 + t1) / 2) + vy * math.sin((t0 + t1) / 2))  # fmt: skip
    assert middle == pytest.approx((10, 60))
    assert drawing.box == pytest.approx((0, 50, 20, 60))


@pytest.mark.parametrize(("flags", "top"), [("0 0", 50), ("0 1", 50 + 10), ("1 0", 50), ("1 1", 60)])
def test_the_flags_of_an_arc_choose_among_the_four(imported: Callable[..., Drawing], flags: str, top: float) -> None:
    drawing = imported(f'<path d="M0 50A10 10 0 {flags} 20 50" {STROKED}/>')
    assert drawing.box is not None
    assert drawing.box[3] == pytest.approx(top)


def test_flags_may_be_written_without_anything_between_them(imported: Callable[..., Drawing]) -> None:
    packed = imported(f'<path d="M0 50a10 10 0 0120 0" {STROKED}/>')
    assert packed.box == pytest.approx((0, 50, 20, 60))


def test_radii_too_small_for_an_arc_grow(imported: Callable[..., Drawing]) -> None:
    drawing = imported(f'<path d="M0 50A1 1 0 0 1 20 50" {STROKED}/>')
    assert drawing.box == pytest.approx((0, 50, 20, 60))


def test_the_basic_shapes_are_drawn(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        f'<g {STROKED}><rect x="10" y="10" width="30" height="20"/><circle cx="100" cy="50" r="10"/>'
        '<ellipse cx="150" cy="50" rx="20" ry="5"/><line x1="0" y1="0" x2="5" y2="5"/>'
        '<polyline points="0,0 1,1 2,0"/><polygon points="5 5 6 6 7 5"/>'
        '<rect x="60" y="60" width="20" height="10" rx="2"/></g>'
    )
    assert dict(drawing.entities) == {
        "rect": 2, "circle": 1, "ellipse": 1, "line": 1, "polyline": 1, "polygon": 1,
    }  # fmt: skip
    assert points(drawing)[:4] == [[10, 90, 40, 90], [40, 90, 40, 70], [40, 70, 10, 70], [10, 70, 10, 90]]
    assert np.round(drawing.arcs[0], 6).tolist() == [100, 50, 10, 0, 0, -10, 0, round(math.tau, 6)]
    assert len(drawing.arcs) == 2 + 4


@pytest.mark.parametrize(
    ("transform", "end"),
    [
        ("translate(10 20)", (11, 80)), ("translate(10)", (11, 100)), ("scale(3)", (3, 100)), ("scale(3,5)", (3, 100)),
        ("rotate(90)", (0, 99)), ("rotate(90 10 10)", (20, 99)), ("matrix(1 2 3 4 5 6)", (6, 92)),
        ("skewY(45)", (1, 99)), ("translate(10,0) scale(2)", (12, 100)),
    ],
)  # fmt: skip
def test_transforms_are_those_of_the_standard(
    imported: Callable[..., Drawing], transform: str, end: tuple[float, float]
) -> None:
    drawing = imported(f'<g transform="{transform}"><path d="M0 0L1 0" {STROKED}/></g>')
    assert drawing.segments[0, 2:].tolist() == pytest.approx(end)


@pytest.mark.parametrize(
    ("page", "size_mm"),
    [
        ('width="420mm" height="297mm" viewBox="0 0 4200 2970"', (420, 297)),
        ('width="42cm" height="29.7cm" viewBox="0 0 100 70.7142857"', (420, 297)),
        ('width="10in" height="5in" viewBox="0 0 10 5"', (254, 127)),
        ('width="96" height="192px"', (25.4, 50.8)),
        ('viewBox="0 0 96 192"', (25.4, 50.8)),
        ('width="100%" height="100%" viewBox="-48 -96 96 192"', (25.4, 50.8)),
        ('width="72pt" viewBox="0 0 1 2"', (25.4, 50.8)),
    ],
)
def test_the_page_gives_the_size(imported: Callable[..., Drawing], page: str, size_mm: tuple[float, float]) -> None:
    drawing = imported(f'<rect width="100%" height="100%" {STROKED}/><rect x="-50%" width="1" height="1"/>', page)
    assert drawing.version == f"{size_mm[0]:.4g} × {size_mm[1]:.4g} mm"
    assert (drawing.unit, drawing.unit_doubtful) == ("mm", True)


def test_a_box_of_other_proportions_lies_in_the_middle_of_the_page(imported: Callable[..., Drawing]) -> None:
    drawing = imported(f'<rect width="10" height="10" {STROKED}/>', 'width="200mm" height="100mm" viewBox="0 0 10 10"')
    assert drawing.box == pytest.approx((50, 0, 150, 100))
    stretched = imported(
        f'<rect width="10" height="10" {STROKED}/>',
        'width="200mm" height="100mm" viewBox="0 0 10 10" preserveAspectRatio="none"',
    )
    assert stretched.box == pytest.approx((0, 0, 200, 100))


def test_a_stated_scale_is_a_suggestion(imported: Callable[..., Drawing]) -> None:
    drawing = imported(f'<line x2="100" {STROKED}/><text x="5" y="90">Scale 1:100</text>')
    assert facts(drawing)["size_m"] == pytest.approx([10, 9])
    assert (drawing.unit_source, drawing.unit_doubtful) == ("scale 1:100", True)


def test_layers_are_those_of_inkscape_or_else_the_outermost_groups(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        f'<g id="g1" inkscape:groupmode="layer" inkscape:label="Walls"><g id="inner"><line x2="1" {STROKED}/></g></g>'
        f'<g id="Columns"><line x2="2" {STROKED}/></g><line x2="3" {STROKED}/>'
        '<g id="h" inkscape:groupmode="layer" inkscape:label="Hidden" style="display:none">'
        f'<line x2="4" {STROKED}/></g>'
    )
    assert [(layer.name, layer.entities, layer.visible) for layer in drawing.layers] == [
        ("Walls", 1, True), ("Columns", 1, True), ("Picture", 1, True), ("Hidden", 1, False),
    ]  # fmt: skip
    assert drawing.segment_layer.tolist() == [0, 1, 2, 3]
    assert drawing.box == pytest.approx((0, 100, 3, 100))


def test_only_the_layers_that_are_wanted_are_read(imported: Callable[..., Drawing]) -> None:
    inside = f'<g id="A"><line x2="1" {STROKED}/><rect width="9" height="9"/></g><g id="B"><line x2="2" {STROKED}/></g>'
    drawing = imported(inside, layers=("b",))
    assert points(drawing) == [[0, 100, 2, 100]]
    assert len(drawing.fill_look) == 0


@pytest.mark.parametrize(
    ("style", "stroke", "fill"),
    [
        ("", None, CONTRAST),
        ('fill="red"', None, 0xFF0000),
        ('fill="none" stroke="#0a0"', 0x00AA00, None),
        ('style="fill:none;stroke:rgb(1,2,3)"', 0x010203, None),
        ('fill="none" stroke="#000"', CONTRAST, None),
        ('fill="#000" fill-opacity="0.5"', None, 0x808080),
        ('fill="url(#g)"', None, 0x808080),
        ('fill="url(#g) blue"', None, 0x0000FF),
        ('class="wall"', 0x0000FF, None),
        ('class="wall" style="stroke:red"', 0xFF0000, None),
        ('id="this"', None, 0x00FF00),
        ('color="teal" fill="currentColor"', None, 0x008080),
    ],
)
def test_colours_come_from_attributes_styles_and_classes(
    imported: Callable[..., Drawing], style: str, stroke: int | None, fill: int | None
) -> None:
    css = "<style>/* a */ .wall, .x { fill: none; stroke: blue } #this{fill:lime} a > b {fill:red}</style>"
    drawing = imported(f'{css}<rect width="10" height="10" {style}/>')
    assert drawing.segment_colour.tolist() == ([] if stroke is None else [stroke] * 4)
    assert drawing.fill_colour.tolist() == ([] if fill is None else [fill])
    assert "1 Rule of a style sheet" in whats(drawing)


def test_widths_and_dashes_are_kept(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        '<g transform="scale(2)"><path d="M0 0H9" stroke="red" stroke-width="0.35" stroke-dasharray="4 1"/></g>'
    )
    style = drawing.styles[drawing.looks[drawing.segment_look[0]][2]]
    assert (style.weight_mm, style.dashes) == (0.7, (8.0, 2.0))


def test_a_hole_is_a_ring_of_the_same_area(imported: Callable[..., Drawing]) -> None:
    drawing = imported('<path fill="red" fill-rule="evenodd" d="M0 0H10V10H0ZM2 2H8V8H2Z"/>')
    assert drawing.fill_starts.tolist() == [0, 2]
    assert drawing.ring_starts.tolist() == [0, 4, 8]


def test_the_white_of_the_page_is_left_out(imported: Callable[..., Drawing]) -> None:
    drawing = imported(f'<rect width="100%" height="100%" fill="white"/><rect width="5" height="5" {STROKED}/>'
                       '<rect width="200" height="100" fill="#fff"/>')  # fmt: skip
    assert len(drawing.fill_look) <= 1 and drawing.box is not None


def test_texts_are_where_and_as_high_as_they_are(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        '<text x="10" y="50" font-size="10">Press <tspan>shop</tspan><tspan x="10" dy="12">Hall 4</tspan></text>'
        '<text x="100" y="20" font-size="10" text-anchor="end" transform="rotate(-90 100 20)">Up</text>'
    )
    first, second, up = drawing.texts
    assert (first.text, first.x, first.y) == ("Press shop", 10, 50)
    assert first.height == pytest.approx(7.16)
    assert (second.text, second.x, second.y) == ("Hall 4", 10, pytest.approx(38))
    assert up.rotation == pytest.approx(90)
    assert (up.x, up.y) == pytest.approx((100, 80 - 11.5), abs=1.5)


def test_symbols_are_put_where_they_are_used(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        f'<defs><symbol id="s" viewBox="0 0 10 10"><line x2="10" {STROKED}/></symbol>'
        f'<g id="g"><line x2="1" {STROKED}/></g></defs>'
        '<use xlink:href="#s" x="20" y="30" width="50" height="50"/><use href="#g" transform="translate(5 0)"/>'
    )
    assert points(drawing) == [[20, 70, 70, 70], [5, 100, 6, 100]]


def test_of_a_switch_the_first_that_can_be_drawn_is_drawn(imported: Callable[..., Drawing]) -> None:
    # draw.io writes every text like this, for programs that cannot show HTML.
    drawing = imported("<switch><foreignObject/><text y='9'>Store</text><text>Viewer needed</text></switch>")
    assert [text.text for text in drawing.texts] == ["Store"]
    assert drawing.problems == ()


def test_uses_that_contain_themselves_are_left_out(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        f'<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><line x2="1" {STROKED}/></g>'
        '<use href="#gone"/><use href="other.svg#x"/><use href="http://example.org/#x"/>'
    )
    assert "Use that contains itself" in whats(drawing)
    assert "1 Use of what is not there" in whats(drawing)
    assert "2 Use of another file" in whats(drawing)


def test_a_bomb_of_uses_is_counted_before_it_goes_off(imported: Callable[..., Drawing]) -> None:
    levels = [f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 8)]
    drawing = imported(
        f'<defs><g id="g0"><line x2="1" {STROKED}/></g>{"".join(levels)}</defs>'
        f'<use href="#g7"/><line x2="7" {STROKED}/>'
    )
    assert points(drawing) == [[0, 100, 7, 100]]
    assert "more than 300,000 elements" in whats(drawing)


def test_a_long_chain_of_uses_ends(imported: Callable[..., Drawing]) -> None:
    chain = "".join(f'<g id="g{n}"><use href="#g{n + 1}"/></g>' for n in range(3000))
    drawing = imported(f'<defs>{chain}</defs><use href="#g0"/><line x2="7" {STROKED}/>')
    assert "deep" in whats(drawing)


def test_entities_are_refused(imported: Callable[..., Drawing]) -> None:
    rest = b'<svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    laughs = b'<!DOCTYPE svg [<!ENTITY b "ha"><!ENTITY a "&b;&b;&b;">]>' + rest
    assert is_svg(laughs)
    with pytest.raises(ImportFailed, match="declares entities"):
        imported(laughs)
    outside = b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rest
    with pytest.raises(ImportFailed, match="declares entities"):
        imported(outside)


def test_the_usual_document_type_is_no_obstacle(imported: Callable[..., Drawing]) -> None:
    data = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- made by hand -->\n<!DOCTYPE svg PUBLIC '
        b'"-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><line x2="96" stroke="red"/></svg>'
    )
    assert is_svg(data)
    assert imported(data).box == pytest.approx((0, 25.4, 25.4, 25.4))


def test_scripts_pictures_and_the_like_are_named(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        '<script>alert(1)</script><image width="20" height="10" href="data:image/png;base64,AAAA"/>'
        '<image width="5" height="5" href="file:///etc/passwd"/><foreignObject/><g clip-path="url(#c)"/>'
    )
    assert dict(drawing.entities) == {"image": 2}
    for words in ("Script", "1 Picture: data:", "1 Linked picture: file:///etc/passwd", "Foreign object", "Clipped"):
        assert words in whats(drawing)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Nothing in “plan.svg” can be drawn"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g></g></svg>", "Nothing in"),
        (b"<svg", "no SVG picture"),
        (b"<html/>", "no SVG picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 5000, "levels deep"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0L1e999 5z' stroke='red'/></svg>", "Nothing in"),
        (b"<?xml version='1.0' encoding='utf-7'?><svg/>", "no SVG picture"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(imported: Callable[..., Drawing], data: bytes, words: str) -> None:
    with pytest.raises(ImportFailed, match=words):
        imported(data)


def test_of_a_cut_file_what_comes_before_is_read(imported: Callable[..., Drawing]) -> None:
    data = f"<svg xmlns='http://www.w3.org/2000/svg'><line x2='96' {STROKED}/>\n<line x2='9".encode()
    drawing = imported(data)
    assert dict(drawing.entities) == {"line": 1}
    assert "The file is cut or damaged: line 2" in whats(drawing)


@pytest.mark.parametrize("number", ["nan", "inf", "1e400", "-1e308", "1e30", "", "abc", "١"])
def test_no_number_that_is_none_reaches_the_drawing(imported: Callable[..., Drawing], number: str) -> None:
    drawing = imported(
        f'<line x2="5" {STROKED}/><rect x="{number}" width="{number}" height="3" {STROKED}/>'
        f'<circle r="{number}" {STROKED}/><path d="M0 0L{number} {number}C1 1 {number} 2 3 3" {STROKED}/>'
        f'<g transform="scale({number})"><line x2="{number}" {STROKED}/><text font-size="{number}">a</text></g>'
    )
    for numbers in (drawing.segments, drawing.arcs, drawing.fill_points, drawing.text_places):
        assert np.isfinite(numbers).all()
    assert drawing.box is not None and all(map(math.isfinite, drawing.box))


def test_our_own_sheet_comes_back_at_its_true_size(tmp_path: Path) -> None:
    # The sample's dimension says 72.000 m; a tenth of a millimetre of paper at 1:250 is 25 mm of floor.
    from floorwright.api import SheetSetup
    from floorwright_builtin.svg_export import write

    path = tmp_path / "sheet.svg"
    path.write_bytes(write(sample(), SheetSetup(paper="A3", scale=250), Job()))
    drawing = read_drawing(Plugins().load(), path)
    assert (drawing.kind, drawing.unit_source) == ("svg", "scale 1:250")
    lengths = np.hypot(*(drawing.segments[:, 2:] - drawing.segments[:, :2]).T)
    assert np.abs(lengths - 72_000).min() < 25
    assert "72.000 m" in drawing.words


def test_an_icon_is_an_svg() -> None:
    assert is_svg(resource("icons", "factory.svg").read_bytes()[:4096])
    assert not is_svg(b"<!DOCTYPE html><html><svg></svg></html>")
    assert not is_svg(b"<?xml version='1.0'?><kml/>")


@pytest.mark.fuzz
def test_damaged_pictures_are_read_or_refused_in_words(imported: Callable[..., Drawing]) -> None:
    chance = random.Random(5)
    icons = [resource("icons", name).read_bytes() for name in ("factory.svg", "workflow.svg", "settings.svg")]
    whole = [*icons, b'<svg xmlns="http://www.w3.org/2000/svg"><style>.a{fill:red}</style><g transform="rotate(5)">'
             b'<path class="a" d="M0 0C1 2 3 4 5 6A5 6 7 0 1 9 9z"/><text x="1 2">hi<tspan dy="3">x</tspan></text></g>'
             b'<symbol id="s" viewBox="0 0 1 1"><circle r="3"/></symbol><use href="#s" width="5"/></svg>']  # fmt: skip
    for _ in range(600):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(1, 8)):
            data[chance.randrange(len(data))] = chance.choice(b"0123456789.eE-+ <>/\"'MLCAZz#\x00\xff")
        try:
            drawing = imported(bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)]))
        except ImportFailed as refused:
            assert len(refused.message) < 400
        else:
            assert np.isfinite(drawing.segments).all() and drawing.box is not None
