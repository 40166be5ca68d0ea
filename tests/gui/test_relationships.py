"""Rating by hand in the relationship chart, with mouse and keys."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from floorwright.gui.panels.flow_charts import FlowChartsPanel
from floorwright.gui.panels.relationships import RelationshipsTab
from floorwright.model.kinds import PLAN_ID
from floorwright.model.relationships import CHART_ID, Rating, Relationship, RelationshipChart, relationship_id
from floorwright.paper.flow_charts.relationships import pair_source
from floorwright.paper.marks import Region
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, plan
from helpers.window import Desk, a_window

AB = relationship_id("Assembly", "Saw")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """Two stations of the assembly, a saw and a store; 40 trips a day from the saw to the assembly."""
    file = PlanFile.new(journal=False)
    records = plan(
        replace(machine("A1", 0, 0, 2, 2), department="Assembly"), machine("Saw", 10, 0, 2, 2),
        replace(machine("A2", 0, 5, 2, 2), department="Assembly"), machine("Store", 20, 0, 2, 2),
        flow("p", "Saw", "A1", 40, id="sa"),
    )  # fmt: skip
    with file.document.edit("Fill") as edit:
        for record in records.values():
            if record.id != PLAN_ID:
                edit.put(record)
    with a_window(file, (1600, 1100)) as made:
        made.do("flow_charts")
        panel(made).tabs.setCurrentWidget(tab(made))
        made.settle()
        yield made


def panel(desk: Desk) -> FlowChartsPanel:
    made = desk.window.docks._panel("flow_charts")
    assert isinstance(made, FlowChartsPanel)
    return made


def tab(desk: Desk) -> RelationshipsTab:
    return panel(desk).relationships


def click(desk: Desk, a: str, b: str) -> None:
    canvas, figure = tab(desk).chart.canvas, tab(desk).chart.figure
    assert figure is not None
    ring = next(m for m in figure.marks if isinstance(m, Region) and m.source == pair_source(a, b)).rings[0]
    x, y = (sum(values) / len(ring) for values in list(zip(*ring, strict=True))[:2])
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.to_px(x, y).toPoint())


def rating(desk: Desk, id: str = AB) -> Relationship | None:
    found = desk.window.plan.file.document.records.get(id)
    return found if isinstance(found, Relationship) else None


def test_a_click_on_a_pair_shows_its_flows_on_the_floor_and_its_rating(desk: Desk) -> None:
    click(desk, "Saw", "Assembly")
    assert desk.window.plan.session.selection == ("sa",)
    assert tab(desk).pair.text() == "Assembly – Saw"
    assert tab(desk).rating.currentText().startswith("By flow")


def test_a_letter_rates_the_pair_and_delete_follows_the_flow_again(desk: Desk) -> None:
    click(desk, "Saw", "Assembly")
    canvas = tab(desk).chart.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_E)
    made = rating(desk)
    assert made is not None
    assert (made.rating, made.a, made.b) == (Rating.E, "Assembly", "Saw")
    assert desk.window.plan.session.state.tool == "select"
    QTest.keyClick(canvas, Qt.Key.Key_X)
    assert (rating(desk) or made).rating is Rating.X
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert rating(desk) is None
    assert "sa" in desk.records


def test_ratings_are_undone_like_everything_else(desk: Desk) -> None:
    click(desk, "Saw", "Assembly")
    tab(desk).rate(Rating.A)
    desk.do("undo")
    assert rating(desk) is None


def test_reasons_are_ticked_and_stay_with_the_rating(desk: Desk) -> None:
    click(desk, "Saw", "Assembly")
    tab(desk).rate(Rating.I)
    tab(desk).reasons.item(1).setCheckState(Qt.CheckState.Checked)
    made = rating(desk)
    assert made is not None
    assert (made.rating, made.reasons) == (Rating.I, ("2",))
    tab(desk).rate(Rating.O)
    assert (rating(desk) or made).reasons == ("2",)


def test_weights_shares_and_gap_are_kept_with_the_plan(desk: Desk) -> None:
    made = tab(desk)
    made.weights.setCurrentText("10 8 6 4 2 −20")
    line = made.weights.lineEdit()
    assert line is not None
    line.editingFinished.emit()
    made.gap.setValue(1.5)
    made.shares.setText("10 10 10 10")
    made.shares.editingFinished.emit()
    kept = desk.window.plan.file.document.records[CHART_ID]
    assert isinstance(kept, RelationshipChart)
    assert (kept.weights, kept.gap, kept.shares) == ((10, 8, 6, 4, 2, -20), 1500, (10, 10, 10, 10))


@pytest.mark.parametrize("text", ["", "1 2 3", "a b c d e f", "1e30 0 0 0 0 0", "nan 1 1 1 1 1"])
def test_nonsense_for_weights_is_told_and_put_back(desk: Desk, text: str) -> None:
    made = tab(desk)
    made.weights.setCurrentText(text)
    line = made.weights.lineEdit()
    assert line is not None
    line.editingFinished.emit()
    assert made.chart.words.text() != ""
    assert made.weights.currentText() == "4 3 2 1 0 −1"
    assert CHART_ID not in desk.window.plan.file.document.records


def test_reasons_can_be_ones_own_and_two_of_a_code_are_refused(desk: Desk) -> None:
    made = tab(desk)
    made.take_reasons("k Crane\nf Forklift way\n")
    assert [made.reasons.item(row).text() for row in range(made.reasons.count())] == ["k  Crane", "f  Forklift way"]
    made.take_reasons("k Crane\nk Again\n")
    assert "code of its own" in made.chart.words.text()


def test_chart_and_diagram_follow_the_plan(desk: Desk, qtbot: QtBot) -> None:
    made = tab(desk)
    made.shown.setCurrentIndex(1)
    made.shown.activated.emit(1)
    assert made.chart.figure is not None
    assert made.chart.figure.title == "Relationship diagram"
    with desk.window.plan.file.document.edit("More") as edit:
        edit.put(machine("Dock", 30, 0, 2, 2))
    qtbot.waitUntil(lambda: len(made.totals.results.table.rows) == 4, timeout=3000)


def test_selecting_a_flow_frames_its_pair(desk: Desk) -> None:
    desk.window.plan.session.select(["sa"])
    assert tab(desk).chart.canvas.chosen == {pair_source("Saw", "Assembly")}


def test_a_letter_without_a_pair_says_what_to_do(desk: Desk) -> None:
    tab(desk).rate(Rating.A)
    assert "Click a pair" in tab(desk).chart.words.text()


def test_an_empty_plan_says_what_the_chart_needs(qtbot: QtBot) -> None:
    with a_window() as empty:
        empty.do("flow_charts")
        panel(empty).tabs.setCurrentWidget(tab(empty))
        assert "needs two departments" in tab(empty).chart.canvas.nothing
