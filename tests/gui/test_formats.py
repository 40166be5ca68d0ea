"""The window offers and takes every format that an importer reads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from floorwright.api import Sketch
from floorwright.gui.canvas.drawing_painter import palette_of
from floorwright.gui.dialogs.import_drawing import ImportDialog
from floorwright.model.kinds import Underlay
from helpers.made_pdf import drawn
from helpers.window import Desk, a_window, take


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with a_window() as desk:
        yield desk


def test_the_file_dialog_offers_what_the_importers_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(desk.window.files, "ask_open", lambda title, kinds: asked.append(kinds))
    desk.window.files.import_drawing()
    desk.window.files.open()
    for kinds in asked:
        for suffix in ("*.dxf", "*.DWG", "*.svg", "*.png", "*.TIF", "*.jpeg"):
            assert f"{suffix} " in kinds or f"{suffix})" in kinds
    assert asked[1].startswith("Floorwright plans")


def test_a_scan_lies_under_the_plan_as_wide_as_its_resolution_says(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "scan.png"
    Image.new("L", (600, 300)).save(path, dpi=(300, 300))
    dialog = ImportDialog(desk.window, desk.window.plan, path)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.ready, timeout=30_000)
    dialog.size_box.right.setChecked(True)
    take(dialog, qtbot)
    (underlay,) = [record for record in desk.records.values() if isinstance(record, Underlay)]
    assert (underlay.format, underlay.unit, underlay.unit_source) == ("png", "px", "resolution")
    assert 600 * underlay.scale == pytest.approx(2 * 25.4, rel=1e-3)


def test_what_is_pale_on_a_page_stays_pale(qtbot: QtBot) -> None:
    """A line of a DXF would be darkened."""
    sketch = Sketch()
    sketch.path([(0, 0), (9, 0)], sketch.look("Areas", 0xF0F0FF))
    page = replace(sketch.finish(), kind="svg")
    underlay = Underlay(id="u", name="page.svg", asset="00.svg")
    shown = palette_of(page, underlay, QColor).colours
    screen = palette_of(replace(page, kind="dxf"), underlay, QColor).colours
    assert shown.tolist() == [0xFFF0F0FF]
    assert screen.tolist() != shown.tolist()


def test_another_page_of_a_pdf_is_chosen_in_the_dialog(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    def two(canvas: Any) -> None:
        canvas.line(0, 0, 720, 0)
        canvas.showPage()
        canvas.line(0, 0, 360, 0)
        canvas.drawString(9, 9, "1:100")

    path = tmp_path / "hall.pdf"
    path.write_bytes(drawn(two))
    dialog = ImportDialog(desk.window, desk.window.plan, path)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.ready, timeout=60_000)
    dialog.layout_choice.setCurrentIndex(dialog.layout_choice.findData("Page 2"))
    qtbot.waitUntil(lambda: dialog.ready, timeout=60_000)
    dialog.size_box.right.setChecked(True)
    take(dialog, qtbot)
    (underlay,) = [record for record in desk.records.values() if isinstance(record, Underlay)]
    assert dict(underlay.choices)["layout"] == "Page 2"
    assert (underlay.format, underlay.unit_source, underlay.scale) == ("pdf", "scale 1:100", 1.0)
    # Half of 10 inches, a hundred times as large.
    assert desk.window.plan.drawings[underlay.source].segments.max() == pytest.approx(12_700, rel=1e-5)
