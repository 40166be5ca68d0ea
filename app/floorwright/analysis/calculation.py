"""The figures of one scenario in one distance mode, kept so that a change recomputes only what it touches."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from operator import attrgetter

from floorwright.analysis.amounts import Amounts
from floorwright.analysis.carried import Carried, conventions_of
from floorwright.analysis.congestion import CongestionTally
from floorwright.analysis.crossing_tally import CrossingTally
from floorwright.analysis.fleet import FleetTally
from floorwright.analysis.flow_order import FlowOrder
from floorwright.analysis.from_to import FromToTally
from floorwright.analysis.legs import Leg
from floorwright.analysis.on_route import OnRoute, lost_warning, on_route, warnings_of
from floorwright.analysis.order import FlowKey, flow_key
from floorwright.analysis.result import Analysis, FlowFigures, FromTo, Totals, Warning
from floorwright.analysis.route import RouteKey, measure_route
from floorwright.analysis.straightness import DirectnessTally
from floorwright.analysis.totals import TotalsTally
from floorwright.analysis.tours.runs import OnTour, TourKey, itineraries, on_tour
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.analysis.ways.distances import WayKey, distances
from floorwright.jobs import Job
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import PLAN_ID, DistanceMode, Flow, Machine, Method, Product
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop

SHARED = (Product, Method, Part, Alternative, Container)
"""What any flow's numbers can hang on: when one changes, all flows are worked out again, on the ways that are known."""
Key = RouteKey | TourKey
_ON_WAY = attrgetter("start", "end", "via", "method", "container")
"""What makes the route of a flow."""


class Calculation:
    """Measures every route once, and then only those that a change touches.

    Flows that go the same way are worked out together. What `analysis` gives after any number of updates is, bit for
    bit, what a new calculation over the same records gives: sums are correctly rounded (`math.fsum`), so their order
    does not matter, and lists have their own order.
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
        self._conventions = conventions_of(records)
        self._distances = distances(mode, records, barriers)
        self._amounts = Amounts(records, self._conventions.whole_trips)
        self._flows: dict[RouteKey, list[Flow]] = {}
        self._order = FlowOrder(records)
        self._routes: dict[RouteKey, OnRoute] = {}
        self._itineraries = itineraries(records)
        self._tours: dict[TourKey, OnTour] = {}
        self._figures: dict[str, FlowFigures] = {}
        self._lost: set[RouteKey] = set()
        self._users: dict[str, set[Key]] = {}
        self._went: dict[Key, list[WayKey]] = {}
        self._goers: dict[WayKey, set[Key]] = {}
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
        self._take(_flows_of(records))
        for count, key in enumerate(self._flows):
            if job is not None and count % 50 == 0:
                job.progress(count / len(self._flows), "Measuring flows")
            self._measure(key)
        for tour in self._itineraries:
            self._measure_tour(tour)

    def update(self, diff: Diff) -> None:
        """Take up a change that the records already hold."""
        ways = self._distances.follow(diff, self._records)
        self._order.follow(diff)
        again: set[Key] = {key for id in diff for key in self._users.get(id, ())}
        if self._follow_what_is_shared(diff):
            again |= self._routes.keys() | self._tours.keys() | self._lost
            self._flows.clear()
            again |= self._take(_flows_of(self._records))
        else:
            again |= self._leave(change.before for change in diff.values() if isinstance(change.before, Flow))
            again |= self._take(change.after for change in diff.values() if isinstance(change.after, Flow))
        if any(isinstance(end, Machine) for change in diff.values() for end in (change.before, change.after)):
            again |= self._lost
        again |= self._tours_edited(diff)
        every = self._routes.keys() | self._tours.keys()
        again |= every if ways is None else self._that_go_elsewhere(ways, again)
        before = [way for key in again for way in self._forget(key)]
        for key in again:
            if isinstance(key, RouteKey) and key in self._flows:
                self._measure(key)
        for tour in self._itineraries:
            if tour not in self._tours:
                self._measure_tour(tour)
        for way in before:
            if way in self._goers and not self._goers[way]:
                del self._goers[way]
                self._distances.forget(way)

    def totals(self) -> Totals:
        """The sums alone, as the records are now."""
        return self._totals.totals()

    def analysis(self) -> Analysis:
        """The figures as the records are now."""
        chart = self._from_to.chart()
        methods, method_warnings = self._fleet.methods(self._methods.values())
        tours = [self._tours[key] for key in sorted(self._tours)]
        return Analysis(
            scenario=self._scenario,
            mode=self._mode,
            totals=self._totals.totals(),
            flows=self._order.in_order(self._figures),
            from_to=chart,
            methods=tuple(methods),
            congestion=self._congestion.busiest_first(),
            crossings=self._crossings.count(),
            backtracking=self._directness.backtracking(),
            straightness=self._directness.straightness(),
            warnings=(
                *self._flow_warnings(),
                *(warning for tour in tours for warning in tour.warnings),
                *self._amounts.warnings(),
                *_shared_names(chart),
                *method_warnings,
            ),
            tours=tuple(tour.figures for tour in tours),
        )

    def _take(self, flows: Iterable[Flow]) -> set[Key]:
        """Put flows to the others of their routes; what comes back are those routes."""
        together: dict[tuple[object, ...], list[Flow]] = defaultdict(list)
        # Of a hundred thousand flows some thousands go different ways: only this is done for every one of them.
        for flow in flows:
            together[_ON_WAY(flow)].append(flow)
        keys: set[Key] = set()
        for same in together.values():
            key = self._key(same[0])
            keys.add(key)
            self._flows.setdefault(key, []).extend(same)
        return keys

    def _leave(self, flows: Iterable[Flow]) -> set[Key]:
        """Take flows out of their routes; what comes back are those routes."""
        gone: dict[RouteKey, set[str]] = {}
        for flow in flows:
            gone.setdefault(self._key(flow), set()).add(flow.id)
        for key, ids in gone.items():
            left = [flow for flow in self._flows.pop(key, ()) if flow.id not in ids]
            if left:
                self._flows[key] = left
        return set(gone)

    def _key(self, flow: Flow) -> RouteKey:
        held = self._amounts.container(flow)
        return RouteKey(flow.start, flow.end, flow.via, flow.method or "", held is not None and held.returned_empty)

    def _measure(self, key: RouteKey) -> None:
        """Work out a route with its flows, and count it."""
        self._need(key, key.stations())
        route = measure_route(key, self._records, self._distances, self._conventions.turn_penalty_s)
        if route is None:
            self._lost.add(key)
            return
        one = self._routes[key] = on_route(route, self._flows[key], self._records, self._amounts)
        self._figures.update({figures.flow: figures for figures in one.figures})
        self._go(key, route.legs)
        self._count(one.sum)
        self._directness.add_products(one.sum, one.trips_of)

    def _measure_tour(self, key: TourKey) -> None:
        """Work out a tour, and count it."""
        itinerary = self._itineraries[key]
        one = self._tours[key] = on_tour(itinerary, self._records, self._distances, self._conventions)
        self._need(key, itinerary.stations())
        self._go(key, one.legs)
        for stretch in one.carried:
            self._count(stretch)

    def _need(self, key: Key, ids: Iterable[str]) -> None:
        for id in ids:
            self._users.setdefault(id, set()).add(key)

    def _go(self, key: Key, legs: Iterable[Leg]) -> None:
        keys = (self._distances.key(leg) for leg in legs)
        self._went[key] = [way for way in keys if way is not None]
        for way in self._went[key]:
            self._goers.setdefault(way, set()).add(key)

    def _count(self, one: Carried) -> None:
        for tally in self._tallies:
            tally.add(one)

    def _forget(self, key: Key) -> list[WayKey]:
        """Take a route or tour out; what comes back are the ways it went, which are kept until others are measured."""
        gone: Iterable[Carried] = ()
        if isinstance(key, TourKey):
            tour = self._tours.pop(key, None)
            if tour is not None:
                gone = tour.carried
        else:
            self._lost.discard(key)
            for id in key.stations():
                self._users.get(id, set()).discard(key)
            route = self._routes.pop(key, None)
            if route is not None:
                gone = (route.sum,)
                self._directness.remove_products(route.sum, route.trips_of)
                for figures in route.figures:
                    self._figures.pop(figures.flow, None)
        for one in gone:
            for tally in self._tallies:
                tally.remove(one)
        ways = self._went.pop(key, [])
        for way in ways:
            self._goers[way].discard(key)
        return ways

    def _that_go_elsewhere(self, ways: Iterable[WayKey], again: set[Key]) -> set[Key]:
        """What goes another way now, of what goes one of these ways and is not measured again anyway."""
        goers = {key for way in ways for key in self._goers.get(way, ())} - again
        return {
            key
            for key in goers
            if any(self._distances.leg(leg.start, leg.end, leg.method) != leg for leg in self._legs(key))
        }

    def _legs(self, key: Key) -> Iterable[Leg]:
        return self._tours[key].legs if isinstance(key, TourKey) else self._routes[key].route.legs

    def _follow_what_is_shared(self, diff: Diff) -> bool:
        """Whether something changed that any flow's numbers can hang on."""
        changed = False
        for id, change in diff.items():
            for end in (change.before, change.after):
                changed = changed or isinstance(end, SHARED) or self._scraps(end)
            if isinstance(change.after, Method):
                self._methods[id] = change.after
            elif isinstance(change.before, Method):
                del self._methods[id]
        if PLAN_ID in diff and self._conventions != (now := conventions_of(self._records)):
            self._conventions = now
            changed = True
        if changed:
            self._amounts = Amounts(self._records, self._conventions.whole_trips)
        return changed

    def _scraps(self, record: Record | None) -> bool:
        return isinstance(record, Flow) and (record.scrap_percent > 0 or self._amounts.scraps(record.product))

    def _tours_edited(self, diff: Diff) -> set[Key]:
        """All tours when one of them was edited; those are few."""
        kinds = (Tour, TourStop)
        if not any(isinstance(end, kinds) for change in diff.values() for end in (change.before, change.after)):
            return set()
        for key, itinerary in self._itineraries.items():
            for id in itinerary.stations():
                self._users.get(id, set()).discard(key)
        self._itineraries = itineraries(self._records)
        return set(self._tours)

    def _flow_warnings(self) -> list[Warning]:
        found: list[tuple[FlowKey, list[Warning]]] = []
        for key, one in self._routes.items():
            if one.troubled:
                for flow, figures in zip(self._flows[key], one.figures, strict=True):
                    if told := warnings_of(one.route, figures, self._records):
                        found.append((flow_key(flow, self._records), told))
        for key in self._lost:
            for flow in self._flows[key]:
                found.append((flow_key(flow, self._records), [lost_warning(flow, self._records)]))
        return [warning for _, told in sorted(found, key=lambda each: each[0]) for warning in told]


def _flows_of(records: Records) -> Iterable[Flow]:
    return (record for record in records.values() if isinstance(record, Flow))


def _shared_names(chart: FromTo) -> list[Warning]:
    return [
        Warning(f"{count} stations have the same name", name, "their figures cannot be told apart by name")
        for name, count in Counter(chart.stations).items()
        if count > 1
    ]
