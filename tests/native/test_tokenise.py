"""Tags become the same columns with the compiled library and without it."""

import ctypes
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.native import tokenise as module
from floorwright.native.library import library
from floorwright.native.tokenise import IS_TEXT, NOT_ASCII, ODD_NUMBER, TagColumns, hash_of, sorted_by_code, tokenise

needs_library = pytest.mark.skipif(library() is None, reason="there is no C compiler here")


def without(data: bytes) -> TagColumns:
    """The columns by numpy alone."""
    mark = b"\n" if b"\n" in data[:65536] or b"\r" not in data[:65536] else b"\r"
    return module._with_numpy(data, 3 if data.startswith(b"\xef\xbb\xbf") else 0, mark)


def rows(columns: TagColumns) -> list[tuple[object, ...]]:
    """The tags as code, value, offset, length and flag; a number by its bits."""
    return list(
        zip(
            columns.code.tolist(), columns.hashes.tolist(), columns.offset.tolist(), columns.length.tolist(),
            columns.flag.tolist(), strict=True,
        )
    )  # fmt: skip


def test_a_line_becomes_its_codes_numbers_and_places() -> None:
    columns = tokenise(b"  0\nLINE\n 10\n1.5\n 20\n-2e3\n  8\nWand\xe9\n")
    assert columns.code.tolist() == [0, 10, 20, 8]
    assert columns.number[1:3].tolist() == [1.5, -2000.0]
    assert columns.hashes[0] == hash_of("line") and columns.hashes[3] == hash_of(b"WAND\xe9")
    assert [columns.value(tag) for tag in range(4)] == [b"LINE", b"1.5", b"-2e3", b"Wand\xe9"]
    assert columns.flag.tolist() == [0, 0, 0, NOT_ASCII]
    assert columns.stopped == len(columns.data)


def test_texts_keep_their_case_and_names_do_not() -> None:
    columns = tokenise(b"1\nHall\n1\nHALL\n8\nHall\n8\nHALL\n")
    assert columns.hashes[0] != columns.hashes[1]
    assert columns.hashes[2] == columns.hashes[3]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_any_line_end_gives_the_same_values(end: bytes) -> None:
    columns = tokenise(end.join([b"0", b"TEXT", b" 1", b" two words ", b" 40", b"  2.5  "]) + end)
    assert columns.code.tolist() == [0, 1, 40]
    assert columns.value(1) == b" two words "
    assert columns.number[2] == 2.5


@pytest.mark.parametrize("odd", [b"1,5", b"nan", b"inf", b"1e999", b"1_0", b"", b"abc", b"1.2.3", b"0x10"])
def test_what_is_no_plain_number_is_marked_and_stands_as_0(odd: bytes) -> None:
    for columns in (tokenise(b"10\n" + odd + b"\n"), without(b"10\n" + odd + b"\n")):
        assert columns.number.tolist() == [0.0]
        assert columns.flag.tolist() == [ODD_NUMBER]


@pytest.mark.parametrize(
    ("data", "count", "stopped"),
    [
        (b"0\nLINE\nxx\n1\n", 1, 7),
        (b"0\nLINE\n9999\n1\n", 1, 7),
        (b"0\nLINE\n-5\n1\n", 1, 7),
        (b"0\nLINE\n10\n", 1, -1),
        (b"0\nLINE\n\n  \n\n", 1, 12),
        (b"", 0, 0),
    ],
)
def test_where_codes_end_is_told(data: bytes, count: int, stopped: int) -> None:
    for columns in (tokenise(data), without(data)):
        assert (len(columns.code), columns.stopped) == (count, stopped)


@needs_library
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_to_its_last_bit_or_marked(number: float) -> None:
    columns = tokenise(b"10\n" + repr(number).encode() + b"\n")
    if columns.flag[0] == 0:
        assert struct.pack("d", columns.number[0]) == struct.pack("d", number)


@needs_library
@given(st.integers(-(10**19), 10**19), st.integers(0, 19))
def test_decimals_of_up_to_nineteen_digits_are_rounded_once(digits: int, places: int) -> None:
    text = f"{digits}e-{places}"
    columns = tokenise(b"40\n" + text.encode() + b"\n")
    assert columns.flag[0] == ODD_NUMBER or columns.number[0] == float(text)


@needs_library
@given(st.lists(st.tuples(st.integers(0, 1071), st.text(alphabet="aB1.-+eE,ü ", max_size=8)), max_size=12), st.binary())
def test_the_library_and_numpy_agree(tags: list[tuple[int, str]], rest: bytes) -> None:
    data = b"".join(b"%d\n%s\n" % (code, value.encode()) for code, value in tags)
    for sample in (data, data + rest.replace(b"\r", b"")):
        one, other = tokenise(sample), without(sample)
        assert one.code.tolist() == other.code.tolist()
        assert (one.offset == other.offset).all() and (one.length == other.length).all()
        # numpy reads numbers of many digits that the library leaves to be looked at again.
        plain = IS_TEXT[one.code] | (one.flag & ODD_NUMBER == 0)
        assert (one.hashes[plain] == other.hashes[plain]).all()
        assert (one.flag[plain] == other.flag[plain]).all()
        assert one.stopped == other.stopped


@needs_library
def test_the_library_counts_lines() -> None:
    loaded = library()
    assert loaded is not None
    count = loaded.fw_count_lines
    count.restype = ctypes.c_int64
    count.argtypes = (ctypes.c_char_p, ctypes.c_int64, ctypes.c_char)
    assert count(b"a\nb\nc", 5, b"\n") == 2
    assert np.dtype(np.int64).itemsize == ctypes.sizeof(ctypes.c_int64)


@pytest.mark.parametrize("compiled", [True, False])
def test_tags_are_found_by_their_codes(compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not compiled:
        monkeypatch.setattr(module, "library", lambda: None)
    order, begins = sorted_by_code(np.array([10, 0, -1, 20, 10, 1071, 0], np.int16))
    assert [order[begins[code] : begins[code + 1]].tolist() for code in (0, 5, 10, 20, 1071)] == [
        [1, 6], [], [0, 4], [3], [5],
    ]  # fmt: skip
    assert begins[-1] == len(order) == 6
