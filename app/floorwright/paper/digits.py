"""Millions of numbers as text: looked up in tables, set beside each other in rows of bytes, and freed of the gaps."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Floats

TextColumn = NDArray[Any]
"""A field of bytes a row, filled up with zero bytes, which vanish in the end."""
_TABLE = 1 << 16
_MICRO = 1_000_000
_WIDEST = float(_TABLE * 10_000)


def text_rows(columns: Sequence[TextColumn | bytes], count: int) -> bytes:
    """The rows one after the other, each its columns one after the other; bytes stand in every row."""
    made = _table(columns, count)
    return made.tobytes().translate(None, b"\0")


def text_pieces(columns: Sequence[TextColumn | bytes], count: int) -> tuple[bytes, list[int]]:
    """As `text_rows`, with the place at which each row starts and the last ends."""
    made = _table(columns, count)
    lengths = (made.view(np.uint8).reshape(count, -1) != 0).sum(axis=1) if count else np.zeros(0, np.int64)
    return made.tobytes().translate(None, b"\0"), [0, *np.cumsum(lengths).tolist()]


def chosen(words: Sequence[bytes], which: NDArray[Any]) -> TextColumn:
    """For each row the word of that number."""
    found: TextColumn = np.array(list(words), dtype=f"S{max([1, *map(len, words)])}")[which]
    return found


def whole(numbers: NDArray[Any], blank: NDArray[np.bool_] | None = None) -> TextColumn:
    """Whole numbers with a blank behind; nothing at all where `blank`. Quick for those from 0 to 65535."""
    table = _wholes()
    if len(numbers) and (numbers.min() < 0 or numbers.max() >= _TABLE):
        made = np.zeros(len(numbers), "S12")
        fits = (numbers >= 0) & (numbers < _TABLE)
        made[fits] = table[numbers[fits]]
        made[~fits] = [b"%d " % number for number in numbers[~fits].tolist()]
    else:
        made = table[numbers]
    if blank is not None:
        made[blank] = b""
    return made


def decimals(values: Floats) -> TextColumn:
    """Numbers to a millionth, with a point and without superfluous zeros at the end."""
    if len(values) and not np.abs(values).max() < _WIDEST:
        return np.array([b"%.6f" % value for value in values.tolist()])
    micros = np.rint(values * _MICRO).astype(np.int64)
    size = np.abs(micros)
    units, parts = size // _MICRO, (size % _MICRO).astype(np.int32)
    high, low = (units // 10_000).astype(np.int32), (units % 10_000).astype(np.int32)
    made = np.zeros(len(values), [("sign", "S1"), ("high", "S5"), ("low", "S4"), ("milli", "S4"), ("micro", "S3")])
    made["sign"][micros < 0] = b"-"
    _, plain, four, point, three = _decimal_tables()
    made["high"] = plain[high]
    made["high"][high == 0] = b""
    made["low"] = np.where(high > 0, four[low], plain[low])
    made["milli"] = point[parts // 1000]
    made["micro"] = three[parts % 1000]
    made["micro"][parts % 1000 == 0] = b""
    made["milli"][parts == 0] = b".0"
    return made


def exact(values: Floats) -> TextColumn:
    """Numbers with every digit that they hold; slower than `decimals`."""
    return np.array([repr(value).encode() for value in values.tolist()], "S24")


def hexadecimals(first: int, count: int) -> TextColumn:
    """Whole numbers from `first` on, to the base of 16 in capitals."""
    numbers = np.arange(first, first + count, dtype=np.int64)
    high, low = numbers >> 16, numbers & 0xFFFF
    made = np.zeros(count, [("high", "S8"), ("low", "S4")])
    above = np.unique(high)
    made["high"] = chosen([b"%X" % part if part else b"" for part in above.tolist()], np.searchsorted(above, high))
    padded, short = _hexadecimal_tables()
    made["low"] = np.where(high > 0, padded[low], short[low])
    return made


def _table(columns: Sequence[TextColumn | bytes], count: int) -> NDArray[Any]:
    kinds = [
        (str(at), f"V{len(column) if isinstance(column, bytes) else column.dtype.itemsize}")
        for at, column in enumerate(columns)
    ]
    made = np.zeros(count, kinds)
    for at, column in enumerate(columns):
        made[str(at)] = (
            np.void(column) if isinstance(column, bytes) else np.ascontiguousarray(column).view(kinds[at][1])
        )
    return made


@lru_cache(maxsize=1)
def _wholes() -> TextColumn:
    return np.array([b"%d " % number for number in range(_TABLE)], "S6")


@lru_cache(maxsize=1)
def _decimal_tables() -> tuple[TextColumn, ...]:
    return (
        _wholes(),
        np.array([b"%d" % number for number in range(_TABLE)], "S5"),
        np.array([b"%04d" % number for number in range(10_000)], "S4"),
        np.array([b".%03d" % number for number in range(1000)], "S4"),
        np.array([b"%03d" % number for number in range(1000)], "S3"),
    )


@lru_cache(maxsize=1)
def _hexadecimal_tables() -> tuple[TextColumn, TextColumn]:
    padded = np.array([b"%04X" % number for number in range(_TABLE)], "S4")
    return padded, np.array([b"%X" % number for number in range(_TABLE)], "S4")
