"""The figures of one scenario in one distance mode, kept so that a change recomputes only what it touches."""

from collections import Counter
from collections.abc import Iterable

from floorwright.analysis.barriers import Barriers, nothing_drawn
from floorwright.analysis.carried import Carried, Conventions, carry, conventions_of
from floorwright.analysis.congestion import CongestionTally
from floorwright.analysis.crossing_tally import CrossingTally
from floorwright.analysis.distances import WayKey, distances
from floorwright.analysis.fleet import FleetTally
from floorwright.analysis.from_to import FromToTally
from floorwright.analysis.order import FlowKey, flow_key
from floorwright.analysis.result import Analysis, FromTo, Warning
from floorwright.analysis.straightness import DirectnessTally
from floorwright.analysis.totals import TotalsTally
from floorwright.jobs import Job
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import PLAN_ID, DistanceMode, Flow, Method


class Calculation:
    """Measures every flow once, and then only those that a change touches.

    What `analysis` gives after any number of updates is, bit for bit, what a new calculation over the same records
    gives: sums are correctly rounded (`math.fsum`), so their order does not matter, and lists have their own order.
    """

    def __init__(
        self,
        records: Records,
        mode: DistanceMode,
        scenario: str = "",
        job: Job | None = None,
        barriers: Barriers = nothing_drawn,
    ) -> None:
        self._records = records
        self._mode = mode
        self._scenario = scenario
        self._conventions: Conventions = conventions_of(records)
        self._distances = distances(mode, records, barriers)
        self._carried: dict[str, Carried] = {}
        self._lost: dict[str, Warning] = {}
        self._warned: set[str] = set()
        self._keys: dict[str, FlowKey] = {}
        self._needs: dict[str, set[str]] = {}
        self._users: dict[str, set[str]] = {}
        self._went: dict[str, list[WayKey]] = {}
        self._goers: dict[WayKey, set[str]] = {}
        self._order: list[str] | None = None
        self._methods = {record.id: record for record in records.values() if isinstance(record, Method)}
        self._totals = TotalsTally()
        self._fleet = FleetTally()
        self._from_to = FromToTally()
        self._directness = DirectnessTally()
        self._congestion = CongestionTally(mode)
        self._crossings = CrossingTally()
        self._tallies = (
            self._totals, self._fleet, self._from_to, self._directness, self._congestion, self._crossings,
        )  # fmt: skip
        flows = [record for record in records.values() if isinstance(record, Flow)]
        for count, flow in enumerate(flows):
            if job is not None and count % 50 == 0:
                job.progress(count / len(flows), "Measuring flows")
            self._measure(flow)

    def update(self, diff: Diff) -> None:
        """Take up a change that the records already hold."""
        ways = self._distances.follow(diff, self._records)
        again = {user for key in diff for user in self._users.get(key, ())}
        self._follow_methods(diff)
        if PLAN_ID in diff and self._conventions != (now := conventions_of(self._records)):
            self._conventions = now
            ways = None
        again |= set(self._keys) if ways is None else self._that_go_elsewhere(ways, again)
        again |= {key for key, change in diff.items() if isinstance(change.after, Flow)}
        before = {flow_id: self._forget(flow_id) for flow_id in again}
        for flow_id in again:
            flow = self._records.get(flow_id)
            if isinstance(flow, Flow):
                self._measure(flow)
        for keys in before.values():
            self._leave(keys)

    def analysis(self) -> Analysis:
        """The figures as the records are now."""
        if self._order is None:
            self._order = sorted(self._keys, key=self._keys.__getitem__)
        chart = self._from_to.chart()
        methods, method_warnings = self._fleet.methods(self._methods.values())
        return Analysis(
            scenario=self._scenario,
            mode=self._mode,
            totals=self._totals.totals(),
            flows=tuple([self._carried[key].figures for key in self._order if key in self._carried]),
            from_to=chart,
            methods=tuple(methods),
            congestion=self._congestion.busiest_first(),
            crossings=self._crossings.count(),
            backtracking=self._directness.backtracking(),
            straightness=self._directness.straightness(),
            warnings=(*self._flow_warnings(), *_shared_names(chart), *method_warnings),
        )

    def _that_go_elsewhere(self, ways: Iterable[WayKey], again: set[str]) -> set[str]:
        """The flows whose way is another now, of those that go one of these ways and are not measured again anyway."""
        goers = {flow_id for key in ways for flow_id in self._goers.get(key, ())} - again
        return {
            flow_id
            for flow_id in goers
            if any(self._distances.leg(leg.start, leg.end, leg.method) != leg for leg in self._carried[flow_id].legs)
        }

    def _measure(self, flow: Flow) -> None:
        self._needs[flow.id] = {flow.id, *flow.needs()}
        for need in self._needs[flow.id]:
            self._users.setdefault(need, set()).add(flow.id)
        key = flow_key(flow, self._records)
        if self._keys.get(flow.id) != key:
            self._keys[flow.id] = key
            self._order = None
        measured = carry(flow, self._records, self._distances, self._conventions)
        if isinstance(measured, Warning):
            self._lost[flow.id] = measured
            self._warned.add(flow.id)
            return
        self._carried[flow.id] = measured
        if measured.warnings:
            self._warned.add(flow.id)
        keys = (self._distances.key(leg) for leg in measured.legs)
        self._went[flow.id] = [key for key in keys if key is not None]
        for way in self._went[flow.id]:
            self._goers.setdefault(way, set()).add(flow.id)
        for tally in self._tallies:
            tally.add(measured)

    def _forget(self, flow_id: str) -> list[WayKey]:
        """Take a flow out; what comes back are the ways it went, which are kept until `_leave`."""
        for need in self._needs.pop(flow_id, ()):
            self._users[need].discard(flow_id)
        self._lost.pop(flow_id, None)
        self._warned.discard(flow_id)
        if flow_id not in self._records:
            self._keys.pop(flow_id, None)
            self._order = None
        gone = self._carried.pop(flow_id, None)
        if gone is None:
            return []
        for tally in self._tallies:
            tally.remove(gone)
        ways = self._went.pop(flow_id)
        for way in ways:
            self._goers[way].discard(flow_id)
        return ways

    def _leave(self, ways: Iterable[WayKey]) -> None:
        """Forget those of the ways that nobody goes any more."""
        for way in ways:
            if way in self._goers and not self._goers[way]:
                del self._goers[way]
                self._distances.forget(way)

    def _follow_methods(self, diff: Diff) -> None:
        for key, change in diff.items():
            if isinstance(change.after, Method):
                self._methods[key] = change.after
            elif isinstance(change.before, Method):
                del self._methods[key]

    def _flow_warnings(self) -> list[Warning]:
        found: list[Warning] = []
        for key in sorted(self._warned, key=self._keys.__getitem__):
            if key in self._lost:
                found.append(self._lost[key])
            else:
                found.extend(self._carried[key].warnings)
        return found


def _shared_names(chart: FromTo) -> list[Warning]:
    return [
        Warning(f"{count} stations have the same name", name, "their figures cannot be told apart by name")
        for name, count in Counter(chart.stations).items()
        if count > 1
    ]
