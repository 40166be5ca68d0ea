"""What a newer revision adds and takes away."""

import time
from dataclasses import replace

import numpy as np

from floorwright.model.drawing import Drawing, DrawingLayer, empty_drawing
from floorwright.model.drawing_changes import change_words, changes
from floorwright.model.drawing_parts import lines_of
from helpers.drawings import drawing

BEFORE = drawing(
    {"A": [(0, 0, 10, 0), (0, 5, 10, 5)], "B": [(1, 1, 2, 2)]},
    {"A": [(5, 5, 2, 0, 90)]},
    {"A": [[(0, 0), (4, 0), (4, 4)]]},
    {"T": [(0, 0, "Hall 1")]},
)


def test_the_same_drawing_written_again_has_no_changes() -> None:
    # Ends drawn the other way round, and digits beyond a thousandth of a millimetre.
    again = replace(BEFORE, segments=BEFORE.segments[:, [2, 3, 0, 1]] + 1e-7)
    found = changes(BEFORE, again, 1.0)
    assert (found.added.count, found.removed.count) == (0, 0)
    assert change_words(found) == "Nothing drawn has changed."


def test_what_is_new_and_what_is_gone_is_named_by_kind_and_layer() -> None:
    after = drawing(
        {"A": [(0, 0, 10, 0), (0, 6, 10, 6)], "C": [(1, 1, 2, 2)]},
        {"A": [(5, 5, 2, 0, 180)]},
        {"A": [[(4, 4), (0, 0), (4, 0)]]},
        {"T": [(0, 0, "Hall 2")]},
    )
    found = changes(BEFORE, after, 1.0)
    # The fill has the same corners in another order. The line of B lies on another layer now.
    assert found.added.segments.tolist() == [False, True, True] and found.removed.segments.tolist() == [
        False,
        True,
        True,
    ]
    assert found.added.arcs.tolist() == [True] and found.added.fills.tolist() == [False]
    assert found.added.texts.tolist() == [True]
    assert (found.new_layers, found.gone_layers) == (("C",), ("B",))
    assert change_words(found) == "Drawn anew: 4. Gone: 4. New layers: C. Layers gone: B."
    # The two lines, the half circle in six chords of 30°, and the line under the text.
    assert len(lines_of(after, found.added)) == 2 + 6 + 1


def test_a_unit_of_metres_is_compared_as_finely_as_millimetres() -> None:
    moved = replace(BEFORE, segments=BEFORE.segments + np.array([0.001, 0, 0.001, 0]))
    assert changes(BEFORE, moved, 1000.0).added.segments.all()
    assert not changes(BEFORE, moved, 1.0).added.segments.any()


def large(count: int, shift: float) -> Drawing:
    random = np.random.default_rng(1)
    lines = random.uniform(0, 500_000, (count, 4))
    lines[: count // 100] += shift
    return replace(
        empty_drawing(), layers=(DrawingLayer("A", entities=count),), looks=np.array([[0, 0, 0]], np.int32),
        segments=lines, segment_look=np.zeros(count, np.int32), segment_entity=np.zeros(count, np.int32),
    )  # fmt: skip


def test_half_a_million_lines_are_compared_while_one_waits() -> None:
    before, after = large(500_000, 0.0), large(500_000, 1.0)
    started = time.process_time()
    found = changes(before, after, 1.0)
    # Measured 0.35 s on the machine this was written on; a loop over the lines takes ten times the limit.
    assert time.process_time() - started < 4.0
    assert found.added.count == found.removed.count == 5000
