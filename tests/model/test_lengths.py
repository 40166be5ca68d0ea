"""Lengths as people type them: either exactly what they mean, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.units import NotALength, Unit, format_length, parse_length, parse_number


@pytest.mark.parametrize(
    ("text", "unit", "mm"),
    [
        ("1.5", Unit.M, 1500.0),
        ("1,5", Unit.M, 1500.0),
        (".5", Unit.M, 500.0),
        ("5.", Unit.MM, 5.0),
        ("  250 ", Unit.MM, 250.0),
        ("250mm", Unit.M, 250.0),
        ("12 cm", Unit.FOOT, 120.0),
        ("3 dm", Unit.M, 300.0),
        ("3 m 20", Unit.FOOT, 3200.0),
        ("3m20", Unit.MM, 3200.0),
        ("3 m 20 cm 5 mm", Unit.M, 3205.0),
        ("-3 m 20", Unit.M, -3200.0),
        ("+2", Unit.CM, 20.0),
        ('1/2"', Unit.M, 12.7),
        ('6 1/2"', Unit.M, 165.1),
        ("6 1/2", Unit.INCH, 165.1),
        ("1/4", Unit.M, 250.0),
        ("10'6 1/2\"", Unit.M, 3213.1),
        ("10'6-1/2\"", Unit.M, 3213.1),
        ("10' 6.5\"", Unit.M, 3213.1),
        ("5'6", Unit.M, 1676.4),
        ("5 ft 6 in", Unit.M, 1676.4),
        ("5′ 6″", Unit.M, 1676.4),
        ("7'", Unit.M, 2133.6),
    ],
)
def test_a_length_is_what_it_says(text: str, unit: Unit, mm: float) -> None:
    assert parse_length(text, unit) == pytest.approx(mm, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "abc", "--5", "+-5", "1e999", "1e3", "nan", "inf", "٣", "½", "1.234,5", "1,234.5", "1'234", "1 234",
        "3 20", "3.5 m 20", "3 m 200", "5'14", "1/0", "1/2/3", "1.5/2", "3 m 20 cm 5", "20 cm 3 m", "3 m 3 m",
        "5 meter", "5 x", "m", "'", "3 m -20", "=1+1", "1" * 400, "3 m 20 m", "1..5", "1,,5", ",", "5 mm 5",
    ],
)  # fmt: skip
def test_what_is_not_one_length_for_certain_is_refused(text: str) -> None:
    with pytest.raises(NotALength, match="is not a length"):
        parse_length(text, Unit.M)


@given(st.integers(-(10**9), 10**9), st.sampled_from(Unit))
def test_what_is_shown_is_read_back_to_half_a_last_place(thousandths: int, unit: Unit) -> None:
    length = thousandths / 1000
    shown = format_length(length, unit, decimals=6)
    assert parse_length(shown, unit) == pytest.approx(length, abs=0.5000001e-6 * unit.mm)


@given(st.text(max_size=12))
def test_any_text_is_a_finite_length_or_refused(text: str) -> None:
    try:
        length = parse_length(text, Unit.M)
    except NotALength:
        return
    assert abs(length) < 1e60
    assert any(character in "0123456789" for character in text)


def test_a_small_length_below_zero_is_not_shown_as_minus_nothing() -> None:
    assert format_length(-0.0001, Unit.M) == "0.000 m"
    assert format_length(3200.0, Unit.M) == "3.200 m"
    assert format_length(3200.4, Unit.FOOT) == "10.50 ft"


@pytest.mark.parametrize(
    ("text", "number"), [("12.5", 12.5), ("12,5", 12.5), ("-3", -3.0), ("1e3", 1000.0), (" 7 ", 7.0)]
)
def test_a_number_has_a_point_or_a_comma(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "abc", "1.234,5", "1 234", "1e999", "--5", "nan", "inf", "٣", "0x10", "1_000"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotALength):
        parse_number(text)
