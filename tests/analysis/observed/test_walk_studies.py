"""What one walk gives beside its trace, by hand: element times, lines of a process chart, looks."""

import random
from itertools import pairwise

import pytest

from floorwright.analysis.observed.charted import charted
from floorwright.analysis.observed.doings import doing_name, doings_of
from floorwright.analysis.observed.figures import Observed, observe
from floorwright.analysis.observed.sampled import Moments, Sampling, sampled
from floorwright.analysis.observed.timed import CUT_OFF, timed
from floorwright.errors import EditRefused
from floorwright.model.kinds import DistanceMode
from floorwright.model.observation import Event, Observation, Reading, reading_id
from floorwright.model.process_chart import Subject
from floorwright.model.record import Record
from floorwright.model.track import track_of
from helpers.plans import machine, plan

ANN = Observation(id="ann", name="Ann", person="Ann", start="2026-03-11T08:00:00+01:00", speed_m_s=1.25)
A, B = machine("A", 0, 0), machine("B", 10, 0)
WORK: tuple[dict[str, object], ...] = (
    {"t_s": 0, "station": "A", "name": "A"},
    {"t_s": 4, "station": "A", "name": "A", "element": "load", "value": "VA"},
    {"t_s": 10, "event": Event.LEAVE},
    {"t_s": 22, "station": "B", "name": "B", "carrying": True, "note": "queue at the door"},
    {"t_s": 30, "station": "B", "name": "B", "element": "check size", "value": "ENVA"},
    {"t_s": 40, "station": "B", "name": "B", "element": "nothing to do", "value": "NVA"},
    {"t_s": 58, "station": "A", "name": "A", "carrying": False},
    {"t_s": 60, "station": "A", "name": "A", "element": "load", "value": "VA"},
    {"t_s": 70, "event": Event.END},
)
"""By hand: at A 0-4, load 4-10, walk 12 s as marked, at B 22-30, check 30-40, idle 40-50, walk 8 s (10 m at 1.25 m/s),
at A 58-60, load 60-70."""


def seen(rows: tuple[dict[str, object], ...], *records: Record, observation: Observation = ANN) -> Observed:
    readings = [
        Reading(id=reading_id("ann", n), observation="ann", **row)  # type: ignore[arg-type]
        for n, row in enumerate(rows)
    ]
    return observe(observation, track_of(readings), plan(*(records or (A, B))), DistanceMode.STRAIGHT)


def readings(found: Observed) -> list[tuple[int, str, float, str]]:
    read = timed(doings_of(found), found.observation.subject)
    return [(one.cycle, one.element, pytest.approx(one.time_s), one.reason) for one in read.readings]


def test_stays_walks_and_named_elements_are_readings_and_cycles_begin_at_the_first_element() -> None:
    found = seen(WORK)
    assert readings(found) == [
        (1, "At A", 4, ""), (1, "load", 6, ""), (1, "Walk to B", 12, ""), (1, "At B", 8, ""),
        (1, "check size", 10, ""), (1, "nothing to do", 10, ""), (1, "Walk to A", 8, ""),
        (2, "At A", 2, ""), (2, "load", 10, ""),
    ]  # fmt: skip
    doings = doings_of(found)
    assert sum(doing.time_s for doing in doings) == pytest.approx(found.way.observed_s) == pytest.approx(70)
    # Only the way back has no marked leave.
    assert [doing_name(doing, Subject.WORKER) for doing in doings if doing.assumed] == ["Walk to A"]


def test_an_element_that_comes_twice_a_cycle_has_its_frequency_of_the_complete_cycles() -> None:
    """A B A2... : C is gone to twice between two visits of A, in two whole cycles and one that was begun."""
    c = machine("C", 0, 10)
    route = ("A", "C", "B", "C", "A", "C", "B", "C", "A")
    rows = tuple({"t_s": 30.0 * n, "station": name, "name": name} for n, name in enumerate(route))
    found = seen((*rows, {"t_s": 260.0, "event": Event.END}), A, B, c)
    read = timed(doings_of(found), Subject.WORKER)
    assert read.complete == 2 and read.readings[-1].cycle == 3
    assert read.frequencies == {
        "At A": 1, "Walk to C": 2, "At C": 2, "Walk to B": 1, "At B": 1, "Walk to A": 1,
    }  # fmt: skip


def test_what_a_pause_cuts_off_is_there_and_does_not_count() -> None:
    rows = (
        {"t_s": 0, "station": "A", "name": "A"},
        {"t_s": 20, "station": "B", "name": "B"},
        {"t_s": 30, "event": Event.PAUSE},
        {"t_s": 500, "event": Event.RESUME},
        {"t_s": 501, "station": "B", "name": "B"},
        {"t_s": 521, "station": "A", "name": "A"},
        {"t_s": 531, "event": Event.END},
    )
    found = seen(rows)
    assert readings(found) == [
        (1, "At A", 12, ""), (1, "Walk to B", 8, ""), (1, "At B", 10, CUT_OFF), (1, "At B", 12, CUT_OFF),
        (1, "Walk to A", 8, ""), (2, "At A", 10, ""),
    ]  # fmt: skip
    assert sum(doing.time_s for doing in doings_of(found)) == pytest.approx(found.way.observed_s) == pytest.approx(60)
    regular = sampled(doings_of(found), ANN, Sampling(interval_s=10, moments=Moments.REGULAR))
    # 60 s without the pause: 5, 15 and 25 s are before it, then 10 s more of the clock are 506, 516 and 526 s.
    assert [(one.t_s, one.activity) for one in regular] == [
        (5, "At A"), (15, "Walking"), (25, "At B"), (506, "At B"), (516, "Walking"), (526, "At A"),
    ]  # fmt: skip


def test_the_chart_has_the_symbols_the_metres_and_the_value_classes() -> None:
    chart = charted(doings_of(seen(WORK)), ANN, "Ann")
    lines = [
        (step.type.value, step.description, step.machine, step.time_s, step.distance_m, step.value)
        for step in chart.steps
    ]
    assert lines == [
        ("operation", "At A", "A", 4, None, None), ("operation", "load", "A", 6, None, "VA"),
        ("transport", "Walk to B", "B", 12, 10, None), ("operation", "At B", "B", 8, None, None),
        ("inspection", "check size", "B", 10, None, "ENVA"), ("delay", "nothing to do", "B", 10, None, "NVA"),
        ("transport", "Walk to A", "A", 8, 10, None), ("operation", "At A", "A", 2, None, None),
        ("operation", "load", "A", 10, None, "VA"),
    ]  # fmt: skip
    assert [step.remark for step in chart.steps if step.remark] == [
        "carrying", "queue at the door", "empty-handed; time at 1.25 m/s",
    ]  # fmt: skip
    assert chart.head.subject is Subject.WORKER and {step.product for step in chart.steps} == {chart.product.id}


def test_regular_looks_see_what_was_done_at_that_second() -> None:
    looks = sampled(doings_of(seen(WORK)), ANN, Sampling(interval_s=10, moments=Moments.REGULAR))
    assert [(one.moment[11:19], one.activity) for one in looks] == [
        ("08:00:05", "load"), ("08:00:15", "Carrying"), ("08:00:25", "At B"), ("08:00:35", "check size"),
        ("08:00:45", "nothing to do"), ("08:00:55", "Walking"), ("08:01:05", "load"),
    ]  # fmt: skip


def test_random_looks_are_the_same_for_the_same_seed_and_lie_in_the_recorded_time() -> None:
    doings = doings_of(seen(WORK))
    one, again, other = (sampled(doings, ANN, Sampling(interval_s=0.5, seed=seed)) for seed in (7, 7, 8))
    assert one == again and one != other and len(one) == 140
    assert all(0 <= look.t_s <= 70 for look in one) and [k.t_s for k in one] == sorted(k.t_s for k in one)
    # Carrying is 12 of 70 s; 140 looks are within four standard errors of it.
    share = sum(look.activity == "Carrying" for look in one) / 140
    assert abs(share - 12 / 70) < 4 * (12 / 70 * 58 / 70 / 140) ** 0.5


@pytest.mark.parametrize("interval", [0.0, -5.0, 1e30, float("nan"), 0.01, 5000.0])
def test_an_interval_that_makes_no_sense_is_refused_with_a_reason(interval: float) -> None:
    doings = doings_of(seen(({"t_s": 0, "station": "A", "name": "A"}, {"t_s": 900, "event": Event.END})))
    with pytest.raises(EditRefused) as refused:
        sampled(doings, ANN, Sampling(interval_s=interval))
    assert refused.value.hint


def test_a_station_that_is_gone_is_a_move_without_metres_and_without_a_station() -> None:
    chart = charted(doings_of(seen(WORK, A)), ANN, "Ann")
    away = next(step for step in chart.steps if step.description == "Walk to B")
    assert (away.machine, away.distance_m) == ("", None) and "not in the plan" in away.remark


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_marked_the_times_add_up_and_follow_each_other(seed: int) -> None:
    draw = random.Random(seed)
    rows: list[dict[str, object]] = []
    t = 0.0
    for _ in range(30):
        t += draw.choice((0.0, 0.3, 5.0, 20.0, 60.0))
        kind = draw.random()
        row: dict[str, object] = {"t_s": t}
        if rows and rows[-1].get("event") is Event.PAUSE:
            row["event"] = Event.RESUME
        elif kind < 0.6:
            row["station"] = row["name"] = draw.choice("ABC")
        elif kind < 0.75:
            row |= {"x": draw.uniform(0, 9000), "y": draw.uniform(0, 9000)}
        else:
            row["event"] = draw.choice((Event.LEAVE, Event.LEAVE, Event.PAUSE))
        if "event" not in row and draw.random() < 0.3:
            row |= {"element": draw.choice(("load", "check")), "note": "seen"}
        rows.append(row)
    found = seen(tuple(rows))
    doings = doings_of(found)
    assert sum(doing.time_s for doing in doings) == pytest.approx(found.way.observed_s)
    assert sum(doing.time_s for doing in doings if doing.place is not None) == pytest.approx(found.way.dwell_s)
    assert all(a.end_s <= b.start_s + 1e-6 for a, b in pairwise(doings))
    charted_m = [step.distance_m for step in charted(doings, ANN, "Ann").steps if step.distance_m]
    assert sum(charted_m) == pytest.approx(sum(m.distance_m or 0.0 for m in found.way.moves), abs=0.05)


def test_positions_give_stays_and_the_metres_of_every_way() -> None:
    """At 1 m/s from A to B, 10 m apart; ten seconds at each, within half a metre of their footprints."""
    at = [*(0.0 for _ in range(11)), *(float(n) for n in range(1, 10)), *(10.0 for _ in range(11))]
    rows = tuple({"t_s": float(t), "x": x * 1000, "y": 0.0} for t, x in enumerate(at))
    found = seen(rows)
    chart = charted(doings_of(found), ANN, "Ann")
    assert [(step.type.value, step.description) for step in chart.steps] == [
        ("operation", "At A"), ("transport", "Walk to B"), ("operation", "At B"),
    ]  # fmt: skip
    assert sum(doing.time_s for doing in doings_of(found)) == pytest.approx(found.way.observed_s) == pytest.approx(30)
    (move,) = found.way.moves
    assert chart.steps[1].distance_m == pytest.approx(move.distance_m, abs=0.6)
