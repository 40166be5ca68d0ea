"""How long each picture on the plan takes for 500 stations with 2,000 flows along the aisles, in processor time."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.bench_live import hall
from floorwright.analysis.analyze import analyze
from floorwright.analysis.pictures.matrix import MatrixOrder, Measure, matrix
from floorwright.geometry.cells import heat
from floorwright.gui.canvas.ink import ink_of
from floorwright.model.kinds import DistanceMode
from floorwright.paper.flow_charts.intensity import intensity_figure
from floorwright.paper.flow_charts.matrix import matrix_figure
from floorwright.paper.flow_classes import FlowClasses
from floorwright.paper.flow_marks import flow_marks
from floorwright.paper.flow_view import FlowStyle, FlowView, TrafficShown
from floorwright.paper.heat_marks import heat_marks, heat_of
from floorwright.paper.traffic_marks import traffic_marks, traffic_of

ROUNDS = 5


def middle_ms(work: Callable[[], object]) -> float:
    """The middle of a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken) * 1000


def test_the_time_of_every_picture(capsys: pytest.CaptureFixture[str], qapp: object) -> None:
    records = dict(hall().records)
    analysis = analyze(records, DistanceMode.AISLE)
    usual = FlowView()
    bands = replace(usual, style=FlowStyle.AGGREGATED)
    warm = replace(usual, heat=True)
    grid = heat_of(records, analysis, warm)
    paths = [(f.path, f.trips_per_day) for f in analysis.flows]
    works: dict[str, Callable[[], object]] = {
        "lines, one by one": lambda: flow_marks(records, analysis, 120.0, view=usual, labels=False),
        "bands by aisle segment": lambda: flow_marks(records, analysis, 120.0, view=bands, labels=False),
        "spaghetti": lambda: flow_marks(records, analysis, 120.0, view=replace(usual, style=FlowStyle.SPAGHETTI)),
        "heat, cells of 1 m": lambda: heat_of(records, analysis, warm),
        "heat, cell by cell in Python": lambda: heat(paths, 1000.0),
        "heat as marks": lambda: heat_marks(grid),
        "congestion": lambda: traffic_marks(traffic_of(records, analysis, usual), TrafficShown.MEETINGS, 120.0),
        "from-to matrix by Hollier 1": lambda: matrix_figure(
            matrix(records, analysis.flows), Measure.TRIPS, MatrixOrder.HOLLIER_1
        ),
        "distance and intensity": lambda: intensity_figure(analysis.flows, FlowClasses(records, usual)),
    }
    lines = flow_marks(records, analysis, 120.0, view=usual, labels=False)
    together = flow_marks(records, analysis, 120.0, view=bands, labels=False)
    works["ink of the lines"] = lambda: ink_of(lines)
    works["ink of the bands"] = lambda: ink_of(together)
    with capsys.disabled():
        print()
        for name, work in works.items():
            print(f"{name:32} {middle_ms(work):8.1f} ms")
