"""The tables of a plan written as they are read: a workbook with a sheet each, or a folder with a CSV file each."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from floorwright.analysis.order import name_key
from floorwright.errors import ExportFailed
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.diff import Records
from floorwright.model.kinds import Aisle, Flow, Machine, Method, Product, Wall
from floorwright.model.record import Point, Record
from floorwright.model.tour import Tour, TourStop
from floorwright.storage.atomic import write_atomically
from floorwright.storage.tables import routing_rows
from floorwright.storage.tables.routing_rows import told_by_routings

Value = str | float | bool | None
Rows = list[tuple[Value, ...]]
TableKinds = Mapping[str, tuple[str, Callable[[Records], Rows]]]
"""By the table's name, its columns and what makes its rows."""
AnyRecord = TypeVar("AnyRecord", bound=Record)
_FORMULA_STARTS = ("=", "+", "-", "@")


def plan_tables(records: Records, kinds: TableKinds | None = None) -> dict[str, Rows]:
    """Every table of one scenario that has rows, the first row with the names of the columns; by the table's name.

    `kinds` is `MOVE_A_ROW`, as without it, or `ROUTING_A_ROW`.
    """
    kinds = kinds or MOVE_A_ROW
    made = {name: [tuple(columns.split()), *rows(records)] for name, (columns, rows) in kinds.items()}
    return {name: rows for name, rows in made.items() if len(rows) > 1}


def names_told_twice(records: Records) -> list[str]:
    """A sentence for every name that several stations, products or methods have: reading cannot tell them apart."""
    found = []
    for kind, word in ((Machine, "stations"), (Product, "products"), (Method, "methods"), (Container, "containers")):
        names = Counter(r.name.strip().casefold() for r in records.values() if isinstance(r, kind))
        found += [f"{count} {word} are called “{name}”." for name, count in names.items() if count > 1]
    return found


def write_tables(records: Records, out: Path, kinds: TableKinds | None = None) -> tuple[str, ...]:
    """Write every table that has rows: into the sheets of a workbook when `out` ends in .xlsx, else into a folder.

    What comes back are the names of the tables.

    Raises:
        ExportFailed: when there is nothing to write or it cannot be written.
    """
    tables = plan_tables(records, kinds)
    if not tables:
        raise ExportFailed("The plan has nothing that a table could hold.", hint="Place equipment or draw flows first.")
    try:
        if out.suffix.casefold() == ".xlsx":
            write_atomically(out, _workbook(tables))
        elif out.suffix:
            raise ExportFailed(f"{out.name} is neither a workbook nor a folder.", hint="Name it .xlsx, or as a folder.")
        else:
            out.mkdir(parents=True, exist_ok=True)
            for name, rows in tables.items():
                write_atomically(out / f"{name}.csv", _csv(rows))
    except OSError as error:
        why = error.strerror or str(error)
        raise ExportFailed(f"{out.name} cannot be written: {why}.", hint="Choose another place.") from error
    return tuple(tables)


def _csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([_text(value) for value in row] for row in rows)
    # Spreadsheets take a table for UTF-8 only with the mark.
    return text.getvalue().encode("utf-8-sig")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return repr(value).removesuffix(".0")


def _workbook(tables: dict[str, Rows]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    bold = book.add_format({"bold": True, "bottom": 1})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(rows[0]) - 1, 16)
        sheet.write_row(0, 0, rows[0], bold)
        for number, row in enumerate(rows[1:], 1):
            for place, value in enumerate(row):
                if isinstance(value, bool | str):
                    sheet.write_string(number, place, value if isinstance(value, str) else _text(value))
                elif value is not None:
                    sheet.write_number(number, place, value)
    book.close()
    return out.getvalue()


def _m(value: float | None) -> float | None:
    """Millimetres as metres, without the noise of the division."""
    return None if value is None else round(value / 1000, 10)


def _pair(point: Point | None) -> tuple[float | None, float | None]:
    return (None, None) if point is None else (_m(point[0]), _m(point[1]))


def _named(records: Records, id: str | None) -> str:
    return str(getattr(records.get(id or ""), "name", ""))


def _of(records: Records, kind: type[AnyRecord]) -> list[AnyRecord]:
    return [record for record in records.values() if isinstance(record, kind)]


def _equipment(records: Records) -> Rows:
    return [
        (
            m.name, _m(m.x), _m(m.y), _m(m.width), _m(m.depth), m.rotation, m.symbol, _m(m.clearance), m.fixed,
            *_pair(m.pickup), *_pair(m.dropoff), m.department, m.note,
        )
        for m in _of(records, Machine)
    ]  # fmt: skip


def _methods(records: Records) -> Rows:
    return [
        (
            m.name, m.speed_m_s, m.speed_empty_m_s, m.load_s, m.unload_s, m.cost_per_h, m.return_empty, m.units,
            m.available_h_per_day, _m(m.width), _m(m.aisle_width), m.loads_at_once, m.person,
        )
        for m in _of(records, Method)
    ]  # fmt: skip


def _flows(records: Records) -> Rows:
    return _moves(records, _of(records, Flow))


def _flows_beside_routings(records: Records) -> Rows:
    told = told_by_routings(records)[1]
    return _moves(records, [flow for flow in _of(records, Flow) if flow.id not in told])


def _routings(records: Records) -> Rows:
    return [
        (
            _named(records, r.product), " > ".join(_named(records, id) for id in r.stations),
            _named(records, r.alternative), r.percent, r.quantity_per_day, r.unit_load, _named(records, r.method),
            _named(records, r.container), r.scrap_percent, r.note,
        )
        for r in told_by_routings(records)[0]
    ]  # fmt: skip


def _moves(records: Records, moves: list[Flow]) -> Rows:
    flows = sorted(moves, key=lambda f: (name_key(_named(records, f.product)), f.product, f.order, f.id))
    return [
        (
            _named(records, f.product), _named(records, f.start), _named(records, f.end), f.quantity_per_day,
            f.unit_load, _named(records, f.method),
            " > ".join(_named(records, stop) for stop in f.via if isinstance(stop, str)),
            _named(records, f.alternative), _named(records, f.container), f.scrap_percent, f.note,
        )
        for f in flows
    ]  # fmt: skip


def _tours(records: Records) -> Rows:
    return [
        (
            t.name, _named(records, t.depot), _named(records, t.method), t.capacity, t.runs_per_day, t.interval_min,
            t.note,
        )
        for t in _of(records, Tour)
    ]  # fmt: skip


def _stops(records: Records) -> Rows:
    stops = sorted(_of(records, TourStop), key=lambda s: (name_key(_named(records, s.tour)), s.order, s.id))
    return [(_named(records, s.tour), _named(records, s.station), s.quantity_per_day, s.round) for s in stops]


def _containers(records: Records) -> Rows:
    return [
        (c.name, c.pieces, _m(c.length), _m(c.width), _m(c.height), c.weight_kg, c.returned_empty, c.note)
        for c in _of(records, Container)
    ]


def _ends(line: Aisle | Wall) -> tuple[Value, ...]:
    return _m(line.x1), _m(line.y1), _m(line.x2), _m(line.y2)


_FLOW_COLUMNS = "product from to quantity_per_day unit_load method via alternative container scrap_percent note"
MOVE_A_ROW: TableKinds = {
    "equipment": (
        "name x_m y_m width_m depth_m rotation_deg symbol clearance_m fixed pickup_x_m pickup_y_m dropoff_x_m "
        "dropoff_y_m department note",
        _equipment,
    ),
    "methods": (
        "method speed_m_s speed_empty_m_s load_s unload_s cost_per_h return_empty units available_h_per_day width_m "
        "aisle_width_m loads_at_once person",
        _methods,
    ),
    "containers": ("container pieces length_m width_m height_m weight_kg returned_empty note", _containers),
    "products": (
        "product quantity_per_day colour",
        lambda records: [(p.name, p.quantity_per_day, p.colour) for p in _of(records, Product)],
    ),
    "parts": (
        "product part pieces note",
        lambda records: [
            (_named(records, p.product), _named(records, p.part), p.pieces, p.note) for p in _of(records, Part)
        ],
    ),
    "alternatives": (
        "product alternative percent",
        lambda records: [(_named(records, a.product), a.name, a.percent) for a in _of(records, Alternative)],
    ),
    "aisles": (
        "x1_m y1_m x2_m y2_m name width_m one_way",
        lambda records: [(*_ends(a), a.name, _m(a.width), a.one_way) for a in _of(records, Aisle)],
    ),
    "walls": (
        "x1_m y1_m x2_m y2_m thickness_m",
        lambda records: [(*_ends(w), _m(w.thickness)) for w in _of(records, Wall)],
    ),
    "flows": (_FLOW_COLUMNS, _flows),
    "tours": ("tour depot method capacity runs_per_day interval_min note", _tours),
    "tour_stops": ("tour station quantity_per_day round", _stops),
}
"""Flows as a move a row."""
ROUTING_A_ROW: TableKinds = {
    **MOVE_A_ROW,
    "routings": (routing_rows.COLUMNS, _routings),
    "flows": (_FLOW_COLUMNS, _flows_beside_routings),
}
"""Flows as a sequence of stations a row, and as moves where such a row cannot say what they say."""
