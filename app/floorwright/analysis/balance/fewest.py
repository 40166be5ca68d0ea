"""The fewest stations for a cycle: the simple assembly line balancing problem of type 1 (SALBP-1)."""

from floorwright.analysis.balance.attempt import LONGEST_SLICE_S, Attempt, Balance, Clock, Tick, checked
from floorwright.analysis.balance.bounds import bounds
from floorwright.analysis.balance.heuristics import quick
from floorwright.analysis.balance.line import BalanceLine
from floorwright.errors import AnalysisFailed
from floorwright.native.balance import Status


def fewest_stations(line: BalanceLine, cycle: int, *, seconds: float, tick: Tick = lambda share: None) -> Balance:
    """The fewest stations found within so many seconds of the processor, and whether fewer are impossible.

    Raises:
        AnalysisFailed: when a task is longer than the cycle.
    """
    longest = max(line.times, default=0)
    if longest > cycle:
        raise AnalysisFailed(
            f"A task lasts {longest}, longer than the cycle of {cycle}: no station can do it.",
            hint="Split the task, give the cycle more time, or let parallel stations do it.",
        )
    clock = Clock(seconds, tick)
    best = quick(line, cycle)
    known = bounds(line, cycle)
    least, most = known.stations, max(best, default=-1) + 1
    attempts: dict[int, Attempt] = {}
    while least < most and (left := clock.left()) > 0:
        here = _next_try(attempts, least, most)
        if here is None:
            break
        attempt = attempts[here] if here in attempts else attempts.setdefault(here, Attempt(known, here))
        status = attempt.go_on(min(2 * LONGEST_SLICE_S, left))
        if status == Status.FOUND:
            best, most = attempt.found, max(attempt.found) + 1
        elif status == Status.NO_WAY:
            least = here + 1
        attempts = {stations: one for stations, one in attempts.items() if least <= stations < most}
    return Balance(
        stations=tuple(checked(line, best, cycle)), count=most, cycle=cycle, least=least, proved=least >= most,
        seconds=clock.gone(),
    )  # fmt: skip


def _next_try(attempts: dict[int, Attempt], least: int, most: int) -> int | None:
    """The fewest stations get most of the time, and each more a fifth of it, so that the answer is soon near."""
    open_ones = [
        (attempts[here].spent * 5 ** (here - least) if here in attempts else 0.2 * (here - least), here)
        for here in range(least, min(most, least + 4))
        if here not in attempts or attempts[here].status == Status.RUNNING
    ]
    return min(open_ones)[1] if open_ones else None
