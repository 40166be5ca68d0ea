"""Traffic in every stretch of aisle: trips an hour, vehicles in it, and how often they meet (methods.md 1.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.pictures.stretches import Stretches, stretches
from floorwright.analysis.result import Analysis, Column, FlowFigures, Table, TourFigures
from floorwright.analysis.trips import method_of
from floorwright.model.diff import Records
from floorwright.model.kinds import DistanceMode, Flow, Method
from floorwright.model.record import Point

Floats = NDArray[np.float64]
LAMBDA, TIMES = 0, 1


@dataclass(frozen=True, slots=True)
class Traffic:
    """Per stretch: λ₁ and λ₂, trips an hour in either direction, and the vehicles L₁ and L₂ in it on average.

    Trips an hour are trips a day ÷ the hours a day that the method is available. L = Σ λ W with W = length ÷ speed
    (J. D. C. Little, 1961). A vehicle of one direction meets λ₂ (W₁ + W₂) of the other one while it passes: those that
    are in the stretch when it enters and those that enter while it is in there. That is λ₁ L₂ + λ₂ L₁ meetings an
    hour, which is 2 λ₁ λ₂ W where all go at one speed.
    """

    stretches: Stretches
    flows: tuple[FlowFigures, ...]
    """Whose paths the first of the stretches' paths are, in their order."""
    returns: bool

    @property
    def trips_per_h(self) -> Floats:
        """λ₁ + λ₂ per stretch."""
        total: Floats = self.stretches.along[:, LAMBDA] + self.stretches.against[:, LAMBDA]
        return total

    @property
    def vehicles(self) -> Floats:
        """The vehicles in each stretch on average: L₁ + L₂."""
        times = self.stretches.along[:, TIMES] + self.stretches.against[:, TIMES]
        total: Floats = times * self.stretches.lengths_m
        return total

    @property
    def meetings_per_h(self) -> Floats:
        """λ₁ L₂ + λ₂ L₁ per stretch."""
        one, other = self.stretches.along, self.stretches.against
        met = one[:, LAMBDA] * other[:, TIMES] + other[:, LAMBDA] * one[:, TIMES]
        total: Floats = met * self.stretches.lengths_m
        return total

    def table(self) -> Table:
        """Every stretch with its figures, those with most meetings first."""
        columns = (
            Column("From x", "m", "number"), Column("From y", "m", "number"),
            Column("To x", "m", "number"), Column("To y", "m", "number"),
            Column("Length", "m", "number"),
            Column("Trips that way", "/h", "number", better="less"),
            Column("Trips back", "/h", "number", better="less"),
            Column("Vehicles in it", "", "number", 3, better="less"),
            Column("Meetings", "/h", "number", 3, better="less"),
        )  # fmt: skip
        one = self.stretches
        order = np.lexsort((-self.trips_per_h, -self.meetings_per_h))
        cells = np.column_stack(
            [one.a / 1000, one.b / 1000, one.lengths_m, one.along[:, LAMBDA], one.against[:, LAMBDA], self.vehicles,
             self.meetings_per_h]
        )  # fmt: skip
        notes = (
            "Trips an hour are trips a day ÷ the hours a day of the method; "
            + ("empty returns go back the same way and count." if self.returns else "empty returns do not count."),
            "Meetings an hour λ₁ L₂ + λ₂ L₁ with L = λ W, W = length ÷ speed; at one speed 2 λ₁ λ₂ W.",
        )
        return Table("Traffic by aisle segment", columns, tuple(map(tuple, cells[order].tolist())), notes=notes)


def traffic(
    records: Records,
    analysis: Analysis,
    flows: Sequence[FlowFigures] | None = None,
    tours: Sequence[TourFigures] | None = None,
    *,
    returns: bool = True,
) -> Traffic:
    """The traffic of these flows and milk runs, or of all. With `returns` the empty way back of a method that has one
    counts too; a milk run goes round once a run.

    In aisle mode stretches end at the junctions of the aisles.
    """
    chosen = tuple(f for f in (analysis.flows if flows is None else flows) if f.distance_m is not None)
    paths: list[tuple[Point, ...]] = []
    rows: list[tuple[float, float]] = []
    for figures in chosen:
        trips_per_h, s_per_m = _hourly(figures, records)
        paths.append(figures.path)
        rows.append((trips_per_h, trips_per_h / 3600 * s_per_m))
    if returns:
        for number, figures in enumerate(chosen):
            paths.append(figures.path[::-1])
            rows.append(rows[number] if figures.returns_empty else (0.0, 0.0))
    for tour in analysis.tours if tours is None else tours:
        method = records.get(tour.method_id)
        if tour.distance_m is not None and isinstance(method, Method):
            runs_per_h = tour.runs_per_day / method.available_h_per_day
            paths.append(tour.path)
            rows.append((runs_per_h, runs_per_h / 3600 / method.speed_m_s))
    breaks = [(piece.a, piece.b) for piece in analysis.congestion] if analysis.mode is DistanceMode.AISLE else []
    values = np.array(rows, np.float64).reshape(-1, 2)
    return Traffic(stretches(paths, values, breaks), chosen, returns)


def _hourly(figures: FlowFigures, records: Records) -> tuple[float, float]:
    """Trips an hour, and the seconds a metre takes."""
    flow = records.get(figures.flow)
    if not isinstance(flow, Flow):
        return 0.0, 0.0
    method = method_of(flow, records)
    return figures.trips_per_day / method.available_h_per_day, 1.0 / method.speed_m_s
