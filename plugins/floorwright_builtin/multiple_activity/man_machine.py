"""The man-machine study: how many machines an operator tends, at what cycle and cost, and with what chart."""

import math
from collections.abc import Mapping

from floorwright.api import Job, StudyAnswer, StudyFailed, StudyFinding, StudyInput
from floorwright_builtin.multiple_activity.assignments import (
    MOST_SIMULATED,
    Assignment,
    Assignments,
    ideal,
    service_order,
)
from floorwright_builtin.multiple_activity.found import Found, Value, given_whole
from floorwright_builtin.multiple_activity.given_work import GivenWork, work_given
from floorwright_builtin.multiple_activity.man_machine_tables import assignment_table, chart_table, comparison_table
from floorwright_builtin.multiple_activity.random_servicing import random_servicing

MOST_ROWS = 60
MOST_MACHINES = 1_000_000


def man_machine(given: StudyInput, job: Job) -> StudyAnswer:
    """Machines an operator should tend, by the cost at n and n + 1, and what then happens in a cycle.

    Sources: methods.md 1.6; Niebel and Freivalds, Methods, Standards and Work Design, worker and machine
    relationships; the cycle is simulated until it repeats itself.
    """
    work = work_given(given)
    found = Found()
    machines = given_whole(given, "machines")
    if work is not None:
        chosen = _deterministic(given, Assignments(work, given, job), found)
        machines = machines or chosen
    elif given.number_or_none("mean_run_s") is None and given.number_or_none("down_pct") is None:
        raise StudyFailed(
            "There is no work to study.",
            hint="Give load_s, run_s and walk_s, a table of elements, or mean_run_s and mean_service_s for servicing "
            "at random.",
        )
    else:
        found.say("Not computed: cycle, machines and chart", "give load_s, run_s and walk_s, or elements")
    random_servicing(given, work, machines, found)
    found.findings += _not_asked_for(found.results)
    return StudyAnswer(found.results, found.tables, tuple(found.findings), _conventions(given))


def _deterministic(given: StudyInput, assigned: Assignments, found: Found) -> int:
    """The machines that are charted; results, tables and findings are added to."""
    work = assigned.work
    share = ideal(work, len(assigned.people))
    low, high, best = _best(assigned, share, found)
    stated, present = given_whole(given, "machines"), given_whole(given, "present_machines")
    chosen = (stated or best) if work.equal else len(work.machines)
    if stated is not None and stated != chosen:
        why = f"the table of elements names {chosen} machines, which are all there are"
        found.say(f"{stated} machines are not looked at", why)
    figures = assigned.of(chosen)
    one = work.machines[0]
    found.results |= {
        "load_s": float(one.together) if work.equal else None,
        "run_s": float(one.running) if work.equal else None,
        "walk_s": float(one.operator_alone) if work.equal else None,
        "n_ideal": share,
        "n_low": low,
        "n_high": high,
        "best_n": best,
        "machines": chosen,
        **_results(given, figures),
        "cost_n_low": assigned.of(low).cost_per_piece if low else None,
        "cost_n_high": assigned.of(high).cost_per_piece if high else None,
    }
    _simulate(assigned, chosen, found)
    listed = _listed(given, work, low, high, chosen, present)
    found.tables["by_machines"] = assignment_table([assigned.of(count) for count in listed])
    _compare(given, assigned, figures, present, found)
    if work.equal and share is None:
        found.say("The ideal number of machines cannot be computed", "they ask nothing of the operator")
    if not work.equal:
        why = "the machines are unequal; their cycle and cost are those of the simulation"
        found.say("Not computed: l, m, w and the number of equal machines", why)
    if figures.cost_per_h is None:
        found.say("The cost a piece is not known", "give labour_per_h and machine_per_h")
    return chosen


def _simulate(assigned: Assignments, chosen: int, found: Found) -> None:
    """Adds the chart of the steady state, where there are not too many machines to draw."""
    found.results["simulated_cycle_s"] = None
    if chosen > MOST_SIMULATED:
        found.say(f"{chosen} machines are not simulated and not drawn", f"at most {MOST_SIMULATED} are")
        return
    simulated, steady = assigned.simulated(chosen)
    found.results["simulated_cycle_s"] = simulated.cycle_s
    found.tables["chart"] = chart_table(steady)
    if not steady.settled:
        why = "its figures are means over many cycles; check times that hardly differ"
        found.say("The simulated work does not repeat itself", why)


def _best(assigned: Assignments, share: float | None, found: Found) -> tuple[int | None, int | None, int]:
    """The whole numbers beside n', and the one at which a piece costs less."""
    if not assigned.work.equal:
        return None, None, len(assigned.work.machines)
    if share is None or share > MOST_MACHINES:
        if share is not None:
            found.say(f"One operator could tend {share:.3g} machines", "check the times; one machine is looked at")
        return None, None, 1
    low = max(math.floor(share + 1e-9), 1)
    high = low + 1
    cheap, dear = assigned.of(low).cost_per_piece, assigned.of(high).cost_per_piece
    if cheap is None or dear is None:
        why = f"without rates {low} is taken: no machine waits for the operator"
        found.say(f"{low} and {high} machines cannot be compared by cost", why)
        return low, high, low
    return low, high, low if cheap <= dear else high


def _results(given: StudyInput, figures: Assignment) -> Mapping[str, Value]:
    return {
        "cycle_s": figures.cycle_s,
        "operator_busy_s": figures.operator_busy_s,
        "operator_idle_s": figures.operator_idle_s,
        "operator_idle_min_per_h": 60 * figures.operator_idle_s / figures.cycle_s,
        "operator_utilisation": figures.operator_utilisation,
        "machine_idle_s": figures.machine_idle_s,
        "machine_utilisation": figures.machine_utilisation,
        "pieces_per_h": figures.pieces_per_h,
        "pieces_per_day": figures.pieces_per_h * given.number("hours_per_day"),
        "cost_per_h": figures.cost_per_h,
        "cost_per_piece": figures.cost_per_piece,
    }


def _listed(
    given: StudyInput, work: GivenWork, low: int | None, high: int | None, chosen: int, present: int | None
) -> list[int]:
    """The numbers of machines in the table: from one on, and those that are spoken of."""
    if not work.equal:
        return [chosen]
    most = given_whole(given, "most_machines") or max((high or 0) + 1, chosen, present or 0)
    spoken = {one for one in (low, high, chosen, present) if one}
    return sorted({*range(1, min(most, MOST_ROWS) + 1), *spoken})


def _compare(given: StudyInput, assigned: Assignments, proposed: Assignment, present: int | None, found: Found) -> None:
    """The present method beside the proposed one: its own elements, or another number of machines."""
    before = work_given(given, "present")
    found.results["saving_pct"] = None
    if before is not None:
        now = Assignments(before, given, assigned.job).of(present or len(before.machines))
    elif present is not None and assigned.work.equal:
        now = assigned.of(present)
    else:
        return
    found.tables["comparison"] = comparison_table(now, proposed)
    old, new = now.cost_per_piece, proposed.cost_per_piece
    if old and new is not None:
        found.results["saving_pct"] = 100 * (old - new) / old


def _not_asked_for(results: Mapping[str, Value]) -> list[StudyFinding]:
    """Findings for the results that need more than was given."""
    needs = {
        "saving_pct": "give present_machines, or elements of the present case, with rates",
        "random_cost_per_h": "give labour_per_h and lost_per_h or machine_per_h",
        "random_best_operators": "give labour_per_h and lost_per_h or machine_per_h",
        "wright_interference_pct": "it is for one operator, and needs run and service times",
    }
    missing: dict[str, list[str]] = {}
    for name, why in needs.items():
        if name in results and results[name] is None:
            missing.setdefault(why, []).append(name)
    return [StudyFinding(f"Not computed: {', '.join(names)}", why) for why, names in missing.items()]


def _conventions(given: StudyInput) -> tuple[str, ...]:
    return (
        "n' = (l + m) ÷ (l + w); of n and n + 1 the one at which a piece costs less is the best.",
        f"Operators alone: {given.text('operator_alone')}. Machines are served {service_order(given)}.",
        "Utilisation of a machine counts its loading and its running; idle times are of the steady state.",
        "At random: exponential times between stops and of service (M/M/c//K); the binomial beside it.",
    )
