"""A process chart made of typed rows alone, without any plan: for studies and worked examples."""

from collections.abc import Mapping, Sequence

from floorwright.analysis.process_chart.chart import ProcessChart, charted
from floorwright.analysis.process_chart.steps import ChartStep, Conventions
from floorwright.analysis.process_chart.words import basis_in, idea_in, subject_in, symbol_in, value_in
from floorwright.errors import FloorwrightError
from floorwright.model.process_chart import CombinedCount, StepType, ValueClass

TypedCell = str | float | int | bool | None


def chart_of_rows(name: str, rows: Sequence[Mapping[str, TypedCell]], options: Mapping[str, TypedCell]) -> ProcessChart:
    """The chart of these rows: seconds and metres as typed, words for symbols, values and ideas as in tables of steps.

    Options are `subject`, `lot_size`, `labour_cost_per_h`, `cost_per_m` and `combined` (outer or each).

    Raises:
        FloorwrightError: naming the first row with a word that means nothing.
    """
    steps = []
    for number, row in enumerate(rows, 1):
        try:
            steps.append(_step(row))
        except FloorwrightError as error:
            raise FloorwrightError(f"Row {number}: {error.message}", hint=error.hint) from error
    said = Conventions(
        subject=subject_in(_text(options, "subject")),
        lot_size=_number(options, "lot_size") or 1.0,
        labour_cost_per_h=_number(options, "labour_cost_per_h"),
        cost_per_m=_number(options, "cost_per_m"),
        combined=CombinedCount(_text(options, "combined") or CombinedCount.OUTER.value),
    )
    return charted(name, steps, said)


def _step(row: Mapping[str, TypedCell]) -> ChartStep:
    outer, inner = symbol_in(_text(row, "symbol"))
    value, distance = value_in(_text(row, "value")), _number(row, "distance_m")
    flags = []
    if distance and outer is not StepType.TRANSPORT:
        flags.append("a distance on a step that is no transport")
    if outer is StepType.INSPECTION and inner is None and value is ValueClass.VALUE_ADDING:
        flags.append("an inspection adds no value")
    return ChartStep(
        type=outer,
        inner=inner,
        description=_text(row, "description") or outer.value.capitalize(),
        station=_text(row, "station"),
        quantity=_number(row, "quantity"),
        distance_m=distance,
        time_s=_number(row, "time_s"),
        time_per=basis_in(_text(row, "time_per")),
        people=_number(row, "people"),
        means=_text(row, "means"),
        value=value,
        remark=_text(row, "remark"),
        idea=idea_in(_text(row, "ecrs")),
        idea_note=_text(row, "ecrs_note"),
        proposed_time_s=_number(row, "proposed_time_s"),
        proposed_distance_m=_number(row, "proposed_distance_m"),
        flags=tuple(flags),
    )


def _text(values: Mapping[str, TypedCell], name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value)


def _number(values: Mapping[str, TypedCell], name: str) -> float | None:
    value = values.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
