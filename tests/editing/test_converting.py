"""Parts of a drawing made into walls, areas, aisles and equipment."""

from dataclasses import replace

import numpy as np
import pytest

from floorwright.editing.commands.converting import (
    aisles_from,
    areas_from,
    convert,
    equipment_from,
    hide_layers,
    walls_from,
)
from floorwright.errors import EditRefused
from floorwright.model.document import Document
from floorwright.model.drawing import Drawing
from floorwright.model.drawing_parts import no_parts, of_entities, parts_at, parts_in, parts_of_blocks, parts_on
from floorwright.model.kinds import Machine, Underlay
from helpers.drawings import drawing, square
from helpers.plans import machine, plan

RECTANGLE = [(0, 40, 8, 40), (8, 40, 8, 43), (8, 43, 0, 43), (0, 43, 0, 40)]
HALL = drawing(
    {
        "WALLS": [(0, 0, 5, 0), (0, 0.2, 5, 0.2)],
        "ROOMS": [*square(10, 0, 4), *square(20, 0, 4)],
        "LANES": [(0, 30, 10, 30), (10, 30, 20, 30), *RECTANGLE],
    },
    texts={"NAMES": [(12, 2, "Paint"), (21, 1, "a"), (22, 3, "b")]},
    unit="m",
)
METRES = Underlay(id="u", name="hall.dxf", asset="x", unit="m", scale=1000.0)


def with_blocks(*rows: tuple[float, ...], box: tuple[float, ...] = (0.0, 0.0, 2.0, 1.0)) -> Drawing:
    """A drawing with the block LATHE at these transforms, an entity each; nothing else is drawn."""
    return replace(
        drawing({"M": [(i, 0, i, 1) for i in range(len(rows))]}, unit="m"),
        inserts=np.array(rows, float).reshape(-1, 6),
        insert_block=np.zeros(len(rows), np.int32),
        insert_entity=np.arange(len(rows), dtype=np.int32),
        block_boxes=np.array([box]),
        block_names=("LATHE",),
    )


def made_of(drawn: Drawing, underlay: Underlay = METRES, name: str = "") -> list[Machine]:
    return equipment_from(drawn, underlay, parts_of_blocks(drawn, ["LATHE"]), plan(), "lathe", name)


def test_two_faces_on_a_layer_become_one_wall() -> None:
    (wall,) = walls_from(HALL, METRES, parts_on(HALL, ["WALLS"]))
    assert (wall.x1, wall.y1, wall.x2, wall.y2, wall.thickness) == pytest.approx((0, 100, 5000, 100, 200))


def test_closed_outlines_become_areas_named_by_the_one_text_that_stands_in_them() -> None:
    areas = areas_from(HALL, METRES, parts_on(HALL, ["ROOMS"]), plan())
    # The second room holds two texts: neither is its name.
    assert [area.name for area in areas] == ["Paint", "Area"]
    assert set(areas[0].points) == {(10000, 0), (14000, 0), (14000, 4000), (10000, 4000)}


def test_aisles_follow_lines_and_the_middle_of_rectangles() -> None:
    aisles = aisles_from(HALL, METRES, parts_on(HALL, ["LANES"]))
    (broad,) = [aisle for aisle in aisles if aisle.width is not None]
    assert {broad.x1, broad.x2} == {0, 8000} and broad.y1 == broad.y2 == 41500 and broad.width == 3000
    assert [(a.x1, a.y1, a.x2, a.y2) for a in aisles if a.width is None] == [(0, 30000, 20000, 30000)]
    assert len(aisles) == 2


def test_every_instance_of_a_block_becomes_equipment_of_its_size_place_and_turn() -> None:
    # One as drawn at (10, 5); one turned by 90° at (20, 5), twice as large.
    first, second = made_of(with_blocks((1, 0, 0, 1, 10, 5), (0, 2, -2, 0, 20, 5)))
    assert (first.name, first.x, first.y, first.width, first.depth, first.rotation) == (
        "LATHE 1", 11000, 5500, 2000, 1000, 0,
    )  # fmt: skip
    # Its middle (1, 0.5) lies at (20 - 1, 5 + 2).
    assert (second.name, second.x, second.y, second.width, second.depth, second.rotation) == (
        "LATHE 2", 19000, 7000, 4000, 2000, 90,
    )  # fmt: skip
    assert first.symbol == "lathe" and not first.mirrored


def test_a_mirrored_block_is_mirrored_equipment() -> None:
    (left,) = made_of(with_blocks((-1, 0, 0, 1, 10, 5)))
    assert (left.x, left.mirrored, left.rotation) == (9000, True, 0)
    (upside,) = made_of(with_blocks((1, 0, 0, -1, 10, 5)))
    assert (upside.y, upside.mirrored, upside.rotation) == (4500, True, 180)


def test_equipment_turns_with_the_drawing_and_takes_the_name_that_is_typed() -> None:
    turned = replace(METRES, rotation=90.0)
    first, second = made_of(with_blocks((1, 0, 0, 1, 10, 5), (1, 0, 0, 1, 20, 5)), turned, "Press")
    assert (first.name, second.name, first.rotation) == ("Press 1", "Press 2", 90)
    assert (first.x, first.y) == pytest.approx((-5500, 11000))


def test_empty_blocks_are_passed_over_and_taken_names_are_not_used_twice() -> None:
    nothing = with_blocks((1, 0, 0, 1, 0, 0), box=(np.nan, np.nan, np.nan, np.nan))
    assert made_of(nothing) == []
    drawn = with_blocks((1, 0, 0, 1, 10, 5))
    records = plan(machine("LATHE", 0, 0))
    (made,) = equipment_from(drawn, METRES, parts_of_blocks(drawn, ["LATHE"]), records, "lathe")
    assert made.name == "LATHE 2"


@pytest.mark.parametrize(("block", "name"), [("hall$0$LATHE", "LATHE"), ("site|SAW", "SAW"), ("*U12", "Equipment")])
def test_equipment_is_called_as_the_block_without_the_drawing_it_was_bound_from(block: str, name: str) -> None:
    drawn = replace(with_blocks((1, 0, 0, 1, 10, 5)), block_names=(block,))
    (made,) = equipment_from(drawn, METRES, parts_of_blocks(drawn, [block]), plan(), "machine")
    assert made.name == name


def test_loose_lines_become_one_machine_round_them() -> None:
    (made,) = equipment_from(HALL, METRES, parts_on(HALL, ["WALLS"]), plan(), "machine", "Saw")
    assert (made.name, made.x, made.y, made.width, made.depth) == ("Saw", 2500, 100, 5000, 200)


def test_a_click_finds_an_entity_and_where_none_is_known_what_hangs_together_on_the_layer() -> None:
    layers = range(len(HALL.layers))
    assert parts_at(HALL, layers, (12.0, 0.05), 0.1).segments.sum() == 1
    loose = replace(HALL, segment_entity=np.full(len(HALL.segments), -1, np.int32))
    found = parts_at(loose, layers, (12.0, 0.05), 0.1)
    assert found.segments.sum() == 4 and loose.segments[found.segments].min() == 0
    assert parts_at(HALL, layers, (100.0, 100.0), 0.1).count == 0
    assert parts_at(HALL, [0], (12.0, 0.05), 0.1).count == 0


def test_an_entity_is_taken_with_all_that_belongs_to_it() -> None:
    one = replace(HALL, segment_entity=np.where(np.arange(len(HALL.segments)) < 6, 7, 8).astype(np.int32))
    assert parts_at(one, range(9), (2.0, 0.0), 0.05).segments.sum() == 6
    assert of_entities(one, [-1]).count == 0


def test_a_window_takes_what_lies_wholly_in_it() -> None:
    corners = np.array([[9.0, -1.0], [15.0, -1.0], [15.0, 5.0], [9.0, 5.0]])
    found = parts_in(HALL, range(9), corners)
    assert (found.segments.sum(), found.texts.sum()) == (4, 1)
    assert (found - found).count == 0 and (found | no_parts(HALL)).count == 5


def test_a_circle_is_found_at_its_line_and_not_in_its_middle() -> None:
    round_one = drawing(arcs={"A": [(0, 0, 10, 0, 360)]})
    assert parts_at(round_one, [0], (10.0, 0.0), 0.5).count == 1
    assert parts_at(round_one, [0], (0.0, 0.0), 0.5).count == 0


def test_converting_is_one_step_and_nothing_is_refused_in_words() -> None:
    document = Document(plan())
    with document.edit("Convert") as edit:
        ids = convert(edit, walls_from(HALL, METRES, parts_on(HALL, ["WALLS"])))
    assert all(id in document.records for id in ids)
    document.undo()
    assert not any(id in document.records for id in ids)
    with pytest.raises(EditRefused, match="Nothing of that"), document.edit("Convert") as edit:
        convert(edit, [])


def test_hidden_layers_lose_their_role_so_that_a_wall_stands_in_the_way_once() -> None:
    before = replace(METRES, roles=(("WALLS", "wall"), ("ROOMS", "wall")))
    after = hide_layers(before, HALL, ["WALLS"])
    assert after.roles == (("ROOMS", "wall"),) and after.shown == (("WALLS", False),)
