"""Parts of an imported drawing made into things of the plan: walls, areas, aisles, equipment."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from floorwright.editing.commands.copying import machine_names, unique_name
from floorwright.errors import EditRefused
from floorwright.geometry.box import box_of
from floorwright.geometry.centre_line import rectangle_centre_line
from floorwright.geometry.drawn_lines import closed_outlines, joined_lines
from floorwright.geometry.polygon import area, contains
from floorwright.geometry.wall_pairs import walls_of
from floorwright.model.diff import Records
from floorwright.model.document import Edit
from floorwright.model.drawing import Drawing, Floats
from floorwright.model.drawing_parts import Parts, edges_of, of_entities, outlines_of
from floorwright.model.kinds import Aisle, Machine, Underlay, Wall, Zone
from floorwright.model.layer_roles import own_name
from floorwright.model.placement import placed_lines, placed_points
from floorwright.model.record import Point, Record, new_id

SMALLEST_AREA_MM2 = 100_000.0
"""A closed outline smaller than 0.1 m² is no area of the floor."""
SMALLEST_MM = 1.0


def walls_from(drawing: Drawing, underlay: Underlay, parts: Parts) -> list[Wall]:
    """Walls along these lines: parallel pairs 50 to 600 mm apart are one wall, other lines thin ones."""
    lines = placed_lines(underlay, edges_of(drawing, parts))
    return [
        Wall(id=new_id(), x1=wall.x1, y1=wall.y1, x2=wall.x2, y2=wall.y2, thickness=wall.thickness)
        for wall in walls_of(lines)
    ]


def areas_from(drawing: Drawing, underlay: Underlay, parts: Parts, records: Records) -> list[Zone]:
    """An area for every closed outline; its name is the text of the drawing that stands in it, if there is just one."""
    rings = closed_outlines(placed_lines(underlay, edges_of(drawing, parts)))
    outlines = [ring for ring in rings if area(ring) >= SMALLEST_AREA_MM2]
    places = placed_points(underlay, drawing.text_places[:, :2])
    names = [record.name for record in records.values() if isinstance(record, Zone)]
    made = []
    for outline in sorted(outlines, key=area):
        name = unique_name(_words_in(drawing, places, outline) or "Area", names)
        names.append(name)
        made.append(Zone(id=new_id(), name=name, points=outline))
    return made


def aisles_from(drawing: Drawing, underlay: Underlay, parts: Parts) -> list[Aisle]:
    """An aisle along every line, lines in a row joined; a rectangle is one aisle along its middle, as wide as it."""
    lines = placed_lines(underlay, edges_of(drawing, parts))
    made, taken = [], set[Point]()
    for outline in closed_outlines(lines):
        middle = rectangle_centre_line(outline)
        if middle is not None:
            (x1, y1), (x2, y2), width = middle
            made.append(Aisle(id=new_id(), x1=x1, y1=y1, x2=x2, y2=y2, width=width))
            taken |= set(outline)
    for x1, y1, x2, y2 in joined_lines(lines).tolist():
        if not _on_any(((x1, y1), (x2, y2)), taken):
            made.append(Aisle(id=new_id(), x1=x1, y1=y1, x2=x2, y2=y2))
    return made


def equipment_from(
    drawing: Drawing, underlay: Underlay, parts: Parts, records: Records, symbol: str, name: str = ""
) -> list[Machine]:
    """A machine for every block instance, as large as the block and turned like it; other lines make one together.

    Its name is `name` or that of the block, numbered. Blocks in which nothing is drawn are passed over.
    """
    taken = machine_names(records)
    counts = Counter(_called(drawing, row) for row in np.flatnonzero(parts.inserts).tolist())
    made: list[Machine] = []
    for row in np.flatnonzero(parts.inserts).tolist():
        block = _called(drawing, row)
        called = name.strip() or block
        wanted = f"{called} 1" if counts[block] > 1 or (name.strip() and counts.total() > 1) else called
        machine = _instance(drawing, underlay, row, unique_name(wanted, taken), symbol)
        if machine is not None:
            taken.append(machine.name)
            made.append(machine)
    loose = outlines_of(drawing, parts - _drawn_in(drawing, parts))
    if len(loose) and not made:
        made.append(_round_lines(underlay, loose, unique_name(name.strip() or "Equipment", taken), symbol))
    return made


def convert(edit: Edit, made: Sequence[Record]) -> list[str]:
    """Put what was made into the plan; its ids.

    Raises:
        EditRefused: when nothing was made.
    """
    if not made:
        raise EditRefused("Nothing of that can be made of what is chosen.", hint="Choose other lines or layers.")
    edit.put(*made)
    return [record.id for record in made]


def hide_layers(underlay: Underlay, drawing: Drawing, names: Sequence[str]) -> Underlay:
    """The underlay with these layers hidden and without a role: what they showed is in the plan itself now."""
    said = {layer.name: layer.visible for layer in drawing.layers}
    chosen = {**dict(underlay.shown), **dict.fromkeys(names, False)}
    switched = tuple((name, on) for name, on in chosen.items() if said.get(name) is not on)
    return replace(
        underlay, shown=switched, roles=tuple((name, role) for name, role in underlay.roles if name not in names)
    )


def _called(drawing: Drawing, row: int) -> str:
    """What a block instance is called; blocks that a program made for itself, such as *U12, have no name of use."""
    block = own_name(drawing.block_names[int(drawing.insert_block[row])]).strip()
    return "Equipment" if not block or block.startswith("*") else block


def _instance(drawing: Drawing, underlay: Underlay, row: int, name: str, symbol: str) -> Machine | None:
    x1, y1, x2, y2 = drawing.block_boxes[int(drawing.insert_block[row])].tolist()
    a, b, c, d, e, f = drawing.inserts[row].tolist()
    along, across = math.hypot(a, b), a * d - b * c
    width = (x2 - x1) * along * underlay.scale
    depth = (y2 - y1) * (abs(across) / along if along else 0.0) * underlay.scale
    if not (width >= SMALLEST_MM and depth >= SMALLEST_MM):
        return None
    u, v = (x1 + x2) / 2, (y1 + y2) / 2
    ((x, y),) = placed_points(underlay, np.array([[a * u + c * v + e, b * u + d * v + f]])).tolist()
    mirrored = across < 0
    # A block mirrored upside down is one mirrored left to right and turned by half a turn.
    turn = math.degrees(math.atan2(b, a)) + underlay.rotation + (180.0 if mirrored else 0.0)
    return Machine(
        id=new_id(), name=name, x=x, y=y, width=width, depth=depth, rotation=round(turn, 6) % 360.0,
        mirrored=mirrored, symbol=symbol,
    )  # fmt: skip


def _round_lines(underlay: Underlay, lines: Floats, name: str, symbol: str) -> Machine:
    """One machine round lines of a drawing, turned like the drawing."""
    points = lines.reshape(-1, 2)
    low, high = points.min(axis=0), points.max(axis=0)
    ((x, y),) = placed_points(underlay, ((low + high) / 2)[None, :]).tolist()
    width, depth = np.maximum((high - low) * underlay.scale, SMALLEST_MM).tolist()
    return Machine(
        id=new_id(), name=name, x=x, y=y, width=width, depth=depth, rotation=underlay.rotation, symbol=symbol
    )  # fmt: skip


def _drawn_in(drawing: Drawing, parts: Parts) -> Parts:
    return of_entities(drawing, drawing.insert_entity[parts.inserts])


def _words_in(drawing: Drawing, places: Floats, outline: Sequence[Point]) -> str:
    box = box_of(outline)
    near = np.flatnonzero(
        (places[:, 0] >= box.left) & (places[:, 0] <= box.right)
        & (places[:, 1] >= box.bottom) & (places[:, 1] <= box.top)
    )  # fmt: skip
    found = [text for text in near.tolist() if contains(outline, (float(places[text, 0]), float(places[text, 1])))]
    return drawing.words[int(drawing.text_words[found[0]])].strip() if len(found) == 1 else ""


def _on_any(line: tuple[Point, Point], corners: set[Point]) -> bool:
    return all(any(math.dist(end, corner) <= SMALLEST_MM for corner in corners) for end in line)
