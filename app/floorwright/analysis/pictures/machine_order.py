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


def hollier_first_order(moves: FromToMoves) -> tuple[str, ...]:
    """The machines by Hollier's method 1: the one with the least from- or to-sum is placed, and taken out of the chart.

    With the least to-sum it comes next from the beginning, with the least from-sum next from the end. Of equals the one
    with the least from/to ratio, then by name; one whose two sums are equal is passed over while another can be taken;
    when the least to-sum is the least from-sum of another machine, both are placed (R. H. Hollier, 1963, as told by
    M. P. Groover, Automation, Production Systems, and Computer-Integrated Manufacturing, chapter on cellular
    manufacturing).
    """
    between = {pair: each for pair, each in moves.items() if pair[0] != pair[1]}
    names = sorted({name for pair in moves for name in pair})
    leaving, coming = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    for (start, end), each in between.items():
        leaving[start] += each
        coming[end] += each
    links: dict[str, list[tuple[str, str, float]]] = {name: [] for name in names}
    for (start, end), each in between.items():
        links[start].append((start, end, each))
        links[end].append((start, end, each))
    first: list[str] = []
    last: list[str] = []
    left = set(names)

    def ratio(name: str) -> float:
        return leaving[name] / coming[name] if coming[name] > 0 else math.inf

    def place(name: str, where: list[str]) -> None:
        where.append(name)
        left.remove(name)
        for start, end, each in links[name]:
            leaving[start] -= each
            coming[end] -= each

    while left:
        free = [n for n in left if not math.isclose(leaving[n], coming[n], rel_tol=1e-12, abs_tol=1e-12)] or list(left)
        least_to = min(free, key=lambda name: (_sum(coming[name]), ratio(name), name))
        least_from = min(free, key=lambda name: (_sum(leaving[name]), ratio(name), name))
        to, from_ = _sum(coming[least_to]), _sum(leaving[least_from])
        if to < from_ or least_to == least_from:
            place(least_to, first) if to <= from_ else place(least_from, last)
        elif from_ < to:
            place(least_from, last)
        else:
            place(least_to, first)
            place(least_from, last)
    return (*first, *reversed(last))


def _sum(value: float) -> float:
    """A sum from which others were taken, without what rounding left of it."""
    return round(value, 9)


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
