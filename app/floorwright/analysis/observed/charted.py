"""The process chart of a walk: stays and what was done there, and the moves between them as transports."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from floorwright.analysis.observed.doings import Doing, doing_name
from floorwright.model.kinds import Product
from floorwright.model.observation import Observation
from floorwright.model.process_chart import ChartHead, Step, StepType, Subject, ValueClass, head_id
from floorwright.model.record import new_id

_TELLS = {
    StepType.INSPECTION: ("inspect", "check", "measure", "gauge", "test", "verify"),
    StepType.DELAY: ("wait", "delay", "idle", "queue"),
    StepType.STORAGE: ("store", "storage", "stock", "stored"),
}
"""How words of an element begin that say which symbol it is, where nobody said that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartedWalk:
    """A chart of its own for who or what was followed."""

    product: Product
    head: ChartHead
    steps: tuple[Step, ...]


def charted(doings: Sequence[Doing], observation: Observation, name: str) -> ChartedWalk:
    """One line for everything that took time, and for every move with metres."""
    product = Product(id=new_id(), name=name)
    head = ChartHead(id=head_id(product.id), product=product.id, subject=observation.subject)
    lines = [doing for doing in doings if doing.lasts or doing.move is not None]
    steps = tuple(_step(doing, observation, product.id, order) for order, doing in enumerate(lines, 1))
    return ChartedWalk(product=product, head=head, steps=steps)


def symbol_of(doing: Doing) -> StepType:
    """The symbol that was said; a way is a transport; else what the element's words or the value class tell.

    What is waste at a place is a delay. A stay of which nobody said anything is an operation.
    """
    if doing.step:
        return StepType(doing.step)
    if doing.place is None:
        return StepType.TRANSPORT
    words = re.findall(r"[^\W\d_]+", doing.element.casefold())
    for type, beginnings in _TELLS.items():
        if any(word.startswith(beginnings) for word in words):
            return type
    return StepType.DELAY if doing.value == ValueClass.WASTE.value else StepType.OPERATION


def _step(doing: Doing, observation: Observation, product: str, order: int) -> Step:
    place = doing.place if doing.move is None else doing.move.end
    return Step(
        id=new_id(),
        product=product,
        machine=place.id if place is not None else "",
        type=symbol_of(doing),
        description=doing_name(doing, observation.subject),
        time_s=round(doing.time_s, 2) if doing.lasts else None,
        distance_m=None if doing.distance_m is None else round(doing.distance_m, 3),
        value=ValueClass(doing.value) if doing.value else None,
        remark="; ".join(_remarks(doing, observation)),
        order=order,
    )


def _remarks(doing: Doing, observation: Observation) -> Iterable[str]:
    if doing.carrying is not None and observation.subject is not Subject.MATERIAL:
        yield "carrying" if doing.carrying else "empty-handed"
    if doing.move is not None and doing.move.reason:
        yield doing.move.reason
    if doing.assumed and doing.lasts:
        yield f"time at {observation.speed_m_s:g} m/s"
    if not (doing.begun and doing.ended):
        yield "cut off by a pause or a gap"
    yield from doing.notes
