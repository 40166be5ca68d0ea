"""Small damage to a file, at random but the same every time."""

import random

_VALUES = (
    b"0",
    b"-1",
    b"1e308",
    b"nan",
    b"1e-300",
    b"2147483647",
    b"-2147483648",
    b"",
    b"99999999999",
    b"EOF",
    b"*D1",
    b"\xff",
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with one to six damages of different kinds."""
    for _ in range(chance.randint(1, 6)):
        data = chance.choice((_bytes, _lines_lost, _line_again, _value, _value, _value, _swap, _cut, _grown))(
            data, chance
        )
    return data


def _bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 100))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _lines_lost(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    del lines[start : start + chance.choice((1, 2, 40))]
    return b"\n".join(lines) or b"0"


def _line_again(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    part = lines[start : start + chance.choice((1, 2, 30))]
    place = chance.randrange(len(lines))
    return b"\n".join([*lines[:place], *part, *lines[place:]])


def _value(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    lines[chance.randrange(len(lines))] = chance.choice(_VALUES)
    return b"\n".join(lines)


def _swap(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) // 2, len(data))] or b"0"


def _grown(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes(chance.choice((1, 1000))) + data[place:]
