"""What of an imported drawing stands in the way: the layers that the user took for walls and columns."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from floorwright.geometry.drawn_lines import connected, joined_lines
from floorwright.geometry.free_space import Obstacle
from floorwright.geometry.hull import convex_hull
from floorwright.geometry.segment import Point
from floorwright.model.drawing import Drawing, Floats
from floorwright.model.drawing_lines import arc_chords, door_swings, hatch_lines, lines_on, ring_lines
from floorwright.model.kinds import Underlay
from floorwright.model.layer_roles import LayerRole, layers_with
from floorwright.model.placement import placed_lines
from floorwright.model.rounding import DECIMALS

LARGEST_COLUMN_MM = 5000.0
"""Lines of a column layer that hang together over more than this are no column but a wall."""


def drawn_obstacles(drawing: Drawing, underlay: Underlay) -> list[Obstacle]:
    """Walls as barriers along their lines, lines in a row joined; columns as the outline round what hangs together.

    Lines of hatch patterns are neither. Door swings, arcs between 80° and 180° with the leaf drawn as their radius, are
    no walls; other arcs are.
    """
    walls = _numbers(drawing, underlay, LayerRole.WALL)
    columns = _numbers(drawing, underlay, LayerRole.COLUMN)
    swings, leaves = door_swings(drawing, walls)
    hatching = hatch_lines(drawing)
    lines = lines_on(drawing, walls, without=leaves | hatching)
    loose = np.concatenate([lines, arc_chords(drawing, walls, without=swings), ring_lines(drawing, walls)])
    upright = np.concatenate(
        [lines_on(drawing, columns, without=hatching), arc_chords(drawing, columns), ring_lines(drawing, columns)]
    )  # fmt: skip
    outlines, too_large = _columns(placed_lines(underlay, upright))
    barriers = joined_lines(np.concatenate([placed_lines(underlay, loose), too_large]))
    found = [
        Obstacle(f"{underlay.id}/wall/{number}", ((x1, y1), (x2, y2)))
        for number, (x1, y1, x2, y2) in enumerate(barriers.tolist())
    ]
    found += [Obstacle(f"{underlay.id}/column/{number}", outline) for number, outline in enumerate(outlines)]
    return found


def obstacle_words(obstacles: Sequence[Obstacle]) -> str:
    """How many walls and columns of a drawing stand in the way, in words; empty for none."""
    counts = Counter(obstacle.id.split("/")[1] for obstacle in obstacles)
    parts = [
        f"{count:,} piece{'s' * (count != 1)} of wall" if kind == "wall" else f"{count:,} column{'s' * (count != 1)}"
        for kind, count in sorted(counts.items(), reverse=True)
    ]
    return f"{' and '.join(parts)} of the drawing stand in the way" if parts else ""


def _numbers(drawing: Drawing, underlay: Underlay, role: LayerRole) -> Sequence[int]:
    names = layers_with(underlay.roles, role)
    return [number for number, layer in enumerate(drawing.layers) if layer.name in names]


def _columns(lines: Floats) -> tuple[list[tuple[Point, ...]], Floats]:
    """The outlines of groups that can be columns, and the lines of those that cannot and lie in no column.

    What lies in the box of another outline, such as a hatch or a cross in a column, is left out.
    """
    groups = connected(lines)
    order = np.argsort(groups, kind="stable")
    parts = np.split(lines[order], np.flatnonzero(np.diff(groups[order])) + 1) if len(lines) else []
    boxes = np.array([[*part.reshape(-1, 2).min(axis=0), *part.reshape(-1, 2).max(axis=0)] for part in parts])
    sizes = boxes[:, 2:] - boxes[:, :2] if len(boxes) else np.zeros((0, 2))
    outlines: list[tuple[Point, ...]] = []
    loose = [np.zeros((0, 4))]
    held = np.zeros((0, 4))
    for row in np.argsort(-sizes.prod(axis=1), kind="stable").tolist():
        x1, y1, x2, y2 = boxes[row]
        if ((held[:, 0] <= x1) & (held[:, 1] <= y1) & (held[:, 2] >= x2) & (held[:, 3] >= y2)).any():
            continue
        corners = np.round(parts[row].reshape(-1, 2), DECIMALS).tolist()
        outline = convex_hull([(x, y) for x, y in corners])
        if len(outline) < 3 or sizes[row].max() > LARGEST_COLUMN_MM:
            loose.append(parts[row])
        else:
            outlines.append(outline)
            held = np.vstack([held, boxes[row]])
    return outlines, np.concatenate(loose)
