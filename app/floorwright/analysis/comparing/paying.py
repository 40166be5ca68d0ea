"""Whether a proposal pays: what it saves, what is spent once, when it has paid back, and from which volume on."""

from dataclasses import dataclass

from floorwright.analysis.comparing.economics import (
    annuity_factor,
    annuity_rate,
    discounted_payback_years,
    payback_years,
)
from floorwright.analysis.explain.numerals import NARROW, numeral
from floorwright.analysis.result import Totals
from floorwright.model.diff import Records
from floorwright.model.investment import Investment, investment_id
from floorwright.model.kinds import PRESENT


@dataclass(frozen=True, slots=True)
class Paying:
    """The money of a proposal against another scenario. None is "never" or "cannot be said"; `words` say which."""

    once: float
    moving_cost_known: bool
    cost_per_day: tuple[float, float]
    """Of the first and the second, with what the second costs whatever is made."""
    saving_per_day: float
    saving_per_year: float
    payback_years: float | None
    payback_days: float | None
    """Working days: also how many days of today's production it takes to break even."""
    break_even_trips: float | None
    """How many loaded trips until then."""
    discounted_payback_years: float | None
    npv: float | None
    rate_of_return: float | None
    words: str

    @property
    def pays(self) -> bool:
        """Whether it brings in more than it costs over the years; without a moving cost, whether it saves."""
        return self.npv > 0 if self.npv is not None else self.saving_per_day > 0


def investment_of(records: Records, scenario: str) -> Investment:
    """What was entered for a scenario; where nothing was, a moving cost that is not known and the usual year."""
    found = records.get(investment_id(scenario))
    if isinstance(found, Investment):
        return found
    return Investment(id=investment_id(scenario), scenario=scenario or PRESENT)


def paying(first: Totals, second: Totals, investment: Investment, name: str = "It", currency: str = "€") -> Paying:
    """The money of the second against the first.

    Saving a day = cost of the first − cost of the second − what the second costs a day whatever is made. A year has its
    working days. Payback = spent once ÷ saving a year; present value = saving a year × annuity factor − spent once,
    with the saving at the end of every year.
    """
    once, rate = investment.once, investment.discount_percent / 100
    a, b = first.cost_per_day, second.cost_per_day + investment.extra_cost_per_day
    saving = a - b
    yearly = saving * investment.working_days_per_year
    known = investment.moving_cost is not None
    years = payback_years(once, yearly) if known else None
    days = None if years is None else years * investment.working_days_per_year
    return Paying(
        once=once,
        moving_cost_known=known,
        cost_per_day=(a, b),
        saving_per_day=saving,
        saving_per_year=yearly,
        payback_years=years,
        payback_days=days,
        break_even_trips=None if days is None else days * second.trips_per_day,
        discounted_payback_years=discounted_payback_years(once, yearly, rate) if known else None,
        npv=yearly * annuity_factor(rate, investment.years) - once if known else None,
        rate_of_return=annuity_rate(once, yearly, investment.years) if known else None,
        words=_words(name, currency, investment, saving, yearly, years),
    )


def _words(name: str, currency: str, investment: Investment, saving: float, yearly: float, years: float | None) -> str:
    """What it comes to, in a sentence or two."""
    if abs(saving) <= 1e-9:
        told = f"{name} saves nothing a day"
    elif saving < 0:
        told = f"{name} costs {_money(-saving, currency)} a day more"
    else:
        told = f"{name} saves {_money(saving, currency)} a day, {_money(yearly, currency)} a year"
    if investment.moving_cost is None:
        return f"{told}. Enter what the move costs to see when it pays back."
    if years is None:
        return f"{told}: it never pays back the {_money(investment.once, currency)} spent once."
    if saving <= 1e-9:
        return f"{told}. There is nothing to pay back."
    days = years * investment.working_days_per_year
    within = (
        "" if years <= investment.years else f" That is later than the {numeral(investment.years)} years looked at."
    )
    return (
        f"{told}. The {_money(investment.once, currency)} spent once are paid back in {numeral(round(years, 2))} years "
        f"({numeral(round(days))} working days).{within}"
    )


def _money(value: float, currency: str) -> str:
    cents = round(value, 2)
    told = numeral(cents) if cents == int(cents) else f"{cents:,.2f}".replace(",", NARROW).replace("-", "−")
    return f"{currency} {told}".strip()
