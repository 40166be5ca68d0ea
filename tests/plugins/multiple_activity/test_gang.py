"""The gang chart, as a user computes it at the command line."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as provided
from hypothesis import settings
from hypothesis import strategies as some

from floorwright.api import Job
from floorwright_builtin.multiple_activity.beat import beat
from helpers.studied import Studying, golden


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def value(answer: dict[str, Any], name: str) -> Any:
    return answer["results"][name]["value"]


def test_busy_times_of_a_gang(study: Studying) -> None:
    """GANG-01: 9, 12 and 6 of 12 min."""
    example = golden("GANG-01")
    workers = [{"worker": f"W{n}", "busy_min": busy} for n, busy in enumerate(example["inputs"]["busy"])]
    answer = study("gang", {"workers": workers}, cycle_min=example["inputs"]["cycle"])
    wanted = example["expected"]
    assert value(answer, "utilisation_pct") == pytest.approx(wanted["utilisation_pct"]["value"])
    assert value(answer, "idle_s") == pytest.approx(60 * wanted["idle_worker_min"]["value"])
    assert value(answer, "gang_idle_pct") == pytest.approx(wanted["gang_idle_pct"]["value"])
    assert value(answer, "min_gang_ideal") == pytest.approx(wanted["min_gang_ideal"]["value"])
    assert value(answer, "min_gang") == 3


def test_the_cycle_follows_from_who_waits_for_whom(study: Studying) -> None:
    """A 2 with B, then A 3 alone and B 1, then B 4 with C, C 5: B is busy 7, C 9, A 5; nothing waits longer than C."""
    elements = "element,time_s,who\na,2,A+B\nb,3,A\nc,1,B\nd,4,B and C\ne,5,C\n"
    answer = study("gang", {"elements": elements})
    assert value(answer, "cycle_s") == 9
    assert value(answer, "utilisation_pct") == pytest.approx([500 / 9, 700 / 9, 100])
    chart = answer["tables"]["chart"]
    for who in "ABC":
        bars = sorted((row["start_s"], row["end_s"]) for row in chart if row["resource"] == who)
        assert (bars[0][0], bars[-1][1]) == (0, 18)
        assert all(a[1] == pytest.approx(b[0]) for a, b in pairwise(bars))


def test_a_round_through_several_people_can_be_the_longest(study: Studying) -> None:
    """A: x 5, y 1 with B. B: y, z 5. x and z are done by A and B with C between: C takes x's end to z's."""
    elements = "element,time_s,who\nx,5,A + C\ny,1,A + B\nz,5,B + C\n"
    assert study.value("gang", "cycle_s", {"elements": elements}) == 11


def test_machines_are_no_workers_and_set_the_pace(study: Studying) -> None:
    answer = study(
        "gang", {"elements": "time_s,who\n10,Ann+Press\n50,Press\n", "workers": "worker,machine\npress,yes\n"}
    )
    assert (value(answer, "workers"), value(answer, "machine_limited")) == (1, True)
    assert value(answer, "utilisation_pct") == pytest.approx([100 / 6])
    slower = study("gang", {"elements": "time_s,who\n10,Ann+Press\n50,Press\n"}, cycle_s=100)
    assert (value(slower, "cycle_s"), value(slower, "idle_s")) == (100, 130)
    short = study("gang", {"elements": "time_s,who\n10,Ann\n"}, cycle_s=5)
    assert value(short, "cycle_s") == 10
    assert short["findings"][0]["what"] == "The cycle of 5 s is too short"


def test_observed_starts_are_kept(study: Studying) -> None:
    elements = "time_s,who,start_s\n10,A,0\n10,A+B,15\n"
    answer = study("gang", {"elements": elements})
    assert value(answer, "cycle_s") == 25
    twice = study("gang", {"elements": "time_s,who,start_s\n10,A,0\n10,A,5\n"})
    assert twice["findings"][0]["what"] == "A is in two places at once (elements, rows 2 and 3)"


def test_present_and_proposed_are_compared(study: Studying) -> None:
    """One worker less at the same pace: 3 × 36 an hour become 2 × 36."""
    workers = "worker,busy_s,case\nA,60,present\nB,30,present\nC,20,present\nA,60,proposed\nB,50,proposed\n"
    answer = study("gang", {"workers": workers}, labour_per_h=36)
    assert value(answer, "workers") == 2
    assert value(answer, "saving_pct") == pytest.approx(100 / 3)
    rows = {(row["figure"], row["unit"]): row for row in answer["tables"]["comparison"]}
    assert rows["Idle of the gang", "s"]["present"] == 70


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "There is no gang" in study.refused("gang")
    assert "workers, row 3: A is there already, in row 2" in study.refused(
        "gang", {"workers": "worker,busy_s\nA,1\nA,1\n"}
    )
    assert "more than the cycle of 5 s" in study.refused("gang", {"workers": "worker,busy_s\nA,9\n"}, cycle_s=5)
    assert "row 2, column who: is empty" in study.refused("gang", {"elements": "time_s,who\n1,\n"})
    assert "elements, row 2: nobody does it" in study.refused("gang", {"elements": "time_s,who\n1,+\n"})
    assert "all times are 0" in study.refused("gang", {"elements": "time_s,who\n0,A\n"})
    assert "only machines" in study.refused("gang", {"workers": "worker,busy_s,machine\nM,5,yes\n"})
    assert "too many for one cycle" in study.refused("gang", {"elements": "time_s,who\n" + "1,A\n" * 100_000})
    assert value(study("gang", {"elements": "time_s,who\n1e30,A\n"}), "cycle_s") == pytest.approx(1e30)


def simulated(times: Sequence[Fraction], who: Sequence[Sequence[str]], rounds: int) -> Fraction:
    """When the last of everybody is done after so many rounds, each starting as early as all of theirs are free."""
    free: dict[str, Fraction] = {}
    for _ in range(rounds):
        for time, names in zip(times, who, strict=True):
            end = max(free.get(name, Fraction(0)) for name in names) + time
            free |= dict.fromkeys(names, end)
    return max(free.values())


crews = some.lists(
    some.tuples(
        some.integers(1, 20).map(Fraction), some.lists(some.sampled_from("ABCD"), min_size=1, max_size=3, unique=True)
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=80)
@provided(crews)
def test_the_beat_is_what_a_long_simulation_settles_to(work: list[tuple[Fraction, list[str]]]) -> None:
    """After k rounds the last is done at k times the cycle, but for a part that does not grow."""
    times, who = [time for time, _ in work], [names for _, names in work]
    found = beat(times, who, Fraction(0), Job())
    rounds = 200
    slack = 2 * sum(times, Fraction(0))
    assert abs(simulated(times, who, rounds) - rounds * found.cycle) <= slack
    growth = simulated(times, who, 2 * rounds) - simulated(times, who, rounds)
    assert abs(growth - rounds * found.cycle) <= slack
    for name in {name for names in who for name in names}:
        spans = sorted((found.starts[i], found.starts[i] + times[i]) for i in range(len(times)) if name in who[i])
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert spans[-1][1] - spans[0][0] <= found.cycle
