"""How much of the flow is between departments that touch (methods.md 2.3)."""

import math
from collections.abc import Collection, Mapping

Pair = frozenset[str]


def adjacency_score(flow: Mapping[Pair, float], adjacent: Collection[Pair]) -> tuple[float, float | None]:
    """The flow between adjacent departments, and its share 0 to 1 of all flow; the share is None without flow.

    Flow counts in both directions together: Σ f x and Σ f x ÷ Σ f with x = 1 for adjacent pairs (J. A. Tompkins et al.,
    Facilities Planning, adjacency-based objective).
    """
    touching = set(adjacent)
    raw = math.fsum(each for pair, each in flow.items() if pair in touching)
    total = math.fsum(flow.values())
    return raw, raw / total if total > 0 else None
