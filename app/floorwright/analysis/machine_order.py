"""Machines in a line: Hollier's order by from/to ratio, and how moves run in an order (methods.md 1.4 and 2.1)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FromToMoves = Mapping[tuple[str, str], float]
"""Moves in any unit of time from one machine to another."""


@dataclass(frozen=True, slots=True)
class LineMoves:
    """Shares of all moves 0 to 1 (None when nothing moves), and moments in moves × places."""

    in_sequence: float | None
    bypass: float | None
    backtrack: float | None
    forward_moment: float
    backward_moment: float


def from_to_ratios(moves: FromToMoves) -> dict[str, float]:
    """What leaves each machine ÷ what comes to it; infinite when nothing comes. Machines by name.

    Moves from a machine to itself are left out.
    """
    between = {pair: each for pair, each in moves.items() if pair[0] != pair[1]}
    ratios = {}
    for name in sorted({name for pair in moves for name in pair}):
        leaving = math.fsum(each for (start, _), each in between.items() if start == name)
        coming = math.fsum(each for (_, end), each in between.items() if end == name)
        ratios[name] = leaving / coming if coming > 0 else math.inf
    return ratios


def hollier_order(moves: FromToMoves) -> tuple[str, ...]:
    """The machines by from/to ratio, largest first; equal ratios by what leaves, most first, then by name.

    Hollier's method 2 (R. H. Hollier, “The layout of multi-product lines”, International Journal of Production
    Research 2, 1963).
    """
    ratios = from_to_ratios(moves)
    leaving = {name: math.fsum(each for pair, each in moves.items() if pair[0] == name) for name in ratios}
    return tuple(sorted(ratios, key=lambda name: (-ratios[name], -leaving[name], name)))


def line_moves(order: Sequence[str], moves: FromToMoves) -> LineMoves:
    """How the moves run when the machines stand in `order`, one place apart.

    In sequence are moves to the next machine, bypassing those that skip some, backtracking those that go back. Moves
    from a machine to itself are left out.

    Raises:
        ValueError: when a machine of the moves is not in the order.
    """
    places = {name: place for place, name in enumerate(order)}
    missing = sorted({name for pair in moves for name in pair} - places.keys())
    if missing:
        raise ValueError(f"{', '.join(missing)} has no place in the order")
    steps = [(places[end] - places[start], each) for (start, end), each in moves.items() if start != end]
    total = math.fsum(each for _, each in steps)

    def share(counted: list[float]) -> float | None:
        return math.fsum(counted) / total if total > 0 else None

    return LineMoves(
        in_sequence=share([each for step, each in steps if step == 1]),
        bypass=share([each for step, each in steps if step > 1]),
        backtrack=share([each for step, each in steps if step < 0]),
        forward_moment=math.fsum(step * each for step, each in steps if step > 0),
        backward_moment=math.fsum(-step * each for step, each in steps if step < 0),
    )
