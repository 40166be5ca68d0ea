"""What a DXF holds according to ezdxf's own decomposition, in the terms of `drawing_facts`.

Nothing here uses our reader. ezdxf explodes dimensions and leaders into simple entities (`virtual_entities`), tells
where inserts put things (`matrix44`), and its drawing add-on says which layer and colour each has (`RenderContext`).
Curves are measured on many points. Its own transformation of nested inserts is not used: it loses the shear of blocks
stretched at an angle and the spacing of grids in scaled blocks.

Where the two differ on purpose, and why:

* Colour 7, white and black are one: ours is "contrast", ezdxf picks one for a background.
* What a dimension draws takes BYBLOCK and layer 0 from the dimension, as AutoCAD shows it; ezdxf leaves them open.
* A wide polyline is its centre line and its area, ours without mitres at the corners; ezdxf draws the area alone.
* MTEXT is broken into lines by measured widths and has runs in colours of their own, which ezdxf does not tell, so
  its characters are compared, not its lines, and by layer. `\\U+XXXX` and
  `\\M+nXXXX` become characters, which ezdxf leaves to the reader.
* A gradient is filled with its first colour.
* Points of a size of their own are signs, for which ezdxf's own picture asks elsewhere.
* A LINE without length is left out and counted; a POINT is a line without length.
* MESH edges count once, and hidden edges of faces not at all; ezdxf keeps those of a polyface in another attribute.
* Endless lines (XLINE, RAY) are drawn across the drawing by us and are not measured here. Solids, regions, shapes and
  tolerances are not drawn but reported; on neither side.
* Pictures, wipeouts and linked pages get a frame and a name from us, texts their lines along words, MTEXT its
  frame and what lies behind it, which ezdxf's entities do not tell: where they are, ours may hold more.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import ezdxf
import numpy as np
from ezdxf import path as paths
from ezdxf.addons.drawing import RenderContext
from ezdxf.colors import DXF_DEFAULT_COLORS, int2rgb
from ezdxf.entities import Polyline
from ezdxf.math import Matrix44, Vec3, bulge_to_arc
from ezdxf.render import hatching
from scipy.interpolate import BSpline

from helpers.drawing_facts import CONTRAST, Facts, Key, even_odd_area, letters

FRAMED = frozenset(("WIPEOUT", "IMAGE", "PDFUNDERLAY", "DWFUNDERLAY", "DGNUNDERLAY", "ACAD_PROXY_ENTITY"))
UNDRAWN = frozenset(
    ("XLINE", "RAY", "3DSOLID", "REGION", "BODY", "SURFACE", "TOLERANCE", "SHAPE", "OLE2FRAME", "VIEWPORT", "LIGHT")
)
_DEEPEST = 60
_STEPS = 720
"""Points on a full turn: chords are then shorter than the arc by three parts in a million."""


def of_ezdxf(doc: Any, layout: str = "Model") -> dict[Key, Facts]:
    """What ezdxf finds in a layout, by layer and colour."""
    found: dict[Key, Facts] = defaultdict(Facts)
    space = doc.layout(layout)
    context = RenderContext(doc)
    context.set_current_layout(space)
    for entity, key, matrix in _simple(space, context, Matrix44(), 0):
        _measure(entity, found[key], matrix)
        if entity.dxftype() == "MTEXT" and entity.dxf.get("bg_fill", 0) & 1:
            found[key[0], _behind(entity)].framed = True
    return {key: facts for key, facts in found.items() if facts.points or facts.characters or facts.framed}


def counts(doc: Any, layout: str = "Model") -> dict[str, int]:
    """How many entities of each type a layout holds."""
    return dict(Counter(entity.dxftype() for entity in doc.layout(layout)))


Simple = tuple[Any, Key, Matrix44]
"""A simple entity, its layer and colour, and where the blocks around it put it."""


def _simple(entities: Iterable[Any], context: RenderContext, matrix: Matrix44, depth: int) -> Iterator[Simple]:
    for entity in entities:
        kind = entity.dxftype()
        if kind in UNDRAWN or entity.dxf.get("invisible", 0) or depth > _DEEPEST:
            continue
        if kind == "LINE" and entity.dxf.start == entity.dxf.end:
            continue
        properties = context.resolve_all(entity)
        key = (properties.layer.lower(), _named(properties.color))
        if kind == "INSERT":
            yield from _simple((a for a in entity.attribs if not a.is_invisible), context, matrix, depth)
            block = entity.block()
            if block is None or _flat(entity):
                continue
            context.push_state(properties)
            for part in entity.multi_insert() if entity.mcount > 1 else (entity,):
                inside = (e for e in block if e.dxftype() != "ATTDEF")
                yield from _simple(inside, context, part.matrix44() * matrix, depth + 1)
            context.pop_state()
        elif kind in ("DIMENSION", "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION", "ACAD_TABLE"):
            context.push_state(properties)
            yield from _simple(entity.virtual_entities(), context, matrix, depth + 1)
            context.pop_state()
        elif kind in ("LEADER", "MULTILEADER", "MLINE"):
            yield from _simple(entity.virtual_entities(), context, matrix, depth + 1)
        elif kind == "POLYLINE" and (entity.is_poly_face_mesh or entity.is_polygon_mesh):
            for part in entity.virtual_entities():
                part.dxf.invisible_edges = part.dxf.get("invisible", 0)
                yield part, key, matrix
        elif kind == "MPOLYGON":
            # Its own colour is that of its edge.
            yield entity, (key[0], _named(context.resolve_aci_color(entity.dxf.fill_color, properties.layer))), matrix
            for ring in entity.paths:
                edge = Polyline.new()
                edge.append_formatted_vertices(ring.vertices, format="xyb")
                edge.close()
                yield edge, key, matrix
        elif kind == "HATCH" and entity.bgcolor is not None and not entity.dxf.solid_fill:
            yield entity, key, matrix
            ground = entity.copy()
            ground.set_solid_fill()
            yield ground, (key[0], _named("#{:02x}{:02x}{:02x}".format(*entity.bgcolor))), matrix
        elif kind == "HATCH" and entity.gradient is not None and entity.gradient.kind:
            yield entity, (key[0], _named("#{:02x}{:02x}{:02x}".format(*entity.gradient.color1))), matrix
        else:
            yield entity, key, matrix


def _flat(insert: Any) -> bool:
    return min(abs(insert.dxf.get("xscale", 1.0)), abs(insert.dxf.get("yscale", 1.0))) < 1e-12


def _measure(entity: Any, facts: Facts, matrix: Matrix44) -> None:
    kind = entity.dxftype()
    match kind:
        case _ if kind in FRAMED:
            facts.framed = True
        case "TEXT" | "ATTRIB" | "ATTDEF":
            words = str(entity.dxf.tag) if kind == "ATTDEF" else entity.plain_text()
            _read(words, facts)
            facts.framed |= bool(re.search("%%[uok]", entity.dxf.text, re.IGNORECASE))
            dxf = entity.dxf
            if words.strip() and not dxf.get("halign", 0) and not dxf.get("valign", 0):
                facts.starts.append(_placed(entity, matrix))
        case "MTEXT":
            facts.characters.update(letters(_unescaped(entity.plain_text())))
            facts.framed |= bool(re.search(r"\\[LOK]", entity.text)) or bool(entity.dxf.get("bg_fill", 0) & 16)
        case "HATCH" | "MPOLYGON":
            _measure_hatch(entity, facts, matrix)
        case "SOLID" | "TRACE":
            _fill(facts, [entity.wcs_vertices()], matrix)
        case "3DFACE":
            corners = entity.wcs_vertices(close=False)
            for number, seen in enumerate(entity.get_edges_visibility()[: len(corners)]):
                if seen:
                    _line(facts, [corners[number], corners[(number + 1) % len(corners)]], matrix)
        case "MESH":
            points = [Vec3(p) for p in entity.vertices]
            edges = {frozenset(edge) for face in entity.faces for edge in zip(face, [*face[1:], face[0]], strict=True)}
            for edge in edges:
                _line(facts, [points[i] for i in edge], matrix)
        case "POINT":
            _line(facts, [entity.dxf.location], matrix)
            facts.framed |= entity.doc is not None and entity.doc.header.get("$PDSIZE", 0) > 0
        case _:
            for points, curved in _curves(entity):
                _line(facts, points, matrix, curved)
            if kind in ("LWPOLYLINE", "POLYLINE") and getattr(entity, "has_width", False):
                for ring in _broad(entity):
                    _fill(facts, [ring], matrix)


def _curves(entity: Any) -> Iterator[tuple[list[Vec3], bool]]:
    """The points of an entity's lines, and whether both sides flatten them."""
    kind = entity.dxftype()
    if kind == "LINE":
        yield [entity.dxf.start, entity.dxf.end], False
    elif kind in ("CIRCLE", "ARC"):
        start, end = (0.0, 360.0) if kind == "CIRCLE" else (entity.dxf.start_angle, entity.dxf.end_angle)
        span = (end - start) % 360.0 or 360.0
        if entity.dxf.radius > 0:
            yield list(entity.vertices(_steps(start, span, 360.0))), False
    elif kind == "ELLIPSE":
        start, end = entity.dxf.start_param, entity.dxf.end_param
        span = (end - start) % math.tau or math.tau
        if abs(end - start) >= math.tau - 1e-9:
            span = math.tau
        yield list(entity.vertices(_steps(start, span, math.tau))), False
    elif kind in ("SPLINE", "HELIX"):
        if len(entity.knots) and len(entity.control_points):
            yield _along_spline(entity), True
            return
        tool = entity.construction_tool()
        size = max(Vec3(p).distance(Vec3(tool.control_points[0])) for p in tool.control_points) or 1.0
        yield list(tool.flattening(size / 20_000, segments=16)), True
    elif kind == "LWPOLYLINE" or (kind == "POLYLINE" and entity.is_2d_polyline):
        if kind == "POLYLINE":
            # The frame of a smoothed polyline is not drawn, which ezdxf does.
            for vertex in [v for v in entity.vertices if v.dxf.flags & 16]:
                entity.vertices.remove(vertex)
        for part in entity.virtual_entities():
            yield from _curves(part)
    elif kind == "POLYLINE":
        points = [Vec3(v.dxf.location) for v in entity.vertices if not v.dxf.flags & 16]
        yield [*points, points[0]] if entity.is_closed else points, False


def _along_spline(entity: Any) -> list[Vec3]:
    """Points along a spline by its knots, by scipy, from where its first control points bear to where its last do:
    ezdxf goes on to the outermost knots, where a spline that is not clamped leaves its course."""
    degree, knots = entity.dxf.degree, np.array(list(entity.knots))
    control = np.array([tuple(p) for p in entity.control_points])
    weight = np.array(list(entity.weights)) if len(entity.weights) else np.ones(len(control))
    curve = BSpline(knots, np.column_stack((control * weight[:, None], weight)), degree)
    at = curve(np.linspace(knots[degree], knots[len(control)], 200 * (len(control) - degree) + 1))
    return [Vec3(x / w, y / w, z / w) for x, y, z, w in at.tolist()]


def _steps(start: float, span: float, turn: float) -> list[float]:
    count = max(64, math.ceil(_STEPS * span / turn))
    return [start + span * i / count for i in range(count + 1)]


def _measure_hatch(entity: Any, facts: Facts, matrix: Matrix44) -> None:
    rings = [ring for ring in paths.from_hatch(entity) if len(ring)]
    if not entity.dxf.solid_fill:
        # ezdxf shifts a pattern by a little at random, so that no line of it lies in an edge.
        for a, b in hatching.hatch_entity(entity):
            _line(facts, [Vec3(a), Vec3(b)], matrix, curved=True)
        return
    sizes = [max(p.distance(ring.start) for p in ring.control_vertices()) or 1.0 for ring in rings]
    flat = [list(ring.flattening(size / 5000, segments=32)) for ring, size in zip(rings, sizes, strict=True)]
    _fill(facts, flat, matrix)


def _broad(entity: Any) -> Iterator[list[Vec3]]:
    """The outline of each piece of a wide polyline, without mitres."""
    if entity.dxftype() == "LWPOLYLINE":
        wide, up = entity.dxf.const_width, entity.dxf.elevation
        rows = [(Vec3(x, y, up), start or wide, end or wide, b) for x, y, start, end, b in entity.get_points("xyseb")]
    else:
        first, last = entity.dxf.default_start_width, entity.dxf.default_end_width
        up = Vec3(entity.dxf.elevation).z
        rows = [
            (v.dxf.location.replace(z=up), v.dxf.get("start_width", first), v.dxf.get("end_width", last), v.dxf.bulge)
            for v in entity.vertices
        ]
    following = [*rows[1:], *(rows[:1] if entity.is_closed else [])]
    for (a, start, end, bulge), (b, *_) in zip(rows, following, strict=False):
        if a.isclose(b):
            continue
        if bulge:
            centre, first_angle, last_angle, radius = bulge_to_arc(a, b, bulge)
            span = (last_angle - first_angle) % math.tau
            angles = [first_angle + span * i / 200 for i in range(201)][:: 1 if bulge > 0 else -1]
            line = [Vec3(centre) + Vec3.from_angle(angle, radius) for angle in angles]
            across = [Vec3.from_angle(angle) for angle in angles]
        else:
            line, across = [a, b], [(b - a).orthogonal().normalize()] * 2
        half = [(start + (end - start) * i / (len(line) - 1)) / 2 for i in range(len(line))]
        left = [p + w * h for p, w, h in zip(line, across, half, strict=True)]
        right = [p - w * h for p, w, h in zip(line, across, half, strict=True)]
        yield list(entity.ocs().points_to_wcs(p.replace(z=up) for p in left + right[::-1]))


def _line(facts: Facts, points: list[Any], matrix: Matrix44, curved: bool = False) -> None:
    flat = np.array(_seen(points, matrix))
    length = float(np.hypot(*np.diff(flat, axis=0).T).sum()) if len(flat) > 1 else 0.0
    facts.length += length
    facts.curved += length if curved else 0.0
    facts.points.append(flat)


def _fill(facts: Facts, rings: list[Any], matrix: Matrix44) -> None:
    flat = [_seen(ring, matrix) for ring in rings]
    facts.area += even_odd_area(flat)
    facts.points += flat


def _seen(points: Iterable[Any], matrix: Matrix44) -> list[tuple[float, float]]:
    return [(p.x, p.y) for p in matrix.transform_vertices(map(Vec3, points))]


def _read(words: str, facts: Facts) -> None:
    words = " ".join(_unescaped(words).split())
    facts.characters.update(letters(words))
    if words:
        facts.lines[words] += 1


def _unescaped(words: str) -> str:
    pages = {"1": "cp932", "2": "cp950", "3": "cp949", "5": "gbk"}
    words = re.sub(r"\\[Uu]\+([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), words)
    return re.sub(r"\\[Mm]\+([1235])(\w{4})", lambda found: bytes.fromhex(found[2]).decode(pages[found[1]]), words)


def _placed(text: Any, matrix: Matrix44) -> list[float]:
    """Where a text begins, one height along it times its width, and one height up from it, leaning."""
    dxf, ocs = text.dxf, text.ocs()
    mirrored = dxf.get("text_generation_flag", 0)
    along = Vec3.from_deg_angle(dxf.rotation, -dxf.height if mirrored & 2 else dxf.height)
    up = Vec3.from_deg_angle(dxf.rotation + 90, -dxf.height if mirrored & 4 else dxf.height)
    up += along * math.tan(math.radians(dxf.get("oblique", 0.0)))
    along *= dxf.width
    start = ocs.to_wcs(Vec3(dxf.insert))
    ways = matrix.transform_directions([ocs.to_wcs(along), ocs.to_wcs(up)])
    return [number for vector in (matrix.transform(start), *ways) for number in (vector.x, vector.y)]


def _behind(text: Any) -> str:
    """The colour of the area behind an MTEXT."""
    true = text.dxf.get("bg_fill_true_color", None)
    return _named(
        "#{:02x}{:02x}{:02x}".format(
            *(int2rgb(DXF_DEFAULT_COLORS[text.dxf.bg_fill_color]) if true is None else int2rgb(true))
        )
    )


def _named(colour: str) -> str:
    return CONTRAST if colour[:7] in ("#000000", "#ffffff") else colour[:7]


def opened(path: Any, encoding: str = "") -> Any:
    """The document of a file, by ezdxf: as it is, else recovered. A flat insert gets a height, which ezdxf needs."""
    from ezdxf import recover

    try:
        doc = ezdxf.readfile(path, encoding or None)  # type: ignore[attr-defined]
    except ezdxf.DXFError:  # type: ignore[attr-defined]
        doc = recover.readfile(path)[0]
    for insert in doc.entitydb.query("INSERT"):
        if abs(insert.dxf.get("zscale", 1.0)) < 1e-9:
            insert.dxf.zscale = 1.0
    return doc
