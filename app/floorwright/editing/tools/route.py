"""Drawing how a product moves: station, waypoints, station, and on from there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from floorwright.editing.commands.copying import next_order, unique_name
from floorwright.editing.feedback import rubber, snap_marks
from floorwright.editing.shape import connector
from floorwright.editing.snap import Snapped, snap, station_near
from floorwright.editing.state import State
from floorwright.editing.typed import place
from floorwright.model.kinds import Flow, Machine, Product, Via
from floorwright.model.record import Point, new_id

if TYPE_CHECKING:
    from floorwright.editing.events import Key, Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark


class RouteStart(State):
    """No station has been clicked yet."""

    prompt = "Click the station where the move starts"
    tool = "route"
    cursor = "cross"
    repeats = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._near: Machine | None = None

    def move(self, pointer: Pointer) -> State:
        """Show the pickup point of the station near the pointer."""
        self._near = station_near(self.session, pointer, arriving=False)
        return self

    def press(self, pointer: Pointer) -> State:
        """Start from the station that is there."""
        station = station_near(self.session, pointer, arriving=False)
        if station is None:
            self.session.told.emit("There is no station here. A move starts at equipment.")
            return self
        return RouteNext(self.session, station.id)

    def cancel(self) -> State:
        """Put the tool away."""
        from floorwright.editing.tools.select import Idle

        return Idle(self.session)

    def marks(self) -> tuple[Mark, ...]:
        """A circle round the pickup point that a click would take."""
        if self._near is None:
            return ()
        return snap_marks(Snapped(connector(self._near, self._near.pickup), "pickup"), self.session.mm_per_px)


@dataclass(frozen=True, slots=True)
class _Leg:
    flow: str
    start: str
    via: tuple[Via, ...]


class RouteNext(State):
    """A move has begun: clicks on the ground bend it, a click on a station ends it and begins the next move there."""

    prompt = "Click waypoints and the station where the move ends; Shift+click passes a station; Enter finishes"
    tool = "route"
    cursor = "cross"

    def __init__(self, session: Session, start: str) -> None:
        super().__init__(session)
        self._start = start
        self._via: tuple[Via, ...] = ()
        self._done: list[_Leg] = []
        self._near: Machine | None = None
        self._snapped: Snapped | None = None
        self._edit = session.edit("Draw flow")

    def move(self, pointer: Pointer) -> State:
        """The rubber band follows the hand."""
        self._near = station_near(self.session, pointer, arriving=True)
        self._snapped = snap(self.session, pointer, self._last())
        return self

    def press(self, pointer: Pointer) -> State:
        """Add a waypoint, pass a station or end the move."""
        self.move(pointer)
        station, snapped = self._near, self._snapped
        if station is None and snapped is not None:
            if snapped.point != self._last():
                self._via = (*self._via, snapped.point)
            return self
        if station is not None and station.id == self._start and not self._via:
            return self
        if station is not None and pointer.shift:
            self._via = (*self._via, station.id)
        elif station is not None:
            self._end_at(station.id)
        return self

    def double(self, pointer: Pointer) -> State:
        """Finish with the station that was just clicked."""
        return self._finish() if self._done and not self._via else self

    def typed(self, text: str) -> State:
        """Add a waypoint exactly there."""
        towards = self._snapped.point if self._snapped else None
        self._via = (*self._via, place(text, self.session.document.plan.unit, self._last(), towards))
        return self

    def key(self, key: Key) -> State:
        """Enter finishes; Backspace takes back the last waypoint or the last move."""
        if key.name == "Enter":
            return self._finish()
        if key.name == "Backspace":
            return self._back()
        return self

    def undo(self) -> State:
        """Take back the last waypoint or the last move."""
        return self._back()

    def cancel(self) -> State:
        """Leave the move that is not finished; the finished ones stay."""
        return self._finish()

    def leave(self) -> None:
        """The finished moves stay."""
        self._commit()

    def field(self) -> Point | None:
        """Lengths are measured from the last point."""
        return self._last()

    def menu(self) -> tuple[tuple[str, str], ...]:
        """What the right button offers."""
        return (("Finish", "Enter"), ("Undo last point", "Backspace"), ("Cancel", "Escape"))

    def marks(self) -> tuple[Mark, ...]:
        """The move so far and the rubber band to the pointer."""
        records = self.session.view.records
        points = [self._first()]
        for stop in self._via:
            at = _station_centre(records.get(stop)) if isinstance(stop, str) else stop
            points += [at] if at is not None else []
        drawn = rubber(points)
        if self._near is not None:
            end = connector(self._near, self._near.dropoff)
            return (
                *drawn,
                *rubber((points[-1], end), dashed=True),
                *snap_marks(Snapped(end, "dropoff"), self.session.mm_per_px),
            )
        if self._snapped is not None:
            return (
                *drawn,
                *rubber((points[-1], self._snapped.point), dashed=True),
                *snap_marks(self._snapped, self.session.mm_per_px),
            )
        return drawn

    def _end_at(self, station: str) -> None:
        settings = self.session.settings
        product = self._product()
        method = settings.method if settings.method in self.session.view.records else None
        flow = Flow(
            id=new_id(),
            product=product,
            start=self._start,
            end=station,
            quantity_per_day=settings.quantity_per_day,
            unit_load=settings.unit_load,
            method=method,
            via=self._via,
            order=next_order(self.session.view.records, product),
        )
        self._edit.put(flow)
        self._done.append(_Leg(flow.id, self._start, self._via))
        self._start, self._via = station, ()

    def _product(self) -> str:
        """The id of the product being routed; made when there is none yet."""
        records, settings = self.session.view.records, self.session.settings
        if settings.product is not None and isinstance(records.get(settings.product), Product):
            return settings.product
        names = [record.name for record in self.session.view.of(Product)]
        product = Product(id=new_id(), name=unique_name("Product 1", names))
        self._edit.put(product)
        self.session.settings = replace(settings, product=product.id)
        return product.id

    def _back(self) -> State:
        if self._via:
            self._via = self._via[:-1]
        elif self._done:
            leg = self._done.pop()
            self._edit.remove(leg.flow)
            self._start, self._via = leg.start, leg.via
        else:
            self._edit.cancel()
            return RouteStart(self.session)
        return self

    def _finish(self) -> State:
        self._commit()
        return RouteStart(self.session)

    def _commit(self) -> None:
        if self._done:
            self._edit.commit()
            self.session.select(leg.flow for leg in self._done)
        else:
            self._edit.cancel()

    def _first(self) -> Point:
        start = self.session.view.records.get(self._start)
        return connector(start, start.pickup) if isinstance(start, Machine) else (0.0, 0.0)

    def _last(self) -> Point:
        for stop in reversed(self._via):
            at = _station_centre(self.session.view.records.get(stop)) if isinstance(stop, str) else stop
            if at is not None:
                return at
        return self._first()


def _station_centre(record: object) -> Point | None:
    return (record.x, record.y) if isinstance(record, Machine) else None
