"""How the fields of a record are named, written and read: the words of forms and tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from floorwright.errors import FloorwrightError
from floorwright.gui.plain import shown
from floorwright.model.diff import Records
from floorwright.model.kinds import (
    Aisle,
    Dimension,
    Flow,
    Label,
    Machine,
    Method,
    Opening,
    OpeningType,
    Product,
    Step,
    StepType,
    Underlay,
    ValueClass,
    Wall,
    Zone,
)
from floorwright.model.record import Record
from floorwright.units import Unit, parse_length, parse_number

Kind = Literal["text", "length", "number", "whole", "yes_no", "choice", "record", "point", "colour"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record. `of` are the choices of an enum, or the kind of record that it refers to."""

    name: str
    title: str
    kind: Kind = "text"
    unit: str = ""
    optional: bool = False
    of: Any = None

    def heading(self, unit: Unit) -> str:
        """The title with the unit that values are shown in."""
        of = unit.value if self.kind in ("length", "point") else self.unit
        return f"{self.title} [{of}]" if of else self.title


_PLACE = (Field("x", "X", "length"), Field("y", "Y", "length"))
_LINE = tuple(Field(f"{axis}{end}", f"{axis.upper()} {end}", "length") for end in (1, 2) for axis in "xy")
FIELDS: dict[type[Record], tuple[Field, ...]] = {
    Machine: (
        Field("name", "Name"),
        *_PLACE,
        Field("width", "Width", "length"),
        Field("depth", "Depth", "length"),
        Field("rotation", "Rotation", "number", "°"),
        Field("mirrored", "Mirrored", "yes_no"),
        Field("symbol", "Symbol"),
        Field("clearance", "Clearance", "length"),
        Field("fixed", "Fixed in place", "yes_no"),
        Field("pickup", "Pick-up", "point", optional=True),
        Field("dropoff", "Drop-off", "point", optional=True),
        Field("department", "Department"),
        Field("note", "Note"),
    ),
    Product: (Field("name", "Name"), Field("colour", "Colour", "colour")),
    Flow: (
        Field("product", "Product", "record", of=Product),
        Field("start", "From", "record", of=Machine),
        Field("end", "To", "record", of=Machine),
        Field("quantity_per_day", "Quantity", "number", "pieces a day"),
        Field("unit_load", "Unit load", "number", "pieces a trip"),
        Field("method", "Method", "record", optional=True, of=Method),
        Field("order", "Order", "whole"),
        Field("note", "Note"),
    ),
    Method: (
        Field("name", "Name"),
        Field("speed_m_s", "Speed", "number", "m/s"),
        Field("load_s", "Load", "number", "s"),
        Field("unload_s", "Unload", "number", "s"),
        Field("cost_per_h", "Cost", "number", "a hour"),
        Field("return_empty", "Returns empty", "yes_no"),
        Field("units", "Units", "whole", optional=True),
        Field("available_h_per_day", "Available", "number", "h a day"),
        Field("width", "Width with load", "length", optional=True),
        Field("aisle_width", "Narrowest aisle", "length", optional=True),
    ),
    Step: (
        Field("product", "Product", "record", of=Product),
        Field("machine", "Station", "record", of=Machine),
        Field("order", "Order", "whole"),
        Field("type", "Type", "choice", of=StepType),
        Field("description", "Description"),
        Field("time_s", "Time", "number", "s", optional=True),
        Field("value", "Value", "choice", optional=True, of=ValueClass),
        Field("remark", "Remark"),
    ),
    Wall: (*_LINE, Field("thickness", "Thickness", "length")),
    Opening: (
        Field("name", "Name"),
        Field("type", "Type", "choice", of=OpeningType),
        Field("at", "Middle from the wall's first end", "length"),
        Field("width", "Width", "length"),
    ),
    Aisle: (
        Field("name", "Name"),
        *_LINE,
        Field("width", "Width", "length", optional=True),
        Field("one_way", "One way (end 1 to 2)", "yes_no"),
    ),
    Zone: (Field("name", "Name"), Field("colour", "Colour", "colour")),
    Label: (
        Field("text", "Text"),
        *_PLACE,
        Field("height", "Letter height", "length"),
        Field("rotation", "Rotation", "number", "°"),
    ),
    Dimension: (*_LINE, Field("offset", "Offset", "length")),
    Underlay: (
        Field("name", "Name"),
        *_PLACE,
        Field("rotation", "Rotation", "number", "°"),
        Field("scale", "Millimetres a unit", "number"),
        Field("opacity", "Opacity (0 to 1)", "number"),
        Field("locked", "Locked", "yes_no"),
        Field("visible", "Shown", "yes_no"),
    ),
}
"""The fields that can be edited of every kind, in the order of reading."""
TITLES = {
    Machine: "Equipment",
    Product: "Product",
    Flow: "Flow",
    Method: "Handling method",
    Step: "Step",
    Wall: "Wall",
    Opening: "Opening",
    Aisle: "Aisle",
    Zone: "Area",
    Label: "Text",
    Dimension: "Dimension",
    Underlay: "Imported drawing",
}


def written(field: Field, value: Any, records: Records, unit: Unit) -> str:
    """A value as it is shown and typed; lengths in `unit` without its name."""
    if value is None:
        return ""
    match field.kind:
        case "length":
            return _plain(value / unit.mm)
        case "point":
            return "; ".join(_plain(part / unit.mm) for part in value)
        case "number":
            return _plain(value)
        case "yes_no":
            return "yes" if value else "no"
        case "record":
            return getattr(records.get(value), "name", "")
        case "choice":
            return value.value if isinstance(value, Enum) else str(value)
    return str(value)


def read(field: Field, text: str, records: Records, unit: Unit) -> Any:
    """The value in a text as typed or pasted.

    Raises:
        FloorwrightError: when it is none; the sentence says what is expected.
    """
    clean = text.strip()
    if not clean and field.optional:
        return None
    match field.kind:
        case "length":
            return parse_length(clean, unit)
        case "number":
            return parse_number(clean)
        case "whole":
            return _whole(clean)
        case "point":
            return _point(clean, unit)
        case "yes_no":
            return _yes(clean)
        case "choice":
            return _choice(field, clean)
        case "record":
            return _named(field, clean, records)
        case "colour":
            return _colour(clean)
    return clean


def names_of(kind: type[Record], records: Records) -> Mapping[str, str]:
    """The ids of the records of a kind with their names, by name."""
    found = [(getattr(record, "name", ""), id) for id, record in records.items() if isinstance(record, kind)]
    return {id: name for name, id in sorted(found, key=lambda pair: pair[0].casefold())}


def _plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < 1e12 else repr(value)


def _whole(text: str) -> int:
    value = parse_number(text)
    if value != int(value):
        raise FloorwrightError(f"“{shown(text, 30)}” is not a whole number.")
    return int(value)


def _point(text: str, unit: Unit) -> tuple[float, float]:
    parts = text.split(";")
    if len(parts) != 2:
        raise FloorwrightError(f"“{shown(text, 30)}” is no place.", hint="Write x; y from the centre, such as 0.5; -1.")
    return (parse_length(parts[0], unit), parse_length(parts[1], unit))


def _yes(text: str) -> bool:
    answers = {"yes": True, "y": True, "1": True, "true": True, "no": False, "n": False, "0": False, "false": False}
    if text.casefold() not in answers:
        raise FloorwrightError(f"“{shown(text, 30)}” is neither yes nor no.")
    return answers[text.casefold()]


def _choice(field: Field, text: str) -> Any:
    for choice in field.of:
        if text.casefold() in (choice.value.casefold(), choice.name.casefold()):
            return choice
    known = ", ".join(choice.value for choice in field.of)
    raise FloorwrightError(f"“{shown(text, 30)}” is not known here.", hint=f"Write one of {known}.")


def _named(field: Field, text: str, records: Records) -> str:
    found = [id for id, name in names_of(field.of, records).items() if name.casefold() == text.casefold()]
    if len(found) == 1:
        return found[0]
    kind = TITLES[field.of].casefold()
    if found:
        raise FloorwrightError(f"{len(found)} are called “{shown(text, 40)}” ({kind}).", hint="Give them other names.")
    raise FloorwrightError(f"There is no {kind} “{shown(text, 40)}”.", hint="Choose one that is there.")


def _colour(text: str) -> str:
    if text and not (len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])):
        raise FloorwrightError(f"“{shown(text, 20)}” is no colour.", hint="Write it like #2563eb, or leave it empty.")
    return text.lower()
