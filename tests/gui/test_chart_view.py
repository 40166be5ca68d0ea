"""A chart in a panel under a user's mouse and keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from floorwright.analysis.result import Column, Table
from floorwright.gui.panels.chart_view import ChartView
from floorwright.paper.charts.figure import Figure, figure, room_of
from floorwright.paper.charts.plot import axis_marks, fitted_plot
from floorwright.paper.charts.scales import Named, linear
from floorwright.paper.charts.series import tile
from helpers.window import a_window


def bars() -> tuple[Figure, tuple[float, float]]:
    """Two bars, and the middle of the second in millimetres."""
    plot = fitted_plot(room_of(150, 90), Named(("Saw", "Mill")), linear((0.0, 50.0)), "Station", "Time [s]")
    marks = axis_marks(plot, "Station", "Time [s]")
    marks += tile(plot, (-0.4, 0.4), (0.0, 42.0), "#2e9e4f", source="saw")
    marks += tile(plot, (0.6, 1.4), (0.0, 30.0), "#2e9e4f", source="mill")
    return figure("Loads", 150, 90, marks, tips={"mill": "Mill: 30 s"}), plot.at(1.0, 15.0)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ChartView]:
    """A chart over the floor of a window."""
    with a_window() as desk:
        made = ChartView("Loads", lambda: desk.window.plan)
        made.setParent(desk.window.frame)
        made.resize(500, 360)
        made.show()
        yield made


def test_an_empty_chart_says_what_to_do_and_saves_nothing(view: ChartView) -> None:
    view.show_figure(None, nothing="Enter times first.")
    assert view.canvas.nothing == "Enter times first."
    assert not view.saving.isEnabled()
    view.copy()
    view.save()
    view.grab()


def test_clicking_a_bar_tells_which_one_at_any_zoom(view: ChartView) -> None:
    made, middle = bars()
    view.show_figure(made)
    told: list[tuple[str, bool]] = []
    view.canvas.clicked.connect(lambda source, added: told.append((source, added)))
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=view.canvas.to_px(*middle).toPoint())
    view.canvas.zoom(3.0, view.canvas.to_px(*middle))
    place = view.canvas.to_px(*middle).toPoint()
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert told == [("mill", False), ("mill", True)]


def test_zooming_keeps_what_is_under_the_cursor_and_0_shows_all_again(view: ChartView) -> None:
    view.show_figure(bars()[0])
    at = QPointF(333, 111)
    before = view.canvas.to_mm(at)
    view.canvas.zoom(2.5, at)
    assert view.canvas.to_mm(at) == pytest.approx(before)
    assert not view.canvas.contains_whole_figure()
    QTest.keyClick(view.canvas, Qt.Key.Key_0)
    assert view.canvas.contains_whole_figure()


def test_dragging_pans_and_clicks_nothing(view: ChartView) -> None:
    made, middle = bars()
    view.show_figure(made)
    told: list[str] = []
    view.canvas.clicked.connect(lambda source, added: told.append(source))
    start = view.canvas.to_px(*middle).toPoint()
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.canvas, start + QPoint(30, 0))
    QTest.mouseMove(view.canvas, start + QPoint(50, 20))
    QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(50, 20))
    assert told == []
    assert view.canvas.to_px(*middle).toPoint() == start + QPoint(50, 20)


def test_what_is_chosen_is_framed(view: ChartView) -> None:
    view.show_figure(bars()[0])
    plain = view.canvas.grab().toImage()
    view.canvas.choose(["mill"])
    assert view.canvas.grab().toImage() != plain


def test_the_whole_chart_is_copied_as_a_picture(view: ChartView) -> None:
    view.show_figure(bars()[0])
    view.canvas.zoom(8.0)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (round(150 * 300 / 25.4), round(90 * 300 / 25.4))


@pytest.mark.parametrize(("name", "begins"), [("a.pdf", b"%PDF"), ("a.svg", b"<?xml"), ("a.csv", b"\xef\xbb\xbfLoads")])
def test_it_is_saved_in_the_format_of_its_name(
    view: ChartView, qtbot: QtBot, tmp_path: Path, name: str, begins: bytes
) -> None:
    table = Table("Loads", (Column("Station"), Column("Time", "s", "number")), (("Saw", 42.0), ("Mill", 30.0)))
    view.show_figure(bars()[0], [table])
    view.save_to(tmp_path / name)
    qtbot.waitUntil(lambda: not view.busy, timeout=30000)
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert view.words.text() == f"Saved as “{name}”."


def test_a_name_without_a_known_ending_is_refused_in_words(view: ChartView, tmp_path: Path) -> None:
    view.show_figure(bars()[0])
    view.save_to(tmp_path / "chart.doc")
    assert "does not say a format" in view.words.text()
    assert not view.busy
