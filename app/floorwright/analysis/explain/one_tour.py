"""The figures of one milk run: its way, time, load, hours and cost, by what a run is made of."""

from dataclasses import replace
from math import fsum

from floorwright.analysis.explain import inputs
from floorwright.analysis.explain.explanation import Breakdown, Contribution, Explanation, Input, Origin, ranked
from floorwright.analysis.explain.flow_day import EMPTY, LOADED, TURNS
from floorwright.analysis.explain.names import Figure, title_of
from floorwright.analysis.explain.numerals import summed
from floorwright.analysis.explain.one_flow import stretches
from floorwright.analysis.explain.sums import CONVENTIONS, CYCLE, currency_of
from floorwright.analysis.explain.tour_parts import TOUCHES
from floorwright.analysis.result import Analysis, TourFigures
from floorwright.analysis.tours.runs import Itinerary, itineraries, method_of_tour
from floorwright.analysis.trips import WALKING
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine

_MILK_RUNS = f"{CONVENTIONS}; milk runs: docs/decisions/0010-quantities-and-milk-runs.md"
_FORMULAS = {
    "runs_per_day": (
        "a day", "R = the runs a day of the tour; else H · 60 ÷ interval; else ⌈Σ q ÷ capacity⌉, 1 without a capacity"
    ),
    "rounds": ("", "rounds a run: a new one where the next stop's load does not fit on board, or its round is another"),
    "distance_m": ("m", "d = the way from the depot past the stops and back, round by round"),
    "time_s_per_run": ("s", "t = stops · (tL + tU) + loaded way ÷ v + way back ÷ ve + turns"),
    "load": ("pieces", "L = Σ q ÷ R over the stops of the fullest round"),
    "load_utilisation": ("", "L ÷ capacity"),
    "utilisation": ("", "time of a run ÷ time between two runs: the interval, else H ÷ R"),
    "hours_per_day": ("h a day", "T = R · t ÷ 3600"),
    "cost_per_day": ("", "C = T · c"),
}  # fmt: skip


def explain_tour(records: Records, analysis: Analysis, figure: Figure) -> Explanation:
    """One figure of one tour; where it cannot run its value is None and a note says why."""
    tour = next(one for one in analysis.tours if one.tour == figure.of)
    itinerary = next(one for key, one in itineraries(records).items() if key.id == figure.of)
    unit, formula = _FORMULAS[figure.field]
    unit = unit or (f"{currency_of(records)} a day" if figure.field == "cost_per_day" else "")
    made = Explanation(
        figure.name, title_of(figure, analysis), None, unit, formula, "", f"{_MILK_RUNS}; {CYCLE}",
        inputs=_inputs(records, tour, itinerary, figure.field),
    )  # fmt: skip
    value = len(tour.rounds) if figure.field == "rounds" else getattr(tour, figure.field)
    if tour.reason or value is None:
        return replace(made, notes=(f"It cannot be computed: {tour.reason or 'the tour has no capacity'}.",))
    breakdowns = _breakdowns(records, tour, itinerary, figure.field)
    parts = [(one.name, one.value) for one in breakdowns[0].contributions] if breakdowns else []
    return replace(
        made, value=float(value), breakdowns=breakdowns, numbers=summed(parts, float(value), unit) if parts else "",
        notes=(f"{tour.name}: {' | '.join(' > '.join(one) for one in tour.rounds)}.",),
    )  # fmt: skip


def _breakdowns(records: Records, tour: TourFigures, itinerary: Itinerary, field: str) -> tuple[Breakdown, ...]:
    runs, whole = tour.runs_per_day, tour.time_s_per_run or 0.0
    match field:
        case "distance_m":
            way = tour.distance_m or 0.0
            loaded = {LOADED: tour.loaded_m or 0.0, EMPTY: way - (tour.loaded_m or 0.0)}
            by_leg = Breakdown("stretch of the way, in its order", tuple(stretches(tour.path, tour.tour)))
            return (_parts(tour, loaded), by_leg)
        case "time_s_per_run":
            return (_parts(tour, _seconds(records, tour, itinerary)),)
        case "hours_per_day":
            return (_parts(tour, _scaled(_seconds(records, tour, itinerary), runs / 3600)),)
        case "cost_per_day":
            rate = method_of_tour(itinerary.tour, records).cost_per_h
            return (_parts(tour, _scaled(_seconds(records, tour, itinerary), runs / 3600 * rate)),)
        case "utilisation":
            share = (tour.utilisation or 0.0) / whole if whole else 0.0
            return (_parts(tour, _scaled(_seconds(records, tour, itinerary), share)),)
        case "load" | "load_utilisation":
            over = 1.0 if field == "load" else itinerary.tour.capacity or 1.0
            return (_by_stop(records, itinerary, runs, over),)
        case "rounds":
            return (ranked("round", [Contribution(" > ".join(one), 1.0, (tour.tour,)) for one in tour.rounds]),)
    return ()


def _seconds(records: Records, tour: TourFigures, itinerary: Itinerary) -> dict[str, float]:
    """What a run is made of, seconds by part; what is neither touches nor way are turns."""
    method = method_of_tour(itinerary.tour, records)
    loaded = tour.loaded_m or 0.0
    parts = {
        TOUCHES: (tour.handling_h_per_day or 0.0) / tour.runs_per_day * 3600,
        LOADED: loaded / method.speed_m_s,
        EMPTY: ((tour.distance_m or 0.0) - loaded) / (method.speed_empty_m_s or method.speed_m_s),
    }
    whole = tour.time_s_per_run or 0.0
    rest = whole - fsum(parts.values())
    return {**parts, TURNS: rest} if rest > 1e-9 * whole else parts


def _by_stop(records: Records, itinerary: Itinerary, runs: float, over: float) -> Breakdown:
    """What the stops of the fullest round need a run."""
    loads = [stop.quantity_per_day / runs for stop in itinerary.stops]
    found: list[Contribution] = []
    for place in max(itinerary.rounds(loads), key=lambda places: fsum(loads[place] for place in places)):
        stop = itinerary.stops[place]
        station = records.get(stop.station)
        name = station.name if isinstance(station, Machine) else stop.station
        found.append(Contribution(name, loads[place] / over, (stop.station,)))
    return ranked("stop of the fullest round", found)


def _inputs(records: Records, tour: TourFigures, itinerary: Itinerary, field: str) -> tuple[Input, ...]:
    own, method = itinerary.tour, method_of_tour(itinerary.tour, records)
    assumed = method is WALKING
    found: list[Input] = []
    if own.runs_per_day is not None:
        found.append(inputs.of_record(own, "runs_per_day", f"Runs of {own.name}", "R", "a day"))
    elif field != "distance_m":
        told = f"Runs of {own.name} (worked out)"
        found.append(Input(told, "R", tour.runs_per_day, "a day", Origin.DEFAULT, own.id, "runs_per_day"))
    for name, words, symbol, unit in (
        ("interval_min", "Interval", "", "min"), ("capacity", "Capacity", "", "pieces"),
    ):  # fmt: skip
        if getattr(own, name) is not None:
            found.append(inputs.of_record(own, name, f"{words} of {own.name}", symbol, unit))
    if field in ("runs_per_day", "rounds", "load", "load_utilisation"):
        for stop in itinerary.stops:
            station = records.get(stop.station)
            name = station.name if isinstance(station, Machine) else stop.station
            found.append(inputs.of_record(stop, "quantity_per_day", f"Quantity for {name}", "q", "pieces a day"))
        return tuple(found)
    if tour.distance_m is not None:
        found.append(Input("Way of a run", "d", tour.distance_m, "m", Origin.MEASURED, own.id, ""))
    if field != "distance_m":
        found += [*inputs.of_speed(method, assumed), *inputs.of_handling(method, assumed)]
    if field == "utilisation" and own.interval_min is None:
        found += inputs.of_hours(method, assumed)[:1]
    if field == "cost_per_day":
        found += inputs.of_rate(method, assumed, currency_of(records))
    return tuple(found)


def _parts(tour: TourFigures, values: dict[str, float]) -> Breakdown:
    return ranked("touches and travel", [Contribution(part, value, (tour.tour,)) for part, value in values.items()])


def _scaled(values: dict[str, float], by: float) -> dict[str, float]:
    return {part: value * by for part, value in values.items()}
