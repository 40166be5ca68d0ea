"""An analysis as tables, with units and decimals, for the panel, sheets and files."""

from floorwright.analysis.result import Analysis, Cell, Column, Table

CURRENCY = "€"


def totals_table(analysis: Analysis, currency: str = CURRENCY) -> Table:
    """Every figure of the plan as a whole, one a row; each has its own unit."""
    totals = analysis.totals
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Loaded trips", totals.trips_per_day, "a day"),
        ("Loaded distance", totals.loaded_distance_m_per_day, "m a day"),
        ("Distance with empty returns", totals.distance_m_per_day, "m a day"),
        ("Travel", totals.travel_h_per_day, "h a day"),
        ("Loading and unloading", totals.handling_h_per_day, "h a day"),
        ("Cost", totals.cost_per_day, f"{currency} a day"),
        ("Crossings of paths", analysis.crossings, ""),
        ("Straightness", _per_cent(analysis.straightness), "%"),
        ("Backtracking", _per_cent(analysis.backtracking), "%"),
        ("Flows without a way", sum(flow.distance_m is None for flow in analysis.flows), ""),
    )
    columns = (Column("Figure"), Column("Value", type="number"), Column("Unit"))
    return Table("Figures", columns, rows, notes=(f"Distances are measured in the mode “{analysis.mode.value}”.",))


def flows_table(analysis: Analysis, currency: str = CURRENCY) -> Table:
    """One row a flow, in the order of products and routings."""
    columns = (
        Column("Product"),
        Column("From"),
        Column("To"),
        Column("Method"),
        Column("Trips a day", type="number", decimals=1),
        Column("Distance", "m", "number", better="less"),
        Column("Straight line", "m", "number", better="less"),
        Column("Rectilinear", "m", "number", better="less"),
        Column("Time a trip", "s", "number", 1, better="less"),
        Column("Moment a day", "m", "number", 0, better="less"),
        Column("Cost a day", currency, "number", better="less"),
        Column("Remark"),
    )
    rows = tuple(
        (
            flow.product,
            flow.start,
            flow.end,
            flow.method,
            flow.trips_per_day,
            flow.distance_m,
            flow.straight_m,
            flow.rectilinear_m,
            flow.time_s_per_trip,
            None if flow.distance_m is None else flow.trips_per_day * flow.distance_m,
            flow.cost_per_day,
            flow.reason,
        )
        for flow in analysis.flows
    )
    return Table("Flows", columns, rows, tuple(flow.flow for flow in analysis.flows))


def from_to_tables(analysis: Analysis) -> tuple[Table, Table]:
    """The from-to charts of trips and of moment, rows from, columns to, with sums at the end of rows and columns.

    Cells where nothing goes are empty.
    """
    chart = analysis.from_to
    return (
        _from_to("From-to: loaded trips a day", chart.stations, chart.station_ids, chart.trips_per_day, "", 1),
        _from_to("From-to: moment a day", chart.stations, chart.station_ids, chart.moment_m_per_day, "m", 0),
    )


def methods_table(analysis: Analysis) -> Table:
    """One row a handling method: the hours and units it needs and how busy it is."""
    columns = (
        Column("Method"),
        Column("Hours needed a day", "h", "number", better="less"),
        Column("Units needed", type="integer", decimals=0, better="less"),
        Column("Utilisation", "%", "number", 1),
    )
    rows = tuple(
        (method.method, method.hours_needed_per_day, method.units_needed, _per_cent(method.utilisation))
        for method in analysis.methods
    )
    return Table("Handling methods", columns, rows)


def tours_table(analysis: Analysis, currency: str = CURRENCY) -> Table:
    """One row a milk run."""
    columns = (
        Column("Tour"),
        Column("Method"),
        Column("Depot"),
        Column("Stops"),
        Column("Runs a day", type="number", decimals=1),
        Column("Rounds a run", type="integer", decimals=0, better="less"),
        Column("Way a run", "m", "number", 1, better="less"),
        Column("Time a run", "min", "number", 1, better="less"),
        Column("Fullest round", "pieces", "number", 1),
        Column("Load", "%", "number", 1),
        Column("Time used", "%", "number", 1),
        Column("Hours a day", "h", "number", better="less"),
        Column("Cost a day", currency, "number", better="less"),
        Column("Remark"),
    )
    rows = tuple(
        (
            tour.name,
            tour.method,
            tour.depot,
            " | ".join(" > ".join(names) for names in tour.rounds),
            tour.runs_per_day,
            len(tour.rounds),
            tour.distance_m,
            None if tour.time_s_per_run is None else tour.time_s_per_run / 60,
            tour.load,
            _per_cent(tour.load_utilisation),
            _per_cent(tour.utilisation),
            tour.hours_per_day,
            tour.cost_per_day,
            tour.reason,
        )
        for tour in analysis.tours
    )
    return Table("Milk runs", columns, rows, tuple(tour.tour for tour in analysis.tours))


def congestion_table(analysis: Analysis) -> Table:
    """One row a piece of aisle or path, busiest first."""
    columns = (
        Column("From x", "m", "number"),
        Column("From y", "m", "number"),
        Column("To x", "m", "number"),
        Column("To y", "m", "number"),
        Column("Loaded trips a day", type="number", decimals=1, better="less"),
    )
    rows = tuple(
        (piece.a[0] / 1000, piece.a[1] / 1000, piece.b[0] / 1000, piece.b[1] / 1000, piece.trips_per_day)
        for piece in analysis.congestion
    )
    return Table("Congestion", columns, rows)


def warnings_table(analysis: Analysis) -> Table:
    """One row a warning: what, where, why."""
    rows = tuple((warning.what, warning.where, warning.why) for warning in analysis.warnings)
    sources = tuple(warning.source for warning in analysis.warnings)
    return Table("Warnings", (Column("What"), Column("Where"), Column("Why")), rows, sources)


def all_tables(analysis: Analysis, currency: str = CURRENCY) -> tuple[Table, ...]:
    """Every table of an analysis, in the order in which they are read."""
    return (
        totals_table(analysis, currency),
        flows_table(analysis, currency),
        *from_to_tables(analysis),
        methods_table(analysis),
        *((tours_table(analysis, currency),) if analysis.tours else ()),
        congestion_table(analysis),
        warnings_table(analysis),
    )


def _from_to(
    title: str,
    names: tuple[str, ...],
    ids: tuple[str, ...],
    cells: tuple[tuple[float, ...], ...],
    unit: str,
    decimals: int,
) -> Table:
    columns = (
        Column("From \\ To"),
        *(Column(name, unit, "number", decimals) for name in names),
        Column("Sum", unit, "number", decimals),
    )
    rows: list[tuple[Cell, ...]] = [
        (name, *(cell or None for cell in row), sum(row)) for name, row in zip(names, cells, strict=True)
    ]
    sums = [sum(column) for column in zip(*cells, strict=True)]
    rows.append(("Sum", *sums, sum(sums)))
    return Table(title, columns, tuple(rows), (*ids, ""))


def _per_cent(share: float | None) -> float | None:
    return None if share is None else share * 100
