"""Drawings that try every entity in the ways in which readers go wrong; each function fills an ezdxf document."""

import math
import random
from collections.abc import Callable
from typing import Any

from ezdxf.math import OCS, Vec3
from ezdxf.render import mleader

TILTED = (0.3, -0.4, math.sqrt(0.75))
BELOW = (0.0, 0.0, -1.0)


def seen_from_below(doc: Any) -> None:
    """Every flat entity with the extrusion (0, 0, -1), as mirrored entities have."""
    _in_plane(doc, BELOW)


def in_a_tilted_plane(doc: Any) -> None:
    """Every flat entity in a plane that is neither level nor upright."""
    _in_plane(doc, TILTED)


def _in_plane(doc: Any, extrusion: tuple[float, float, float]) -> None:
    space, plane = doc.modelspace(), {"extrusion": extrusion}
    space.add_line((0, 0), (100, 0), dxfattribs={"layer": "LINE"})
    space.add_circle((30, 20), 12, dxfattribs={**plane, "layer": "CIRCLE"})
    space.add_arc((30, 50), 12, 20, 160, dxfattribs={**plane, "layer": "ARC"})
    space.add_arc((30, 90), 12, 300, 40, dxfattribs={**plane, "layer": "ARC"})
    rows = [(0, 0, 0, 0, 0.5), (20, 0, 0, 0, -1.2), (30, 25, 0, 0, 0), (5, 30, 0, 0, 0.1)]
    space.add_lwpolyline(rows, close=True, dxfattribs={**plane, "layer": "LWPOLYLINE", "elevation": 7})
    space.add_polyline2d(
        [(x, y, b) for x, y, _, _, b in rows],
        format="xyb",
        dxfattribs={**plane, "layer": "POLYLINE", "elevation": (0, 0, 3)},
    )
    space.add_solid([(0, 0), (10, 0), (2, 8), (12, 9)], dxfattribs={**plane, "layer": "SOLID"})
    space.add_trace([(20, 0), (30, 0), (22, 8), (32, 9)], dxfattribs={**plane, "layer": "TRACE"})
    space.add_text("wall", height=3, rotation=30, dxfattribs={**plane, "layer": "TEXT", "insert": (40, 10)})
    hatch = space.add_hatch(color=3, dxfattribs={**plane, "layer": "HATCH", "elevation": (0, 0, 5)})
    hatch.paths.add_polyline_path([(0, 0), (40, 0, 0.4), (40, 30), (0, 30)], is_closed=True)
    if doc.dxfversion > "AC1009":
        space.add_ellipse(
            (60, 60), OCS(extrusion).to_wcs((20, 5, 0)), 0.4, 0.3, 4.0, dxfattribs={**plane, "layer": "ELLIPSE"}
        )
    block = doc.blocks.new("PART", base_point=(1, 2))
    block.add_line((0, 0), (5, 0))
    block.add_arc((3, 3), 2, 0, 90)
    block.add_text("P", height=1, dxfattribs={"insert": (1, 1)})
    space.add_blockref(
        "PART", (50, 70), dxfattribs={**plane, "layer": "INSERT", "rotation": 25, "xscale": 2, "yscale": 3}
    )


def curves(doc: Any) -> None:
    """Ellipses whole, in part and turned, and splines open, closed, rational, periodic and through points."""
    space = doc.modelspace()
    space.add_ellipse((0, 0), (10, 0), 0.3)
    space.add_ellipse((40, 0), (3, 9), 0.999, 5.5, 1.0)
    space.add_ellipse((80, 0), (0, -12), 0.05, math.pi, 2 * math.pi)
    points = [(0, 30), (10, 45), (25, 20), (40, 40), (60, 30), (70, 50)]
    space.add_spline(points, dxfattribs={"layer": "FIT"})
    space.add_open_spline(points, degree=3, dxfattribs={"layer": "OPEN"})
    space.add_open_spline(points, degree=2, dxfattribs={"layer": "QUADRATIC"})
    space.add_spline(dxfattribs={"layer": "CLOSED"}).set_closed(Vec3.list(points))
    space.add_rational_spline(points, [1, 2, 1, 5, 1, 1], degree=3, dxfattribs={"layer": "RATIONAL"})
    space.add_spline(dxfattribs={"layer": "UNIFORM"}).set_uniform(Vec3.list(points), degree=4)


def polylines(doc: Any) -> None:
    """Bulges of every size, widths that taper, closed and open, in space, meshes and polyfaces."""
    space = doc.modelspace()
    for number, bulge in enumerate((1e-7, 0.01, 0.4142, 1, -1, 3, -20, 1000)):
        space.add_lwpolyline(
            [(30 * number, 0, bulge), (30 * number + 10, 0, 0)], format="xyb", dxfattribs={"layer": f"B{number}"}
        )
    space.add_lwpolyline([(0, 50, 2, 2, 0), (50, 50, 2, 6, 0), (50, 90, 0, 0, 0), (0, 90, 1, 0, 0.5)], close=True)
    space.add_lwpolyline([(100, 50), (150, 50), (150, 90)], dxfattribs={"const_width": 3, "layer": "WIDE"})
    space.add_lwpolyline(
        [(200, 50, 4, 4, 1), (250, 50, 4, 1, -0.3), (250, 90, 0, 0, 0)], dxfattribs={"layer": "WIDE ARCS"}
    )
    space.add_lwpolyline([(0, 0), (0, 0), (5, 5), (5, 5)], close=True, dxfattribs={"layer": "DOUBLED"})
    space.add_polyline2d([(0, 150), (30, 150, 0.7), (60, 180)], format="xyb", close=True)
    space.add_polyline3d([(0, 200, 5), (30, 210, 90), (60, 200, -3)], close=True, dxfattribs={"layer": "SPACE"})
    mesh = space.add_polymesh((4, 5), dxfattribs={"layer": "POLYMESH"})
    for m in range(4):
        for n in range(5):
            mesh.set_mesh_vertex((m, n), (300 + 10 * m, 10 * n + m * m, m * n))
    face = space.add_polyface(dxfattribs={"layer": "POLYFACE"})
    face.append_face([(400, 0, 0), (420, 0, 5), (420, 20, 9), (400, 20, 0)])
    face.append_face([(400, 0, 0), (420, 0, 5), (410, -20, 9)])
    space.add_3dface([(500, 0), (520, 0), (520, 20), (500, 20)], dxfattribs={"layer": "FACE", "invisible_edges": 5})
    if doc.dxfversion > "AC1009":
        with space.add_mesh(dxfattribs={"layer": "MESH"}).edit_data() as data:
            data.vertices = [(600, 0, 0), (620, 0, 0), (620, 20, 0), (600, 20, 0), (610, 10, 9)]
            data.faces = [(0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)]


def nested_blocks(doc: Any) -> None:
    """Three levels of blocks, stretched, mirrored and turned at each, with base points."""
    bolt = doc.blocks.new("BOLT", base_point=(0.5, -0.25))
    bolt.add_circle((0, 0), 1)
    bolt.add_arc((0, 0), 0.6, 30, 200)
    bolt.add_line((-1, 0), (1, 0))
    bolt.add_lwpolyline([(0, 0, 0.3), (2, 0, 0), (2, 2, -1)], format="xyb", close=True)
    bolt.add_point((3, 3))
    if doc.dxfversion > "AC1009":
        bolt.add_ellipse((1, 1), (2, 1), 0.4, 0.2, 3)
        hatch = bolt.add_hatch(color=2)
        hatch.paths.add_polyline_path([(0, 0), (1, 0), (1, 1, 0.5), (0, 1)], is_closed=True)
    flange = doc.blocks.new("FLANGE", base_point=(10, 10))
    for turn in range(4):
        flange.add_blockref("BOLT", (10 * turn, 5), dxfattribs={"rotation": 33 * turn, "xscale": 1 + turn, "yscale": 2})
    flange.add_blockref("BOLT", (0, 30), dxfattribs={"xscale": -1.5, "yscale": 0.5, "rotation": 77})
    pump = doc.blocks.new("PUMP")
    pump.add_blockref("FLANGE", (5, 5), dxfattribs={"rotation": -20, "xscale": 1, "yscale": -2.5})
    pump.add_blockref("FLANGE", (50, 5), dxfattribs={"extrusion": BELOW, "rotation": 45, "zscale": -3})
    space = doc.modelspace()
    places = [(1, 1, 1, 0), (2, 2, 2, 30), (-1, 1, 1, 0), (1, -3, 1, 190), (-0.1, -0.2, 1, 271.5), (3, 0.01, 1, 45)]
    for number, (x, y, z, turn) in enumerate(places):
        shape = {"xscale": x, "yscale": y, "zscale": z, "rotation": turn, "layer": f"PUMP{number}"}
        space.add_blockref("PUMP", (200 * number, 300 * (number % 2)), dxfattribs=shape)
    if doc.dxfversion > "AC1009":
        space.add_blockref("PUMP", (0, 900), dxfattribs={"extrusion": TILTED, "xscale": 2, "layer": "TILTED"})


def grids(doc: Any) -> None:
    """MINSERT in rows and columns, turned, mirrored, with one row, without spacing."""
    seat = doc.blocks.new("SEAT")
    seat.add_line((0, 0), (1, 0))
    seat.add_circle((0.5, 0.5), 0.4)
    inner = doc.blocks.new("ROW")
    inner.add_blockref("SEAT", (0, 0), dxfattribs={"column_count": 5, "column_spacing": 1.5, "rotation": 10})
    space = doc.modelspace()
    for number, (rows, columns, turn, x) in enumerate(((3, 4, 0, 1), (2, 5, 30, 2), (1, 6, 200, -1), (4, 1, 90, 1))):
        shape = {"row_count": rows, "column_count": columns, "row_spacing": 3, "column_spacing": 2, "rotation": turn}
        space.add_blockref("SEAT", (50 * number, 0), dxfattribs={**shape, "xscale": x, "layer": f"GRID{number}"})
    space.add_blockref("ROW", (0, 50), dxfattribs={"row_count": 3, "row_spacing": 4, "yscale": -2, "xscale": 2})
    below = {"row_count": 2, "column_count": 3, "row_spacing": 4, "column_spacing": -3, "extrusion": BELOW}
    space.add_blockref("SEAT", (0, 100), dxfattribs={**below, "layer": "BELOW"})


def colours(doc: Any) -> None:
    """BYBLOCK, BYLAYER, indices and true colours through three levels, on layer 0 and on layers of their own."""
    for number, name in enumerate(("WALLS", "PIPES", "CRANES")):
        doc.layers.add(name, color=(1, 3, 5)[number])
    if doc.dxfversion > "AC1015":
        doc.layers.get("CRANES").rgb = (12, 34, 56)
    blocks = [doc.blocks.new(f"L{level}") for level in range(3)]
    for level, block in enumerate(blocks):
        y = 0
        for layer in ("0", "WALLS", "PIPES"):
            for colour in (0, 256, 6, 7):
                y += 1
                block.add_line((0, y), (level + 1 + y / 10, y), dxfattribs={"layer": layer, "color": colour})
                if level:
                    where = (20 * y, 40 * y)
                    block.add_blockref(f"L{level - 1}", where, dxfattribs={"layer": layer, "color": colour})
        block.add_text("T", height=1, dxfattribs={"color": 0})
        if doc.dxfversion > "AC1015":
            block.add_line((0, -1), (3, -1), dxfattribs={"true_color": 0x102030})
    for number, layer in enumerate(("0", "CRANES", "PIPES")):
        for colour in (0, 256, 2):
            doc.modelspace().add_blockref("L2", (5000 * number, 9000), dxfattribs={"layer": layer, "color": colour})


def hatches(doc: Any) -> None:
    """Solid, pattern and gradient, islands, and every kind of edge."""
    space = doc.modelspace()
    islands = space.add_hatch(color=1, dxfattribs={"layer": "ISLANDS"})
    islands.paths.add_polyline_path([(0, 0), (90, 0), (90, 90), (0, 90)], is_closed=True, flags=1)
    islands.paths.add_polyline_path([(20, 20), (70, 20), (70, 70), (20, 70)], is_closed=True, flags=16)
    islands.paths.add_polyline_path([(40, 40), (50, 40, 1), (50, 50, 1)], is_closed=True, flags=0)
    edges = space.add_hatch(color=2, dxfattribs={"layer": "EDGES"}).paths.add_edge_path()
    edges.add_line((100, 0), (150, 0))
    edges.add_arc((150, 20), 20, 270, 450, ccw=True)
    edges.add_line((150, 40), (100, 40))
    edges.add_arc((100, 20), 20, 270, 90, ccw=False)
    oval = space.add_hatch(color=3, dxfattribs={"layer": "ELLIPSE"}).paths.add_edge_path()
    oval.add_ellipse((250, 20), (30, 10), 0.5, 0, 360)
    wave = space.add_hatch(color=4, dxfattribs={"layer": "SPLINE"}).paths.add_edge_path()
    wave.add_spline(
        control_points=[(300, 0), (320, 60), (360, -20), (380, 30)], degree=3, knot_values=[0, 0, 0, 0, 1, 1, 1, 1]
    )
    wave.add_line((380, 30), (340, 90))
    wave.add_line((340, 90), (300, 0))
    for number, (pattern, scale, angle) in enumerate(
        (("ANSI31", 5, 0), ("ANSI37", 3, 15), ("NET", 4, 45), ("BRICK", 2, 0))
    ):
        hatch = space.add_hatch(dxfattribs={"layer": f"PATTERN {pattern}"})
        hatch.set_pattern_fill(pattern, scale=scale, angle=angle)
        x = 100 * number + 0.37
        hatch.paths.add_polyline_path([(x, 200.41), (x + 80, 200.53), (x + 60, 260), (x + 1, 250)], is_closed=True)
        hatch.paths.add_polyline_path([(x + 20, 215.1), (x + 40, 215.7), (x + 30, 235)], is_closed=True, flags=16)
    if doc.dxfversion > "AC1015":
        gradient = space.add_hatch(dxfattribs={"layer": "GRADIENT"})
        gradient.set_gradient((10, 200, 30), (200, 10, 20), name="LINEAR")
        gradient.paths.add_polyline_path([(0, 300), (50, 300), (50, 340)], is_closed=True)
        polygon = space.add_mpolygon(color=6, fill_color=7, dxfattribs={"layer": "MPOLYGON"})
        polygon.paths.add_polyline_path([(100, 300), (150, 300), (150, 340)], is_closed=True)


def dimensions(doc: Any) -> None:
    """Every kind of dimension, as ezdxf draws it."""
    space = doc.modelspace()
    big = {"dimtxt": 2.5, "dimasz": 2}
    space.add_linear_dim((0, 12), (0, 0), (50, 0), override=big, dxfattribs={"layer": "LINEAR"}).render()
    space.add_linear_dim((70, 0), (60, 0), (60, 40), angle=90, text="<> mm", override=big).render()
    space.add_aligned_dim((100, 0), (130, 40), 8, override=big, dxfattribs={"layer": "ALIGNED", "color": 3}).render()
    space.add_angular_dim_2l((220, 20), ((200, 0), (230, 0)), ((200, 0), (220, 30)), override=big).render()
    space.add_angular_dim_3p((330, 20), (300, 0), (340, 0), (320, 30), override=big).render()
    space.add_diameter_dim((400, 20), radius=20, angle=30, override=big).render()
    space.add_radius_dim((500, 20), radius=20, angle=60, override=big).render()
    space.add_ordinate_x_dim((600, 5), (3, 20), override=big).render()
    if doc.dxfversion > "AC1009":
        space.add_arc_dim_cra((700, 0), 20, 30, 120, 5, override=big).render()


def annotations(doc: Any) -> None:
    """Leaders, multileaders, multilines, texts in every corner, attributes."""
    space = doc.modelspace()
    space.add_leader([(0, 0), (20, 20), (40, 20)], dxfattribs={"layer": "LEADER"})
    space.add_leader(
        [(0, 50), (20, 70), (40, 60)], override={"dimasz": 3}, dxfattribs={"path_type": 1, "layer": "SPLINE"}
    )
    builder = space.add_multileader_mtext("Standard")
    builder.set_content("Pump 7")
    builder.add_leader_line(mleader.ConnectionSide.left, [Vec3(100, 0).vec2])
    builder.build(insert=Vec3(130, 30).vec2)
    space.add_mline([(200, 0), (250, 0), (250, 40)], close=False, dxfattribs={"layer": "MLINE"})
    for across in (0, 1, 2, 4):
        for up in range(4):
            text = space.add_text(f"a{across}{up}", height=2, rotation=20, dxfattribs={"halign": across, "valign": up})
            text.dxf.insert = text.dxf.align_point = (10 * across, 100 + 10 * up)
    for flags in (0, 2, 4, 6):
        look = {"text_generation_flag": flags, "width": 0.7, "oblique": 15, "insert": (300, 20 * flags)}
        space.add_text("turned over", height=3, rotation=10 * flags, dxfattribs=look)
    for number in range(9):
        place = {"insert": (number * 40, 200), "attachment_point": number + 1, "char_height": 2, "width": 30}
        space.add_mtext("Hall {\\C1;red}\\Pline two, rather a long one\\Pthree", dxfattribs=place)
    space.add_mtext(
        "\\A1;{\\H2x;big} \\S1/2; \\Lunder\\l %%c \\U+00D8 ^I tab", dxfattribs={"insert": (0, 250), "char_height": 3}
    )
    block = doc.blocks.new("TAG")
    block.add_circle((0, 0), 5)
    block.add_attdef("NR", (0, 0), text="?", height=2)
    for number in range(3):
        insert = space.add_blockref("TAG", (400 + 20 * number, 0), dxfattribs={"xscale": 2})
        insert.add_auto_attribs({"NR": f"M-{number}"})


def everything_turned(doc: Any) -> None:
    """Random entities, some hundred of them, in random blocks in random places; the same every time."""
    chance = random.Random(doc.dxfversion)
    u = chance.uniform
    targets = [doc.modelspace(), *(doc.blocks.new(f"R{n}", base_point=(u(-9, 9), u(-9, 9))) for n in range(4))]
    for level, target in enumerate(targets):
        for _ in range(30):
            look = {"layer": chance.choice("0ABC"), "color": chance.choice((0, 1, 4, 256))}
            look["extrusion"] = chance.choice(((0, 0, 1), (0, 0, 1), BELOW))
            at = (u(-500, 500), u(-500, 500))
            chance.choice((
                lambda t=target, at=at, look=look: t.add_circle(at, u(1, 50), dxfattribs=look),
                lambda t=target, at=at, look=look: t.add_arc(at, u(1, 50), u(0, 360), u(0, 360), dxfattribs=look),
                lambda t=target, at=at, look=look: t.add_line(at, (u(-99, 99), u(-99, 99)), dxfattribs=look),
                lambda t=target, at=at, look=look: t.add_lwpolyline(
                    [(u(0, 99), u(0, 99), u(-2, 2)) for _ in range(6)], format="xyb", close=True, dxfattribs=look
                ),
                lambda t=target, at=at, look=look: t.add_text("t", height=3, dxfattribs={**look, "insert": at}),
            ))()  # fmt: skip
        for inner in range(level + 1, 5):
            shape = {"xscale": u(-3, 3), "yscale": u(-3, 3), "rotation": u(0, 360), "layer": chance.choice("0AB")}
            target.add_blockref(f"R{inner - 1}", (u(-500, 500), u(-500, 500)), dxfattribs={**shape, "color": 0})


SINCE_R2000 = frozenset(
    (
        "annotations",
        "curves",
        "everything_turned",
        "hatches",
        "in_a_tilted_plane",
        "nested_blocks",
        "polylines",
        "seen_from_below",
    )
)
"""Those with entities that R12 does not have."""
STRESS: dict[str, Callable[[Any], None]] = {
    made.__name__: made
    for made in (
        seen_from_below, in_a_tilted_plane, curves, polylines, nested_blocks, grids, colours, hatches, dimensions,
        annotations, everything_turned,
    )
}  # fmt: skip
