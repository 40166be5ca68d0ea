"""All observations of a plan: their figures on the floor of one scenario."""

from collections.abc import Callable
from dataclasses import dataclass

from floorwright.analysis.observed.figures import Observed, leg_measure, observe
from floorwright.analysis.observed.pairs import Pair, pairs_of
from floorwright.analysis.order import name_key
from floorwright.analysis.result import Analysis
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.observation import Observation
from floorwright.model.track import Track

TrackOf = Callable[[Observation], Track]
"""Where the readings of an observation come from: records or an asset."""


@dataclass(frozen=True, slots=True)
class ObservedPlan:
    """The figures of every observation, each with its own pairs, and the pairs of all of them together."""

    observed: tuple[Observed, ...]
    pairs: tuple[tuple[Pair, ...], ...]
    together: tuple[Pair, ...]


def observations_in(records: Records) -> tuple[Observation, ...]:
    """The observations by name."""
    found = [record for record in records.values() if isinstance(record, Observation)]
    return tuple(sorted(found, key=lambda one: (name_key(one.name), one.start, one.id)))


def observed_plan(
    records: Records, track_of: TrackOf, analysis: Analysis, barriers: Barriers = nothing_drawn, job: Job | None = None
) -> ObservedPlan:
    """The figures of all observations on the floor of these records, in the distance mode of the analysis.

    Raises:
        PlanFailed, Damaged: when the readings of an observation are not in the plan.
        Cancelled: when the job was cancelled.
    """
    everything = observations_in(records)
    found = []
    for n, one in enumerate(everything):
        if job is not None:
            job.progress(n / len(everything), f"Measuring {one.name}")
        found.append(observe(one, track_of(one), records, analysis.mode, barriers))
    speed = everything[0].speed_m_s if everything else 1.0
    leg_of = leg_measure(records, analysis.mode, speed, barriers)
    each = tuple(pairs_of([one], records, analysis, leg_of) for one in found)
    together = pairs_of(found, records, analysis, leg_of) if found else ()
    return ObservedPlan(tuple(found), each, together)
