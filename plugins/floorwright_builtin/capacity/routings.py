"""Pieces upstream: how many have to go into each operation so that enough good ones come out at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from floorwright.api import StudyFailed, StudyInput, StudyRow

ScrapBasis = Literal["divide", "multiply"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What goes through one operation in the period: pieces in, good ones out, scrapped, and reworked ones.

    `routing` counts the routings, in the order in which they begin.
    """

    row: StudyRow
    routing: int
    product: str
    into: float
    out: float
    scrapped: float
    reworked: float


def passages(given: StudyInput) -> list[Passage]:
    """What goes through every row of the table `operations`, in its order.

    The rows of one product are its operations in order: what the last puts out is the quantity of the product, what
    another puts out goes into the next (methods.md 4.2 and 2.8). A row without a product stands alone, and so does
    every row when the option `scrap_flow` is “each row”.

    Raises:
        StudyFailed: naming the row of a product whose quantity is missing or contradicts another.
    """
    basis: ScrapBasis = "multiply" if given.text("scrap_basis") == "multiply" else "divide"
    stated = {
        row.text("product").casefold(): row.number_in("quantity") + row.number_in("extra")
        for row in given.rows("products")
    }
    found: list[Passage] = []
    for routing, (product, rows) in enumerate(_routings(given)):
        needed = _quantity(given, stated, product, rows)
        upstream: list[Passage] = []
        for row in reversed(rows):
            out = needed * row.number_in("pieces_each", 1.0)
            upstream.append(_passage(row, routing, product, out, basis))
            needed = upstream[-1].into
        found += reversed(upstream)
    return sorted(found, key=lambda passage: passage.row.number)


def _passage(row: StudyRow, routing: int, product: str, out: float, basis: ScrapBasis) -> Passage:
    """Pieces in: out ÷ (1 − d + d·y), or out × (1 + d·(1 − y)), d the rejected share and y the share of the rejected
    that rework makes good."""
    rejected, mended = row.number_in("scrap_pct") / 100, row.number_in("rework_yield_pct") / 100
    lost = rejected * (1 - mended)
    into = out * (1 + lost) if basis == "multiply" else out / (1 - lost)
    # The share is one of the good pieces where the scrap is added, else of those that go in.
    of = out if basis == "multiply" else into
    again = of * rejected if mended else 0.0
    return Passage(row=row, routing=routing, product=product, into=into, out=out, scrapped=into - out, reworked=again)


def _routings(given: StudyInput) -> list[tuple[str, list[StudyRow]]]:
    """The products with their rows; a row of its own has the name of its operation, machine or place."""
    alone = given.text("scrap_flow") == "each row"
    routings: dict[tuple[str, int], list[StudyRow]] = {}
    for row in given.rows("operations"):
        name = row.text("product")
        routings.setdefault((name, row.number if alone or not name else 0), []).append(row)
    return [
        (name or rows[0].text("operation") or rows[0].text("machine") or f"row {number}", rows)
        for (name, number), rows in routings.items()
    ]


def _quantity(given: StudyInput, stated: Mapping[str, float], product: str, rows: Sequence[StudyRow]) -> float:
    """The good pieces wanted of a product, with those wanted in addition."""
    if product.casefold() in stated:
        return stated[product.casefold()]
    told = [(row.number, value) for row in rows if (value := row.number_or_none("quantity")) is not None]
    others = [(number, value) for number, value in told if value != told[0][1]]
    if others:
        raise StudyFailed(
            f"operations, row {others[0][0]}: {product} has the quantity {others[0][1]:g} here and {told[0][1]:g} in "
            f"row {told[0][0]}.",
            hint="Give one, the good pieces after its last operation, or set scrap_flow to “each row”.",
        )
    common = given.number_or_none("quantity")
    if not told and common is None:
        raise StudyFailed(
            f"operations, row {rows[0].number}: the quantity of {product} is not given.",
            hint="Fill the column quantity, the table products, or the option quantity.",
        )
    return (told[0][1] if told else common or 0.0) + given.number("extra")
