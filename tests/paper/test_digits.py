"""Numbers as text in bulk are what Python writes one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from floorwright.paper.digits import chosen, decimals, hexadecimals, text_pieces, text_rows, whole


@given(st.lists(st.integers(-(10**9), 10**9), max_size=20))
def test_whole_numbers_are_themselves(numbers: list[int]) -> None:
    said = text_rows([whole(np.array(numbers, np.int64)), b"l\n"], len(numbers))
    assert said == b"".join(b"%d l\n" % number for number in numbers)


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False), max_size=20))
def test_decimals_are_true_to_half_a_millionth(values: list[float]) -> None:
    said = text_rows([decimals(np.array(values, float)), b" "], len(values)).split()
    assert all(b"." in word for word in said)
    # Half a millionth, and what a double holds of a number of this size.
    assert all(
        abs(float(word) - value) <= 5.1e-7 + abs(value) * 3e-16 for word, value in zip(said, values, strict=True)
    )


@given(st.integers(0, 1 << 40), st.integers(0, 300))
def test_hexadecimals_count_on(first: int, count: int) -> None:
    said = text_rows([hexadecimals(first, count), b" "], count).split()
    assert said == [b"%X" % (first + number) for number in range(count)]


def test_rows_leave_blanks_out_and_can_be_cut_apart() -> None:
    columns = [whole(np.array([7, 8]), np.array([False, True])), chosen([b"m", b"ll"], np.array([0, 1]))]
    assert text_pieces(columns, 2) == (b"7 mll", [0, 3, 5])
