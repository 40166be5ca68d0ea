"""The meeting pack from the window: asked for once, written in another process while the window goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from floorwright.errors import FloorwrightError
from floorwright.gui.background import Following
from floorwright.gui.plain import shown
from floorwright.jobs import start_worker

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow


def ask_for_pack(window: MainWindow) -> None:
    """Ask for a file and write the meeting pack to it."""
    folder = window.plan.file.path.parent if window.plan.file.path else Path.home()
    start = str(folder / f"{window.plan.title} meeting pack.pdf")
    name, _ = QFileDialog.getSaveFileName(window, "Meeting pack", start, "PDF (*.pdf)")
    if name:
        path = Path(name)
        save_pack(window, path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf"))


def save_pack(window: MainWindow, path: Path) -> Following:
    """Begin to write the meeting pack; the status line tells how far it is and how it ended."""
    from floorwright.hooks.pack import write_pack
    from floorwright.paper.setup import SheetSetup

    window.plan.session.finish()
    records, drawings = dict(window.plan.file.document.records), dict(window.plan.drawings)
    mode = window.plan.analysis.mode

    def done(remarks: Sequence[str]) -> None:
        more = f" {remarks[0]}" if remarks else ""
        rest = f" And {len(remarks) - 1} more remarks." if len(remarks) > 1 else ""
        window.status.tell(f"“{shown(path.name, 80)}” is written.{more}{rest}")

    def failed(error: FloorwrightError) -> None:
        window.status.tell(str(error), bad=True)

    def progress(share: float, words: str) -> None:
        window.status.tell(f"{words or 'Making the meeting pack'} ({share:.0%})")

    traces = window.plan.file.assets.traces(records)
    worker = start_worker(write_pack, records, drawings, SheetSetup(), mode, traces, str(path))
    return Following(window, worker, done, failed, progress)
