"""A hand that drives an editing session as a user would, without a window."""

from dataclasses import dataclass, field, replace

from floorwright.editing.events import Key, Pointer
from floorwright.editing.session import Session
from floorwright.model.document import Document
from floorwright.model.kinds import Flow, Machine, Product
from floorwright.model.record import Point, Record

_TEXTS = {"Space": " "}


@dataclass
class Hand:
    """Points, clicks and types on the floor. Coordinates are millimetres; a pixel is 10 mm unless told otherwise."""

    session: Session
    mm_per_px: float = 10.0
    told: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session.told.connect(self.told.append)
        self.session.opened.connect(self.opened.append)

    def _pointer(self, at: Point, held: str) -> Pointer:
        keys = held.split()
        return Pointer(*at, self.mm_per_px, shift="shift" in keys, ctrl="ctrl" in keys, alt="alt" in keys)

    def move(self, x: float, y: float, held: str = "") -> None:
        """Move the mouse there; `held` names the keys that are down: `shift`, `ctrl`, `alt`."""
        self.session.move(self._pointer((x, y), held))

    def press(self, x: float, y: float, held: str = "") -> None:
        """Press the left button there."""
        self.session.press(self._pointer((x, y), held))

    def release(self, x: float, y: float, held: str = "") -> None:
        """Release the left button there."""
        self.session.release(self._pointer((x, y), held))

    def click(self, x: float, y: float, held: str = "") -> None:
        """Move there, press and release."""
        self.move(x, y, held)
        self.press(x, y, held)
        self.release(x, y, held)

    def double(self, x: float, y: float) -> None:
        """Double-click: a click, and the second press as the window reports it."""
        self.click(x, y)
        self.session.double(self._pointer((x, y), ""))
        self.release(x, y)

    def grab(self, a: Point, b: Point, held: str = "") -> None:
        """Press at a and move to b by way of the middle, without letting go."""
        self.move(*a, held)
        self.press(*a, held)
        self.move((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, held)
        self.move(*b, held)

    def drag(self, a: Point, b: Point, held: str = "") -> None:
        """Press at a, move to b, let go."""
        self.grab(a, b, held)
        self.release(*b, held)

    def key(self, name: str, held: str = "") -> None:
        """Press a key."""
        keys = held.split()
        text = _TEXTS.get(name, name.lower() if len(name) == 1 else "")
        self.session.key(Key(name, text, shift="shift" in keys, ctrl="ctrl" in keys, alt="alt" in keys))

    def escape(self) -> None:
        """Press Escape."""
        self.session.cancel()

    def type(self, text: str) -> None:
        """Type a value in the field at the cursor and accept it."""
        self.session.typed(text)


def hand_on(*records: Record, snapping: bool = False) -> Hand:
    """A hand on a new plan with these records; nothing snaps unless asked for."""
    session = Session(Document({record.id: record for record in records}))
    session.set_snaps(replace(session.snaps, enabled=snapping))
    return Hand(session)


def machine(id: str, x: float, y: float, width: float = 2000.0, depth: float = 1000.0, **more: object) -> Machine:
    """Equipment named like its id."""
    return replace(Machine(id=id, name=id.capitalize(), x=x, y=y, width=width, depth=depth), **more)  # type: ignore[arg-type]


def line_of_two() -> tuple[Record, ...]:
    """A saw at (0, 0), a lathe at (10 m, 0), and a shaft that moves from one to the other."""
    return (
        machine("saw", 0.0, 0.0),
        machine("lathe", 10000.0, 0.0),
        Product(id="shaft", name="Shaft"),
        Flow(id="f1", product="shaft", start="saw", end="lathe"),
    )
