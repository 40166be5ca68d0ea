"""The floor as a scene: it follows the diffs of the scenario that is looked at, one item at a time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from floorwright.geometry.box import Box, joined
from floorwright.geometry.polygon import rectangle
from floorwright.gui.canvas.camera import Camera
from floorwright.gui.canvas.drawing_painter import painter_of, placed
from floorwright.gui.canvas.flow_item import FlowItem
from floorwright.gui.canvas.flow_layer import FlowLayer
from floorwright.gui.canvas.held import HeldPicture
from floorwright.gui.canvas.ink import SCREEN_PX_PER_MM, Colouring, Ink, Nested, block_transform, extend, ink_of, nest
from floorwright.gui.canvas.items import FloorRoot, InkItem, MachineItem, SelectionItem, repaint
from floorwright.gui.canvas.underlay_item import UnderlayItem
from floorwright.gui.theme import current_theme
from floorwright.model.diff import Change, Diff, Records
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import (
    PLAN_ID,
    Aisle,
    Dimension,
    DrawingSource,
    Label,
    Machine,
    Opening,
    Plan,
    Underlay,
    Wall,
    Zone,
)
from floorwright.model.record import Record
from floorwright.paper.marks import Block, Mark
from floorwright.paper.plan_marks import machine_marks, plan_marks
from floorwright.paper.station_marks import StationShade, station_marks
from floorwright.paper.symbols import SymbolLibrary

GROUND_KINDS = (Wall, Opening, Aisle, Zone, Label, Dimension)
TAG_SHARE = 0.75
FLOW_SHARE = 0.6
"""Flows are drawn thinner on the screen than on paper, where the plan is looked at from farther away."""
LETTERING_SCALES = (20.0, 50.0, 100.0, 200.0, 400.0, 800.0)
_UNDERLAY, _GROUND, _HEAT, _MACHINES, _SHADES, _TRAFFIC, _FLOWS = 0.0, 10.0, 15.0, 20.0, 23.0, 26.0, 30.0
_RESTING, _HELD, _MOVING, _TAGS, _SELECTION, _ABOVE = 0.0, 10.0, 20.0, 30.0, 40.0, 50.0


class FloorScene(QGraphicsScene):
    """Keeps one item for the ground, one a machine, one for all flows and one for what the tool draws."""

    def __init__(self, library: SymbolLibrary) -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._library = library
        self.hidden_kinds: frozenset[str] = frozenset()
        self._records: dict[str, Record] = {}
        self._drawings: Mapping[DrawingSource, Drawing] = {}
        self._ground: dict[str, Record] = {}
        self._machines: dict[str, MachineItem] = {}
        self._underlays: dict[str, UnderlayItem] = {}
        self._underlay_boxes: dict[str, Box] = {}
        self._shared_ink: dict[str, Ink] = {}
        self._ground_stale = False
        self.scale = 100.0
        """Names and arrows are sized for 1 : scale; it follows the zoom in steps."""
        self.window = (800.0, 600.0, 1.0)
        """Width and height of the view in pixels, and device pixels in one of them."""
        self.root = FloorRoot()
        self.addItem(self.root)
        self._resting, self._moving = FloorRoot(), FloorRoot()
        for part, depth in ((self._resting, _RESTING), (self._moving, _MOVING)):
            part.setParentItem(self.root)
            part.setZValue(depth)
        self._held = HeldPicture(self.root, _HELD)
        self._holding: frozenset[str] = frozenset()
        self._ground_item = InkItem(self._resting, _GROUND, self.colouring)
        self._shades: tuple[StationShade, ...] = ()
        self._shades_item = InkItem(self._resting, _SHADES, self.colouring)
        self._heat_item = InkItem(self._resting, _HEAT, self.colouring)
        self._traffic_item = InkItem(self._resting, _TRAFFIC, self.colouring)
        self._flows_item = FlowLayer(self._resting, _FLOWS, self.colouring, lambda: self.window)
        self._moving_flows = FlowItem(self._moving, _FLOWS, self.colouring)
        self._selection_item = SelectionItem(self.root, _SELECTION)
        self._above_item = InkItem(self.root, _ABOVE, self.colouring)
        self._tags_item = InkItem(self.root, _TAGS, self.colouring)
        self._make_tags: Callable[[float], Iterable[Mark]] = lambda scale: ()

    def colouring(self) -> Colouring:
        """How printed colours look on this canvas."""
        return current_theme().ink

    @property
    def resting(self) -> QGraphicsItem:
        """What everything hangs on that is not dragged; panels hang layers of their own on it, and take them off."""
        return self._resting

    @property
    def holding(self) -> frozenset[str]:
        """The machines that are dragged over a picture of everything else."""
        return self._holding

    def expect(self, flows: Collection[str]) -> None:
        """These flows may be held apart next: a picture of the others is made before."""
        self._flows_item.expect(flows)

    def hold(self, machines: frozenset[str], flows: Collection[str]) -> None:
        """Show everything but these machines and flows from a picture, until `let_go`: only they change now."""
        self.let_go()
        self._holding = machines
        for key in machines & self._machines.keys():
            self._machines[key].setParentItem(self._moving)
        self._flows_item.lift(flows)
        above = (self._moving, self._tags_item, self._selection_item, self._above_item)
        for item in above:
            item.setVisible(False)
        self._held.take(self, self.window)
        for item in above:
            item.setVisible(True)
        self._resting.setVisible(False)

    def let_go(self) -> None:
        """Nothing is dragged any more: everything is drawn as it is."""
        if not self._held.held:
            return
        self._held.drop()
        for key in self._holding & self._machines.keys():
            self._machines[key].setParentItem(self._resting)
        self._holding = frozenset()
        self._flows_item.lift(())
        self._moving_flows.show_flows((), SCREEN_PX_PER_MM)
        self._resting.setVisible(True)

    def look_from(self, camera: Camera) -> None:
        """Show the floor as this camera sees it."""
        self.let_go()
        scale = camera.px_per_mm
        self.root.setTransform(QTransform(scale, 0, 0, -scale, -camera.left * scale, camera.top * scale))

    def settle(self) -> None:
        """The camera has come to rest: drawings become sharp again and names as large as the zoom asks."""
        scale = lettering_scale(self.root.transform().m11())
        if scale != self.scale:
            self.scale = scale
            self._draw_records()
        for item in self._underlays.values():
            item.settle()

    def follow(self, diff: Diff) -> None:
        """Take over what changed in the scenario that is looked at."""
        if not self._holding.issuperset(diff):
            self.let_go()
        for key, change in diff.items():
            if change.after is None:
                self._records.pop(key, None)
            else:
                self._records[key] = change.after
            record = change.after or change.before
            if isinstance(record, Machine):
                self._follow_machine(key, change)
            elif isinstance(record, GROUND_KINDS):
                self._follow_ground(key, change.after)
            elif isinstance(record, Underlay):
                self._follow_underlay(key, change.after)
            elif isinstance(record, Plan):
                self._ground_stale = True
        if self._ground_stale:
            self._draw_ground()
        if any(shade.station in diff for shade in self._shades):
            self._draw_shades()

    def start(self, records: Records, room: tuple[float, float] = (800.0, 600.0)) -> None:
        """Show a whole table of records. At first all of it is looked at, in about so many pixels of `room`."""
        around = joined(*(box for record in records.values() if (box := record_box(record)) is not None))
        if not around.empty:
            self.scale = lettering_scale(min(room[0] / max(around.width, 1.0), room[1] / max(around.height, 1.0)))
        self.follow({key: Change(None, record) for key, record in records.items()})

    def show_drawings(self, drawings: Mapping[DrawingSource, Drawing]) -> None:
        """The imported drawings by what they are read from, as far as they are read."""
        self.let_go()
        self._drawings = dict(drawings)
        for key in list(self._underlays):
            self._follow_underlay(key, self._records.get(key))

    def show_flows(self, marks: Iterable[Mark]) -> None:
        """The flow layer; it is one item however many flows there are."""
        self.let_go()
        self._flows_item.show_flows(marks, SCREEN_PX_PER_MM * FLOW_SHARE)

    def show_maps(self, below: Iterable[Mark], above: Iterable[Mark]) -> None:
        """What lies under the equipment and over it: heat and traffic."""
        px_per_mm = SCREEN_PX_PER_MM * FLOW_SHARE
        self._heat_item.show_ink(ink_of(below, px_per_mm, self.colouring()))
        self._traffic_item.show_ink(ink_of(above, px_per_mm, self.colouring()))

    def show_moving_flows(self, marks: Iterable[Mark]) -> None:
        """The flows that change while something is dragged, over the picture of the others."""
        self._moving_flows.show_flows(marks, SCREEN_PX_PER_MM * FLOW_SHARE)

    def show_shades(self, shades: tuple[StationShade, ...]) -> None:
        """Colour stations by figures of a study; none takes the colours away."""
        self.let_go()
        self._shades = shades
        self._draw_shades()

    def _draw_shades(self) -> None:
        marks = station_marks(self._records, self._shades, self.scale)
        self._shades_item.show_ink(ink_of(marks, SCREEN_PX_PER_MM, self.colouring()))

    def show_above(self, marks: Iterable[Mark]) -> None:
        """What the tool in the hand draws above the plan."""
        self._above_item.show_ink(ink_of(marks, SCREEN_PX_PER_MM, self.colouring()))

    def show_tags(self, make: Callable[[float], Iterable[Mark]]) -> None:
        """The symbols of a process chart on the flow lines; `make` gives those sized for 1 : a scale."""
        self._make_tags = make
        self._draw_tags()

    def _draw_tags(self) -> None:
        marks = self._make_tags(self.scale * TAG_SHARE)
        self._tags_item.show_ink(ink_of(marks, SCREEN_PX_PER_MM * TAG_SHARE, self.colouring()))

    def show_selection(self, outlines: list[tuple[list[QPointF], bool]]) -> None:
        """What is selected, as lines and closed outlines."""
        self._selection_item.show_outlines(outlines, QColor(current_theme().select))

    def hide_kinds(self, kinds: frozenset[str]) -> None:
        """Leave these kinds of record (`machine`, `wall`, `flow`, …) out of the picture."""
        self.let_go()
        self.hidden_kinds = kinds
        for item in self._machines.values():
            item.setVisible("machine" not in kinds)
        for flows in (self._flows_item, self._moving_flows, self._heat_item, self._traffic_item):
            flows.setVisible("flow" not in kinds)
        for key, drawing in self._underlays.items():
            drawing.setVisible(self._shows_underlay(key))
        self._draw_ground()

    def repaint_everything(self) -> None:
        """The colours have changed: all ink is made anew."""
        self.let_go()
        self._shared_ink.clear()
        self._draw_records()
        for item in self._underlays.values():
            item.forget_picture()
        self.settle()

    def _draw_records(self) -> None:
        for key, item in self._machines.items():
            record = self._records[key]
            assert isinstance(record, Machine)
            self._draw_machine(item, record)
        self._draw_ground()
        self._draw_tags()
        self._draw_shades()

    def underlay_box(self, id: str) -> Box | None:
        """The box round an imported drawing; None while it is not read."""
        return self._underlay_boxes.get(id)

    def extent(self) -> Box | None:
        """The box round everything that is shown; None when the floor is empty."""
        boxes = [box for key, box in self._underlay_boxes.items() if self._shows_underlay(key)]
        for record in self._records.values():
            box = record_box(record)
            if box is not None:
                boxes.append(box)
        around = joined(*boxes)
        return None if around.empty else around

    def close(self) -> None:
        """Take every item out of the scene before it is forgotten."""
        self.let_go()
        self._flows_item.close()
        for item in [*self._machines.values(), *self._underlays.values()]:
            self._remove(item)
        self._machines.clear()
        self._underlays.clear()
        self.removeItem(self.root)

    def _shows_underlay(self, key: str) -> bool:
        record = self._records.get(key)
        return isinstance(record, Underlay) and record.visible and "underlay" not in self.hidden_kinds

    def _follow_machine(self, key: str, change: Change) -> None:
        item = self._machines.get(key)
        if not isinstance(change.after, Machine):
            if item is not None:
                self._remove(self._machines.pop(key))
            return
        machine = change.after
        if item is None:
            item = self._machines[key] = MachineItem(self._resting, _MACHINES)
            item.setVisible("machine" not in self.hidden_kinds)
            self._draw_machine(item, machine)
        elif not _only_moved(change):
            self._draw_machine(item, machine)
        item.setPos(machine.x, machine.y)

    def _draw_machine(self, item: MachineItem, machine: Machine) -> None:
        ink = Ink()
        for mark in machine_marks(replace(machine, x=0.0, y=0.0), self._library, self.scale):
            if isinstance(mark, Block):
                shared = self._shared_ink.get(mark.key)
                if shared is None:
                    shared = self._shared_ink[mark.key] = ink_of(mark.marks, SCREEN_PX_PER_MM, self.colouring())
                nest(ink, Nested(shared, block_transform(mark)))
            else:
                extend(ink, mark, SCREEN_PX_PER_MM, self.colouring())
        corners = rectangle(0.0, 0.0, machine.width, machine.depth, machine.rotation)
        item.show_ink(ink, [QPointF(x, y) for x, y in corners], self.colouring()("#8a94a0"))

    def _follow_ground(self, key: str, record: Record | None) -> None:
        self._ground_stale = True
        if record is None:
            self._ground.pop(key, None)
        else:
            self._ground[key] = record

    def _draw_ground(self) -> None:
        self._ground_stale = False
        shown = {key: record for key, record in self._ground.items() if record.KIND not in self.hidden_kinds}
        if PLAN_ID in self._records:
            shown[PLAN_ID] = self._records[PLAN_ID]
        marks = plan_marks(shown, self._library, self.scale)
        self._ground_item.show_ink(ink_of(marks, SCREEN_PX_PER_MM, self.colouring()))

    def _follow_underlay(self, key: str, record: Record | None) -> None:
        item = self._underlays.get(key)
        if not isinstance(record, Underlay):
            if item is not None:
                self._remove(self._underlays.pop(key))
            self._underlay_boxes.pop(key, None)
            return
        if item is None:
            item = self._underlays[key] = UnderlayItem(self._resting, _UNDERLAY, self.colouring, lambda: self.window)
        drawing = self._drawings.get(record.source)
        item.show_drawing(drawing, record)
        if "underlay" in self.hidden_kinds:
            item.setVisible(False)
        if drawing is not None:
            self._underlay_boxes[key] = underlay_box(drawing, record)

    def _remove(self, item: QGraphicsItem) -> None:
        repaint(item)
        self.removeItem(item)


def lettering_scale(px_per_mm: float) -> float:
    """The ruler scale, in coarse steps, for which names are sized when a millimetre of floor takes so many pixels."""
    wanted = SCREEN_PX_PER_MM / max(px_per_mm, 1e-9)
    return next((scale for scale in LETTERING_SCALES if wanted <= scale * 1.3), LETTERING_SCALES[-1])


def _only_moved(change: Change) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Machine) or not isinstance(after, Machine):
        return False
    return replace(before, x=after.x, y=after.y) == after


def record_box(record: Record) -> Box | None:
    """The box round what a record covers on the floor; None for records that lie nowhere."""
    match record:
        case Machine():
            corners = rectangle(record.x, record.y, record.width, record.depth, record.rotation)
            return joined(*((x, y, x, y) for x, y in corners))
        case Wall() | Aisle() | Dimension():
            return joined((record.x1, record.y1, record.x1, record.y1), (record.x2, record.y2, record.x2, record.y2))
        case Zone():
            return joined(*((x, y, x, y) for x, y in record.points))
        case Label():
            return Box(record.x, record.y, record.x, record.y + record.height)
    return None


def underlay_box(drawing: Drawing, underlay: Underlay) -> Box:
    """The box on the floor of what belongs together in a drawing."""
    place = placed(underlay)
    around = drawing.box or painter_of(drawing).form.box
    if around is None:
        return Box(underlay.x, underlay.y, underlay.x, underlay.y)
    u0, v0, u1, v1 = around
    corners = [
        place.map(QPointF(u - underlay.origin_u, v - underlay.origin_v))
        for u, v in ((u0, v0), (u1, v0), (u1, v1), (u0, v1))
    ]
    return joined(*((corner.x(), corner.y(), corner.x(), corner.y()) for corner in corners))
