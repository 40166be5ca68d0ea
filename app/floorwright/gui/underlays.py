"""What can be done with the imported drawings of a plan: replaced, turned, made into things of the plan."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QLineEdit

from floorwright.errors import FloorwrightError
from floorwright.gui import asking
from floorwright.gui.plain import shown
from floorwright.model.kinds import Underlay
from floorwright.model.placement import turned
from floorwright.units import parse_number

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow


def has_drawing(window: MainWindow) -> bool:
    """Whether there is an imported drawing in the plan."""
    return any(isinstance(record, Underlay) for record in window.plan.session.view.records.values())


def meant(window: MainWindow) -> Underlay | None:
    """The drawing that is meant: the selected one, or the first that is visible; None is told in the status line."""
    session = window.plan.session
    drawings = session.view.of(Underlay)
    chosen = [one for one in drawings if one.id in session.selection] or [one for one in drawings if one.visible]
    if not chosen:
        window.status.tell("There is no drawing to be seen: import one, or make it visible in the Layers panel.")
    return chosen[0] if chosen else None


def replace_one(window: MainWindow) -> None:
    """Put a newer revision in the place of the drawing that is meant."""
    underlay = meant(window)
    if underlay is not None:
        window.files.replace_drawing(underlay)


def convert_one(window: MainWindow, kind: str = "walls") -> None:
    """Make walls, areas, aisles or equipment of the drawing that is meant."""
    underlay = meant(window)
    if underlay is not None:
        convert(window, underlay.id, kind)


def convert(window: MainWindow, id: str, kind: str = "walls") -> None:
    """Ask what to make of a drawing."""
    from floorwright.gui.dialogs.convert import ConvertDialog

    underlay = window.plan.session.view.records.get(id)
    drawing = window.plan.drawings.get(underlay.source) if isinstance(underlay, Underlay) else None
    if not isinstance(underlay, Underlay) or drawing is None:
        window.status.tell("The drawing is still being read.")
        return
    dialog = ConvertDialog(window, window.plan, underlay, drawing, kind)
    dialog.converted.connect(window.status.tell)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def turn(window: MainWindow, id: str) -> None:
    """Ask by how many degrees a drawing is turned; it turns round the middle of what is seen of it."""
    underlay = window.plan.session.view.records.get(id)
    if not isinstance(underlay, Underlay):
        return
    drawing = window.plan.drawings.get(underlay.source)
    words, agreed = QInputDialog.getText(
        window, "Turn the drawing", f"Degrees counter-clockwise, now {underlay.rotation:g}:",
        QLineEdit.EchoMode.Normal, f"{underlay.rotation:g}",
    )  # fmt: skip
    if not agreed:
        return
    try:
        angle = parse_number(words.strip().removesuffix("°"))
    except FloorwrightError as error:
        window.told(error)
        return
    if not math.isfinite(angle):
        window.status.tell(f"“{shown(words, 40)}” is no angle.", bad=True)
        return
    after = turned(underlay, angle, drawing.box if drawing else None)
    window.plan.session.do("Turn the drawing", lambda edit: edit.put(after))


def replace_this(window: MainWindow, id: str) -> None:
    """Put a newer revision in the place of a drawing."""
    underlay = window.plan.session.view.records.get(id)
    if isinstance(underlay, Underlay):
        window.files.replace_drawing(underlay)


def pick(window: MainWindow, id: str) -> None:
    """Click lines of the drawings on the floor."""
    window.plan.session.use_tool("pick_drawing")
    window.view.setFocus()


def remove(window: MainWindow, id: str) -> None:
    """Take a drawing out of the plan."""
    window.plan.session.do("Remove the drawing", lambda edit: edit.remove(id))


DEEDS: dict[str, Callable[[MainWindow, str], None]] = {
    "calibrate": lambda window, id: window.calibrate(id),
    "turn": turn,
    "replace": replace_this,
    "pick": pick,
    "convert": convert,
    "report": asking.report,
    "remove": remove,
}
"""What the Layers panel asks for, by its name."""
