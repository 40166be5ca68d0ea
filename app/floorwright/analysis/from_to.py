"""The from-to chart: trips and moment a day between every two stations (methods.md 2.1 and 2.2)."""

from collections.abc import Hashable
from math import fsum

from floorwright.analysis.carried import Carried
from floorwright.analysis.order import name_key
from floorwright.analysis.result import FromTo

Row = tuple[tuple[float, ...], tuple[float, ...]]
"""Trips and moment from one station to every station."""


class FromToTally:
    """Keeps the rows of the chart and computes again only those whose flows have changed.

    Stations are those at which flows start or end, by name (“Press 2” before “Press 10”), equal names by id. A cell is
    0 where nothing goes. Flows without a way count in no cell, as in the totals.
    """

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, int]] = {}
        self._leaving: dict[str, dict[Hashable, Carried]] = {}
        self._order: tuple[str, ...] | None = None
        self._rows: dict[str, Row] = {}

    def add(self, one: Carried) -> None:
        """Count what goes one way."""
        self._leaving.setdefault(one.start_id, {})[one.key] = one
        self._rows.pop(one.start_id, None)
        for id, name in ((one.start_id, one.start), (one.end_id, one.end)):
            known = self._names.get(id)
            if known is None or known[0] != name:
                self._order = None
            self._names[id] = (name, known[1] + 1 if known else 1)

    def remove(self, one: Carried) -> None:
        """Count it no more."""
        del self._leaving[one.start_id][one.key]
        self._rows.pop(one.start_id, None)
        for id in (one.start_id, one.end_id):
            name, count = self._names[id]
            # A station without flows stays until the chart is drawn: in a drag its flows come back at once.
            self._names[id] = (name, count - 1)

    def chart(self) -> FromTo:
        """The chart as it is now."""
        idle = [id for id, (_, count) in self._names.items() if count == 0]
        for id in idle:
            del self._names[id]
        if idle or self._order is None:
            self._order = tuple(sorted(self._names, key=lambda id: (name_key(self._names[id][0]), id)))
            self._rows.clear()
        places = {id: place for place, id in enumerate(self._order)}
        for id in self._order:
            if id not in self._rows:
                self._rows[id] = _row(list(self._leaving.get(id, {}).values()), places)
        rows = [self._rows[id] for id in self._order]
        return FromTo(
            stations=tuple(self._names[id][0] for id in self._order),
            station_ids=self._order,
            trips_per_day=tuple(row[0] for row in rows),
            moment_m_per_day=tuple(row[1] for row in rows),
        )


def _row(leaving: list[Carried], places: dict[str, int]) -> Row:
    trips: dict[int, list[float]] = {}
    moments: dict[int, list[float]] = {}
    for one in leaving:
        if one.counts:
            column = places[one.end_id]
            trips.setdefault(column, []).append(one.trips)
            moments.setdefault(column, []).append(one.moment_m)
    return _spread(trips, len(places)), _spread(moments, len(places))


def _spread(values: dict[int, list[float]], columns: int) -> tuple[float, ...]:
    row = [0.0] * columns
    for column, parts in values.items():
        row[column] = fsum(parts)
    return tuple(row)
