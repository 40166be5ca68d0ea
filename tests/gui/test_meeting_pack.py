"""The meeting pack and the studies on paper, from the window."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from floorwright.gui.dialogs.export import ExportDialog
from floorwright.gui.packing import save_pack
from floorwright.model.study import Study
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, plan
from helpers.window import a_window

TAKT = Study(id="takt", method="takt", title="Takt of the line", options=(("available_s", "27600"), ("demand", "460")))


def works() -> PlanFile:
    file = PlanFile.new(plan(machine("A", 0, 0, 2, 1), machine("B", 20, 0, 2, 1), flow("P", "A", "B", 50)))
    with file.document.edit("Study") as edit:
        edit.put(TAKT)
    return file


def test_the_pack_is_written_while_the_window_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    with a_window(works()) as desk:
        following = save_pack(desk.window, tmp_path / "pack.pdf")
        qtbot.waitUntil(lambda: not following.running, timeout=60000)
        assert desk.window.status.prompt.text().startswith("“pack.pdf” is written.")
        assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")


def test_the_studies_are_computed_for_their_sheets_in_the_export_dialog(qtbot: QtBot) -> None:
    with a_window(works()) as desk:
        dialog = ExportDialog(desk.window, desk.window.plan)
        dialog.sheet.setCurrentIndex(dialog.sheet.findData("studies"))
        dialog.compose()
        qtbot.waitUntil(dialog.take.isEnabled, timeout=30000)
        # How many pages the study takes is its own affair.
        assert dialog.words.text().endswith((" page", " pages"))
        dialog.done(0)
        dialog.deleteLater()
