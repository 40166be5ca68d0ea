"""Routings as rows of a table: typed, pasted and clicked sequences are the flows of the plan, both ways."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from floorwright.gui.panels.record_table import RecordTable
from floorwright.gui.panels.routing_model import RoutingModel
from floorwright.model.alternative import Alternative
from floorwright.model.kinds import Flow, Machine, Product
from floorwright.model.record import Record
from floorwright.model.routing_line import RoutingLine
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.tables.cells import read_cells
from helpers.plans import flow, machine, method, plan
from helpers.window import Desk, a_window

CTRL = Qt.KeyboardModifier.ControlModifier
STATIONS = ("Saw", "Lathe 1", "Lathe 2", "Mill", "Wash")


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Stations on a line, 10 m apart, and a shaft that goes from the saw to the mill and the wash."""
    records = plan(
        *(machine(name, 10 * n, 0, 2, 1) for n, name in enumerate(STATIONS)),
        method("Cart"),
        flow("Shaft", "Saw", "Mill", 10.0, order=0),
        flow("Shaft", "Mill", "Wash", 10.0, order=1),
    )
    with a_window(PlanFile.new(records)) as made:
        made.window.docks.raise_panel("tables")
        made.settle()
        yield made


def open_table(desk: Desk, kind: type[Record] = RoutingLine) -> RecordTable:
    panel = desk.window.docks.tables
    panel.open_tab(kind)
    desk.settle()
    return panel.now()


def cells(table: RecordTable) -> list[list[str]]:
    model = table.records
    return [[model.words(row, field) for field in model.fields] for row in range(model.rowCount())]


def sequences(table: RecordTable) -> list[str]:
    return [row[3] for row in cells(table)]


def at(table: RecordTable, row: int, name: str) -> None:
    column = next(n for n, field in enumerate(table.records.fields) if field.name == name)
    table.setCurrentIndex(table.sorted.index(row, column))


def type_in(desk: Desk, table: RecordTable, row: int, name: str, text: str) -> None:
    """Go to a cell, press F2, type over what is there, press Enter."""
    at(table, row, name)
    table.edit(table.currentIndex())
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.settle()


def paste(desk: Desk, table: RecordTable, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    desk.settle()


def whole_row(table: RecordTable, row: int) -> None:
    ends = table.sorted.index(row, 0), table.sorted.index(row, len(table.records.fields) - 1)
    table.setCurrentIndex(ends[0])
    table.selectionModel().select(QItemSelection(*ends), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def nowhere(table: RecordTable) -> None:
    table.setCurrentIndex(table.sorted.index(-1, -1))
    table.clearSelection()


def named(desk: Desk) -> list[tuple[str, str]]:
    flows = sorted(desk.flows(), key=lambda one: (one.product, one.order))
    names = {id: record.name for id, record in desk.records.items() if isinstance(record, Machine)}
    return [(names[one.start], names[one.end]) for one in flows]


def test_a_routing_is_one_row_and_a_new_sequence_changes_the_flows_and_figures(desk: Desk) -> None:
    table = open_table(desk)
    assert cells(table) == [["Shaft", "", "", "Saw > Mill > Wash", "10", "1", "", "", "0", ""]]
    assert desk.window.plan.analysis.totals.loaded_distance_m_per_day == 400
    type_in(desk, table, 0, "stations", "saw -> Lathe 1 > Wash")
    assert named(desk) == [("Saw", "Lathe 1"), ("Lathe 1", "Wash")]
    assert sequences(table) == ["Saw > Lathe 1 > Wash"]
    type_in(desk, table, 0, "stations", "Saw > Wash > Saw")
    assert desk.window.plan.analysis.totals.loaded_distance_m_per_day == 800
    desk.do("undo")
    desk.do("undo")
    assert sequences(table) == ["Saw > Mill > Wash"]


def test_clicked_stations_fill_the_same_table(desk: Desk) -> None:
    table = open_table(desk)
    desk.do("tool_route")
    places = {one.name: (one.x, one.y) for one in desk.machines().values()}
    for n, name in enumerate(("Saw", "Lathe 1", "Mill", "Lathe 2")):
        desk.click(*places[name])
        if n:
            assert len(sequences(table)) == 2
    assert sequences(table)[-1] == "Saw > Lathe 1 > Mill > Lathe 2"
    desk.key(Qt.Key.Key_Return)
    assert sequences(table)[-1] == "Saw > Lathe 1 > Mill > Lathe 2"


def test_rows_are_pasted_with_products_and_alternatives_that_are_new(desk: Desk) -> None:
    table = open_table(desk)
    nowhere(table)
    paste(
        desk,
        table,
        "Product\tAlternative\tShare [%]\tStations\tQuantity [pieces a day]\n"
        "Bolt\tleft\t70\tSaw > Lathe 1 > Mill\t20\n"
        "bolt\tright\t30\tSaw > Lathe 2 > Mill\t20\n",
    )
    assert sequences(table)[1:] == ["Saw > Lathe 1 > Mill", "Saw > Lathe 2 > Mill"]
    assert [r.name for r in desk.records.values() if isinstance(r, Product)] == ["Shaft", "Bolt"]
    assert {r.name: r.percent for r in desk.records.values() if isinstance(r, Alternative)} == {"left": 70, "right": 30}
    trips = [one.trips_per_day for one in desk.window.plan.analysis.flows if one.product == "Bolt"]
    assert trips == [14, 14, 6, 6]
    desk.do("undo")
    assert len(sequences(table)) == 1


def test_a_product_that_has_another_name_by_now_is_not_taken_for_a_new_one(desk: Desk) -> None:
    table = open_table(desk)
    type_in(desk, table, 0, "product", "Bolt")
    bolt = next(r for r in desk.records.values() if isinstance(r, Product) and r.name == "Bolt")
    desk.window.plan.session.do("Rename", lambda edit: edit.put(replace(bolt, name="Nut")))
    desk.settle()
    type_in(desk, table, 0, "product", "Bolt")
    assert cells(table)[0][0] == "Bolt"
    assert sorted(r.name for r in desk.records.values() if isinstance(r, Product)) == ["Bolt", "Nut", "Shaft"]


def test_what_is_copied_from_a_row_is_what_is_pasted(desk: Desk) -> None:
    table = open_table(desk)
    whole_row(table, 0)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    copied = QApplication.clipboard().text()
    type_in(desk, table, 0, "stations", "Saw > Lathe 1")
    whole_row(table, 0)
    paste(desk, table, copied)
    assert sequences(table) == ["Saw > Mill > Wash"]


def test_the_share_in_a_row_is_the_alternatives(desk: Desk) -> None:
    table = open_table(desk)
    type_in(desk, table, 0, "percent", "70")
    assert "a share belongs to an alternative" in desk.said
    type_in(desk, table, 0, "alternative", "by hand")
    type_in(desk, table, 0, "percent", "70")
    assert cells(table)[0][:4] == ["Shaft", "by hand", "70", "Saw > Mill > Wash"]
    assert desk.window.plan.analysis.flows[0].trips_per_day == 7
    type_in(desk, table, 0, "alternative", " ")
    assert cells(table)[0][1:3] == ["", ""]
    assert desk.window.plan.analysis.flows[0].trips_per_day == 10


def test_another_product_has_the_alternative_for_itself(desk: Desk) -> None:
    table = open_table(desk)
    type_in(desk, table, 0, "alternative", "by hand")
    type_in(desk, table, 0, "percent", "40")
    type_in(desk, table, 0, "product", "Bolt")
    alternatives = [r for r in desk.records.values() if isinstance(r, Alternative)]
    bolt = next(r.id for r in desk.records.values() if isinstance(r, Product) and r.name == "Bolt")
    assert [(r.name, r.percent) for r in alternatives if r.product == bolt] == [("by hand", 40)]
    assert cells(table)[0][:3] == ["Bolt", "by hand", "40"]


def test_what_differs_from_move_to_move_is_various_and_stays(desk: Desk) -> None:
    flows = open_table(desk, Flow)
    column = next(n for n, field in enumerate(flows.records.fields) if field.name == "quantity_per_day")
    flows.setCurrentIndex(flows.sorted.index(1, column))
    paste(desk, flows, "4")
    table = open_table(desk)
    assert cells(table)[0][4] == "various"
    at(table, 0, "stations")
    paste(desk, table, "Saw > Lathe 1 > Wash\tvarious\t2")
    assert [(one.quantity_per_day, one.unit_load) for one in desk.flows()] == [(10, 2), (4, 2)]
    type_in(desk, table, 0, "quantity_per_day", "6")
    assert [one.quantity_per_day for one in desk.flows()] == [6, 6]


def test_nonsense_is_refused_with_a_reason_and_nothing_is_lost(desk: Desk) -> None:
    table = open_table(desk)
    before = desk.records
    for column, text, said in (
        ("stations", "Saw", "two stations or more"),
        ("stations", " ", "two stations or more"),
        ("stations", "Saw > Sawe", "There is no equipment “Sawe”"),
        ("quantity_per_day", "-3", "cannot be negative"),
        ("quantity_per_day", "many", "“many” is not a number"),
        ("quantity_per_day", "1e400", "1e400"),
        ("scrap_percent", "100", "less than 100 %"),
        ("unit_load", "0", "unit load must be larger than 0"),
        ("method", "Rocket", "There is no handling method “Rocket”"),
    ):
        type_in(desk, table, 0, column, text)
        assert said in desk.said
        assert desk.records == before


def test_two_shares_of_one_alternative_are_refused_together(desk: Desk) -> None:
    table = open_table(desk)
    before = desk.records
    nowhere(table)
    paste(desk, table, "Bolt\tleft\t70\tSaw > Mill\t1\nBolt\tleft\t30\tMill > Saw\t1")
    assert "“left” has the share 70 % and 30 %" in desk.said
    assert desk.records == before


def test_stations_of_one_name_stay_what_they_are_when_another_is_changed() -> None:
    records = plan(
        machine("Saw", 0, 0, id="s1"), machine("Saw", 5, 0, id="s2"), machine("Mill", 9, 0), machine("Wash", 12, 0),
        flow("Shaft", "s2", "Mill", 1.0),
    )  # fmt: skip
    with a_window(PlanFile.new(records)) as desk:
        desk.window.docks.raise_panel("tables")
        table = open_table(desk)
        type_in(desk, table, 0, "stations", "Saw > Mill > Wash")
        assert [one.start for one in desk.flows()] == ["s2", "Mill"]
        nowhere(table)
        paste(desk, table, "Bolt\t\t\tSaw > Wash\t1")
        assert "2 are called “Saw”" in desk.said


def test_a_station_deleted_under_a_routing_leaves_what_can_be_left_and_undo_brings_it_back(desk: Desk) -> None:
    table = open_table(desk)
    type_in(desk, table, 0, "stations", "Saw > Lathe 1 > Mill > Wash")
    desk.window.plan.session.do("Delete", lambda edit: edit.remove(desk.machines()["Lathe 1"].id))
    desk.settle()
    assert sequences(table) == ["Mill > Wash"]
    desk.do("undo")
    assert sequences(table) == ["Saw > Lathe 1 > Mill > Wash"]


def test_deleting_the_row_deletes_its_flows(desk: Desk) -> None:
    table = open_table(desk)
    whole_row(table, 0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    desk.settle()
    assert not desk.flows() and not sequences(table)
    desk.window.docks.tables.add.click()
    desk.settle()
    assert sequences(table) == ["Saw > Lathe 1"]


def test_thousands_of_routings_are_pasted_at_once(desk: Desk) -> None:
    table = open_table(desk)
    nowhere(table)
    rows = "\n".join(f"P{n % 500}\tw{n // 500}\t10\tSaw > Lathe 1 > Mill > Wash\t1" for n in range(5000))
    paste(desk, table, rows)
    assert len(sequences(table)) == 5001
    assert len(desk.flows()) == 15002
    assert isinstance(table.records, RoutingModel)


def test_renamed_stations_have_their_new_names_in_the_row(desk: Desk) -> None:
    table = open_table(desk)
    machines = open_table(desk, Machine)
    machines.setCurrentIndex(machines.sorted.index(0, 0))
    paste(desk, machines, "Band saw")
    assert sequences(table) == ["Band saw > Mill > Wash"]


def test_tables_are_exported_with_a_routing_a_row(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    desk.window.files.export_tables(out, routings=True)
    assert [row[1][:2] for row in read_cells(out, "routings").rows] == [("Shaft", "Saw > Mill > Wash")]
