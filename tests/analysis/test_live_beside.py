"""The figures of a large plan are made beside whoever asks, and are those from scratch when they are there."""

from collections.abc import Callable
from dataclasses import replace

from floorwright.analysis.analyze import analyze
from floorwright.analysis.effort import takes_long
from floorwright.analysis.live import Figured, LiveFigures
from floorwright.jobs import Job
from floorwright.model.document import Document
from floorwright.model.kinds import PLAN_ID, DistanceMode, Machine, Method, Plan
from floorwright.model.view import View
from helpers.plans import flow, machine, method, plan

FLOWS = 2100


class Later:
    """Does the work when it is told to, as a thread would at some time."""

    def __init__(self) -> None:
        self.begun = 0
        self._waiting: tuple[Callable[[Job], Figured], Callable[[Figured | None], None]] | None = None

    def __call__(self, work: Callable[[Job], Figured], done: Callable[[Figured | None], None]) -> Callable[[], None]:
        assert self._waiting is None, "one at a time"
        self.begun += 1
        self._waiting = (work, done)
        return self._end

    def do_it(self) -> None:
        assert self._waiting is not None
        (work, done), self._waiting = self._waiting, None
        done(work(Job()))

    def give_up(self) -> None:
        assert self._waiting is not None
        (_, done), self._waiting = self._waiting, None
        done(None)

    def _end(self) -> None:
        self._waiting = None


def large() -> Document:
    document = Document()
    stations = [machine(name, x, 3 * x, 2, 1) for x, name in enumerate("ABC")]
    flows = [
        flow("P", "ABC"[n % 3], "ABC"[(n + 1) % 3], 1 + n % 5, method="cart", order=n, id=f"f{n}") for n in range(FLOWS)
    ]
    with document.edit("Draw") as edit:
        edit.put(*plan(*stations, method("cart", 1.5), *flows).values())
    return document


def followed(document: Document) -> tuple[LiveFigures, Later, View]:
    later, view = Later(), View(document)
    return LiveFigures(view, beside=later), later, view


def move(document: Document, name: str, x: float) -> None:
    record = document.records[name]
    assert isinstance(record, Machine)
    with document.edit("Move") as edit:
        edit.put(replace(record, x=x))


def test_a_large_plan_has_no_figures_until_they_are_worked_out() -> None:
    document = large()
    live, later, view = followed(document)
    told: list[object] = []
    live.changed.connect(told.append)
    live.waits.connect(told.append)
    assert live.pending and live.computing
    assert live.analysis.flows == ()
    later.do_it()
    assert not live.pending
    assert live.analysis == analyze(view.records)
    assert told == [live.analysis, False]


def test_a_small_plan_has_its_figures_at_once() -> None:
    document = large()
    with document.edit("Fewer") as edit:
        edit.remove(*[f"f{n}" for n in range(100, FLOWS)])
    live, later, view = followed(document)
    assert later.begun == 0 and not live.pending
    assert live.analysis == analyze(view.records)


def test_what_changes_meanwhile_is_in_the_figures() -> None:
    document = large()
    live, later, view = followed(document)
    move(document, "A", 9000.0)
    assert not live.refresh()
    move(document, "B", -4000.0)
    later.do_it()
    assert live.analysis == analyze(view.records)
    move(document, "C", 700.0)
    assert live.refresh(), "one machine of a large plan is followed at once"
    assert live.analysis == analyze(view.records)
    assert later.begun == 1


def test_another_distance_mode_ends_the_work_for_the_one_before() -> None:
    document = large()
    live, later, view = followed(document)
    settings = document.records.get(PLAN_ID) or Plan(id=PLAN_ID)
    assert isinstance(settings, Plan)
    with document.edit("Mode") as edit:
        edit.put(replace(settings, distance_mode=DistanceMode.RECTILINEAR))
    live.refresh()
    assert later.begun == 2
    assert live.analysis.mode is DistanceMode.RECTILINEAR
    later.do_it()
    assert live.analysis == analyze(view.records)
    assert live.analysis.mode is DistanceMode.RECTILINEAR


def test_what_is_given_up_is_not_computed_until_somebody_asks() -> None:
    document = large()
    live, later, view = followed(document)
    later.give_up()
    assert live.pending and not live.computing
    move(document, "A", 9000.0)
    assert not live.refresh()
    assert later.begun == 1
    live.start_again()
    later.do_it()
    assert not live.pending
    assert live.analysis == analyze(view.records)


def test_a_change_that_all_flows_hang_on_is_worked_out_beside_while_the_old_figures_stand() -> None:
    document = large()
    live, later, view = followed(document)
    later.do_it()
    before = live.analysis
    cart = document.records["cart"]
    assert isinstance(cart, Method)
    with document.edit("Faster") as edit:
        edit.put(replace(cart, speed_m_s=3.0))
    assert not live.refresh()
    assert live.pending and live.analysis is before
    later.do_it()
    assert live.analysis == analyze(view.records) != before


def test_flows_in_a_free_floor_take_longer_than_along_straight_lines() -> None:
    records = large().records
    few = {id: record for n, (id, record) in enumerate(records.items()) if n < 500}
    assert takes_long(few, DistanceMode.FREE)
    assert not takes_long(few, DistanceMode.STRAIGHT)
    assert takes_long(records, DistanceMode.STRAIGHT)
