"""What was observed, worked out by hand: stays, moves, metres, cleaning."""

from dataclasses import replace

import numpy as np
import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.observed.figures import Observed, leg_measure, observe
from floorwright.analysis.observed.pairs import matrix_of, pairs_of
from floorwright.analysis.observed.replay import drawn_lines, timeline_of
from floorwright.model.kinds import DistanceMode
from floorwright.model.observation import Cleaning, Event, Observation, Reading, Snapping, reading_id
from floorwright.model.record import Record
from floorwright.model.track import Track, track_of, track_of_length
from helpers.plans import flow, machine, plan, wall

ANN = Observation(id="ann", name="Ann")
SPAG_01 = ((0, 0), (12, 0), (0, 9), (12, 9), (0, 0))


def positions(*rows: tuple[float, float, float], **columns: list[int]) -> Track:
    """A track of rows t_s, x_m, y_m."""
    t, x, y = np.array(rows, np.float64).T
    made = {name: np.array(values, np.int32) for name, values in columns.items()}
    return replace(track_of_length(len(rows)), t_s=t, x=x * 1000, y=y * 1000, **made)  # type: ignore[arg-type]


def marks(*rows: tuple[float, str] | tuple[float, str, dict[str, object]]) -> Track:
    """A track of rows t_s and a station's id, or an event's name in brackets."""
    made = []
    for n, (t, place, *more) in enumerate(rows):
        what: dict[str, object] = dict(more[0]) if more else {}
        if place.startswith("("):
            what["event"] = Event(place.strip("()"))
        else:
            what |= {"station": place, "name": place}
        made.append(Reading(id=reading_id("ann", n), observation="ann", t_s=t, **what))  # type: ignore[arg-type]
    return track_of(made)


def seen(track: Track, *records: Record, observation: Observation = ANN, mode: str = "straight") -> Observed:
    return observe(observation, track, plan(*records), DistanceMode(mode))


def moves(found: Observed) -> list[tuple[str, str, float | None]]:
    return [(m.start.name, m.end.name, m.distance_m) for m in found.way.moves]


def dwell(found: Observed) -> dict[str, tuple[int, float]]:
    return {one.place.name: (one.visits, one.dwell_s) for one in found.visits}


def faults(found: Observed) -> dict[str, int]:
    return {fault.kind: fault.count for fault in found.clean.faults}


def test_one_closed_loop_forty_times_a_shift() -> None:
    """SPAG-01, by hand: legs of 12, 15, 12 and 15 m at 1.2 m/s; 40 × 45 s are 30 of 480 minutes; one crossing."""
    times = (0, 10, 22.5, 32.5, 45)
    forty = replace(ANN, trips_per_shift=40, speed_m_s=1.2, shift_s=480 * 60)
    walked = seen(positions(*((t, *at) for t, at in zip(times, SPAG_01, strict=True))), observation=forty)
    stations = [machine(f"S{n}", *at, 0.2, 0.2) for n, at in enumerate(SPAG_01[:4])]
    route = ("S0", "S1", "S2", "S3", "S0")
    marked = seen(marks(*zip(times, route, strict=True)), *stations, observation=forty)
    for found in (walked, marked):
        assert found.distance_per_trip_m == pytest.approx(54, abs=1e-9)
        assert found.rectilinear_per_trip_m == pytest.approx(66, abs=1e-9)
        assert found.distance_per_shift_m == pytest.approx(2160, abs=1e-6)
        assert found.walking_min_per_shift == pytest.approx(30, abs=1e-9)
        assert found.walking_pct_of_shift == pytest.approx(6.25, abs=1e-9)
        assert found.crossings == 1
    assert [metres for _, _, metres in moves(marked)] == pytest.approx([12, 15, 12, 15])


def test_a_way_gone_twice_crosses_itself_once_and_four_times_by_weight() -> None:
    stations = [machine(f"S{n}", *at) for n, at in enumerate(SPAG_01[:4])]
    twice = ("S0", "S1", "S2", "S3", "S0", "S1", "S2", "S3", "S0")
    found = seen(marks(*((20.0 * n, place) for n, place in enumerate(twice))), *stations)
    assert (found.crossings, found.weighted_crossings) == (1, 4)


def test_a_mark_is_a_stay_until_the_walk_to_the_next_begins() -> None:
    """10 m at 1.25 m/s take 8 s: of the 20 s from A to B, 12 s are at A; at B until the end."""
    a, b = machine("A", 0, 0), machine("B", 10, 0)
    slow = replace(ANN, speed_m_s=1.25)
    found = seen(marks((0, "A"), (20, "B"), (25, "(end)")), a, b, observation=slow)
    assert moves(found) == [("A", "B", 10)]
    assert dwell(found) == {"A": (1, 12), "B": (1, 5)}
    assert (found.way.observed_s, found.way.walking_s, found.way.standing_s) == (25, 8, 0)
    assert found.shift_assumed and found.distance_per_shift_m == pytest.approx(10 * 8 * 3600 / 25)


def test_a_marked_leave_says_how_long_the_walk_took() -> None:
    a, b = machine("A", 0, 0), machine("B", 10, 0)
    found = seen(marks((0, "A"), (4, "(leave)"), (20, "B"), (25, "(end)")), a, b)
    assert dwell(found) == {"A": (1, 4), "B": (1, 5)} and found.way.walking_s == 16
    assert found.walking_m_s == pytest.approx(10 / 16)


def test_a_pause_is_in_no_time_and_no_move() -> None:
    a, b = machine("A", 0, 0), machine("B", 13, 0)
    track = marks((0, "A"), (20, "B"), (30, "(pause)"), (500, "(resume)"), (501, "A"), (521, "B"), (531, "(end)"))
    found = seen(track, a, b)
    assert moves(found) == [("A", "B", 13), ("A", "B", 13)]
    assert found.way.observed_s == 60 and dwell(found) == {"A": (2, 20), "B": (2, 20)}


def test_marks_go_round_walls_as_the_plan_measures() -> None:
    """Round the end of a wall at (5, 3): 2 × √(5² + 3²)."""
    found = seen(
        marks((0, "A"), (60, "B")), machine("A", 0, 0), machine("B", 10, 0), wall("w", 5, -20, 5, 3), mode="free"
    )
    assert found.way.distance_m == pytest.approx(2 * 34**0.5)
    assert found.straightness == pytest.approx(5 / 34**0.5)


def test_a_station_that_is_gone_keeps_its_name_and_its_trips() -> None:
    track = marks((0, "A"), (20, "Gone"), (60, "A"), (70, "(end)"))
    found = seen(track, machine("A", 0, 0))
    assert moves(found) == [("A", "Gone", None), ("Gone", "A", None)]
    assert found.way.missing == {"“Gone” is not in the plan": 2}
    assert ("2 moves have no metres", "“Gone” is not in the plan") in found.findings
    assert dwell(found)["Gone"] == (1, 40)


def test_a_place_on_the_floor_between_two_stations_lengthens_the_move() -> None:
    """From (0, 0) by (3, 4) to (6, 0) are 5 + 5 m."""
    a, b = machine("A", 0, 0), machine("B", 6, 0)
    on_way = Reading(id="x", observation="ann", t_s=5, x=3000.0, y=4000.0)
    (first, last) = (
        Reading(id=f"r{n}", observation="ann", t_s=t, station=s, name=s)
        for n, (t, s) in enumerate([(0, "A"), (9, "B")])
    )
    assert moves(seen(track_of([first, on_way, last]), a, b)) == [("A", "B", 10)]


def test_positions_are_at_the_nearest_station_they_stay_near() -> None:
    """A second a reading: 10 s at A, 8 m away from it in 8 s, 12 s at B. The way in and out is walked at 1 m/s."""
    a, b = machine("A", 0, 0), machine("B", 10, 0)
    x = [0.0] * 11 + [float(n) for n in range(1, 10)] + [10.0] * 13
    track = positions(*((float(t), at, 0.0) for t, at in enumerate(x)))
    found = seen(track, a, b, observation=replace(ANN, speed_m_s=1.0, snapping=Snapping(radius_m=0.5, dwell_s=5)))
    # Within half a metre of the footprint (0.5 m) is up to 1 m from the centre.
    assert dwell(found) == {"A": (1, pytest.approx(11)), "B": (1, pytest.approx(13))}
    assert moves(found) == [("A", "B", 8)] and found.way.distance_m == 10
    assert found.way.walking_s == pytest.approx(8) and found.way.standing_s == pytest.approx(0)


def test_who_only_passes_a_station_was_not_there() -> None:
    a, b, between = machine("A", 0, 0), machine("B", 20, 0), machine("Between", 10, 0)
    x = [0.0] * 10 + [float(n) for n in range(1, 20)] + [20.0] * 10
    track = positions(*((float(t), at, 0.0) for t, at in enumerate(x)))
    assert list(dwell(seen(track, a, b, between))) == ["A", "B"]
    everywhere = replace(ANN, snapping=Snapping(radius_m=1, dwell_s=0))
    assert set(dwell(seen(track, a, b, between, observation=everywhere))) == {"A", "B", "Between"}


def test_a_short_step_aside_is_the_same_stay_and_a_long_one_a_revisit() -> None:
    a = machine("A", 0, 0)
    track = positions(*((float(t), 5.0 if t in (10, 11) or 30 <= t <= 50 else 0.0, 0.0) for t in range(80)))
    (one,) = seen(track, a, observation=replace(ANN, cleaning=Cleaning(jump_m_s=0))).visits
    assert (one.visits, one.revisits) == (2, 1)


def test_turned_equipment_has_a_turned_footprint() -> None:
    """A 10 m long machine turned by a quarter reaches 5 m up and half a metre sideways."""
    long = machine("Long", 0, 0, 10, 1, rotation=90)
    near = positions(*((float(t), 0.0, 4.9) for t in range(9)))
    aside = positions(*((float(t), 4.9, 0.0) for t in range(9)))
    inside = replace(ANN, snapping=Snapping(radius_m=0, dwell_s=1))
    assert dwell(seen(near, long, observation=inside)) == {"Long": (1, 8)}
    assert dwell(seen(aside, long, observation=inside)) == {}


def test_gaps_are_in_no_time_and_no_metres() -> None:
    track = positions((0, 0, 0), (1, 1, 0), (2, 2, 0), (100, 50, 0), (101, 51, 0))
    found = seen(track)
    assert (found.way.distance_m, found.way.observed_s) == (3, 3)
    assert faults(found)["gaps"] == 1 and (found.clean.lost_s, found.clean.lost_m) == (98, 48)
    assert found.raw_distance_m == 51
    longer = seen(track, observation=replace(ANN, cleaning=Cleaning(gap_s=120)))
    assert longer.way.distance_m == 51 and faults(longer)["gaps"] == 0


def test_a_wild_reading_goes_and_a_true_change_of_place_stays() -> None:
    wild = positions((0, 0, 0), (1, 1, 0), (2, 500, 0), (3, 3, 0), (4, 4, 0))
    found = seen(wild)
    assert faults(found)["jumps"] == 1 and found.way.distance_m == 4
    assert next(f for f in found.clean.faults if f.kind == "jumps").at_s == (2,)
    # 40 m further on all at once: at 10 m/s that is believed 4 s after the last good reading.
    moved = positions((0, 0, 0), (1, 1, 0), *((float(t), 41.0, 0.0) for t in range(2, 10)))
    again = seen(moved)
    assert faults(again)["jumps"] == 3 and again.way.distance_m == 41
    first = seen(positions((0, 900, 0), (1, 1, 0), (2, 2, 0), (3, 3, 0)))
    assert faults(first)["jumps"] == 1 and first.way.distance_m == 2


def test_repeated_rows_and_two_places_at_once_are_counted() -> None:
    found = seen(positions((0, 0, 0), (0, 0, 0), (1, 1, 0), (1, 5, 0), (2, 2, 0)))
    assert faults(found) == {"duplicates": 1, "same_time": 1, "jumps": 0, "gaps": 0, "jitter": 0}
    assert found.way.distance_m == 2


def test_jitter_is_kept_unless_it_is_to_be_taken_out() -> None:
    shaken = positions(*((float(t), 0.1 * (t % 2), 0.0) for t in range(11)), (11.0, 3.0, 0.0))
    plain = seen(shaken)
    assert plain.way.distance_m == pytest.approx(10 * 0.1 + 3)
    assert any("steps shorter than 0.2 m" in what for what, _ in plain.findings)
    still = seen(shaken, observation=replace(ANN, cleaning=Cleaning(jitter_m=0.3)))
    assert still.way.distance_m == pytest.approx(3) and faults(still)["jitter"] == 5


def test_coordinates_of_another_origin_are_laid_on_the_plan() -> None:
    """Turned by a quarter and moved: (u, v) lies at (10 − v, u)."""
    moved = replace(ANN, placed=(0.0, 1.0, -1.0, 0.0, 10000.0, 0.0), snapping=Snapping(radius_m=0, dwell_s=1))
    found = seen(positions((0, 2, 3), (5, 2, 3)), machine("A", 7, 2), observation=moved)
    assert dwell(found) == {"A": (1, 5)}


def test_the_share_that_goes_empty_handed_is_of_what_is_known() -> None:
    track = positions((0, 0, 0), (1, 3, 0), (2, 4, 0), (3, 9, 0), carrying=[-1, 1, 0, -1])
    assert seen(track).empty_share == pytest.approx(1 / 4)
    assert seen(positions((0, 0, 0), (1, 3, 0))).empty_share is None


def test_what_is_done_is_timed_until_the_next_word() -> None:
    cut: dict[str, object] = {"element": "cut", "step": "operation", "value": "VA"}
    track = marks(
        (0, "A", cut), (10, "A", {"note": "hurried"}), (15, "B", {"element": "wait", "value": "NVA"}), (20, "(end)")
    )
    found = seen(track, machine("A", 0, 0), machine("B", 1, 0))
    assert [(e.element, e.value, e.count, e.time_s) for e in found.elements] == [
        ("cut", "VA", 1, 15),
        ("wait", "NVA", 1, 5),
    ]


def test_observed_trips_are_held_against_the_plan() -> None:
    """In half an hour twice A to B and once back: 32 and 16 in a shift of 8 h, where 40 and none are planned."""
    records = plan(
        machine("A", 0, 0), machine("B", 3, 4), machine("C", 9, 9), flow("P", "A", "B", 40), flow("P", "B", "C", 5)
    )
    track = marks((0, "A"), (600, "B"), (1200, "A"), (1795, "B"), (1800, "(end)"))
    found = observe(replace(ANN, shift_s=8 * 3600), track, records, DistanceMode.STRAIGHT)
    leg_of = leg_measure(records, DistanceMode.STRAIGHT, 1.3)
    pairs = pairs_of([found], records, analyze(records), leg_of)
    told = {
        (p.start.name, p.end.name): (p.trips, p.per_shift, p.planned_per_day, p.difference, p.detour) for p in pairs
    }
    assert told == {
        ("A", "B"): (2, 32, 40, -8, 1), ("B", "A"): (1, 16, 0, 16, 1), ("B", "C"): (0, 0, 5, -5, None),
    }  # fmt: skip
    assert pairs[0].moment_m == 10 and pairs[0].per_cent == -20
    assert matrix_of(pairs)[1] == ((0, 2), (1, 0))


def test_a_detour_is_the_walked_way_against_the_shortest() -> None:
    """From (0, 0) by (0, 20) to (15, 20) is 35 m, the straight line 25 m."""
    records = plan(machine("A", 0, 0), machine("B", 15, 20))
    rows = [*((float(t), 0.0, 0.0) for t in range(10)), (20.0, 0.0, 20.0), *((30.0 + t, 15.0, 20.0) for t in range(10))]
    found = observe(replace(ANN, snapping=Snapping(radius_m=0)), positions(*rows), records, DistanceMode.STRAIGHT)
    (pair,) = pairs_of([found], records, analyze(records), leg_measure(records, DistanceMode.STRAIGHT, 1.3))
    assert pair.detour == pytest.approx(35 / 25)


def test_very_long_lines_are_drawn_with_fewer_points_over_the_same_ground() -> None:
    n = np.arange(50_000.0)
    found = seen(positions(*zip(n, np.cos(n / 40) * 50, np.sin(n / 40) * 50, strict=True)))
    timeline = timeline_of(found, {})
    (line,) = drawn_lines(timeline, 2000)
    assert 1000 < len(line) <= 2001
    assert (line[0].tolist(), line[-1].tolist()) == (timeline.at[0].tolist(), timeline.at[-1].tolist())
    assert np.ptp(line, axis=0) == pytest.approx((100_000, 100_000), rel=0.01)


def test_a_timeline_knows_where_somebody_is_and_where_nobody_knows() -> None:
    track = positions((0, 0, 0), (10, 10, 0), (200, 50, 0), (210, 60, 0))
    timeline = timeline_of(seen(track), {})
    assert timeline.place(5) == (5000, 0) and timeline.place(10) == (10000, 0)
    assert timeline.place(50) is None and timeline.place(211) is None and timeline.place(-1) is None
    assert [line.tolist() for line in timeline.trail(205, 7)] == [[[50000, 0], [55000, 0]]]
    a, b = machine("A", 0, 0), machine("B", 13, 0)
    walked = timeline_of(seen(marks((0, "A"), (20, "B"), (30, "(end)")), a, b), {"A": a, "B": b})
    # 13 m at 1.3 m/s take the last 10 of the 20 s.
    assert walked.place(5) == (0, 0) and walked.place(15) == pytest.approx((6500, 0)) and walked.place(25) == (13000, 0)


def test_an_observation_without_readings_has_no_figures_and_says_so() -> None:
    found = seen(track_of_length(0), machine("A", 0, 0))
    assert (found.way.distance_m, found.distance_m_per_h, found.distance_per_shift_m) == (0, None, None)
    assert found.findings[0] == ("There are no readings", "nothing was recorded yet")
    assert seen(positions((5, 1, 1))).distance_m_per_h is None
