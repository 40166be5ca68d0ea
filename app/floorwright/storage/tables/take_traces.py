"""Taking traces into a plan: stations by their names, an observation for every person, long tables as one asset."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from floorwright.errors import ImportFailed
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.document import Edit
from floorwright.model.kinds import Machine
from floorwright.model.observation import MOST_READINGS, Observation
from floorwright.model.record import Record, new_id
from floorwright.model.track import Track, readings_of
from floorwright.storage.asset import Asset, asset_key
from floorwright.storage.assets import Assets
from floorwright.storage.tables.traces import PersonTrace, TraceOptions, Traces, read_traces
from floorwright.storage.tracks import SUFFIX, pack


@dataclass(frozen=True, slots=True)
class TracesToTake:
    """Traces that are ready for a plan: the observations, their readings or the bytes of their asset, and remarks."""

    observations: tuple[Observation, ...]
    tracks: tuple[Track, ...]
    packed: bytes
    key: str
    """Of the asset; empty where there is none."""
    remarks: tuple[str, ...]


def ready_traces(
    path: Path, options: TraceOptions, stations: Sequence[tuple[str, str]], keep_unknown: bool, job: Job
) -> TracesToTake:
    """Read a table of traces for a plan with these stations (id and name). May run in a worker process.

    Args:
        keep_unknown: places that are no stations stay as names, without a position.

    Raises:
        ImportFailed: naming rows and columns that cannot be read, and names that no station has.
        Cancelled: when the job was cancelled.
    """
    traces = read_traces(path, options, job)
    remarks = list(traces.remarks)
    persons = _known_places(traces, stations, keep_unknown, remarks)
    long = traces.rows > MOST_READINGS
    job.progress(0.98, "Packing")
    packed = pack([one.track for one in persons]) if long else b""
    observations = tuple(_observation(one, traces, n if long else 0) for n, one in enumerate(persons))
    tracks = () if long else tuple(one.track for one in persons)
    return TracesToTake(observations, tracks, packed, asset_key(packed, SUFFIX) if long else "", tuple(remarks))


def put_traces(edit: Edit, assets: Assets, ready: TracesToTake, asset: Asset | None = None) -> tuple[str, ...]:
    """Put observations into the plan; their ids. `asset` is theirs where it was made and packed before."""
    records: list[Record] = []
    key = assets.take(asset or Asset.of_bytes(ready.key, ready.packed)) if ready.key else ""
    for n, observation in enumerate(ready.observations):
        records.append(replace(observation, asset=key))
        if not key:
            records += readings_of(ready.tracks[n], observation.id)
    edit.put(*records)
    return tuple(observation.id for observation in ready.observations)


def stations_in(records: Records) -> tuple[tuple[str, str], ...]:
    """The id and name of every station, for `ready_traces`."""
    return tuple((record.id, record.name) for record in records.values() if isinstance(record, Machine))


def _known_places(
    traces: Traces, stations: Sequence[tuple[str, str]], keep_unknown: bool, remarks: list[str]
) -> list[PersonTrace]:
    named: dict[str, list[tuple[str, str]]] = {}
    for id, name in stations:
        named.setdefault(name.strip().casefold(), []).append((id, name))
    problems: list[tuple[int, str]] = []
    unknown: dict[str, int] = {}
    found = []
    for one in traces.persons:
        places = []
        for number, (_, name) in enumerate(one.track.places):
            id = _station_id(name, named)
            if not id:
                rows = one.track.row[one.track.place == number]
                unknown[name] = unknown.get(name, 0) + len(rows)
                problems.append((int(rows.min()), _problem(name, named)))
            places.append((id, name))
        found.append(replace(one, track=replace(one.track, places=tuple(places))))
    if problems and not keep_unknown:
        problems.sort()
        first = " ".join(f"{traces.name}, row {row}, column station: {words}" for row, words in problems[:3])
        rest = f" And {len(problems) - 3:,} more." if len(problems) > 3 else ""
        raise ImportFailed(first + rest, hint="Mend the names, or keep unknown places as names without a position.")
    if unknown:
        listed = ", ".join(f"“{name}” ({count:,} rows)" for name, count in list(unknown.items())[:5])
        more = f" and {len(unknown) - 5:,} more" if len(unknown) > 5 else ""
        remarks.append(f"{traces.name}: not in the plan, kept as names without a position: {listed}{more}.")
    return found


def _station_id(name: str, named: Mapping[str, list[tuple[str, str]]]) -> str:
    same = named.get(name.strip().casefold(), [])
    exact = [id for id, known in same if known.strip() == name]
    if len(exact) == 1:
        return exact[0]
    return same[0][0] if len(same) == 1 else ""


def _problem(name: str, named: Mapping[str, list[tuple[str, str]]]) -> str:
    same = named.get(name.strip().casefold(), [])
    if same:
        return f"{len(same)} stations are called “{name}”."
    close = difflib.get_close_matches(name.casefold(), list(named), 1, 0.7)
    return f"there is no station “{name[:40]}”." + (f" Is “{named[close[0]][0][1]}” meant?" if close else "")


def _observation(one: PersonTrace, traces: Traces, track: int) -> Observation:
    day = one.start[:10] if "-" in one.start else ""
    return Observation(
        id=new_id(),
        name=f"{one.person}, {day}" if day else one.person,
        person=one.person,
        product=one.product,
        task=one.task,
        observer=one.observer,
        start=one.start,
        source=traces.name,
        track=track,
        rows=len(one.track),
    )
