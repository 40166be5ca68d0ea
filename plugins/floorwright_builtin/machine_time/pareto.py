"""Pareto analysis: which few categories make most of the whole, of counted items or of the stops in a log."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from floorwright.api import (
    Cell,
    Column,
    Figure,
    Job,
    StationFigure,
    StudyAnswer,
    StudyColumn,
    StudyExample,
    StudyFailed,
    StudyFinding,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    StudyTable,
    Table,
)
from floorwright_builtin.machine_time.machine_log import LOG_COLUMNS, MEANINGS, read_log
from floorwright_builtin.machine_time.pareto_chart import pareto_chart
from floorwright_builtin.machine_time.states import STOPS

OTHER_NAMES = ("other", "others", "miscellaneous", "misc", "misc.", "rest", "all other", "all others", "remaining")
UNITS = {"count": "", "duration": "h", "cost": ""}


@dataclass(slots=True)
class Sums:
    """What falls on one category; seconds."""

    count: float = 0.0
    duration: float = 0.0
    cost: float = 0.0

    def add(self, count: float, duration: float, cost: float) -> None:
        """One item more, or several."""
        self.count += count
        self.duration += duration
        self.cost += cost

    def of(self, measure: str) -> float:
        """The measure: a number, hours, or money."""
        return {"count": self.count, "duration": self.duration / 3600, "cost": self.cost}[measure]


def pareto(given: StudyInput, job: Job) -> StudyAnswer:
    """Categories from the largest down, “other” last, with their shares and the cumulative share.

    Source: Juran, Quality Control Handbook; methods.md 5.4.
    """
    if given.rows("items") and given.rows("log"):
        raise StudyFailed("There are items and a log.", hint="Give one of them.")
    findings: list[StudyFinding] = []
    tables: dict[str, Table] = {}
    if given.rows("log"):
        sums, measure = _of_log(given, findings, tables), given.text("by") or "duration"
    elif given.rows("items"):
        sums, measure = _of_items(given), given.text("by") or _likely(given)
    else:
        raise StudyFailed("There is nothing to order.", hint="Give the table items or the table log.")
    ordered = _ordered(given, {name: one.of(measure) for name, one in sums.items()}, sums)
    total = fsum(value for _, value in ordered)
    cumulative: list[float] = []
    for _, value in ordered:
        cumulative.append((cumulative[-1] if cumulative else 0.0) + value)
    shares = [100 * value / total if total > 0 else 0.0 for _, value in ordered]
    cumulative = [100 * value / total if total > 0 else 0.0 for value in cumulative]
    cut = given.number("cut_pct")
    vital = next((place for place, share in enumerate(cumulative, 1) if share >= cut - 1e-9), len(ordered))
    if total <= 0:
        findings.append(StudyFinding("Shares cannot be computed", f"the {measure} of all categories together is 0"))
    known = total > 0
    results: dict[str, float | int | str | list[str] | list[float] | None] = {
        "order": [name for name, _ in ordered],
        "values": [value for _, value in ordered],
        "share_pct": shares if known else None,
        "cum_pct": cumulative if known else None,
        "total": total,
        "categories": len(ordered),
        "vital_few": [name for name, _ in ordered[:vital]] if known else None,
        "vital_count": vital if known else None,
        "vital_share_pct": cumulative[vital - 1] if known else None,
    }
    table = _table(given, ordered, sums, shares, cumulative, measure)
    return StudyAnswer(results, {"pareto": table, **tables}, tuple(findings), _conventions(given, measure))


def _of_items(given: StudyInput) -> dict[str, Sums]:
    sums: dict[str, Sums] = {}
    for row in given.rows("items"):
        count = row.number_in("count", 1.0)
        duration, cost = row.number_in("duration_s"), row.number_or_none("cost")
        if cost is None:
            cost = count * row.number_in("unit_cost") + duration / 3600 * given.number("cost_per_h")
        sums.setdefault(row.text("category"), Sums()).add(count, duration, cost)
    return sums


def _of_log(given: StudyInput, findings: list[StudyFinding], tables: dict[str, Table]) -> dict[str, Sums]:
    """The stops by what they are grouped by; a table of the machines is added."""
    log = read_log(given, given.number("minor_stop_s"))
    findings += log.findings
    wanted = (*STOPS, "planned stop", "off") if given.text("stops") == "all" else STOPS
    sums: dict[str, Sums] = {}
    machines = {name: Sums() for name in log.events}
    for events in log.events.values():
        for event in events:
            if event.state in wanted:
                by = {"reason": event.reason or event.state, "state": event.state, "machine": event.machine}
                cost = event.row.number_or_none("cost")
                cost = event.duration / 3600 * given.number("cost_per_h") if cost is None else cost
                sums.setdefault(by[given.text("group_by")], Sums()).add(1.0, event.duration, cost)
                machines[event.machine].add(1.0, event.duration, cost)
    if not sums:
        raise StudyFailed("There is no stop in the log.", hint="Check the states, or set stops to “all”.")
    columns = (
        Column("Machine"),
        Column("Stops", "", "number", 0),
        Column("Stopped", "h", "number"),
        Column("Money", "", "number"),
    )
    rows = tuple((name, one.count, one.duration / 3600, one.cost) for name, one in machines.items())
    tables["machines"] = Table("Stops by machine", columns, rows)
    return sums


def _likely(given: StudyInput) -> str:
    """What items are measured by where nobody says: the first of count, duration and cost that is filled."""
    rows = given.rows("items")
    if all(row.number_or_none("count") is None for row in rows):
        if any(row.number_or_none("duration_s") is not None for row in rows):
            return "duration"
        if any(row.number_or_none("cost") is not None for row in rows):
            return "cost"
    return "count"


def _ordered(given: StudyInput, values: Mapping[str, float], sums: dict[str, Sums]) -> list[tuple[str, float]]:
    """From the largest down, equal ones as they came; small ones together as “other”, which is last."""
    last = given.yes("other_last")
    others = [name for name in values if last and name.casefold().strip() in OTHER_NAMES]
    plain = sorted(((n, v) for n, v in values.items() if n not in others), key=lambda pair: -pair[1])
    total = fsum(values.values())
    least = given.number("below_pct") / 100 * total
    keep = given.number_or_none("keep")
    kept = [(n, v) for place, (n, v) in enumerate(plain) if v >= least and (keep is None or place < keep)]
    merged = [name for name, _ in plain[len(kept) :]]
    if not merged:
        return [*kept, *((name, values[name]) for name in others)]
    name = others[0] if others else "Other"
    together = Sums()
    for one in (*merged, *others):
        together.add(sums[one].count, sums[one].duration, sums[one].cost)
    sums[name] = together
    return [*kept, (name, fsum(values[one] for one in (*merged, *others)))]


def _table(
    given: StudyInput, ordered: list[tuple[str, float]], sums: Mapping[str, Sums], shares: list[float],
    cumulative: list[float], measure: str,
) -> Table:  # fmt: skip
    columns = (
        Column("Category"),
        Column(measure.capitalize(), UNITS[measure], "number", better="less"),
        Column("Share", "%", "number"),
        Column("Cumulative", "%", "number"),
        Column("Times", type="number", decimals=0),
        Column("Time", "h", "number"),
        Column("Money", "", "number"),
    )
    rows: list[tuple[Cell, ...]] = [
        (name, value, share, sum_, sums[name].count, sums[name].duration / 3600, sums[name].cost)
        for (name, value), share, sum_ in zip(ordered, shares, cumulative, strict=True)
    ]
    return Table("Pareto", columns, tuple(rows))


def _conventions(given: StudyInput, measure: str) -> tuple[str, ...]:
    unit = " in hours" if measure == "duration" else ""
    return (
        f"Ordered by {measure}{unit}; categories of equal size as they came"
        + ("; “other” is last whatever its size." if given.yes("other_last") else "."),
        f"The vital few are the first that together reach {given.number('cut_pct'):g} %.",
    )


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The Pareto chart."""
    table = answer.tables["pareto"]
    measure = table.columns[1]
    values = [(str(row[0]), float(row[1] or 0.0)) for row in table.rows]
    other = next((name for name, _ in values[-1:] if name.casefold() in OTHER_NAMES), "")
    axis = f"{measure.name} [{measure.unit}]" if measure.unit else measure.name
    return pareto_chart("Pareto chart", values, axis, given.number("cut_pct"), other)


def on_plan(given: StudyInput, answer: StudyAnswer) -> tuple[StationFigure, ...]:
    """How long every machine of the log stood, from none to the longest."""
    table = answer.tables.get("machines")
    hours = [] if table is None else [(str(row[0]), float(row[2] or 0.0)) for row in table.rows]
    most = max((value for _, value in hours), default=0.0) or 1.0
    return tuple(
        StationFigure(station=name, value=value, label="Stopped", unit="h", high=most, better="less")
        for name, value in hours
    )


PARETO = StudyMethod(
    id="pareto",
    title="Pareto chart",
    group="quality",
    purpose="Which few categories of defects, stops or costs make most of the whole.",
    tables=(
        StudyTable(
            name="items",
            meaning="A row a category, or a row an occurrence: equal categories are added.",
            required=False,
            columns=(
                StudyColumn(
                    name="category",
                    meaning="What it is",
                    required=True,
                    also=("type", "type of defect", "defect", "defect type", "cause", "reason", "problem", "item"),
                ),
                StudyColumn(
                    name="count",
                    meaning="How often; an empty one counts once",
                    type="number",
                    least=0,
                    also=("frequency", "occurrences", "number", "number of defects", "no of defects", "quantity"),
                ),
                StudyColumn(name="duration_s", meaning="How long together", type="number", unit="s", least=0),
                StudyColumn(name="cost", meaning="What it cost together", type="number", least=0),
                StudyColumn(name="unit_cost", meaning="What one costs, where cost is empty", type="number", least=0),
            ),
        ),
        StudyTable(
            name="log",
            meaning="The log of machines, whose stops are ordered; instead of items.",
            required=False,
            columns=LOG_COLUMNS,
        ),
        MEANINGS,
    ),
    options=(
        StudyOption(
            name="by",
            meaning="What is added; without it the count of items, the duration of stops",
            type="choice",
            choices=("count", "duration", "cost"),
        ),
        StudyOption(
            name="group_by",
            meaning="What stops of a log are grouped by",
            type="choice",
            choices=("reason", "state", "machine"),
            default="reason",
        ),
        StudyOption(
            name="stops",
            meaning="Which stops of a log count: unplanned ones with setups, or planned ones too",
            type="choice",
            choices=("unplanned", "all"),
            default="unplanned",
        ),
        StudyOption(name="keep", meaning="Categories that stay; the others become “other”", type="integer", least=1),
        StudyOption(
            name="below_pct",
            meaning="Categories below this share become “other”",
            unit="%",
            default=0.0,
            least=0,
            most=100,
        ),
        StudyOption(name="other_last", meaning="“Other” comes last whatever its size", type="yes_no", default=True),
        StudyOption(name="cut_pct", meaning="What the vital few reach", unit="%", default=80.0, above=0, most=100),
        StudyOption(
            name="cost_per_h", meaning="Cost of an hour, where no cost is given", unit="1/h", default=0.0, least=0
        ),
        StudyOption(
            name="minor_stop_s", meaning="Stops in the log below this are minor stops", unit="s", default=0.0, least=0
        ),
    ),
    results=(
        StudyResult(
            name="order",
            meaning="Categories from the largest down",
            formula="by value, the largest first; “other” last",
            source="Juran",
        ),
        StudyResult(name="values", meaning="Their values, in that order", formula="sum of the values of each category"),
        StudyResult(name="share_pct", meaning="Their shares", unit="%", formula="value ÷ total"),
        StudyResult(
            name="cum_pct", meaning="Cumulative shares", unit="%", formula="sum so far ÷ total", source="Juran"
        ),
        StudyResult(name="total", meaning="All together", formula="sum"),
        StudyResult(
            name="categories", meaning="How many categories there are", formula="count of categories", decimals=0
        ),
        StudyResult(
            name="vital_few",
            meaning="The first that together reach the cut",
            formula="the first whose cumulative share reaches the cut",
            source="Juran",
        ),
        StudyResult(name="vital_count", meaning="How many those are", formula="count of those", decimals=0),
        StudyResult(
            name="vital_share_pct",
            meaning="What they have together",
            unit="%",
            formula="cumulative share of the last of them",
        ),
    ),
    compute=pareto,
    draw=draw,
    on_plan=on_plan,
    example=StudyExample(
        "Five kinds of defect, 300 together",
        "Scrucca, qcc, R News 4/1 (2004), PARETO-01",
        tables={
            "items": "category,count\nprice code,80\nschedule date,27\nsupplier code,66\n"
            "contact num.,94\npart num.,33\n"
        },
        expected={"total": 300.0, "vital_count": 3, "vital_share_pct": 80.0},
    ),
    mistakes=(
        "“Other” among the categories by its size: it is no cause.",
        "The cumulative line on a scale of its own: 100 % lies at the total of the bars.",
        "Counting stops where their duration or cost matters.",
    ),
)
