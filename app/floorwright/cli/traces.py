"""Traces of people and vehicles on the command line: taking them into a plan, and their figures in `analyze`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from floorwright.analysis.observed.of_plan import ObservedPlan, observations_in, observed_plan
from floorwright.analysis.observed.replay import timeline_of
from floorwright.analysis.result import Analysis
from floorwright.cli.opened import OpenedScenario
from floorwright.cli.say import job
from floorwright.editing.placing_traces import placed_by_points
from floorwright.model.document import Edit
from floorwright.model.kinds import Machine
from floorwright.model.observation import Cleaning, Observation, Snapping
from floorwright.paper.observed_marks import Walk, walk_colours, walk_of
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.tables.take_traces import put_traces, ready_traces, stations_in
from floorwright.storage.tables.traces import TraceOptions
from floorwright.storage.tracks import TrackReader
from floorwright.units import Unit

Chosen = Mapping[str, Any]
OPTIONS: tuple[tuple[str, type, str], ...] = (
    ("gap_s", float, "Traces: a longer time without a position is a gap; 0 finds out."),
    ("jump_m_s", float, "Traces: what is reached faster is a fault of the measurement; 0 for none."),
    ("jitter_m", float, "Traces: closer moves are standing still; 0 for none."),
    ("radius_m", float, "Traces: so near to its footprint somebody is at a station."),
    ("dwell_s", float, "Traces: the shortest stay at a station."),
    ("walking_speed", float, "Traces: metres a second, where no times tell."),
    ("shift_min", float, "Traces: the length of the shift."),
    ("trips", float, "Traces: how often the way was gone while it was observed."),
    ("trips_per_shift", float, "Traces: how often it is gone in a shift."),
    ("observer", str, "Traces: who observed."),
    ("product", str, "Traces: what was worked on."),
    ("task", str, "Traces: what was done."),
)


def trace_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a table of traces."""
    command = click.option("--leave-out-bad", is_flag=True, help="Traces: leave out rows that cannot be read.")(command)
    command = click.option(
        "--keep-unknown", is_flag=True, help="Traces: keep places that are no stations as names without a position."
    )(command)
    command = click.option("--mirrored", is_flag=True, help="Traces: their y runs the other way.")(command)
    command = click.option(
        "--calibrate", default="", metavar="x,y=X,Y;x,y=X,Y", help="Traces: two points of theirs and on the plan, m."
    )(command)
    for name, kind, words in reversed(OPTIONS):
        command = click.option(f"--{name.replace('_', '-')}", name, type=kind, default=None, help=words)(command)
    return command


def take_traces(file: PlanFile, edit: Edit, path: Path, units: str, chosen: Chosen) -> list[str]:
    """Put the observations of a table into the plan; what was remarked.

    Raises:
        ImportFailed: naming rows and columns that cannot be read.
    """
    options = TraceOptions(None if units == "auto" else Unit(units), bool(chosen.get("leave_out_bad")))
    stations = stations_in(edit.records)
    ready = ready_traces(path, options, stations, bool(chosen.get("keep_unknown")), job())
    made = replace(ready, observations=tuple(_as_chosen(one, chosen) for one in ready.observations))
    put_traces(edit, file.assets, made)
    rows = sum(one.rows for one in made.observations)
    click.echo(f"{path.name}: {rows:,} readings of {_counted(len(made.observations))}.", err=True)
    return list(ready.remarks)


def observed_of(opened: OpenedScenario, analysis: Analysis) -> ObservedPlan | None:
    """The figures of the observations of a plan; None when it has none."""
    if not observations_in(opened.records):
        return None
    return observed_plan(
        opened.records,
        TrackReader(opened.records, opened.file.assets),
        analysis,
        opened.barriers(analysis.mode),
        job(),
    )


def walks_of(opened: OpenedScenario, seen: ObservedPlan) -> tuple[Walk, ...]:
    """The observed ways that are shown, for a sheet."""
    stations = {record.id: record for record in opened.records.values() if isinstance(record, Machine)}
    colours = walk_colours([one.observation for one in seen.observed])
    shown = [one for one in seen.observed if one.observation.visible]
    return tuple(walk_of(one, timeline_of(one, stations), colours[one.observation.id]) for one in shown)


def _as_chosen(one: Observation, chosen: Chosen) -> Observation:
    def given(**names: str) -> dict[str, Any]:
        return {field: chosen[name] for field, name in names.items() if chosen.get(name) is not None}

    shift_min = chosen.get("shift_min")
    placed = placed_by_points(str(chosen.get("calibrate") or ""), bool(chosen.get("mirrored")))
    return replace(
        one,
        cleaning=replace(Cleaning(), **given(gap_s="gap_s", jump_m_s="jump_m_s", jitter_m="jitter_m")),
        snapping=replace(Snapping(), **given(radius_m="radius_m", dwell_s="dwell_s")),
        shift_s=None if shift_min is None else shift_min * 60,
        placed=placed,
        **given(
            speed_m_s="walking_speed", trips="trips", trips_per_shift="trips_per_shift",
            observer="observer", product="product", task="task",
        ),
    )  # fmt: skip


def _counted(persons: int) -> str:
    return "1 person" if persons == 1 else f"{persons:,} persons"
