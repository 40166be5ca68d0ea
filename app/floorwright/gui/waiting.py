"""The strip says when the figures of a plan have to be waited for, and its button ends that or begins it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow


def join_strip(window: MainWindow) -> None:
    """The button of the strip means the plan that the window shows."""
    window.strip.cancelled.connect(lambda: window.plan.figuring.cancel())
    window.strip.wanted.connect(lambda: window.plan.live.start_again())


def follow_waiting(window: MainWindow) -> None:
    """Show whether the figures of the plan are there, and follow that."""
    plan, strip = window.plan, window.strip

    def show() -> None:
        if not plan.live.pending:
            strip.show_ready()
            strip.show_figures(plan.analysis, plan.plan.currency)
        elif plan.live.computing:
            strip.show_computing(0.0)
        else:
            strip.show_given_up()

    plan.waits.connect(lambda waits: show())
    plan.figuring.progressed.connect(strip.show_computing)
    show()
