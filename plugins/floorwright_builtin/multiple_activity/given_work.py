"""The work of the machines as the user gave it: three times as options, or a table of elements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from floorwright.api import StudyFailed, StudyInput, StudyRow
from floorwright_builtin.multiple_activity.machine_work import Element, MachineWork, Who, exact, machine_work

TIMES = ("load_s", "run_s", "walk_s")


@dataclass(frozen=True, slots=True)
class GivenWork:
    """One kind of work for any number of equal machines, or the named machines of unequal ones."""

    machines: tuple[MachineWork, ...]
    equal: bool

    def of(self, count: int) -> tuple[MachineWork, ...]:
        """The work of so many equal machines, by number; the named ones as they are."""
        if not self.equal:
            return self.machines
        return tuple(replace(self.machines[0], name=f"Machine {number}") for number in range(1, count + 1))


def work_given(given: StudyInput, case: str = "proposed") -> GivenWork | None:
    """The work; None when neither times nor elements are given for this case.

    Raises:
        StudyFailed: when both are given, or there is no work in it.
    """
    rows = [row for row in given.rows("elements") if row.text("case") == case]
    stated = [name for name in TIMES if given.number_or_none(name) is not None]
    if given.rows("elements") and stated:
        raise StudyFailed(
            f"The work is given twice: in the table elements and by {', '.join(stated)}.", hint="Leave one out."
        )
    pieces, rate = given.number("pieces_per_cycle"), given.number_or_none("machine_per_h")
    in_order = given.text("operator_alone") == "in the order given"
    if rows:
        found = _from_rows(given, rows, in_order, pieces, rate)
    elif stated and case == "proposed":
        load, run, walk = (given.number_or_none(name) or 0.0 for name in TIMES)
        parts: tuple[tuple[str, float, Who], ...] = (
            ("Load and unload", load, "both"),
            ("Run", run, "machine"),
            ("Walk, inspect", walk, "walk"),
        )
        elements = [Element(name, exact(time), who) for name, time, who in parts if time > 0]
        found = GivenWork((machine_work("", elements, in_order=in_order, pieces=pieces, rate_per_h=rate),), True)
    else:
        return None
    for one in found.machines:
        if one.cycle + one.operator <= 0:
            raise StudyFailed(
                f"There is no work{f' at {one.name}' if one.name else ''}: all its times are 0.",
                hint="Give load_s and run_s, or elements with times.",
            )
    return found


def _from_rows(
    given: StudyInput, rows: Sequence[StudyRow], in_order: bool, pieces: float, rate: float | None
) -> GivenWork:
    known = {row.text("machine").casefold(): row for row in given.rows("machines")}
    names = list(dict.fromkeys(row.text("machine") for row in rows if row.text("machine")))

    def elements(name: str) -> list[Element]:
        return [_element(row) for row in rows if row.text("machine") in ("", name)]

    if not names:
        return GivenWork((machine_work("", elements(""), in_order=in_order, pieces=pieces, rate_per_h=rate),), True)
    made = []
    for name in names:
        row = known.get(name.casefold())
        own = None if row is None else row.number_or_none("machine_per_h")
        made.append(
            machine_work(
                name,
                elements(name),
                in_order=in_order,
                pieces=pieces if row is None else row.number_in("pieces_per_cycle", pieces),
                rate_per_h=rate if own is None else own,
            )
        )
    return GivenWork(tuple(made), False)


def _element(row: StudyRow) -> Element:
    who: Who = row.text("who")  # type: ignore[assignment]
    name = row.text("element") or f"Element {row.number}"
    return Element(name, exact(row.number_in("time_s")), who)
