"""The figures of one scenario in one distance mode, kept so that a change recomputes only what it touches."""

from collections import Counter

from floorwright.analysis.barriers import Barriers, nothing_drawn
from floorwright.analysis.carried import Carried, carry
from floorwright.analysis.congestion import CongestionTally
from floorwright.analysis.crossing_tally import CrossingTally
from floorwright.analysis.distances import distances
from floorwright.analysis.fleet import method_figures
from floorwright.analysis.from_to import FromToTally
from floorwright.analysis.order import FlowKey, flow_key
from floorwright.analysis.result import Analysis, FromTo, Warning
from floorwright.analysis.straightness import DirectnessTally
from floorwright.analysis.totals import totals
from floorwright.jobs import Job
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import PLAN_ID, DistanceMode, Flow, Plan


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
        self._whole = _whole_trips(records)
        self._distances = distances(mode, records, barriers)
        self._carried: dict[str, Carried] = {}
        self._lost: dict[str, Warning] = {}
        self._keys: dict[str, FlowKey] = {}
        self._needs: dict[str, set[str]] = {}
        self._users: dict[str, set[str]] = {}
        self._order: list[str] | None = None
        self._from_to = FromToTally()
        self._directness = DirectnessTally()
        self._congestion = CongestionTally(mode)
        self._crossings = CrossingTally()
        flows = [record for record in records.values() if isinstance(record, Flow)]
        for count, flow in enumerate(flows):
            if job is not None and count % 50 == 0:
                job.progress(count / len(flows), "Measuring flows")
            self._measure(flow)

    def update(self, diff: Diff) -> None:
        """Take up a change that the records already hold."""
        affected = self._distances.follow(diff, self._records)
        again = {user for key in diff for user in self._users.get(key, ())}
        if affected is not None:
            again |= {key for key, one in self._carried.items() if any(affected(leg) for leg in one.legs)}
        if PLAN_ID in diff and self._whole != (whole := _whole_trips(self._records)):
            self._whole = whole
            again |= set(self._keys)
        for flow_id in again:
            self._forget(flow_id)
        again |= {key for key, change in diff.items() if isinstance(change.after, Flow)}
        for flow_id in again:
            flow = self._records.get(flow_id)
            if isinstance(flow, Flow):
                self._measure(flow)

    def analysis(self) -> Analysis:
        """The figures as the records are now."""
        if self._order is None:
            self._order = sorted(self._keys, key=self._keys.__getitem__)
        carried = [self._carried[key] for key in self._order if key in self._carried]
        chart = self._from_to.chart()
        methods, method_warnings = method_figures(carried, self._records)
        moments = [one.moment_m for one in carried]
        return Analysis(
            scenario=self._scenario,
            mode=self._mode,
            totals=totals(carried),
            flows=tuple(one.figures for one in carried),
            from_to=chart,
            methods=tuple(methods),
            congestion=self._congestion.busiest_first(),
            crossings=self._crossings.count(),
            backtracking=self._directness.backtracking(moments),
            straightness=self._directness.straightness(moments),
            warnings=(*self._flow_warnings(), *_shared_names(chart), *method_warnings),
        )

    def _measure(self, flow: Flow) -> None:
        self._needs[flow.id] = {flow.id, *flow.needs()}
        for need in self._needs[flow.id]:
            self._users.setdefault(need, set()).add(flow.id)
        key = flow_key(flow, self._records)
        if self._keys.get(flow.id) != key:
            self._keys[flow.id] = key
            self._order = None
        measured = carry(flow, self._records, self._distances, self._whole)
        if isinstance(measured, Warning):
            self._lost[flow.id] = measured
            return
        self._carried[flow.id] = measured
        for tally in (self._from_to, self._directness, self._congestion, self._crossings):
            tally.add(measured)

    def _forget(self, flow_id: str) -> None:
        for need in self._needs.pop(flow_id):
            self._users[need].discard(flow_id)
        self._lost.pop(flow_id, None)
        gone = self._carried.pop(flow_id, None)
        if gone is not None:
            for tally in (self._from_to, self._directness, self._congestion, self._crossings):
                tally.remove(gone)
        if flow_id not in self._records:
            self._keys.pop(flow_id, None)
            self._order = None

    def _flow_warnings(self) -> list[Warning]:
        found: list[Warning] = []
        for key in self._order or ():
            if key in self._lost:
                found.append(self._lost[key])
            else:
                found.extend(self._carried[key].warnings)
        return found


def _whole_trips(records: Records) -> bool:
    plan = records.get(PLAN_ID)
    return isinstance(plan, Plan) and plan.whole_trips


def _shared_names(chart: FromTo) -> list[Warning]:
    return [
        Warning(f"{count} stations have the same name", name, "their figures cannot be told apart by name")
        for name, count in Counter(chart.stations).items()
        if count > 1
    ]
