"""The formulas of one flow with its numbers put in, for people to check with a pocket calculator."""

from math import fsum

from floorwright.analysis.explain.flow_day import FlowDay
from floorwright.analysis.explain.numerals import numeral


def worked_trips(day: FlowDay) -> str:
    """`240 ÷ 12 = 20 trips a day`."""
    exact = day.in_part_trips().trips
    rounding = "" if exact == day.trips else f" = {numeral(exact)}, rounded up"
    quantity, load = numeral(day.figures.quantity_per_day), numeral(day.figures.pieces_per_trip)
    return f"{quantity} ÷ {load}{rounding} = {numeral(day.trips)} trips a day"


def worked_metres(day: FlowDay) -> str:
    """`20 trips × 55.5 m × 2 ways = 2 220 m a day`."""
    back = " × 2 ways" if day.returns else ""
    metres = fsum(day.metres().values())
    return f"{numeral(day.trips)} trips × {numeral(day.distance_m)} m{back} = {numeral(metres)} m a day"


def worked_time(day: FlowDay) -> str:
    """`12 s + 12 s + 2 × 55.5 m ÷ 1.1 m/s = 125 s`."""
    return f"{_seconds(day)} = {numeral(fsum(day.seconds().values()))} s"


def worked_hours(day: FlowDay) -> str:
    """`20 trips × (12 s + …) ÷ 3600 = 0.69 h a day`."""
    return f"{numeral(day.trips)} trips × ({_seconds(day)}) ÷ 3600 = {numeral(fsum(day.hours().values()))} h a day"


def worked_cost(day: FlowDay) -> str:
    """`20 trips × (12 s + …) × 27 an hour ÷ 3600 = 18.75 a day`."""
    cost = numeral(fsum(day.costs().values()))
    rate = numeral(day.method.cost_per_h)
    return f"{numeral(day.trips)} trips × ({_seconds(day)}) × {rate} an hour ÷ 3600 = {cost} a day"


def _seconds(day: FlowDay) -> str:
    method = day.method
    there = f"{numeral(day.distance_m)} m ÷ {numeral(method.speed_m_s)} m/s"
    if day.turns * day.turn_s:
        there = f"({there} + {day.turns} turns × {numeral(day.turn_s)} s)"
    travel = f"2 × {there}" if day.returns else there
    if day.returns and day.empty_m_s != method.speed_m_s:
        travel = there.replace("(", "").replace(")", "")
        travel += f" + {travel.replace(numeral(method.speed_m_s) + ' m/s', numeral(day.empty_m_s) + ' m/s')}"
    handling = f"{numeral(method.load_s)} s + {numeral(method.unload_s)} s"
    return f"2 × ({handling}) + {travel}" if day.touches > 1 else f"{handling} + {travel}"
