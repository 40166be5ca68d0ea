"""What the menus offer to look at flows: how they are drawn, heat and traffic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from floorwright.paper.flow_view import FlowStyle, FlowView, TrafficShown

if TYPE_CHECKING:
    from floorwright.gui.actions import Action
    from floorwright.gui.main_window import MainWindow

MENU = "View/Flows"
STYLES = {
    FlowStyle.INDIVIDUAL: "Flows one by one",
    FlowStyle.AGGREGATED: "Flows together by aisle segment",
    FlowStyle.SPAGHETTI: "Spaghetti",
    FlowStyle.HIDDEN: "No flows",
}
TRAFFIC = {
    TrafficShown.NONE: "No congestion map",
    TrafficShown.TRIPS: "Congestion: trips an hour",
    TrafficShown.MEETINGS: "Congestion: meetings an hour",
    TrafficShown.VEHICLES: "Congestion: vehicles in the segment",
}


def flow_actions() -> list[Action]:
    """One action a way of drawing flows, one a congestion map, and the heat map."""
    from floorwright.gui.actions import Action

    def change(window: MainWindow, **changes: Any) -> None:
        window.plan.view_flows(replace(window.plan.flow_view, **changes))

    made = [
        Action(
            f"flows_{style.value}", title, MENU, lambda w, style=style: change(w, style=style),  # type: ignore[misc]
            checked=lambda w, style=style: w.plan.flow_view.style is style,  # type: ignore[misc]
        )
        for style, title in STYLES.items()
    ]  # fmt: skip
    made.append(
        Action(
            "heat", "Heat map", MENU, lambda w: change(w, heat=not w.plan.flow_view.heat),
            checked=lambda w: w.plan.flow_view.heat, apart=True,
        )
    )  # fmt: skip
    for shown, title in TRAFFIC.items():
        made.append(
            Action(
                f"traffic_{shown.value}", title, MENU, lambda w, shown=shown: change(w, traffic=shown),  # type: ignore[misc]
                checked=lambda w, shown=shown: w.plan.flow_view.traffic is shown,  # type: ignore[misc]
                apart=shown is TrafficShown.NONE,
            )
        )  # fmt: skip
    usual = Action("flows_usual", "Show all flows as usual", MENU, lambda w: w.plan.view_flows(FlowView()), apart=True)
    return [*made, usual, Action("flow_view", "Flow view…", MENU, lambda w: w.docks.raise_panel("flow_view"))]
