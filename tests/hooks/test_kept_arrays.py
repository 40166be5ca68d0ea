"""Arrays go into one file and come back as they were, or not at all."""

import zlib
from pathlib import Path

import numpy as np
import pytest

from floorwright.hooks.kept_arrays import keep_arrays, kept_arrays

ARRAYS = {
    "points": np.array([[0.0, 1.5], [-2.25, 1e300], [np.nan, np.inf]]),
    "layers": np.array([3, 1, 2], np.int32),
    "none": np.zeros((0, 4), np.float32),
    "shown": np.array([True, False]),
    "bytes": np.arange(7, dtype=np.uint8),
    "one": np.array(5, np.int64),
}


def test_arrays_come_back_with_their_types_and_shapes_and_cannot_be_written_to(tmp_path: Path) -> None:
    places = keep_arrays(ARRAYS, tmp_path / "arrays")
    back = kept_arrays(tmp_path / "arrays", places)
    assert list(back) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert back[name].dtype == array.dtype and back[name].shape == array.shape
        np.testing.assert_array_equal(back[name], array)
        assert not back[name].flags.writeable
        assert back[name].ctypes.data % array.dtype.itemsize == 0
    only = kept_arrays(tmp_path / "arrays", {"layers": places["layers"]})
    assert only["layers"].tolist() == [3, 1, 2]


def test_what_lies_in_another_order_in_memory_comes_back_the_same(tmp_path: Path) -> None:
    turned = np.arange(12.0).reshape(3, 4).T[::2]
    places = keep_arrays({"turned": turned}, tmp_path / "arrays")
    np.testing.assert_array_equal(kept_arrays(tmp_path / "arrays", places)["turned"], turned)


def test_nothing_at_all_can_be_kept(tmp_path: Path) -> None:
    assert kept_arrays(tmp_path / "arrays", keep_arrays({}, tmp_path / "arrays")) == {}


def test_a_byte_that_has_changed_is_found_unless_it_is_not_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    places = keep_arrays(ARRAYS, path)
    changed = bytearray(path.read_bytes())
    changed[places["layers"][2]] ^= 1
    path.write_bytes(changed)
    with pytest.raises(ValueError, match="layers is not as it was written"):
        kept_arrays(path, places)
    assert kept_arrays(path, places, unchecked=["layers"])["layers"].tolist() == [2, 1, 2]


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    places = keep_arrays(ARRAYS, path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ValueError, match="one, \\[\\] of <i8, is not in the file"):
        kept_arrays(path, places)
    path.write_bytes(b"")
    with pytest.raises(ValueError, match="empty"):
        kept_arrays(path, places)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        kept_arrays(path, places)


@pytest.mark.parametrize(
    "place",
    [
        ["|O", [1], 64, 0],
        ["|V8", [1], 64, 0],
        ["<U4", [1], 64, 0],
        ["nonsense", [1], 64, 0],
        ["<f8", [10**18], 64, 0],
        ["<f8", [10**30], 64, 0],
        ["<f8", [2, -2], 64, 0],
        ["<f8", [-1], 64, 0],
        ["<f8", [1], -8, 0],
        ["<f8", [1], 10**9, 0],
        ["<f8", ["1"], 64, 0],
        ["<f8", [1], 64],
        None,
    ],
)
def test_a_table_that_says_nonsense_is_refused(tmp_path: Path, place: list[object] | None) -> None:
    path = tmp_path / "arrays"
    keep_arrays({"numbers": np.zeros(4)}, path)
    with pytest.raises((TypeError, ValueError)):
        kept_arrays(path, {"numbers": place})  # type: ignore[dict-item]


def test_a_file_that_is_there_already_is_not_written_over(tmp_path: Path) -> None:
    keep_arrays({"a": np.zeros(1)}, tmp_path / "arrays")
    with pytest.raises(FileExistsError):
        keep_arrays({"a": np.ones(1)}, tmp_path / "arrays")


def test_the_check_sum_is_that_of_the_numbers(tmp_path: Path) -> None:
    places = keep_arrays({"bytes": ARRAYS["bytes"]}, tmp_path / "arrays")
    assert places == {"bytes": ["|u1", [7], 64, zlib.crc32(bytes(range(7)))]}
