"""What was observed, for the pages of a meeting pack: the walks on the plan, and a chapter of tables for each."""

from collections.abc import Mapping
from dataclasses import dataclass

from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.of_plan import observations_in, observed_plan
from floorwright.analysis.observed.pairs import Pair
from floorwright.analysis.observed.replay import timeline_of
from floorwright.analysis.observed.tables import (
    elements_table,
    figures_table,
    matrix_table,
    moves_table,
    pairs_table,
    stations_table,
)
from floorwright.analysis.result import Analysis, Table
from floorwright.analysis.ways.barriers import Barriers
from floorwright.errors import FloorwrightError
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine
from floorwright.paper.content import Chapter
from floorwright.paper.observed_marks import Walk, walk_colours, walk_of
from floorwright.storage.asset import Asset
from floorwright.storage.assets import Assets
from floorwright.storage.tracks import TrackReader

MOST_MOVES = 60
"""Moves of one walk on paper; a table of more is a file's."""


@dataclass(frozen=True, slots=True)
class ObservedPages:
    """The walks that are shown on the plan, the chapters, and sentences about what could not be measured."""

    walks: tuple[Walk, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    remarks: tuple[str, ...] = ()


def observed_pages(
    records: Records, traces: Mapping[str, Asset], analysis: Analysis, barriers: Barriers, job: Job
) -> ObservedPages:
    """A chapter for every observation on the floor of these records, and one of all against the plan.

    `traces` are the assets with the readings that are no records. What cannot be read is a remark.

    Raises:
        Cancelled: when the job was cancelled.
    """
    if not observations_in(records):
        return ObservedPages()
    try:
        seen = observed_plan(records, TrackReader(records, Assets(traces)), analysis, barriers, job)
    except FloorwrightError as error:
        if job.cancelled():
            raise
        return ObservedPages(remarks=(f"Observed movement is left out: {error}",))
    stations = {record.id: record for record in records.values() if isinstance(record, Machine)}
    colours = walk_colours([one.observation for one in seen.observed])
    walks = tuple(
        walk_of(one, timeline_of(one, stations), colours[one.observation.id])
        for one in seen.observed
        if one.observation.visible
    )
    chapters = tuple(_chapter(one, pairs) for one, pairs in zip(seen.observed, seen.pairs, strict=True))
    together = Chapter("Observed against planned", (pairs_table(seen.together),))
    return ObservedPages(walks, (*chapters, together) if seen.together else chapters)


def _chapter(found: Observed, pairs: tuple[Pair, ...]) -> Chapter:
    tables: list[Table] = [figures_table(found), stations_table(found), matrix_table(pairs)]
    if found.elements:
        tables.append(elements_table(found))
    tables.append(moves_table(found, pairs, MOST_MOVES))
    return Chapter(f"Observed: {found.observation.name}", tuple(table for table in tables if table.rows))
