"""Process charts as tables, for panels, sheets and files; the columns are those that a table of steps is read from."""

from floorwright.analysis.order import name_key
from floorwright.analysis.process_chart.chart import ProcessChart, process_chart
from floorwright.analysis.process_chart.compare import compared, has_ideas, idea_notes, improved
from floorwright.analysis.process_chart.rows import own_records
from floorwright.analysis.process_chart.steps import ChartStep, cost_of, longest, lot_distance_m, lot_time_s, trips
from floorwright.analysis.result import Analysis, Cell, Column, Table
from floorwright.model.diff import Records
from floorwright.model.kinds import PLAN_ID, Plan, Product, Step
from floorwright.model.process_chart import ChartHead, StepType

COLUMNS = (
    Column("Number"),
    Column("Symbol"),
    Column("Description"),
    Column("Station"),
    Column("Quantity", "", "number", 0),
    Column("Distance", "m", "number", better="less"),
    Column("Time", "s", "number", 1, better="less"),
    Column("Time per"),
    Column("People", "", "number", 0),
    Column("Means"),
    Column("Value"),
    Column("Remark"),
    Column("ECRS"),
    Column("ECRS note"),
    Column("Proposed time", "s", "number", 1),
    Column("Proposed distance", "m", "number", 1),
    Column("Flags"),
)


def chart_table(chart: ProcessChart) -> Table:
    """The chart line by line; the last line has the sums for the lot."""
    box = chart.summary
    last: tuple[Cell, ...] = ("", "", "Sum", "", None, box.distance_m, box.time_s, *([""] * 7), None, None, "")
    rows = (*(_cells(step) for step in chart.steps), (*last[:8], None, *last[9:]))
    sources = (*(step.source for step in chart.steps), "")
    return Table(f"Flow process chart: {chart.product}", COLUMNS, rows, sources, chart.notes)


def _cells(step: ChartStep) -> tuple[Cell, ...]:
    return (
        step.number,
        step.symbol,
        step.description,
        step.station,
        step.quantity,
        step.distance_m,
        step.time_s,
        step.time_per.value,
        step.people,
        step.means,
        step.value.value if step.value else "",
        step.remark,
        step.idea.value if step.idea else "",
        step.idea_note,
        step.proposed_time_s,
        step.proposed_distance_m,
        "; ".join(step.flags),
    )


def summary_table(chart: ProcessChart) -> Table:
    """Count, time and distance of every symbol, and the VA ratio in the notes."""
    columns = (
        Column("Symbol"),
        Column("Count", type="integer", decimals=0, better="less"),
        Column("Time", "s", "number", 1, better="less"),
        Column("Distance", "m", "number", better="less"),
    )
    sums = [(one.type.value, one.count, one.time_s, one.distance_m) for one in chart.summary.symbols]
    whole = ("sum", sum(one.count for one in chart.summary.symbols), chart.summary.time_s, chart.summary.distance_m)
    ratio = chart.summary.va_ratio
    notes = () if ratio is None else (f"Value-adding time is {ratio * 100:.1f} % of all time.",)
    return Table(f"Summary: {chart.product}", columns, (*sums, whole), notes=notes)


def comparison_table(
    present: ProcessChart, proposed: ProcessChart, names: tuple[str, str] = ("Present", "Proposed"), currency: str = "€"
) -> Table:
    """The summary of the ASME form: every figure present and proposed, what is saved and how much of it."""
    columns = (
        Column("Figure"),
        Column("Unit"),
        Column(names[0], type="number"),
        Column(names[1], type="number"),
        Column("Saving", type="number"),
        Column("Saving", "%", "number", 1),
        Column("Verdict"),
    )
    rows = tuple(
        (one.title, one.unit, one.present, one.proposed, one.saving, one.per_cent, one.verdict)
        for one in compared(present, proposed, currency)
    )
    return Table(f"Process chart summary: {present.product}", columns, rows, notes=tuple(idea_notes(present)))


def longest_table(chart: ProcessChart) -> Table:
    """The longest delays, storages and transports, longest first."""
    lot = chart.conventions.lot_size
    rows: list[tuple[Cell, ...]] = []
    for type in (StepType.TRANSPORT, StepType.DELAY, StepType.STORAGE):
        for step in longest(chart.steps, type, lot):
            rows.append((step.number, step.description, step.station, lot_distance_m(step, lot), lot_time_s(step, lot)))
    columns = (
        Column("Number"),
        Column("Description"),
        Column("Station"),
        Column("Distance", "m", "number"),
        Column("Time", "s", "number", 1),
    )
    return Table(f"Longest transports and delays: {chart.product}", columns, tuple(rows))


def process_charts(records: Records, analysis: Analysis, *, written: bool = False) -> tuple[ProcessChart, ...]:
    """The charts of all products by name; with `written` only those into which something was written."""
    named = {record.product for record in records.values() if isinstance(record, Step | ChartHead)}
    products = [record for record in records.values() if isinstance(record, Product)]
    products.sort(key=lambda product: (name_key(product.name), product.id))
    chosen = [product for product in products if not written or product.id in named]
    measured = {figures.flow: figures for figures in analysis.flows}
    own = own_records(records)
    return tuple(process_chart(records, analysis, one.id, measured, own.get(one.id, ())) for one in chosen)


def charts_table(records: Records, analysis: Analysis) -> Table:
    """Every line of every chart; it can be read again as a table of steps."""
    charts = process_charts(records, analysis)
    head = (
        Column("Chart"), Column("Subject"), Column("Lot size", "", "number", 0),
        Column("Labour cost per h", "", "number"), Column("Cost per m", "", "number"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for chart in charts:
        said = chart.conventions
        first = (chart.product, said.subject.value, said.lot_size, said.labour_cost_per_h, said.cost_per_m)
        rows += [(*first, *_cells(step)) for step in chart.steps]
    return Table(
        "Process chart",
        (*head, *COLUMNS),
        tuple(rows),
        tuple(step.source for chart in charts for step in chart.steps),
        tuple(f"{chart.product}: {note}" for chart in charts for note in chart.notes),
    )


def summaries_table(records: Records, analysis: Analysis) -> Table:
    """The summary of every chart, with what its ideas would save."""
    plan = records.get(PLAN_ID)
    currency = plan.currency if isinstance(plan, Plan) else ""
    rows: list[tuple[Cell, ...]] = []
    columns: tuple[Column, ...] = ()
    notes: list[str] = []
    for chart in process_charts(records, analysis):
        table = comparison_table(chart, improved(chart) if has_ideas(chart) else chart, currency=currency)
        columns = table.columns
        rows += [(chart.product, *row) for row in table.rows]
        notes += [f"{chart.product}: {note}" for note in table.notes]
    return Table("Process chart summary", (Column("Chart"), *columns), tuple(rows), notes=tuple(notes))


def chart_json(chart: ProcessChart, currency: str = "€") -> dict[str, object]:
    """A chart as plain values with units in their names; nothing is rounded, what is not known is None."""
    said, box = chart.conventions, chart.summary
    answer: dict[str, object] = {
        "chart": chart.product,
        "product_id": chart.id,
        "subject": said.subject.value,
        "lot_size": said.lot_size,
        "labour_cost_per_h": said.labour_cost_per_h,
        "cost_per_m": said.cost_per_m,
        "combined_counts": said.combined.value,
        "steps": [_step_json(step, chart) for step in chart.steps],
        "summary": {
            "counts": {one.type.value: one.count for one in box.symbols},
            "time_s_by_symbol": {one.type.value: one.time_s for one in box.symbols},
            "distance_m_by_symbol": {one.type.value: one.distance_m for one in box.symbols},
            "combined": box.combined,
            "time_s": box.time_s,
            "time_per_piece_s": box.time_per_piece_s,
            "distance_m": box.distance_m,
            "va_s": box.va_s,
            "enva_s": box.enva_s,
            "nva_s": box.nva_s,
            "va_ratio": box.va_ratio,
            "cost": box.cost,
        },
        "longest_transports": [s.number for s in longest(chart.steps, StepType.TRANSPORT, said.lot_size)],
        "longest_delays": [s.number for s in longest(chart.steps, StepType.DELAY, said.lot_size)],
        "ideas": None,
        "notes": [*chart.notes, *idea_notes(chart)],
    }
    if has_ideas(chart):
        answer["ideas"] = [
            {
                "figure": one.figure,
                "unit": one.unit,
                "present": one.present,
                "proposed": one.proposed,
                "saving": one.saving,
                "saving_percent": one.per_cent,
            }
            for one in compared(chart, improved(chart), currency)
        ]
    return answer


def _step_json(step: ChartStep, chart: ProcessChart) -> dict[str, object]:
    lot = chart.conventions.lot_size
    return {
        "number": step.number,
        "symbol": step.symbol,
        "type": step.type.value,
        "inner": step.inner.value if step.inner else None,
        "description": step.description,
        "station": step.station,
        "quantity": step.quantity,
        "people": step.people,
        "means": step.means,
        "distance_m": step.distance_m,
        "distance_origin": "measured" if step.measured else None if step.distance_m is None else "entered",
        "typed_distance_m": step.typed_m if step.measured else step.distance_m,
        "time_s": step.time_s,
        "time_per": step.time_per.value,
        "trips": trips(step, lot),
        "lot_time_s": lot_time_s(step, lot),
        "lot_distance_m": lot_distance_m(step, lot),
        "cost": cost_of(step, chart.conventions),
        "value": step.value.value if step.value else None,
        "remark": step.remark,
        "ecrs": step.idea.value if step.idea else None,
        "ecrs_note": step.idea_note,
        "flags": list(step.flags),
        "flow_id": step.flow or None,
        "assumed": step.assumed,
    }
