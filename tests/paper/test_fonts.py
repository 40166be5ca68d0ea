"""Letters of every script: which font draws them, and how wide they are."""

import pytest

from floorwright.paper.fonts import drawable, font, lacking, runs, text_width

CAPITAL = 1493 / 2048
"""DejaVu Sans Condensed: the top of its H, in shares of the size."""


def families(text: str) -> list[tuple[str, str]]:
    return [(run.font.family, run.text) for run in runs(text)]


@pytest.mark.parametrize(
    "text", ["창호 일람표", "比选方案", "かなカナ漢字", "ภาษาไทย", "Цех №3", "Δομή", "מפעל", "مصنع", "Łódź ≥ 5 µm"]
)
def test_no_letter_of_a_plant_anywhere_is_missing(text: str) -> None:
    assert lacking(text) == set() and drawable(text) == text


def test_each_letter_comes_from_the_first_font_that_has_it() -> None:
    assert families("A-603 창호 Ж") == [
        ("DejaVu Sans Condensed", "A-603 "), ("Droid Sans Fallback", "창호 "), ("DejaVu Sans Condensed", "Ж"),
    ]  # fmt: skip


def test_letters_that_no_font_has_are_boxes_and_are_named() -> None:
    assert drawable("💡 lamp") == "□ lamp" and lacking("💡 lamp") == {"💡"}


def test_widths_are_those_of_the_fonts_that_draw() -> None:
    # An ideograph is as wide as the font's size, of which a capital is 1493 / 2048.
    assert font().capital == pytest.approx(CAPITAL)
    assert text_width("比", 2.5) == pytest.approx(2.5 / CAPITAL)
    assert text_width("A比", 2.5) == pytest.approx(text_width("A", 2.5) + 2.5 / CAPITAL)


def test_a_line_without_letters_has_no_width() -> None:
    assert runs("") == () and text_width("", 2.5) == 0
