"""An explanation as text to copy, and as the plain values that `analyze --explain FIGURE --json` prints."""

from typing import Any

from floorwright.analysis.explain.explanation import Breakdown, Explanation
from floorwright.analysis.explain.numerals import amount, per_cent

MOST = 12
"""So many contributions and inputs of a kind are told in text; the JSON has all."""


def as_text(one: Explanation, most: int = MOST) -> str:
    """Lines of text with everything; long lists are cut, and how much was cut is said."""
    lines = [f"{one.name} = {amount(one.value, one.unit)}", f"  Formula: {one.formula}"]
    if one.numbers:
        lines.append(f"  Numbers: {one.numbers}")
    lines.append(f"  Source:  {one.source}")
    for breakdown in one.breakdowns:
        lines += ["", f"By {breakdown.by}", *_parts(breakdown, one.unit, most)]
    if one.inputs:
        lines += ["", "Inputs"]
        for item in one.inputs[: 3 * most]:
            symbol = f"{item.symbol} = " if item.symbol else ""
            lines.append(f"  {item.name}: {symbol}{amount(item.value, item.unit)} ({item.origin.value})")
        lines += _cut(len(one.inputs), 3 * most)
    if one.conventions:
        lines += ["", "Conventions"]
    for convention in one.conventions:
        lines.append(f"  {convention.name}: {convention.chosen}")
        lines += [
            f"    {other.choice}: {amount(other.value, one.unit)}"
            for other in convention.others
            if other.value is not None
        ]
    lines += ["", *one.notes] if one.notes else []
    return "\n".join(lines)


def as_json(one: Explanation) -> dict[str, Any]:
    """The object of the explanation: nothing is rounded, what cannot be computed is None."""
    return {
        "figure": one.figure,
        "name": one.name,
        "value": one.value,
        "unit": one.unit,
        "formula": one.formula,
        "numbers": one.numbers,
        "source": one.source,
        "inputs": [
            {
                "name": item.name, "symbol": item.symbol, "value": item.value, "unit": item.unit,
                "origin": item.origin.value, "record": item.record or None, "field": item.field or None,
            }
            for item in one.inputs
        ],
        "breakdowns": [
            {
                "by": breakdown.by,
                "contributions": [
                    {
                        "name": part.name, "value": part.value, "share": breakdown.share(part),
                        "records": list(part.records),
                    }
                    for part in breakdown.contributions
                ],
                "sum": breakdown.total,
            }
            for breakdown in one.breakdowns
        ],
        "conventions": [
            {
                "name": convention.name,
                "chosen": convention.chosen,
                "others": [{"choice": other.choice, "value": other.value} for other in convention.others],
            }
            for convention in one.conventions
        ],
        "notes": list(one.notes),
    }  # fmt: skip


def _parts(breakdown: Breakdown, unit: str, most: int) -> list[str]:
    lines = [
        f"  {amount(part.value, unit)}  {per_cent(breakdown.share(part))}  {part.name}"
        for part in breakdown.contributions[:most]
    ]
    lines += _cut(len(breakdown.contributions), most)
    return [*lines, f"  {amount(breakdown.total, unit)}  in all"] if lines else ["  nothing"]


def _cut(count: int, most: int) -> list[str]:
    return [f"  … and {count - most} more"] if count > most else []
