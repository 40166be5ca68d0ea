"""Observations as tables, with units and decimals, for the panel, the command line and files."""

from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.of_plan import ObservedPlan
from floorwright.analysis.observed.pairs import Pair, detour_of, matrix_of, shortest_by_pair
from floorwright.analysis.result import Cell, Column, Table


def observed_tables(plan: ObservedPlan) -> tuple[Table, ...]:
    """Every table of all observations, in the order of reading."""
    found: list[Table] = []
    for one, pairs in zip(plan.observed, plan.pairs, strict=True):
        found += [figures_table(one), stations_table(one), matrix_table(pairs), cleaning_table(one)]
        found += [elements_table(one)] if one.elements else []
    return (*found, pairs_table(plan.together)) if found else ()


def figures_table(found: Observed) -> Table:
    """Every figure of one observation, one a row; each has its own unit."""
    way, observation = found.way, found.observation
    longest = found.longest
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Observed time", way.observed_s / 60, "min"),
        ("Distance", way.distance_m, "m"),
        ("Distance a trip", found.distance_per_trip_m, "m"),
        ("Rectilinear distance a trip", found.rectilinear_per_trip_m, "m"),
        ("Distance an hour", found.distance_m_per_h, "m"),
        ("Distance a shift", found.distance_per_shift_m, "m"),
        ("Walking", way.walking_s / 60, "min"),
        ("Walking a shift", found.walking_min_per_shift, "min"),
        ("Walking, share of the shift", found.walking_pct_of_shift, "%"),
        ("At stations", way.dwell_s / 60, "min"),
        ("Standing elsewhere", way.standing_s / 60, "min"),
        ("Mean speed on the way", found.walking_m_s, "m/s"),
        ("Moves between stations", float(len(way.moves)), ""),
        ("Longest move", longest.distance_m if longest else None, "m"),
        ("Revisits", float(sum(one.revisits for one in found.visits)), ""),
        ("Crossings of the line with itself", found.crossings, ""),
        ("Crossings weighted by trips", found.weighted_crossings, ""),
        ("Straightness of the moves", _per_cent(found.straightness), "%"),
        ("Backtracking", _per_cent(found.backtracking), "%"),
        ("Empty-handed", _per_cent(found.empty_share), "%"),
    )
    notes = tuple(f"{what}: {why}." for what, why in found.findings)
    if longest is not None:
        notes = (f"The longest move went from {longest.start.name} to {longest.end.name}.", *notes)
    columns = (Column("Figure"), Column("Value", type="number"), Column("Unit"))
    return Table(f"Observed: {observation.name}", columns, rows, notes=notes)


def stations_table(found: Observed) -> Table:
    """One row a station: visits, revisits and dwell times, the longest first."""
    columns = (
        Column("Station"),
        Column("Visits", type="integer", decimals=0),
        Column("Revisits", type="integer", decimals=0),
        Column("Dwell", "s", "number", 1),
        Column("Mean stay", "s", "number", 1),
        Column("Longest stay", "s", "number", 1),
        Column("Share of the time", "%", "number", 1),
    )
    rows = tuple(
        (one.place.name, one.visits, one.revisits, one.dwell_s, one.mean_s, one.longest_s, _per_cent(one.share))
        for one in found.visits
    )
    return Table("Observed at stations", columns, rows, tuple(one.place.id for one in found.visits))


def pairs_table(pairs: tuple[Pair, ...]) -> Table:
    """One row a pair of stations, largest trips × distance first: what would save most when moved closer is on top."""
    columns = (
        Column("From"),
        Column("To"),
        Column("Observed trips", type="integer", decimals=0),
        Column("Trips a shift", type="number", decimals=1),
        Column("Mean distance", "m", "number", better="less"),
        Column("Shortest way", "m", "number"),
        Column("Detour", "×", "number", better="less"),
        Column("Trips × distance", "m", "number", 0, better="less"),
        Column("Planned a day", type="number", decimals=1),
        Column("Difference", type="number", decimals=1),
        Column("Difference", "%", "number", 0),
    )
    rows = tuple(
        (
            pair.start.name, pair.end.name, pair.trips, pair.per_shift, pair.distance_m, pair.shortest_m, pair.detour,
            pair.moment_m, pair.planned_per_day, pair.difference, pair.per_cent,
        )
        for pair in pairs
    )  # fmt: skip
    notes = ("Observed is a shift, planned are the loaded trips of a day: with one shift a day they are alike.",)
    return Table("Observed against planned", columns, rows, tuple(pair.start.id for pair in pairs), notes)


def matrix_table(pairs: tuple[Pair, ...]) -> Table:
    """The observed trips matrix, rows from and columns to, with sums; cells where nothing went are empty."""
    places, trips = matrix_of(pairs)
    columns = (
        Column("From \\ To"),
        *(Column(place.name, type="integer", decimals=0) for place in places),
        Column("Sum", type="integer", decimals=0),
    )
    rows: list[tuple[Cell, ...]] = [
        (place.name, *(n or None for n in row), sum(row)) for place, row in zip(places, trips, strict=True)
    ]
    sums = [sum(column) for column in zip(*trips, strict=True)]
    if rows:
        rows.append(("Sum", *sums, sum(sums)))
    return Table("Observed trips", columns, tuple(rows), (*(place.id for place in places), ""))


def moves_table(found: Observed, pairs: tuple[Pair, ...], most: int = 5000) -> Table:
    """One row a move in the order of time, with its detour; of very many the first."""
    columns = (
        Column("From"),
        Column("To"),
        Column("Left at", "s", "number", 1),
        Column("Time", "s", "number", 1),
        Column("Distance", "m", "number"),
        Column("Straight line", "m", "number"),
        Column("Detour", "×", "number"),
        Column("Carrying", type="yes_no"),
        Column("Remark"),
    )
    moves, shortest = found.way.moves, shortest_by_pair(pairs)
    rows = tuple(
        (
            m.start.name, m.end.name, m.start_s, m.end_s - m.start_s, m.distance_m, m.straight_m,
            detour_of(m.distance_m, shortest.get((m.start.key, m.end.key))), m.carrying, m.reason,
        )
        for m in moves[:most]
    )  # fmt: skip
    notes = (f"And {len(moves) - most:,} more moves.",) if len(moves) > most else ()
    return Table("Observed moves", columns, rows, tuple(m.end.id for m in moves[:most]), notes)


def cleaning_table(found: Observed) -> Table:
    """What was left out of the readings, one row a kind; the readings in the plan stay as they are."""
    columns = (
        Column("What"),
        Column("Count", type="integer", decimals=0),
        Column("Why"),
        Column("First at", "s"),
        Column("Rows of the table"),
    )
    rows = tuple(
        (
            fault.kind.replace("_", " "), fault.count, fault.words,
            ", ".join(f"{t:g}" for t in fault.at_s), ", ".join(str(n) for n in fault.rows),
        )
        for fault in found.clean.faults
    )  # fmt: skip
    notes = [f"{len(found.clean.track):,} readings count; the readings in the plan stay as they are."]
    if found.clean.lost_s:
        notes.append(f"The gaps last {found.clean.lost_s / 60:.1f} min and span {found.clean.lost_m:.1f} m.")
    return Table("Cleaned", columns, rows, notes=tuple(notes))


def elements_table(found: Observed) -> Table:
    """One row an element of work that was named while observing: how often, and how long."""
    columns = (
        Column("Element"),
        Column("Step"),
        Column("Value"),
        Column("Count", type="integer", decimals=0),
        Column("Time", "s", "number", 1),
        Column("Share of the time", "%", "number", 1),
    )
    total = sum(one.time_s for one in found.elements)
    rows = tuple(
        (one.element, one.step, one.value, one.count, one.time_s, one.time_s / total * 100 if total else None)
        for one in found.elements
    )
    return Table("Observed elements", columns, rows)


def _per_cent(share: float | None) -> float | None:
    return None if share is None else share * 100
