"""Takt time: the beat that demand asks for out of the time there is, and the stations beside it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from floorwright.api import Cell, Column, Job, StudyAnswer, StudyFinding, StudyInput, Table
from floorwright_builtin.capacity.working_time import WorkingTime

Value = float | int | str | bool | None | list[str] | list[float]
MOST_OVER = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station and what it needs for a good piece, seconds: `work` is the time at it, `pace` that of its machines."""

    name: str
    work: float
    pace: float


def takt(given: StudyInput, job: Job) -> StudyAnswer:
    """Net available time, takt and planned cycle, seconds a piece; the slowest station, and what is missing.

    The net time is what `available_s` says, or days × (shifts × (shift − breaks) + overtime). Sources: methods.md 4.1;
    Rother and Shook, Learning to See, 1999.
    """
    time = _time(given)
    net = time.hours() * 3600
    demand = _demand(given)
    stations = _stations(given)
    findings: list[StudyFinding] = []
    results: dict[str, Value] = {"available_s": net, "demand": demand, "takt_s": None}
    beat = None
    if net <= 0:
        findings.append(StudyFinding("There is no time to work in", "the breaks are as long as the shift; check them"))
    elif not demand:
        findings.append(StudyFinding("Takt cannot be computed", "give the demand, larger than 0, for the same period"))
    else:
        beat = net / demand
        results["takt_s"] = beat
    planned = None if beat is None else beat * given.number("efficiency_pct") / 100
    scrap = given.number("scrap_pct") / 100
    results |= {
        "pieces_per_h": None if beat is None else 3600 / beat,
        "planned_cycle_s": planned,
        "started_pieces": None if demand is None else demand / (1 - scrap),
        "takt_started_s": None if beat is None else beat * (1 - scrap),
    }
    results |= _beside(stations, beat, planned, net, demand, findings)
    findings += _not_computed(results, stations)
    tables = {"stations": station_table(stations, beat, net)} if stations else {}
    tables["what_if"] = what_if_table(stations, time, demand, given.number("efficiency_pct") / 100)
    return StudyAnswer(results, tables, tuple(findings), _conventions(given))


def _time(given: StudyInput) -> WorkingTime:
    stated = given.number_or_none("available_s")
    shifts, shift, breaks = given.number("shifts"), given.number("shift_min") / 60, given.number("breaks_min") / 60
    days = given.number_or_none("days")
    if days is None:
        a_day = shifts * (shift - breaks)
        days = 1.0 if stated is None or a_day <= 0 else max(round(stated / 3600 / a_day), 1.0)
    return WorkingTime(
        shifts=shifts,
        shift_h=shift,
        breaks_h=breaks,
        days=days,
        overtime_h=given.number("overtime_min") / 60,
        stated_h=None if stated is None else stated / 3600,
        stated_shifts=shifts,
    )


def _demand(given: StudyInput) -> float | None:
    """The pieces wanted: the option, else the sum of the table `products`."""
    stated = given.number_or_none("demand")
    rows = given.rows("products")
    return math.fsum(row.number_in("quantity") for row in rows) if stated is None and rows else stated


def _stations(given: StudyInput) -> list[Station]:
    """The stations of the table; the option `cycle_s` alone is one without a name."""
    found = []
    for row in given.rows("stations"):
        machines, pieces = row.number_in("machines", 1.0), row.number_in("pieces_per_cycle", 1.0)
        good = (1 - row.number_in("scrap_pct") / 100) * (1 - given.number("scrap_pct") / 100)
        lost = row.number_in("uptime_pct", 100.0) / 100 * row.number_in("efficiency_pct", 100.0) / 100
        work = row.number_in("cycle_s") / pieces
        name = row.text("station") or f"Station {row.number}"
        found.append(Station(name=name, work=work, pace=work / machines / lost / good))
    cycle = given.number_or_none("cycle_s")
    if not found and cycle is not None:
        good = 1 - given.number("scrap_pct") / 100
        found.append(Station(name="The cycle", work=cycle, pace=cycle / good))
    return found


def _beside(
    stations: Sequence[Station], beat: float | None, planned: float | None, net: float, demand: float | None,
    findings: list[StudyFinding],
) -> dict[str, Value]:  # fmt: skip
    """The slowest station against the takt."""
    names = (
        "bottleneck", "bottleneck_cycle_s", "capacity_pieces", "missing_pieces", "overtime_needed_h", "stations_over",
        "operators_exact", "operators",
    )  # fmt: skip
    found: dict[str, Value] = dict.fromkeys(names)
    slowest = max(stations, key=lambda one: one.pace, default=None)
    if slowest is None:
        return found
    found |= {"bottleneck": slowest.name, "bottleneck_cycle_s": slowest.pace}
    if slowest.pace > 0 and net > 0:
        found["capacity_pieces"] = net / slowest.pace
    if beat is None or planned is None or demand is None:
        return found
    over = [one for one in stations if one.pace > beat * (1 + 1e-9)]
    missing = max(demand - net / slowest.pace, 0.0) if slowest.pace > 0 else 0.0
    people = math.fsum(one.work for one in stations) / planned
    found |= {
        "missing_pieces": missing,
        "overtime_needed_h": missing * slowest.pace / 3600,
        "stations_over": [one.name for one in over],
        "operators_exact": people,
        "operators": math.ceil(people - 1e-9) if math.isfinite(people) else None,
    }
    for one in over[:MOST_OVER]:
        findings.append(
            StudyFinding(
                f"{one.name} of {one.pace:g} s is longer than the takt of {beat:g} s",
                f"{demand - net / one.pace:.6g} pieces of {demand:g} would be missing",
            )
        )
    return found


def station_table(stations: Sequence[Station], beat: float | None, net: float) -> Table:
    """Every station against the takt."""
    columns = (
        Column("Station"),
        Column("Work a piece", "s", "number"),
        Column("Pace", "s", "number", better="less"),
        Column("Of takt", "%", "number"),
        Column("Spare", "s", "number"),
        Column("Capacity", "pieces", "number", better="more"),
        Column("Machines needed", type="integer", decimals=0),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in stations:
        share = None if beat is None else one.pace / beat
        rows.append(
            (
                one.name,
                one.work,
                one.pace,
                None if share is None else 100 * share,
                None if beat is None else beat - one.pace,
                net / one.pace if one.pace > 0 else None,
                None
                if beat is None or not math.isfinite(one.work / beat)
                else max(math.ceil(one.work / beat - 1e-9), 1),
            )
        )
    return Table("Stations and takt", columns, tuple(rows))


def what_if_table(stations: Sequence[Station], time: WorkingTime, demand: float | None, efficiency: float) -> Table:
    """Takt, capacity and missing pieces with one, two and three shifts, without overtime and with two hours a day."""
    columns = (
        Column("Shifts", type="number", decimals=1),
        Column("Overtime a day", "h", "number", 1),
        Column("Available", "h", "number"),
        Column("Takt", "s", "number"),
        Column("Planned cycle", "s", "number"),
        Column("Stations over", type="integer", decimals=0, better="less"),
        Column("Capacity", "pieces", "number", better="more"),
        Column("Missing", "pieces", "number", better="less"),
    )
    slowest = max((one.pace for one in stations), default=0.0)
    rows: list[tuple[Cell, ...]] = []
    for shifts, overtime in time.choices():
        hours = time.with_shifts(shifts, overtime).hours()
        beat = 3600 * hours / demand if demand else None
        capacity = 3600 * hours / slowest if slowest > 0 else None
        missing = None if demand is None or capacity is None else max(demand - capacity, 0.0)
        over = None if beat is None or not stations else sum(one.pace > beat * (1 + 1e-9) for one in stations)
        planned = None if beat is None else beat * efficiency
        rows.append((shifts, overtime, hours, beat, planned, over, capacity, missing))
    return Table("Other shifts and overtime", columns, tuple(rows))


def _not_computed(results: dict[str, Value], stations: Sequence[Station]) -> list[StudyFinding]:
    missing = [name for name, value in results.items() if value is None and name != "takt_s"]
    if not missing:
        return []
    why = "give the table stations, or cycle_s" if results["takt_s"] is not None and not stations else (
        "it follows from demand, time and the times of the stations"
    )  # fmt: skip
    return [StudyFinding(f"Not computed: {', '.join(missing)}", why)]


def _conventions(given: StudyInput) -> tuple[str, ...]:
    return (
        "Available time is net: breaks and planned stops are out of it.",
        "Takt is for a good piece; with scrap more pieces are started, at the takt of started pieces.",
        "The pace is for a good piece: cycle ÷ (machines × pieces × uptime × efficiency × good share); scrap of the "
        "station and that of the option both count.",
    )
