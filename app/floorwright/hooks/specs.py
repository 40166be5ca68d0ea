"""The hooks of Floorwright. A plugin is a module that answers some of them, each marked with `floorwright.api.hook`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from floorwright.hooks.contributions import DrawingImporter, Exporter, PlanMetric, SymbolFolder
    from floorwright.hooks.studies.method import StudyMethod

PROJECT = "floorwright"
hookspec = pluggy.HookspecMarker(PROJECT)
hook = pluggy.HookimplMarker(PROJECT)


@hookspec
def drawing_importers() -> Iterable[DrawingImporter]:
    """Formats of plant drawings that the plugin reads."""
    return ()


@hookspec
def exporters() -> Iterable[Exporter]:
    """Formats that the plugin writes."""
    return ()


@hookspec
def plan_metrics() -> Iterable[PlanMetric]:
    """Tables about the plan that the plugin computes."""
    return ()


@hookspec
def symbol_folders() -> Iterable[SymbolFolder]:
    """Folders of plan symbols that the plugin brings."""
    return ()


@hookspec
def study_methods() -> Iterable[StudyMethod]:
    """Methods of studying the work that the plugin brings."""
    return ()
