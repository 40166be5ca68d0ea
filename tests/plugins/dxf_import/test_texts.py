"""Blocks of text as their program sets them. A capital is as high as the text; widths are those of our own font."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import numpy as np
import pytest

from floorwright.api import Drawing, ImportOptions, Job
from floorwright_builtin.dxf_import import read
from floorwright_builtin.dxf_import.entities.text_width import text_width, text_widths

HEIGHT = 10.0


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Drawing]:
    """Saves what `draw` draws into the model of a new file and reads it."""

    def do(draw: Callable[[Any], object], version: str = "R2018") -> Drawing:
        doc = ezdxf.new(version)
        draw(doc.modelspace())
        path = tmp_path / "hall.dxf"
        doc.saveas(path)
        return read(path, ImportOptions(), Job())

    return do


def note(space: Any, words: str, **set_: Any) -> Any:
    """An MTEXT 10 high whose upper left corner is the origin."""
    return space.add_mtext(words, dxfattribs={"char_height": HEIGHT, "insert": (0, 0), **set_})


def words(drawing: Drawing) -> list[str]:
    """The lines of text."""
    return [text.text for text in drawing.texts]


def lines(drawing: Drawing) -> list[tuple[float, ...]]:
    """The straight pieces, rounded."""
    return sorted(tuple(round(number, 2) for number in row) for row in drawing.segments.tolist())


def test_a_code_without_its_semicolon_loses_no_words(imported: Callable[..., Drawing]) -> None:
    drawing = imported(lambda space: note(space, r"Keep {\C1clear} of the door; \H0.5xthen \C3close it"))
    assert "".join(words(drawing)).replace(" ", "") == "Keepclearofthedoor;thencloseit"


def test_blanks_in_a_row_stay_in_the_line_that_they_end(imported: Callable[..., Drawing]) -> None:
    drawing = imported(lambda space: note(space, "Dock      Gate", width=30))
    assert words(drawing) == ["Dock", "Gate"]
    first, second = drawing.texts
    assert first.y - second.y == pytest.approx(HEIGHT * 5 / 3)


def test_a_fraction_stands_apart_from_the_number_before_it(imported: Callable[..., Drawing]) -> None:
    assert words(imported(lambda space: note(space, r"5'-3\S1/2;"))) == ["5'-3 1/2"]


def test_an_underlined_word_has_a_line_below_it(imported: Callable[..., Drawing]) -> None:
    drawing = imported(lambda space: note(space, r"{\LDOCK} 3"))
    # D, O, C and K are 950, 971, 862 and 809 thousandths of a capital's height wide; the base line is at -10.
    assert lines(drawing) == [(0, -12, round(10 * 3.592, 2), -12)]


def test_a_paragraph_set_right_ends_at_the_width_of_the_text(imported: Callable[..., Drawing]) -> None:
    drawing = imported(lambda space: note(space, r"\pxqr;END\P\pxqc;END", width=100))
    right, middle = drawing.texts
    width = 10 * (0.780 + 0.923 + 0.950)
    assert (right.x, middle.x) == pytest.approx((100 - width, 50 - width / 2))


def test_the_lines_of_a_list_hang_below_one_another(imported: Callable[..., Drawing]) -> None:
    drawing = imported(lambda space: note(space, r"\pi-2,l3;1. Switch the conveyor off", width=150))
    assert [text.x for text in drawing.texts] == pytest.approx([10, *[30] * (len(drawing.texts) - 1)])
    assert len(drawing.texts) > 1


def test_letters_lean_as_the_style_and_the_text_say(imported: Callable[..., Drawing]) -> None:
    def draw(space: Any) -> None:
        space.doc.styles.add("SLANTED", font="arial.ttf").dxf.oblique = 15
        note(space, r"A{\Q30;B}", style="SLANTED")

    drawing = imported(draw)
    lean = drawing.text_places[:, 4] / drawing.text_places[:, 5]
    assert lean == pytest.approx([math.tan(math.radians(15)), math.tan(math.radians(15)) + math.tan(math.radians(30))])


def test_a_text_with_a_mask_hides_the_lines_behind_it(imported: Callable[..., Drawing]) -> None:
    def draw(space: Any) -> None:
        space.add_line((-50, -5), (150, -5))
        note(space, "AISLE", width=100).set_bg_color("canvas", scale=1.5)

    # Half a text height beyond the 100 of its width.
    assert lines(imported(draw)) == [(-50, -5, -5, -5), (105, -5, 150, -5)]


def test_an_area_in_a_colour_and_a_frame_lie_behind_a_text(imported: Callable[..., Drawing]) -> None:
    drawing = imported(lambda space: note(space, "AISLE", width=100).set_bg_color(2, scale=1.5, text_frame=True))
    x, y = drawing.fill_points.T
    area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    assert area == pytest.approx((100 + 10) * (10 + 10))
    assert drawing.looks[drawing.fill_look[0], 1] == 0xFFFF00
    assert lines(drawing) == [(-5, -15, 105, -15), (-5, 5, -5, -15), (105, -15, 105, 5), (105, 5, -5, 5)]


@pytest.mark.parametrize("version", ["R2007", "R2018"])
def test_columns_of_text_stand_side_by_side(imported: Callable[..., Drawing], version: str) -> None:
    def draw(space: Any) -> None:
        at = {"char_height": HEIGHT, "insert": (0, 0)}
        space.add_mtext_static_columns(["Safety", "Tools"], width=80, gutter_width=20, height=50, dxfattribs=at)

    drawing = imported(draw, version)
    assert words(drawing) == ["Safety", "Tools"]
    # Old files keep the second column as a text of its own.
    assert drawing.entities == (("MTEXT", 1),)
    assert [text.x for text in drawing.texts] == pytest.approx([0, 100])
    assert [text.y for text in drawing.texts] == pytest.approx([-10, -10])


def test_a_word_between_underlining_codes_has_a_line_below_it(imported: Callable[..., Drawing]) -> None:
    drawing = imported(lambda space: space.add_text("A%%uDOCK%%u 3", height=HEIGHT))
    assert words(drawing) == ["ADOCK 3"]
    # The A before it is 844 thousandths wide.
    assert lines(drawing) == [(round(10 * 0.844, 2), -2, round(10 * (0.844 + 3.592), 2), -2)]


def test_an_underlined_title_is_underlined_as_it_lies(imported: Callable[..., Drawing]) -> None:
    drawing = imported(
        lambda space: space.add_text("%%UDOCK", height=HEIGHT, dxfattribs={"rotation": 90, "insert": (50, 0)})
    )
    assert lines(drawing) == [(52, 0, 52, round(10 * 3.592, 2))]


def test_an_attribute_of_many_lines_shows_them(imported: Callable[..., Drawing]) -> None:
    def draw(space: Any) -> None:
        space.doc.blocks.new("MACHINE").add_circle((0, 0), 5)
        attribute = space.add_blockref("MACHINE", (0, 0)).add_attrib("NAME", "", (0, 0))
        attribute.embed_mtext(note(space.doc.blocks.new("SCRATCH"), r"Lathe\PNo. 7"))

    drawing = imported(draw)
    assert words(drawing) == ["Lathe", "No. 7"]
    assert (drawing.text_places[:, 2] > 0).all()


@pytest.mark.parametrize("lines", [["", "WELD CELL", "", "i"], ["Ø 12", "", "設備"], []])
def test_the_widths_of_many_lines_are_those_of_each(lines: list[str]) -> None:
    assert text_widths(lines).tolist() == [text_width(line) for line in lines]


@pytest.mark.parametrize("version", ["R2007", "R2018"])
def test_text_flows_from_one_column_into_the_next(imported: Callable[..., Drawing], version: str) -> None:
    def draw(space: Any) -> None:
        at = {"char_height": HEIGHT, "insert": (0, 0)}
        # Two lines take 10 and 10 * 5 / 3 of the first column's height.
        space.add_mtext_dynamic_manual_height_columns(
            r"One\PTwo\PThree", width=80, gutter_width=20, heights=[30, 30], dxfattribs=at
        )

    drawing = imported(draw, version)
    assert words(drawing) == ["One", "Two", "Three"]
    assert [text.x for text in drawing.texts] == pytest.approx([0, 0, 100])
    assert [text.y for text in drawing.texts] == pytest.approx([-10, -10 - 50 / 3, -10])


@pytest.mark.parametrize(("corner", "level"), [(1, -10), (4, (-10 + 3) / 2), (7, 3)])
@pytest.mark.parametrize("said", ["Dock", r"{\C1;Dock}"])
def test_a_text_that_stands_on_its_point_keeps_its_descenders_above_it(
    imported: Callable[..., Drawing], corner: int, level: float, said: str
) -> None:
    # Capitals reach 10 above the base line, descenders 3 below it.
    (text,) = imported(lambda space: note(space, said, attachment_point=corner)).texts
    assert text.y == pytest.approx(level)
