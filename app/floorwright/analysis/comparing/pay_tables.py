"""What a proposal pays, its break-even and its sensitivity as tables and as the plain values of `compare --json`."""

from typing import Any

from floorwright.analysis.comparing.paying import Paying
from floorwright.analysis.comparing.sensitivity import Sensitivity
from floorwright.analysis.result import Cell, Column, Table
from floorwright.model.investment import Investment

NEVER, UNKNOWN = "never", "enter the moving cost"


def pay_table(one: Paying, investment: Investment, name: str, currency: str, more: Sensitivity | None = None) -> Table:
    """One row a figure, with words where there is no number: it never pays back, or the moving cost is not known."""
    lost = NEVER if one.moving_cost_known else UNKNOWN
    rows: list[tuple[Cell, ...]] = [
        ("Cost a day, before", one.cost_per_day[0], currency, ""),
        ("Cost a day, with the proposal", one.cost_per_day[1], currency, ""),
        ("Saving a day", one.saving_per_day, currency, "" if one.saving_per_day > 0 else "no saving"),
        ("Saving a year", one.saving_per_year, currency, ""),
        ("Moving cost", investment.moving_cost, currency, "" if one.moving_cost_known else UNKNOWN),
        ("Production lost while moving", investment.production_lost, currency, ""),
        ("Payback", one.payback_years, "years", "" if one.payback_years is not None else lost),
        ("Payback", one.payback_days, "working days", "" if one.payback_days is not None else lost),
        ("Break-even quantity", one.break_even_trips, "loaded trips", "" if one.break_even_trips is not None else lost),
        (
            "Payback with interest", one.discounted_payback_years, "years",
            "" if one.discounted_payback_years is not None else lost,
        ),
        ("Present value", one.npv, currency, "" if one.npv is not None else UNKNOWN),
        ("Rate of return", _per_cent(one.rate_of_return), "% a year", "" if one.rate_of_return is not None else "none"),
    ]  # fmt: skip
    if more is not None:
        even = more.break_even
        share = None if even.volume is None else even.volume * 100
        rows.append(("Break-even volume", share, "% of today's", even.words))
    columns = (Column("Figure"), Column("Value", type="number"), Column("Unit"), Column("Remark"))
    year = (
        f"{investment.working_days_per_year:g} working days a year, {investment.years:g} years at "
        f"{investment.discount_percent:g} % interest; the saving is counted at the end of each year."
    )
    return Table(f"Does {name} pay?", columns, tuple(rows), notes=(one.words, year))


def sensitivity_table(one: Sensitivity, currency: str) -> Table:
    """One row an input, that which must change least to reverse the decision first: the numbers of the tornado."""
    unit = f"{currency} {one.unit}".strip()
    columns = (
        Column("Input"),
        Column("Now", type="number", decimals=4),
        Column("Switching value", type="number", decimals=4),
        Column("Unit"),
        Column("Change needed", "%", "number", 1),
        Column("Benefit at −20 %", unit, "number"),
        Column("Benefit at +20 %", unit, "number"),
        Column("Remark"),
    )
    rows = tuple(
        (
            switch.name, switch.now, switch.switching, switch.unit, switch.change_per_cent, switch.at_low,
            switch.at_high, "" if switch.switching is not None else "reverses nothing",
        )
        for switch in one.switches
    )  # fmt: skip
    notes = (
        f"The benefit is {one.benefit:,.2f} {unit} now. An input is followed from a thousandth to a thousand times its "
        "value, in both scenarios at once, the others staying as they are; one that is 0 is tried 1 lower and higher.",
        one.break_even.words,
    )
    return Table("What would reverse the decision", columns, rows, tuple(s.record for s in one.switches), notes)


def pay_json(one: Paying, investment: Investment) -> dict[str, Any]:
    """The money as plain values; what is never paid back, or cannot be said, is None and `words` say which."""
    return {
        "moving_cost": investment.moving_cost,
        "production_lost": investment.production_lost,
        "extra_cost_per_day": investment.extra_cost_per_day,
        "working_days_per_year": investment.working_days_per_year,
        "discount_percent": investment.discount_percent,
        "years": investment.years,
        "cost_per_day": list(one.cost_per_day),
        "saving_per_day": one.saving_per_day,
        "saving_per_year": one.saving_per_year,
        "payback_years": one.payback_years,
        "payback_working_days": one.payback_days,
        "break_even_trips": one.break_even_trips,
        "discounted_payback_years": one.discounted_payback_years,
        "npv": one.npv,
        "rate_of_return": one.rate_of_return,
        "pays": one.pays,
        "words": one.words,
    }


def sensitivity_json(one: Sensitivity) -> dict[str, Any]:
    """Benefit, break-even volume and every input with its switching value as plain values."""
    even = one.break_even
    return {
        "benefit": one.benefit,
        "benefit_is": "saving_per_day" if one.unit == "a day" else "npv",
        "break_even": {
            "volume_share": even.volume,
            "trips_per_day": even.trips_per_day,
            "pays_above": even.pays_above,
            "words": even.words,
        },
        "inputs": [
            {
                "input": switch.name,
                "unit": switch.unit,
                "now": switch.now,
                "switching_value": switch.switching,
                "change_per_cent": switch.change_per_cent,
                "low": switch.low,
                "high": switch.high,
                "benefit_at_low": switch.at_low,
                "benefit_at_high": switch.at_high,
                "swing": switch.swing,
                "record": switch.record or None,
            }
            for switch in one.switches
        ],
    }


def _per_cent(share: float | None) -> float | None:
    return None if share is None else share * 100
