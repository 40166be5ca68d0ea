"""What it takes to carry a proposal out, and over how long it is to pay."""

import math
from dataclasses import dataclass
from typing import ClassVar

from floorwright.model.record import Record, refuse_unless

LONGEST_YEARS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Investment(Record):
    """The money side of a scenario, in the plan's currency. Its id is `investment_id` of the scenario.

    `moving_cost` and `production_lost` are spent once; a moving cost of None was not said. `extra_cost_per_day` is what
    the proposal costs every working day whatever is made (rent, a lease), negative for what it saves.
    `discount_percent` is a year's interest; `years` is how long the saving counts.
    """

    KIND: ClassVar[str] = "investment"
    SHARED: ClassVar[bool] = True

    scenario: str
    moving_cost: float | None = None
    production_lost: float = 0.0
    extra_cost_per_day: float = 0.0
    working_days_per_year: float = 250.0
    discount_percent: float = 0.0
    years: float = 5.0

    def check(self) -> None:
        where = "What the proposal costs"
        refuse_unless(self.moving_cost is None or self.moving_cost >= 0, where, "the moving cost cannot be negative.")
        refuse_unless(self.production_lost >= 0, where, "the production lost cannot be negative.")
        days = self.working_days_per_year
        refuse_unless(0 < days <= 366, where, "the working days a year must be more than 0 and at most 366.")
        refuse_unless(0 <= self.discount_percent <= 1000, where, "the interest must be from 0 to 1000 per cent a year.")
        refuse_unless(
            0 < self.years <= LONGEST_YEARS, where, f"the years must be more than 0, at most {LONGEST_YEARS}."
        )
        largest = max(abs(self.moving_cost or 0.0), self.production_lost, abs(self.extra_cost_per_day))
        refuse_unless(largest <= 1e15 and not math.isnan(largest), where, "no plan costs more than 1e15.")

    def needs(self) -> tuple[str, ...]:
        return (self.scenario,)

    @property
    def once(self) -> float:
        """What is spent once."""
        return (self.moving_cost or 0.0) + self.production_lost


def investment_id(scenario: str) -> str:
    """The id of the investment of a scenario: one a scenario."""
    return f"investment:{scenario}"
