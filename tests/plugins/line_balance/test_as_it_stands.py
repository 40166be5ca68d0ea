"""A line with its stations given: judged, dragged in the figure, taken from the plan and put there."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from floorwright.api import ChartHead, Machine, Product, Step, TimeBasis
from floorwright.errors import StudyFailed
from floorwright.gui.studies.window import StudyWindow
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.answering import answer
from floorwright.hooks.studies.reading import cells_from_rows, cells_of, read_study
from floorwright.model.diff import Records
from floorwright.model.study import Study
from helpers.studied import Studying
from helpers.window import Desk, a_window

TASKS = (
    ("task", "time_s", "predecessors", "station"),
    ("A", "5", "", "1"), ("B", "4", "A", "1"), ("C", "3", "B", "2"), ("D", "2", "C", "2"),
)  # fmt: skip


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def csv(*rows: tuple[str, ...]) -> str:
    return "\n".join(",".join(row) for row in rows) + "\n"


def found(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [finding["what"] for finding in answer["findings"]]


def test_the_line_as_it_is_gets_its_figures(study: Studying) -> None:
    given = study("line-balance", {"tasks": csv(*TASKS)}, cycle_s=10, method="as-given")
    assert given["results"]["stations"]["value"] == 2
    assert given["results"]["largest_load_s"]["value"] == 9
    assert given["results"]["efficiency"]["value"] == pytest.approx(14 / 20)
    without = study("line-balance", {"tasks": csv(*TASKS)}, stations=2, method="as-given")
    assert without["results"]["cycle_s"]["value"] == 9


def test_all_that_is_wrong_with_the_line_as_it_is_is_said(study: Studying) -> None:
    tables = {
        "tasks": csv(
            ("task", "time_s", "predecessors", "station", "side", "skill"),
            ("A", "5", "", "2", "left", ""), ("B", "4", "A", "1", "", "weld"), ("C", "6", "A", "2", "right", ""),
        ),
        "pairs": csv(("task", "other", "rule"), ("A", "C", "apart"), ("A", "B", "together")),
        "stations": csv(("station", "skills"), ("1", "test"), ("2", "weld")),
    }  # fmt: skip
    said = found(study("line-balance", tables, cycle_s=10, method="as-given"))
    for words in (
        "Done too early: “B” (station 1) before “A” (station 2)",
        "Over the cycle: station 2 by 1 s",
        "Must be apart, and share a station: “A” and “C”",
        "Must be together, and are not: “A” and “B”",
        "Skill or side do not fit: “B” in station 1",
        "Left and right in one: station 2",
    ):
        assert words in said


def test_every_task_needs_a_station_then(study: Studying) -> None:
    said = study.refused("line-balance", {"tasks": "task,time_s,station\nA,1,1\nB,1,\n"}, method="as-given", cycle_s=9)
    assert "needs the station of every task, and “B” has none" in said


def test_a_u_line_as_it_is_names_what_is_reached_from_neither_end(study: Studying) -> None:
    tasks = "task,time_s,predecessors,station\nA,1,,2\nB,1,A,1\nC,1,B,2\n"
    said = found(study("line-balance", {"tasks": tasks}, cycle_s=9, method="as-given", layout="u"))
    assert "Reached from neither end of the U: “B”" in said


# ---- in the window -----------------------------------------------------------------------------------------------


def begun(desk: Desk) -> StudyWindow:
    window = desk.window.docks.studies.begin("line-balance")
    assert isinstance(window, StudyWindow)
    return window


def the_study(desk: Desk) -> Study:
    (one,) = desk.window.plan.session.view.of(Study)
    return one


def drag(window: StudyWindow, source: str, onto: str) -> None:
    """With the mouse, from the middle of one block or stack to another."""
    canvas = window.answer.charts["Loads of the stations"].canvas
    ways = [middle_of(canvas.figure, one) for one in (source, onto)]
    a, b = (canvas.to_px(x, y).toPoint() for x, y in ways)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=a)
    QTest.mouseMove(canvas, QPoint((a.x() + b.x()) // 2, (a.y() + b.y()) // 2))
    QTest.mouseMove(canvas, b)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=b)


def middle_of(figure: object, source: str) -> tuple[float, float]:
    from floorwright.paper.charts.figure import Figure
    from floorwright.paper.marks import Region

    assert isinstance(figure, Figure)
    (area,) = (mark for mark in figure.marks if isinstance(mark, Region) and mark.source == source)
    xs, ys = [x for x, *_ in area.rings[0]], [y for _, y, *_ in area.rings[0]]
    high = max(ys) - 1.0 if source.startswith("station-") else sum(ys) / len(ys)
    return sum(xs) / len(xs), high


def test_a_task_is_dragged_to_another_station_within_precedence_and_undone() -> None:
    with a_window() as desk:
        window = begun(desk)
        window.grids["tasks"].paste("A\t5\t\nB\t4\tA\nC\t3\tB\nD\t2\tC")
        window.form.fields["cycle_s"].setText("10")
        window.form.fields["cycle_s"].editingFinished.emit()
        window.finish()
        window.answer.tabs.setCurrentWidget(window.answer.charts["Loads of the stations"])
        drag(window, "task-A", "station-2")
        assert "“A” cannot go to station 2: “B” waits for it, and is in station 1." in window.words.text()
        drag(window, "task-B", "station-2")
        window.finish()
        assert dict(the_study(desk).options)["method"] == "as-given"
        assert [row[3] for row in the_study(desk).rows("tasks")] == ["station", "1", "2", "2", "2"]
        assert window.computed is not None
        assert window.computed.answer.results["largest_load_s"] == 9
        desk.do("undo")
        assert "method" not in dict(the_study(desk).options)


def test_a_task_dropped_on_another_in_the_graph_comes_before_it_from_then_on() -> None:
    with a_window() as desk:
        window = begun(desk)
        window.grids["tasks"].paste("A\t5\t\nB\t4\tA\nC\t3\tA")
        window.form.fields["cycle_s"].setText("10")
        window.form.fields["cycle_s"].editingFinished.emit()
        window.finish()
        window.move_in_figure("node-B", "node-C")
        assert [row[2] for row in the_study(desk).rows("tasks")] == ["predecessors", "", "A", "A B"]
        window.finish()
        window.move_in_figure("node-C", "node-A")
        assert "they would wait in a circle" in window.words.text()
        window.move_in_figure("node-A", "node-C")  # the link is there: it is taken out
        assert [row[2] for row in the_study(desk).rows("tasks")] == ["predecessors", "", "A", "B"]


def a_shop() -> Records:
    steps = [
        Step(id="s1", product="p", machine="m2", description="Weld", time_s=30.0, order=1, time_per=TimeBasis.PIECE),
        Step(id="s2", product="p", machine="m1", description="Fit", time_s=200.0, order=2),
        Step(id="s3", product="p", machine="m2", description="Test", time_s=5.0, order=3, time_per=TimeBasis.PIECE),
    ]
    machines = [
        Machine(id=id, name=name, x=0.0, y=0.0, width=1000.0, depth=1000.0)
        for id, name in (("m1", "Bench"), ("m2", "Booth"))
    ]
    records = [Product(id="p", name="Cart"), ChartHead(id="h", product="p", lot_size=10.0), *steps, *machines]
    return {record.id: record for record in records}


def test_the_line_on_the_plan_is_taken_with_its_times_a_piece() -> None:
    from floorwright.analysis.analyze import analyze

    records = a_shop()
    method = Plugins().load().studies["line-balance"]
    assert method.from_plan is not None
    taken = method.from_plan(records, analyze(records))
    # The fitting of a lot of ten takes 200 s, 20 s a piece.
    assert taken["tasks"][1:] == (("Weld", 30.0, "", 1), ("Fit", 20.0, "Weld", 2), ("Test", 5.0, "Fit", 1))
    assert taken["stations"][1:] == ((1, "Booth"), (2, "Bench"))
    assert "models" not in taken
    with pytest.raises(StudyFailed, match="no operation at a station"):
        method.from_plan({}, analyze({}))


def test_stations_of_a_balance_are_put_on_the_plan_beside_what_is_there() -> None:
    plugins = Plugins().load()
    method = plugins.studies["line-balance"]
    assert method.to_plan is not None and method.on_plan is not None
    tables = {
        "tasks": cells_from_rows("tasks", TASKS),
        "stations": cells_from_rows("stations", (("station", "name"), ("1", "Bench"))),
    }
    given = read_study(method, tables, {"cycle_s": "9", "method": "as-given"}).whole()
    told = answer(plugins, method, given)
    made = method.to_plan(given, told, a_shop())
    assert [(one.name, one.note) for one in made if isinstance(one, Machine)] == [("Station 2", "Tasks: C, D")]
    assert all(one.y + one.depth / 2 < -500 for one in made if isinstance(one, Machine))
    assert [(one.station, one.value) for one in method.on_plan(given, told)] == [
        ("Bench", pytest.approx(100.0)),
        ("Station 2", pytest.approx(500 / 9)),
    ]
    with pytest.raises(StudyFailed, match="All stations of the balance are on the plan"):
        method.to_plan(given, told, {**a_shop(), **{one.id: one for one in made}})


def test_a_block_of_a_yamazumi_goes_to_the_operator_it_is_dropped_on() -> None:
    plugins = Plugins().load()
    method = plugins.studies["yamazumi"]
    assert method.move is not None and method.example is not None
    given = read_study(method, {"blocks": cells_of("blocks", method.example.tables["blocks"])}, {"takt_s": "50"})
    told = answer(plugins, method, given.whole())
    change = method.move(given.whole(), told, "block-7", "operator-3")
    assert (change.table, change.column, change.cells) == ("blocks", "operator", {7: "3"})
    assert method.move(given.whole(), told, "block-7", "block-8").cells == {7: "3"}
    with pytest.raises(StudyFailed, match="does that already"):
        method.move(given.whole(), told, "block-7", "block-5")


def test_a_drag_leaves_the_stacks_of_a_yamazumi_in_their_order() -> None:
    """The first block of operator 3 is told before those of operator 2; the stacks are 1, 2, 3 all the same."""
    plugins = Plugins().load()
    method = plugins.studies["yamazumi"]
    blocks = "operator,time_s,type\n1,30,VA\n3,6,walk\n2,28,VA\n3,20,VA\n10,5,VA\n"
    given = read_study(method, {"blocks": cells_of("blocks", blocks)}, {"takt_s": "50"}).whole()
    assert answer(plugins, method, given).results["load_s"] == [30.0, 28.0, 26.0, 5.0]
    named = blocks.replace("\n1,", "\nUnload 2,").replace("\n3,", "\nPress,")
    given = read_study(method, {"blocks": cells_of("blocks", named)}, {"takt_s": "50"}).whole()
    assert answer(plugins, method, given).results["load_s"] == [30.0, 26.0, 28.0, 5.0]
