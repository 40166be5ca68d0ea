"""Long traces as an asset: read back as they were, refused when they are not whole."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.errors import PlanFailed
from floorwright.model.observation import Observation
from floorwright.model.track import COLUMNS, track_of_length
from floorwright.storage.assets import Assets
from floorwright.storage.tracks import TrackReader, pack, unpack
from floorwright.storage.zip_limits import Damaged

MADE = replace(
    track_of_length(4),
    t_s=np.array([0.0, 1.5, 1.5, 9.0]),
    x=np.array([np.nan, 1.25, -3e9, 0.0]),
    place=np.array([-1, 0, 1, 0], np.int32),
    note=np.array([-1, -1, 0, -1], np.int32),
    places=(("id", "Saw"), ("", "Elsewhere")),
    words=("a note",),
)


def test_tracks_are_read_back_as_they_were() -> None:
    data = pack([track_of_length(0), MADE])
    found = unpack(data, 1)
    for name in COLUMNS:
        assert np.array_equal(getattr(found, name), getattr(MADE, name), equal_nan=name in ("t_s", "x", "y"))
    assert (found.places, found.words) == (MADE.places, MADE.words)
    assert len(unpack(data, 0)) == 0


@given(st.data())
def test_what_is_not_whole_is_refused_or_a_track(data: st.DataObject) -> None:
    packed = bytearray(pack([MADE]))
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(packed)))
    for broken in (bytes(packed), bytes(packed[:cut])):
        try:
            assert len(unpack(broken, 0).t_s) >= 0
        except Damaged:
            continue


def test_readings_that_are_not_in_the_plan_are_named() -> None:
    gone = Observation(id="o", name="Ann, Monday", asset="0" * 64 + ".trace")
    with pytest.raises(PlanFailed, match="“Ann, Monday” are not in the plan"):
        TrackReader({"o": gone}, Assets())(gone)
