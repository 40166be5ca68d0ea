"""Numbers in sentences: enough digits to check a calculation by hand, and no more."""

import math

from floorwright.analysis.explain.explanation import Value

DIGITS = 6
NARROW = "\u202f"
"""A narrow space between thousands, which no line break parts."""


def numeral(value: float) -> str:
    """The number with six digits that count, without zeros behind the point: 1 106.5, 0.05, 3.2e+18."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    size = math.floor(math.log10(abs(value)))
    if not -5 <= size < 15:
        return f"{value:.{DIGITS}g}".replace("-", "−")
    decimals = max(DIGITS - 1 - size, 0)
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", NARROW).replace("-", "−")


def amount(value: Value, unit: str = "") -> str:
    """A value with its unit; what is not there is n/a, a switch is yes or no."""
    if value is None:
        return "n/a"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{numeral(value)} {unit}".rstrip()


def per_cent(share: float | None) -> str:
    """A share in per cent with one decimal; empty for none."""
    return "" if share is None else f"{share * 100:.1f} %".replace("-", "−")


def summed(parts: list[tuple[str, float]], total: float | None, unit: str, most: int = 3) -> str:
    """A sum with its largest parts named: `33.5 (A → B) + 29.3 (C → D) + 61 more = 727.7 € a day`."""
    if not parts:
        return f"nothing adds to it: {amount(total, unit)}"
    told = [f"{numeral(value)} ({name})" if name else numeral(value) for name, value in parts[:most]]
    more = len(parts) - most
    if more > 0:
        rest = math.fsum(value for _, value in parts[most:])
        told.append(f"{numeral(rest)} ({more} more)")
    return f"{' + '.join(told)} = {amount(total, unit)}"
