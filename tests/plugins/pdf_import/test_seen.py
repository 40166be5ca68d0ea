"""What of a page of a PDF is seen: within the bounds of clipping, on layers that are switched on."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from floorwright.api import Drawing, ImportOptions, Job
from floorwright_builtin.pdf_import import read
from helpers.made_pdf import by_hand, form, object_stream

POINT = 25.4 / 72


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Drawing]:
    """Reads a page of a PDF."""

    def do(data: bytes, layers: tuple[str, ...] | None = None) -> Drawing:
        path = tmp_path / "plan.pdf"
        path.write_bytes(data)
        return read(path, ImportOptions(layers=layers), Job())

    return do


def points(drawing: Drawing) -> list[list[float]]:
    """The segments in points of the page."""
    return (np.round(drawing.segments / POINT, 3) + 0.0).tolist()


def test_what_lies_beyond_the_bounds_of_clipping_is_not_drawn(imported: Callable[..., Drawing]) -> None:
    window = "q 10 10 80 40 re W n "
    drawing = imported(
        by_hand(
            window + "0 30 m 200 30 l S 0 5 m 200 5 l S 20 20 60 60 re f "
            "BT /F 8 Tf 30 12 Td (IN) Tj 200 0 Td (OUT) Tj ET Q 0 90 m 9 90 l S"
        )
    )
    assert points(drawing) == [[10, 30, 90, 30], [0, 90, 9, 90]]
    low, high = drawing.fill_points.min(0) / POINT, drawing.fill_points.max(0) / POINT
    assert [*low, *high] == pytest.approx([20, 20, 80, 50], abs=1e-3)
    assert drawing.words == ("IN",)


def test_the_bounds_of_a_form_turn_with_it_and_hold_for_what_lies_in_it(imported: Callable[..., Drawing]) -> None:
    # In the form x from 0 to 20 is seen; a quarter turn makes y of x.
    inner = form("q 0 0 20 99 re W n 0 5 m 50 5 l S Q", matrix="0 1 -1 0 100 0")
    outer = "q 0 0 720 15 re W n /X Do Q"
    drawing = imported(by_hand(outer, resources="/XObject << /X 10 0 R >>", objects=(inner,)))
    assert points(drawing) == [[95, 0, 95, 15]]


def test_bounds_that_are_a_triangle_cut_at_its_sides(imported: Callable[..., Drawing]) -> None:
    drawing = imported(by_hand("0 0 m 100 0 l 50 50 l h W n 0 25 m 100 25 l S 0 10 m 100 10 l S"))
    assert points(drawing) == [[25, 25, 75, 25], [10, 10, 90, 10]]


def test_layers_of_cad_programs_are_layers(imported: Callable[..., Drawing]) -> None:
    data = by_hand(
        "/OC /W BDC 0 0 m 9 0 l S EMC /OC /D BDC 0 0 m 0 9 l S /X Do EMC 5 5 m 6 6 l S",
        resources="/Properties << /W 10 0 R /D 11 0 R >> /XObject << /X 12 0 R >>",
        objects=("<< /Type /OCG /Name (A-WALL) >>", "<< /Type /OCG /Name (A-DOOR) >>", form("7 0 m 7 5 l S")),
    )
    drawing = imported(data)
    assert [(layer.name, layer.entities) for layer in drawing.layers] == [("A-WALL", 1), ("A-DOOR", 2), ("Lines", 1)]
    assert points(imported(data, layers=("a-door",))) == [[0, 0, 0, 9], [7, 0, 7, 5]]


ON_TWO_LAYERS = "/OC /W BDC 0 0 m 9 0 l S EMC /OC /D BDC 0 0 m 0 9 l S EMC"
TWO_LAYERS = "/Properties << /W 10 0 R /D 11 0 R >>"
NAMES = ("<< /Type /OCG /Name (A-WALL) >>", r"<< /Type /OCG /Name <FEFF0054006F0072> >>")


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        ("/OFF [11 0 R]", {"A-WALL": True, "Tor": False}),
        ("/ON [10 0 R 11 0 R] /OFF []", {"A-WALL": True, "Tor": True}),
        ("/BaseState /OFF /ON [11 0 R] /OFF [10 0 R]", {"A-WALL": False, "Tor": True}),
    ],
)
def test_layers_that_a_pdf_shows_switched_off_are_not_visible(
    imported: Callable[..., Drawing], states: str, shown: dict[str, bool]
) -> None:
    catalog = f"/OCProperties << /OCGs [10 0 R 11 0 R] /D << /Order [10 0 R 11 0 R] {states} >> >>"
    drawing = imported(by_hand(ON_TWO_LAYERS, resources=TWO_LAYERS, objects=NAMES, catalog=catalog))
    assert {layer.name: layer.visible for layer in drawing.layers} == shown
    assert len(drawing.segments) == 2


@pytest.mark.parametrize("name", ["<FEFF041004200422>", "(T\\344r)", "<EFBBBF54C3A472>"])
def test_names_of_layers_are_read_in_every_alphabet(imported: Callable[..., Drawing], name: str) -> None:
    objects = (f"<< /Type /OCG /Name {name} >>", NAMES[1])
    layer, _ = imported(by_hand(ON_TWO_LAYERS, resources=TWO_LAYERS, objects=objects)).layers
    assert layer.name in ("АРТ", "Tär")


def test_a_layer_is_found_switched_off_in_a_packed_object(imported: Callable[..., Drawing]) -> None:
    packed = object_stream("20 0 << /OCGs [10 0 R 11 0 R] /D << /OFF [10 0 R] >> >>", first=5)
    drawing = imported(by_hand(ON_TWO_LAYERS, resources=TWO_LAYERS, objects=(*NAMES, packed)))
    assert [layer.name for layer in drawing.layers if not layer.visible] == ["A-WALL"]
