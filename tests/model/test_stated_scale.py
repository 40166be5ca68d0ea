"""Scales as sheets state them; an architect's 1/8 inch to the foot is 1:96."""

import pytest

from floorwright.model.stated_scale import stated_scale


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("1:100", 100), ("Scale 1 : 50", 50), ("SCALE: 1:50", 50), ("M 1:200", 200), ("Maßstab 1:1000", 1000),
        ("Plan (1:250)", 250), ("1:1 000", 1000), ("1:1,250", 1250), ("Hall 4, 1:500 @ A1", 500), ("scale 1/75", 75),
        ("Échelle : 1/100", 100), ("scale 1:333", 333),
        ("1/8\" = 1'-0\"", 96), ("SCALE: 1/4\"=1'-0\"", 48), ("3/32″ = 1′-0″", 128), ("1\" = 20'", 240),
        ("1 in = 8 ft", 96), ("1 1/2\" = 1'-0\"", 8), ("1” = 40’-0”", 480), ("0.5\" = 1'", 24),
    ],
)  # fmt: skip
def test_a_stated_scale_is_understood(text: str, times: float) -> None:
    assert stated_scale([text])[0] == pytest.approx(times)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11:15",
        "1:15",
        "1:30:00",
        "10:1",
        "ratio 21:100",
        "1:333",
        "1/100",
        "v1:2.5",
        "1:00 pm",
        "0/0\" = 1'",
        "1/0\" = 1'",
    ],
)
def test_what_states_no_scale_is_none(text: str) -> None:
    assert stated_scale([text]) == (0, "")


def test_of_several_the_one_stated_most_often_and_then_the_smallest_counts() -> None:
    assert stated_scale(["1:20", "1:100", "1:100"]) == (100, "1:100")
    assert stated_scale(["1:20", "1:100"]) == (100, "1:100")
