"""How the plan is looked at: the switches, the hand, and the command palette."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from floorwright.gui.canvas.ink import SCREEN_PX_PER_MM
from floorwright.gui.palette import Palette

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow


def show_paper_scale(window: MainWindow) -> None:
    """Show the floor as large as on a sheet at 1:100."""
    window.view.show_scale(SCREEN_PX_PER_MM / 100)


def show_palette(window: MainWindow) -> None:
    """Type a command."""
    palette = Palette(window, [a for a in window.bars.actions if a.enabled(window)])
    centre = window.mapToGlobal(QPoint((window.width() - palette.width()) // 2, 90))
    palette.move(centre)
    palette.accepted.connect(lambda: window.bars.run(palette.chosen) if palette.chosen else None)
    palette.finished.connect(palette.deleteLater)
    palette.open()
    palette.field.setFocus()


def take_hand(window: MainWindow) -> None:
    """The left button pans, until Escape or another tool."""
    window.plan.session.rest()
    window.view.panning = not window.view.panning
    window.view.show_cursor(window.plan.session.state.cursor)
    window.refresh_actions()


def switch_grid(window: MainWindow) -> None:
    """Show or hide the grid."""
    window.view.grid_shown = not window.view.grid_shown
    window.view.viewport().update()
    window.refresh_actions()


def switch_snap(window: MainWindow, name: str) -> None:
    """Switch one of the snaps."""
    session = window.plan.session
    session.set_snaps(replace(session.snaps, **{name: not getattr(session.snaps, name)}))
    window.refresh_actions()


def switch_ortho(window: MainWindow) -> None:
    """Free, along the axes, along every 15°, and round again."""
    session = window.plan.session
    snaps = session.snaps
    ortho, polar = (True, False) if not (snaps.ortho or snaps.polar) else (False, snaps.ortho)
    session.set_snaps(replace(snaps, ortho=ortho, polar=polar))
    words = "along the axes" if ortho else "along every 15°" if polar else "freely"
    window.status.tell(f"Lines are drawn {words}.")
    window.refresh_actions()


def switch_rulers(window: MainWindow) -> None:
    """Show or hide the rulers."""
    window.rulers_shown = not window.rulers_shown
    window.frame.show_rulers(window.rulers_shown)
    window.refresh_actions()


def switch_full_screen(window: MainWindow) -> None:
    """Fill the screen, or not."""
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
