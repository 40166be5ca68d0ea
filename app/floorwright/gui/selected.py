"""How what is selected is outlined on the floor."""

from PySide6.QtCore import QPointF

from floorwright.gui.canvas.scene import FloorScene
from floorwright.gui.open_plan import OpenPlan


def outlines_of_selection(plan: OpenPlan, scene: FloorScene) -> list[tuple[list[QPointF], bool]]:
    """The outlines of what is selected, floor millimetres: their points, and whether they are closed."""
    session = plan.session
    outlines: list[tuple[list[QPointF], bool]] = []
    for id in session.selection:
        shape = session.index.shape(id)
        if shape is not None and shape.solid:
            outlines.append(([QPointF(x, y) for x, y in shape.solid], True))
        elif shape is not None:
            outlines += [([QPointF(x, y) for x, y in line], False) for line in shape.lines]
        elif len(path := plan.flow_path(id)) > 1:
            outlines.append(([QPointF(x, y) for x, y in path], False))
        elif (around := scene.underlay_box(id)) is not None:
            left, low, right, high = around
            corners = ((left, low), (right, low), (right, high), (left, high), (left, low))
            outlines.append(([QPointF(x, y) for x, y in corners], False))
    return outlines
