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


def adjacency_efficiency(values: Mapping[Pair, float], adjacent: Collection[Pair]) -> float | None:
    """How well what should be close is close and what should be apart is apart, 0 to 1; None without any value.

    [Σ⁺ f x − Σ⁻ f (1 − x)] ÷ [Σ⁺ f − Σ⁻ f], where Σ⁻ is over negative values (J. A. Tompkins et al., Facilities
    Planning, normalised adjacency score with negative values).
    """
    touching = set(adjacent)
    good = math.fsum(v for pair, v in values.items() if v > 0 and pair in touching)
    apart = math.fsum(-v for pair, v in values.items() if v < 0 and pair not in touching)
    most = math.fsum(map(abs, values.values()))
    return (good + apart) / most if most > 0 else None
