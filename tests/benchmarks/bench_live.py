"""How long figures and floor take to follow one dragged machine among 500 with 2,000 flows.

Beside it, in the same run, the same figures computed anew and the ways alone found with networkx: the ratios say more
than the milliseconds, which are this machine's. Times are processor time, so that other programs do not count.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import networkx
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from floorwright.analysis.analyze import analyze
from floorwright.analysis.live import LiveFigures
from floorwright.geometry.aisle_graph import AislePiece, junction_graph
from floorwright.gui.application import SELDOM
from floorwright.model.document import Document
from floorwright.model.kinds import PLAN_ID, Aisle, DistanceMode, Flow, Machine, Product
from floorwright.model.signal import Signal
from floorwright.model.view import View
from floorwright.storage.plan_file import PlanFile
from helpers.window import a_window

COLUMNS, ROWS, FLOWS, MOVES = 25, 20, 2000, 24
PITCH_MM = 4000.0
SAMPLE = 4
"""How many sources networkx searches from; the others would take as long each."""


def hall(aisles_across: int = ROWS, aisles_up: int = COLUMNS) -> Document:
    """Machines in a grid with aisles between all rows and columns, or more; flows mostly to near stations."""
    chance = random.Random(7)
    document = Document()
    width, depth = COLUMNS * PITCH_MM, ROWS * PITCH_MM
    with document.edit("Draw") as edit:
        edit.put(Product(id="p", name="P"))
        for number in range(COLUMNS * ROWS):
            x, y = number % COLUMNS * PITCH_MM, number // COLUMNS * PITCH_MM
            edit.put(Machine(id=f"m{number}", name=f"M{number}", x=x, y=y, width=2000.0, depth=1500.0))
        for number in range(aisles_across):
            y = (number + 0.5) * depth / aisles_across
            edit.put(Aisle(id=f"r{number}", x1=-PITCH_MM, y1=y, x2=width, y2=y, one_way=number % 3 == 0))
        for number in range(aisles_up):
            x = (number + 0.5) * width / aisles_up
            edit.put(Aisle(id=f"c{number}", x1=x, y1=-PITCH_MM, x2=x, y2=depth))
        for number in range(FLOWS):
            start = chance.randrange(COLUMNS * ROWS)
            end = (start + chance.choice((1, 2, 26, 53, 105, 211))) % (COLUMNS * ROWS)
            edit.put(Flow(id=f"f{number}", product="p", start=f"m{start}", end=f"m{end}", quantity_per_day=5.0))
    return document


def ms(seconds: list[float]) -> str:
    """The middle and the 95th of a hundred, in words."""
    return f"{statistics.median(seconds) * 1000:.1f} ms (95 %: {statistics.quantiles(seconds, n=20)[-1] * 1000:.1f})"


def timed(work: Callable[[], object]) -> float:
    """How long the processor is busy with it, seconds."""
    started = time.process_time()
    work()
    return time.process_time() - started


def dragged(machine: Machine) -> Iterator[Machine]:
    """Where the machine is at every move of the mouse."""
    for step in range(1, MOVES + 1):
        yield replace(machine, x=machine.x + 40.0 * step, y=machine.y + 15.0 * step)


def refreshes(document: Document, live: LiveFigures) -> list[float]:
    machine = document.records["m262"]
    assert isinstance(machine, Machine)
    seconds = []
    with document.edit("Drag") as edit:
        for place in dragged(machine):
            edit.put(place)
            seconds.append(timed(live.refresh))
    return seconds


def networkx_s(document: Document) -> tuple[int, float]:
    """How many junctions there are, and how long networkx takes from every station's nearest one to all others."""
    aisles = [record for record in document.records.values() if isinstance(record, Aisle)]
    graph = junction_graph([AislePiece(a.id, a.x1, a.y1, a.x2, a.y2, a.width, a.one_way) for a in aisles])
    network = networkx.DiGraph()
    hops = graph.hops
    for leaves, to, length in zip(hops.leaves.tolist(), hops.to.tolist(), hops.length.tolist(), strict=True):
        network.add_edge(leaves, to, weight=length)
    sources = random.Random(7).sample(sorted(network), SAMPLE)
    seconds = timed(lambda: [networkx.single_source_dijkstra(network, source) for source in sources])
    return len(network), seconds / SAMPLE * COLUMNS * ROWS


@pytest.mark.parametrize("mode", list(DistanceMode))
def test_the_time_of_a_refresh_while_one_machine_is_dragged(mode: DistanceMode) -> None:
    document = hall()
    live = LiveFigures(View(document), mode)
    seconds = refreshes(document, live)
    anew = timed(lambda: analyze(document.records, mode))
    middle = statistics.median(seconds)
    print(f"\n{mode.value}: {ms(seconds)} a refresh; anew {anew * 1000:.0f} ms, {anew / middle:.0f} times as long")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("across", "up"), [(40, 50), (125, 160)])
def test_the_time_of_a_refresh_on_large_networks_of_aisles(across: int, up: int) -> None:
    document = hall(across, up)
    live = LiveFigures(View(document), DistanceMode.AISLE)
    seconds = refreshes(document, live)
    anew = timed(lambda: analyze(document.records, DistanceMode.AISLE))
    junctions, alone = networkx_s(document)
    middle = statistics.median(seconds)
    print(
        f"\naisle, {junctions} junctions: {ms(seconds)} a refresh; anew {anew:.1f} s, {anew / middle:.0f} times; "
        f"the ways alone with networkx {alone:.0f} s, {alone / middle:.0f} times as long"
    )


class Clock:
    """How long parts of a frame take, seconds: what is called inside another part counts there no more."""

    def __init__(self) -> None:
        self.parts: dict[str, list[float]] = {}
        self._inner = [0.0]

    def run(self, part: str, work: Callable[[], object]) -> None:
        self._inner.append(0.0)
        whole = timed(work)
        self.parts.setdefault(part, []).append(whole - self._inner.pop())
        self._inner[-1] += whole

    def words(self) -> str:
        """The middle of every part of the frames after the first four."""
        return ", ".join(f"{part} {statistics.median(s[4:]) * 1000:.1f}" for part, s in self.parts.items())


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", [DistanceMode.AISLE, DistanceMode.FREE])
def test_the_time_of_a_whole_frame_while_one_machine_is_dragged(
    mode: DistanceMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the mouse's move to new totals, flow lines and panel, painted by software off screen."""
    records = dict(hall().records)
    records[PLAN_ID] = replace(records[PLAN_ID], distance_mode=mode)  # type: ignore[type-var]
    with a_window(PlanFile.new(records)) as desk:
        window, machine = desk.window, desk.machines()["M262"]
        while window.plan.live.pending:
            desk.settle()
        desk.settle()
        # Whole steps of the grid, there and back: with snapping on, less would leave the machine where it is.
        steps = [MOVES // 2 - abs(step - MOVES // 2) for step in range(MOVES)]
        places = [(machine.x + 500.0 * step, machine.y + 500.0 * (step % 2)) for step in steps]
        told: list[object] = []
        window.plan.figured.connect(told.append)
        desk.move(*places[0])
        pressed = timed(lambda: desk.press(*places[0]))
        clock = Clock()
        gc.set_threshold(SELDOM, 10, 10)
        emit, draw, figured = Signal.emit, window.dragging.show_flows, window.plan.live.changed

        def tell(signal: Signal[object], value: object) -> None:
            if signal is figured:
                clock.run("panels", lambda: emit(signal, value))
            else:
                emit(signal, value)

        monkeypatch.setattr(Signal, "emit", tell)
        monkeypatch.setattr(window.dragging, "show_flows", lambda *given: clock.run("lines", lambda: draw(*given)))

        def frame(x: float, y: float) -> None:
            clock.run("hand", lambda: QTest.mouseMove(window.view.viewport(), desk.px(x, y)))
            clock.run("figures", window.plan.refresh)
            clock.run("paint", QApplication.processEvents)

        seconds = [timed(lambda to=to: frame(*to)) for _, to in pairwise(places)]  # type: ignore[misc]
        assert len(told) >= MOVES - 4, "the machine did not move with the mouse"
        released = timed(lambda: desk.release(*places[-1]))
    # The first moves decide that it is a drag and take the picture.
    print(
        f"\n{mode.value}: {ms(seconds[4:])} a frame ({clock.words()}); the slowest frame {max(seconds) * 1000:.0f} ms"
    )
    print(f"press {pressed * 1000:.0f} ms, release {released * 1000:.0f} ms")
