"""The names plugins may use: re-exports, nothing else."""

from floorwright.analysis.process_chart import ProcessChart, process_chart
from floorwright.analysis.result import (
    Analysis,
    Cell,
    Column,
    Congestion,
    FlowFigures,
    FromTo,
    MethodFigures,
    Table,
    Totals,
    Warning,
)
from floorwright.errors import Cancelled, ExportFailed, FloorwrightError, ImportFailed
from floorwright.geometry.bezier import straightened as straightened_curve
from floorwright.geometry.transform import Transform
from floorwright.hooks.contributions import (
    Converted,
    DrawingImporter,
    Exporter,
    ImportOptions,
    PlanMetric,
    SymbolFolder,
)
from floorwright.hooks.drawing_cache import scratch_folder
from floorwright.hooks.specs import hook
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.drawing import (
    CONTRAST,
    NORMAL_WEIGHT_MM,
    Drawing,
    DrawingLayer,
    DrawingText,
    Floats,
    Ints,
    LineStyle,
    Pixels,
    Problem,
    distinct_looks,
    empty_drawing,
)
from floorwright.model.kinds import Dimension, Flow, Machine, Opening, Plan, Product, Underlay, Wall
from floorwright.model.sketch import Sketch
from floorwright.model.stated_scale import stated_scale
from floorwright.native.place import placed_rows
from floorwright.native.tokenise import IS_TEXT, NOT_ASCII, ODD_NUMBER, TagColumns, hash_of, tokenise
from floorwright.paper.compose import compose, compose_all, flat, floor_box, floor_marks, sheet_scale
from floorwright.paper.content import Content
from floorwright.paper.digits import TextColumn, chosen, decimals, exact, hexadecimals, text_pieces, text_rows, whole
from floorwright.paper.font_file import Font
from floorwright.paper.fonts import FAMILY, Run, drawable, font, fonts_in_order, runs, text_width
from floorwright.paper.imprint import Areas, Imprint, Pen, Strokes, Window, Words, imprint
from floorwright.paper.imprint_picture import printed_pixels
from floorwright.paper.marks import Block, DrawingMark, Line, Mark, Region, Sheet, Style, Text, Vertex, Viewport
from floorwright.paper.placing import arc_of, block_marks, straightened
from floorwright.paper.setup import SheetSetup
from floorwright.paper.table_sheet import heading
from floorwright.paper.underlay import (
    on_floor,
    printed_colour,
    printed_width,
    shown_layers,
    text_angle,
    vectors_on_floor,
)
from floorwright.resources import resource
from floorwright.units import Unit

__all__ = [
    "CONTRAST",
    "FAMILY",
    "IS_TEXT",
    "NORMAL_WEIGHT_MM",
    "NOT_ASCII",
    "ODD_NUMBER",
    "Analysis",
    "Areas",
    "Block",
    "Cancelled",
    "Cell",
    "Column",
    "Congestion",
    "Content",
    "Converted",
    "Dimension",
    "Drawing",
    "DrawingImporter",
    "DrawingLayer",
    "DrawingMark",
    "DrawingText",
    "ExportFailed",
    "Exporter",
    "Floats",
    "FloorwrightError",
    "Flow",
    "FlowFigures",
    "Font",
    "FromTo",
    "ImportFailed",
    "ImportOptions",
    "Imprint",
    "Ints",
    "Job",
    "Line",
    "LineStyle",
    "Machine",
    "Mark",
    "MethodFigures",
    "Opening",
    "Pen",
    "Pixels",
    "Plan",
    "PlanMetric",
    "Problem",
    "ProcessChart",
    "Product",
    "Records",
    "Region",
    "Run",
    "Sheet",
    "SheetSetup",
    "Sketch",
    "Strokes",
    "Style",
    "SymbolFolder",
    "Table",
    "TagColumns",
    "Text",
    "TextColumn",
    "Totals",
    "Transform",
    "Underlay",
    "Unit",
    "Vertex",
    "Viewport",
    "Wall",
    "Warning",
    "Window",
    "Words",
    "arc_of",
    "block_marks",
    "chosen",
    "compose",
    "compose_all",
    "decimals",
    "distinct_looks",
    "drawable",
    "empty_drawing",
    "exact",
    "flat",
    "floor_box",
    "floor_marks",
    "font",
    "fonts_in_order",
    "hash_of",
    "heading",
    "hexadecimals",
    "hook",
    "imprint",
    "on_floor",
    "placed_rows",
    "printed_colour",
    "printed_pixels",
    "printed_width",
    "process_chart",
    "resource",
    "runs",
    "scratch_folder",
    "sheet_scale",
    "shown_layers",
    "stated_scale",
    "straightened",
    "straightened_curve",
    "text_angle",
    "text_pieces",
    "text_rows",
    "text_width",
    "tokenise",
    "vectors_on_floor",
    "whole",
]
