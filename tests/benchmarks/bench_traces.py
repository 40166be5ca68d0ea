"""A million rows of traces: read, packed, and measured. Run with `do.py bench`, or alone."""

import tempfile
import time
from pathlib import Path

import numpy as np

from floorwright.analysis.observed.figures import observe
from floorwright.jobs import Job
from floorwright.model.kinds import DistanceMode, Machine
from floorwright.model.observation import Observation
from floorwright.storage.tables.traces import TraceOptions, read_traces
from floorwright.storage.tracks import pack, unpack

ROWS, PERSONS, STATIONS = 1_000_000, 20, 100


def million_rows(path: Path) -> None:
    """Twenty persons, ten readings a second, walking at random over a floor of 100 m by 60 m."""
    rng = np.random.default_rng(1)
    count = ROWS // PERSONS
    steps = rng.normal(0, 0.1, (2, count, PERSONS))
    ways = np.cumsum(steps, axis=1) + rng.uniform(10, 50, (2, 1, PERSONS))
    at = np.datetime64("2026-03-11T06:00:00.000") + (np.arange(ROWS) // PERSONS * 100).astype("m8[ms]")
    x, y = (way.reshape(-1) for way in ways)
    stamps = np.datetime_as_string(at)
    with path.open("w", encoding="utf-8") as file:
        file.write("person,time,x_m,y_m\n")
        file.writelines(f"Tag {n % PERSONS},{stamps[n]}Z,{x[n]:.3f},{y[n]:.3f}\n" for n in range(ROWS))


def floor() -> dict[str, Machine]:
    """A hundred stations, ten by ten."""
    return {
        f"m{n}": Machine(id=f"m{n}", name=f"M{n}", x=n % 10 * 10000.0, y=n // 10 * 6000.0, width=2000.0, depth=2000.0)
        for n in range(STATIONS)
    }


def main() -> None:
    """Print how long each part takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.csv"
        million_rows(path)
        begun = time.perf_counter()
        traces = read_traces(path, TraceOptions(), Job())
        read = time.perf_counter()
        data = pack([one.track for one in traces.persons])
        packed = time.perf_counter()
    track = unpack(data, 0)
    one = Observation(id="o", name="All")
    print(f"{ROWS:,} rows of {PERSONS} persons read: {read - begun:.2f} s")
    print(f"packed into {len(data) / 2**20:.0f} MB: {packed - read:.2f} s")
    begun = time.perf_counter()
    found = observe(one, track, floor(), DistanceMode.STRAIGHT)
    print(f"{len(track):,} readings measured: {time.perf_counter() - begun:.2f} s ({len(found.way.stays)} stays)")
    begun = time.perf_counter()
    for n in range(PERSONS):
        observe(one, unpack(data, n), floor(), DistanceMode.STRAIGHT)
    print(f"all {ROWS:,} measured: {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main()
