"""How the fields of a record are named, written and read: the words of forms and tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from floorwright.errors import FloorwrightError
from floorwright.gui.plain import shown
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
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
from floorwright.model.routing_line import RoutingLine, names_in_sequence
from floorwright.model.tour import Tour, TourStop
from floorwright.units import Unit, parse_length, parse_number

Kind = Literal[
    "text", "length", "number", "whole", "yes_no", "choice", "record", "point", "colour", "stops", "stations"
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record. `of` are the choices of an enum, or the kind of record that it refers to.

    An `optional` field may be left empty, which means the value `empty`.
    """

    name: str
    title: str
    kind: Kind = "text"
    unit: str = ""
    optional: bool = False
    of: Any = None
    empty: Any = None

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
    Product: (
        Field("name", "Name"),
        Field("quantity_per_day", "Quantity", "number", "pieces a day", optional=True),
        Field("colour", "Colour", "colour"),
    ),
    Part: (
        Field("product", "Product", "record", of=Product),
        Field("part", "Part", "record", of=Product),
        Field("pieces", "Pieces", "number", "in one product"),
        Field("note", "Note"),
    ),
    Alternative: (
        Field("product", "Product", "record", of=Product),
        Field("name", "Alternative"),
        Field("percent", "Share", "number", "%"),
    ),
    Container: (
        Field("name", "Name"),
        Field("pieces", "Pieces", "number"),
        Field("length", "Length", "length", optional=True),
        Field("width", "Width", "length", optional=True),
        Field("height", "Height", "length", optional=True),
        Field("weight_kg", "Weight, empty", "number", "kg", optional=True),
        Field("returned_empty", "Returned empty", "yes_no"),
        Field("note", "Note"),
    ),
    Flow: (
        Field("product", "Product", "record", of=Product),
        Field("start", "From", "record", of=Machine),
        Field("end", "To", "record", of=Machine),
        Field("quantity_per_day", "Quantity", "number", "pieces a day", optional=True),
        Field("unit_load", "Unit load", "number", "pieces a trip"),
        Field("container", "Container", "record", optional=True, of=Container),
        Field("method", "Method", "record", optional=True, of=Method),
        Field("alternative", "Alternative", "record", optional=True, of=Alternative),
        Field("via", "By way of", "stops"),
        Field("order", "Order", "whole"),
        Field("scrap_percent", "Scrap at its end", "number", "%", optional=True, empty=0.0),
        Field("note", "Note"),
    ),
    RoutingLine: (
        Field("product", "Product", "record", of=Product),
        Field("alternative", "Alternative", "record", optional=True, of=Alternative),
        Field("percent", "Share", "number", "%", optional=True),
        Field("stations", "Stations", "stations"),
        Field("quantity_per_day", "Quantity", "number", "pieces a day", optional=True),
        Field("unit_load", "Unit load", "number", "pieces a trip"),
        Field("container", "Container", "record", optional=True, of=Container),
        Field("method", "Method", "record", optional=True, of=Method),
        Field("scrap_percent", "Scrap at every station", "number", "%", optional=True, empty=0.0),
        Field("note", "Note"),
    ),
    Method: (
        Field("name", "Name"),
        Field("speed_m_s", "Speed", "number", "m/s"),
        Field("speed_empty_m_s", "Speed empty", "number", "m/s", optional=True),
        Field("load_s", "Load", "number", "s"),
        Field("unload_s", "Unload", "number", "s"),
        Field("cost_per_h", "Cost", "number", "a hour"),
        Field("return_empty", "Returns empty", "yes_no"),
        Field("loads_at_once", "Loads at once", "number"),
        Field("person", "A person", "yes_no"),
        Field("units", "Units", "whole", optional=True),
        Field("available_h_per_day", "Available", "number", "h a day"),
        Field("width", "Width with load", "length", optional=True),
        Field("aisle_width", "Narrowest aisle", "length", optional=True),
    ),
    Tour: (
        Field("name", "Name"),
        Field("depot", "Depot", "record", of=Machine),
        Field("method", "Method", "record", optional=True, of=Method),
        Field("capacity", "Capacity", "number", "pieces", optional=True),
        Field("runs_per_day", "Runs", "number", "a day", optional=True),
        Field("interval_min", "Interval", "number", "min", optional=True),
        Field("note", "Note"),
    ),
    TourStop: (
        Field("tour", "Tour", "record", of=Tour),
        Field("station", "Station", "record", of=Machine),
        Field("quantity_per_day", "Quantity", "number", "pieces a day"),
        Field("order", "Order", "whole"),
        Field("round", "Round (0: as fits)", "whole"),
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
    Part: "Part",
    Alternative: "Alternative",
    Container: "Container",
    Tour: "Tour",
    TourStop: "Stop",
    Flow: "Flow",
    RoutingLine: "Routing",
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


class Known(Mapping[str, Record]):
    """Records in which names are found at once, for blocks of a hundred thousand cells; they must not change."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._named: dict[type[Record], dict[str, list[str]]] = {}
        self._by_product: dict[str, dict[str, Alternative]] = {}

    def __getitem__(self, id: str) -> Record:
        return self._records[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def called(self, kind: type[Record], name: str) -> list[str]:
        """The ids of the records of a kind with that name, in small letters."""
        if kind not in self._named:
            named: dict[str, list[str]] = {}
            for id, record in self._records.items():
                if isinstance(record, kind):
                    named.setdefault(str(getattr(record, "name", "")).casefold(), []).append(id)
            self._named[kind] = named
        return self._named[kind].get(name, [])

    def alternatives(self, product: str) -> Mapping[str, Alternative]:
        """The alternatives of a product."""
        if not self._by_product:
            self._by_product = {"": {}}
            for id, record in self._records.items():
                if isinstance(record, Alternative):
                    self._by_product.setdefault(record.product, {})[id] = record
        return self._by_product.get(product, {})


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
        case "stops" | "stations":
            return " > ".join(_stop_words(stop, records, unit) for stop in value)
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
        return field.empty
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
            return id_named(field.of, clean, records)
        case "colour":
            return _colour(clean)
        case "stations":
            return tuple(id_named(Machine, name, records) for name in names_in_sequence(clean))
        case "stops":
            return tuple(_stop(part.strip(), records, unit) for part in clean.split(">") if part.strip())
    return clean


def told_of(field: Field, product: str, records: Records) -> Records:
    """The records that a field can name in a record of that product: of alternatives those of the product."""
    if field.of is not Alternative:
        return records
    return alternatives_of(product, records)


def alternatives_of(product: str, records: Records) -> Mapping[str, Alternative]:
    """The alternatives of a product, by id."""
    if isinstance(records, Known):
        return records.alternatives(product)
    return {id: one for id, one in records.items() if isinstance(one, Alternative) and one.product == product}


def ids_named(of: type[Record], text: str, records: Records) -> list[str]:
    """The ids of the records of a kind that have this name, whatever the case."""
    wanted = text.strip().casefold()
    if isinstance(records, Known):
        return records.called(of, wanted)
    return [id for id, r in records.items() if isinstance(r, of) and getattr(r, "name", "").casefold() == wanted]


def id_named(of: type[Record], text: str, records: Records) -> str:
    """The id of the record of a kind that has this name, whatever the case.

    Raises:
        FloorwrightError: when there is none, or more than one.
    """
    found = ids_named(of, text, records)
    if len(found) == 1:
        return found[0]
    kind = TITLES[of].casefold()
    if found:
        raise FloorwrightError(f"{len(found)} are called “{shown(text, 40)}” ({kind}).", hint="Give them other names.")
    raise FloorwrightError(f"There is no {kind} “{shown(text, 40)}”.", hint="Choose one that is there.")


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


def _stop_words(stop: Any, records: Records, unit: Unit) -> str:
    if isinstance(stop, str):
        return str(getattr(records.get(stop), "name", ""))
    return "; ".join(_plain(part / unit.mm) for part in stop)


def _stop(text: str, records: Records, unit: Unit) -> Any:
    return _point(text, unit) if ";" in text else id_named(Machine, text, records)


def _colour(text: str) -> str:
    if text and not (len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])):
        raise FloorwrightError(f"“{shown(text, 20)}” is no colour.", hint="Write it like #2563eb, or leave it empty.")
    return text.lower()
