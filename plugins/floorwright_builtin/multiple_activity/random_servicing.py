"""Servicing at random: what the operators and the machines lose when machines stop by chance."""

import math

from floorwright.api import Column, StudyInput, Table
from floorwright_builtin.multiple_activity.found import Found
from floorwright_builtin.multiple_activity.given_work import GivenWork
from floorwright_builtin.multiple_activity.interference import Queue, binomial, finite_source, lost, wright

MOST_MACHINES = 2_000
MOST_OPERATORS = 12
QUEUE = (
    "random_none_stopped", "random_stopped", "random_waiting", "random_wait_s", "random_down_s", "random_running",
    "random_machine_utilisation", "random_operator_utilisation", "random_stops_per_h", "random_cost_per_h",
    "random_best_operators", "wright_interference_pct",
)  # fmt: skip
BINOMIAL = ("binomial_down", "binomial_no_wait", "binomial_waiting", "binomial_lost_h_per_day", "binomial_lost_pct")


def random_servicing(given: StudyInput, work: GivenWork | None, machines: int | None, found: Found) -> None:
    """Adds the results of the finite-source queue and of the binomial, and their tables.

    Time between stops and of a service are those given, else run and service of the work; the share of machines down
    is the one given, else service ÷ (run + service).
    """
    found.results |= dict.fromkeys((*QUEUE, *BINOMIAL))
    run, service = _times(given, work)
    if machines is None or machines > MOST_MACHINES:
        why = "give machines" if machines is None else f"at most {MOST_MACHINES} machines are looked at"
        found.say("Not computed: servicing at random", why)
        return
    operators = int(given.number("operators"))
    queue: Queue | None = None
    if run and service:
        queue = finite_source(machines, operators, 3600 / run, 3600 / service)
        _queue_results(given, machines, run, service, queue, found)
        if work is None:
            found.results["machines"] = machines
    else:
        why = "give mean_run_s and mean_service_s, both larger than 0"
        found.say("Not computed: the finite-source queue", why)
    stated = given.number_or_none("down_pct")
    down = stated / 100 if stated is not None else service / (run + service) if run and service else None
    shares = None if down is None else binomial(machines, down)
    if shares is not None and down is not None:
        hours = given.number("hours_per_day")
        waiting = lost(shares, operators)
        found.results |= {
            "binomial_down": down * machines,
            "binomial_no_wait": math.fsum(shares[: operators + 1]),
            "binomial_waiting": waiting,
            "binomial_lost_h_per_day": waiting * hours,
            "binomial_lost_pct": 100 * waiting / machines,
        }
    else:
        found.say("Not computed: the binomial", "give down_pct, or run and service times")
    if queue is not None or shares is not None:
        found.tables["stopped"] = _stopped_table(given, machines, operators, queue, shares)


def _times(given: StudyInput, work: GivenWork | None) -> tuple[float | None, float | None]:
    run, service = given.number_or_none("mean_run_s"), given.number_or_none("mean_service_s")
    if work is not None and work.equal:
        one = work.machines[0]
        run = float(one.running) if run is None else run
        service = float(one.operator) if service is None else service
    return run, service


def _queue_results(given: StudyInput, machines: int, run: float, service: float, queue: Queue, found: Found) -> None:
    per_machine = given.number_or_none("lost_per_h")
    if per_machine is None:
        per_machine = given.number_or_none("machine_per_h")
    labour = given.number_or_none("labour_per_h")
    rows = []
    for people in range(1, min(max(MOST_OPERATORS, queue.servers), machines) + 1):
        other = finite_source(machines, people, 3600 / run, 3600 / service)
        cost = None if labour is None or per_machine is None else people * labour + other.stopped * per_machine
        busy = other.serving / people
        rows.append((people, other.stopped, other.waiting, 3600 * other.waiting / other.stops, busy, cost))
    columns = (
        Column("Operators", type="integer", decimals=0),
        Column("Stopped", "machines", "number", 4),
        Column("Waiting", "machines", "number", 4),
        Column("Wait", "s", "number"),
        Column("Operator utilisation", type="number", decimals=4),
        Column("Cost per h", "", "number"),
    )
    found.tables["operators"] = Table("Operators for machines that stop at random", columns, tuple(rows))
    costed = [(cost, people) for people, *_, cost in rows if cost is not None]
    found.results |= {
        "random_none_stopped": queue.probabilities[0],
        "random_stopped": queue.stopped,
        "random_waiting": queue.waiting,
        "random_wait_s": 3600 * queue.waiting / queue.stops,
        "random_down_s": 3600 * queue.stopped / queue.stops,
        "random_running": machines - queue.stopped,
        "random_machine_utilisation": 1 - queue.stopped / machines,
        "random_operator_utilisation": queue.serving / queue.servers,
        "random_stops_per_h": queue.stops,
        "random_cost_per_h": None
        if labour is None or per_machine is None
        else queue.servers * labour + queue.stopped * per_machine,
        "random_best_operators": min(costed)[1] if costed else None,
        "wright_interference_pct": wright(machines, run, service) if queue.servers == 1 else None,
    }


def _stopped_table(
    given: StudyInput, machines: int, operators: int, queue: Queue | None, shares: tuple[float, ...] | None
) -> Table:
    columns = (
        Column("Stopped", type="integer", decimals=0),
        Column("Waiting", type="integer", decimals=0),
        Column("Finite source", type="number", decimals=6),
        Column("Binomial", type="number", decimals=6),
        Column("Binomial lost a day", "h", "number", 4),
    )
    hours = given.number("hours_per_day")
    rows = []
    for stopped in range(machines + 1):
        waiting = max(stopped - operators, 0)
        queued = None if queue is None else queue.probabilities[stopped]
        share = None if shares is None else shares[stopped]
        rows.append((stopped, waiting, queued, share, None if share is None else waiting * share * hours))
    return Table("Machines stopped at once", columns, tuple(rows))
