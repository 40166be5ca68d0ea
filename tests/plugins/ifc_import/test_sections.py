"""What a plan shows of solids, and what is said where models cannot be read."""

import sys
from pathlib import Path

import numpy as np
import pytest

from floorwright.api import ImportFailed, ImportOptions, Job
from floorwright_builtin.ifc_import import is_ifc, read
from floorwright_builtin.ifc_import.kinds import layer_of
from floorwright_builtin.ifc_import.section import cut, outline

CORNERS = np.array([(x, y, z) for z in (0, 4) for y in (0, 0.3) for x in (0, 30)], np.float64)
BOX = np.array(
    [(0, 1, 3), (0, 3, 2), (4, 5, 7), (4, 7, 6), (0, 1, 5), (0, 5, 4), (2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4),
     (1, 3, 7), (1, 7, 5)], np.int64,
)  # fmt: skip
"""A wall of 30 m by 0.3 m, 4 m high."""


def test_a_wall_is_cut_in_its_four_sides() -> None:
    lines = cut(CORNERS, BOX, 1.2)
    # Two triangles a side, each cut once.
    assert len(lines) == 8
    assert np.hypot(*(lines[:, 2:] - lines[:, :2]).T).sum() == pytest.approx(2 * 30 + 2 * 0.3)
    assert lines.reshape(-1, 2).min(0) == pytest.approx([0, 0]) and lines.reshape(-1, 2).max(0) == pytest.approx(
        [30, 0.3]
    )


@pytest.mark.parametrize("height", [-1.0, 4.0, 4.5])
def test_a_plane_beside_a_wall_does_not_cut_it(height: float) -> None:
    assert len(cut(CORNERS, BOX, height)) == 0


def test_a_plane_through_corners_cuts_once() -> None:
    lines = cut(CORNERS, BOX, 0.0)
    assert np.hypot(*(lines[:, 2:] - lines[:, :2]).T).sum() == pytest.approx(60.6)


def test_the_outline_from_above_is_the_edge_of_the_shape() -> None:
    (ring,) = outline(CORNERS, BOX)
    assert sorted(map(tuple, np.round(ring[:-1], 6).tolist())) == [(0, 0), (0, 0.3), (30, 0), (30, 0.3)]


def test_nothing_and_nonsense_have_no_outline() -> None:
    assert outline(CORNERS, np.zeros((0, 3), np.int64)) == []
    assert outline(np.full((8, 3), np.nan), BOX) == []
    assert len(cut(np.full((8, 3), np.nan), BOX, 1.0)) == 0


def test_an_upright_plate_is_a_box_from_above() -> None:
    plate = np.array([(0, 0, 0), (2, 0, 0), (0, 0, 3)], np.float64)
    (ring,) = outline(plate, np.array([(0, 1, 2)]))
    assert ring.max(0).tolist() == [2, 0]


def test_elements_are_on_the_layer_of_their_class_or_of_one_above_it() -> None:
    assert layer_of("IfcWall", lambda name: False) == "Walls"
    assert layer_of("IfcWallElementedCase", lambda name: name == "IfcWall") == "Walls"
    assert layer_of("IfcProxy", lambda name: False) == "Other"


def test_a_model_is_known_by_its_schema() -> None:
    head = b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('ViewDefinition'),'2;1');\nFILE_SCHEMA(('IFC2X3'));\nENDSEC;"
    assert is_ifc(head)
    assert not is_ifc(head.replace(b"IFC2X3", b"AUTOMOTIVE_DESIGN"))


def test_without_the_library_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ifcopenshell", None)
    with pytest.raises(ImportFailed, match="ifcopenshell, which reads those, is not installed") as refused:
        read(tmp_path / "hall.ifc", ImportOptions(), Job())
    assert "pip install ifcopenshell" in refused.value.hint
