"""From a figure to how it is made, and from there to the plan and to the field that an input stands in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from floorwright.gui.plain import shown
from floorwright.model.kinds import PLAN_ID, Flow

if TYPE_CHECKING:
    from floorwright.analysis.explain.explanation import Explanation
    from floorwright.gui.main_window import MainWindow
    from floorwright.gui.panels.observed import ObservedPanel


def explain(window: MainWindow, figure: str) -> None:
    """Show how a figure is made, in its panel."""
    if figure:
        window.docks.raise_panel("explain")
        window.docks.explain.show_figure(figure)


def explain_observed(window: MainWindow, panel: ObservedPanel, row: int) -> None:
    """Show how a figure of the observation that is looked at is made, as of now while that is looked at."""
    from floorwright.analysis.observed.explained import explain_observed as explained

    id, first = panel.chosen, panel.current
    if first is None:
        return

    def now() -> Explanation | None:
        if id not in window.plan.session.view.records:
            return None
        found = panel.current if panel.chosen == id else None
        return explained((found or first).observed, row)

    window.docks.raise_panel("explain")
    window.docks.explain.show_other(explained(first.observed, row).figure, now)


def explain_if_open(window: MainWindow, figure: str) -> None:
    """Show how a figure is made if figures are being explained: what was clicked is selected all the same."""
    if window.docks.is_made("explain") and window.docks.explain.in_sight:
        window.docks.explain.show_figure(figure)


def explain_what_is_chosen(window: MainWindow) -> None:
    """Explain the cost of the flow that is selected; without one, the figure that was explained last."""
    from floorwright.analysis.explain.names import Figure

    chosen = window.plan.session.selection
    records = window.plan.session.view.records
    if len(chosen) == 1 and isinstance(records.get(chosen[0]), Flow):
        explain(window, Figure("flow", "cost_per_day", chosen[0]).name)
    else:
        explain(window, window.docks.explain.figure)


def show_records(window: MainWindow, ids: Iterable[str]) -> None:
    """Select what a contribution comes from, and bring it into sight."""
    window.show_record(*ids)


def show_field(window: MainWindow, record: str, field: str) -> None:
    """Go to the field in which an input stands, ready to be typed over."""
    if record == PLAN_ID:
        if field == "distance_mode":
            window.docks.raise_panel("analysis")
            window.docks.analysis.mode.setFocus()
        else:
            from floorwright.gui import asking

            asking.plan_settings(window)
        return
    window.show_record(record)
    if not field:
        window.status.tell("It is measured on the floor: move what it lies between to change it.")
        return
    window.docks.raise_panel("properties")
    editor = window.docks.properties.editors.get(field)
    if editor is None:
        name = getattr(window.plan.session.view.records.get(record), "name", "")
        window.status.tell(f"“{shown(name or record, 60)}” has this value; it cannot be changed here.")
        return
    editor.setFocus()
    if isinstance(editor, QLineEdit):
        editor.selectAll()
