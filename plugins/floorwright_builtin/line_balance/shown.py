"""A balance in the words and units of the user: its figures, and its tables."""

import math
from fractions import Fraction

from floorwright.api import Column, StudyValue, Table
from floorwright_builtin.line_balance.building import copies
from floorwright_builtin.line_balance.joined import Joined
from floorwright_builtin.line_balance.solving import Found
from floorwright_builtin.line_balance.work import Work


class Shown:
    """A balance in the words and units of the user."""

    def __init__(
        self, work: Work, made: Joined, found: Found, unit: Fraction, cycle_s: float | None, times: list[float]
    ) -> None:
        self.work, self.made, self.found, self.unit, self.times = work, made, found, unit, times
        self.cycle_s = float(found.cycle * unit) if cycle_s is None else cycle_s
        self.by: dict[int, list[int]] = {}
        for at, station in enumerate(found.stations):
            self.by.setdefault(station, []).append(at)
        self.last = max(self.by, default=0)
        self.copies = {
            station: copies(made.line, made.rules, self.by.get(station, []), found.cycle)
            for station in range(1, self.last + 1)
        }
        self.loads = {
            station: float(sum(made.line.times[at] for at in self.by.get(station, [])) * unit)
            for station in range(1, self.last + 1)
        }

    def results(self, on_largest: bool, stations: int | None, by_cycle: bool) -> dict[str, StudyValue]:
        """The figures; a workplace of a parallel station carries its share of the load."""
        shares = [self.loads[one] / many for one, many in self.copies.items() for _ in range(many)]
        count = len(shares) if by_cycle else max(len(shares), stations or 0)
        shares += [0.0] * (count - len(shares))
        largest, whole = max(shares, default=0.0), sum(self.loads.values())
        on_cycle = whole / (count * self.cycle_s) if count else None
        on_load = whole / (count * largest) if count and largest else None
        efficiency = on_load if on_largest else on_cycle
        return {
            "stations": count,
            "cycle_s": self.cycle_s,
            "proved_optimal": self.found.proved,
            "bound": self.found.least if by_cycle else float(self.found.least * self.unit),
            "efficiency": efficiency,
            "balance_delay": None if efficiency is None else 1 - efficiency,
            "efficiency_cycle": on_cycle,
            "efficiency_largest": on_load,
            "smoothness": math.sqrt(sum((largest - load) ** 2 for load in shares)),
            "smoothness_cycle": math.sqrt(sum((self.cycle_s - load) ** 2 for load in shares)),
            "largest_load_s": largest,
            "idle_s": count * self.cycle_s - whole,
            "pieces_per_h": 3600 / largest if largest else None,
            "stations_theoretical": whole / self.cycle_s,
            "stations_least": max(math.ceil(whole / self.cycle_s - 1e-9), 0),
        }

    def in_order(self, station: int) -> list[int]:
        """The tasks of a station in an order in which they can be done."""
        place = {at: number for number, at in enumerate(sorted(self.by.get(station, [])))}
        return [task for at in place for task in self._inside(at)]

    def _inside(self, at: int) -> list[int]:
        todo, done = list(self.made.members[at]), list[int]()
        while todo:
            # On a U-line what lies between two joined tasks may be elsewhere: then the order of the table does.
            task = next((one for one in todo if not set(self.work.before[one]) & set(todo)), todo[0])
            todo.remove(task)
            done.append(task)
        return done

    def assignment(self) -> Table:
        """A row a task, station by station."""
        rows: list[tuple[str, int, float, float]] = []
        for station in range(1, self.last + 1):
            start = 0.0
            for task in self.in_order(station):
                rows.append((self.work.names[task], station, start, self.times[task]))
                start = round(start + self.times[task], 9)
        columns = (
            Column("task"), Column("station", type="integer"), Column("start", "s", "number"),
            Column("time", "s", "number"),
        )  # fmt: skip
        return Table("Assignment", columns, tuple(rows))

    def table(self) -> Table:
        """A row a station."""
        rows = []
        for station, load in self.loads.items():
            name = self.work.station_names.get(station, f"Station {station}")
            tasks = ", ".join(self.work.names[task] for task in self.in_order(station))
            room = self.copies[station] * self.cycle_s
            rows.append((station, name, self.copies[station], tasks, load, room - load, load / room))
        columns = (
            Column("station", type="integer"), Column("name"), Column("workplaces", type="integer"), Column("tasks"),
            Column("load", "s", "number"), Column("idle", "s", "number"), Column("utilisation", "", "number", 3),
        )  # fmt: skip
        return Table("Stations", columns, tuple(rows))

    def models(self) -> Table:
        """A row a station and model: what the station has to do for a piece of it."""
        rows = [
            (station, model, load, load > self.cycle_s * self.copies[station] + 1e-9)
            for station in self.loads
            for model, load in self.model_loads(station).items()
        ]
        columns = (
            Column("station", type="integer"), Column("model"), Column("load", "s", "number"),
            Column("over the cycle", type="yes_no"),
        )  # fmt: skip
        return Table("Models", columns, tuple(rows))

    def model_loads(self, station: int) -> dict[str, float]:
        """The load of each model in a station."""
        tasks = self.in_order(station)
        return {model: sum(times[task] for task in tasks) for model, times in self.work.model_times.items()}
