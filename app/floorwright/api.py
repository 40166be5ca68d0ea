"""The names plugins may use: re-exports, nothing else."""

from floorwright.analysis.result import (
    Analysis,
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
from floorwright.hooks.contributions import DrawingImporter, Exporter, ImportOptions, PlanMetric, SymbolFolder
from floorwright.hooks.specs import hook
from floorwright.jobs import Job
from floorwright.model.drawing import Drawing, DrawingLayer, DrawingText, Problem, empty_drawing
from floorwright.paper.content import Content
from floorwright.paper.marks import Block, DrawingMark, Line, Mark, Region, Sheet, Style, Text, Viewport
from floorwright.paper.setup import SheetSetup

__all__ = [
    "Analysis",
    "Block",
    "Cancelled",
    "Column",
    "Congestion",
    "Content",
    "Drawing",
    "DrawingImporter",
    "DrawingLayer",
    "DrawingMark",
    "DrawingText",
    "ExportFailed",
    "Exporter",
    "FloorwrightError",
    "FlowFigures",
    "FromTo",
    "ImportFailed",
    "ImportOptions",
    "Job",
    "Line",
    "Mark",
    "MethodFigures",
    "PlanMetric",
    "Problem",
    "Region",
    "Sheet",
    "SheetSetup",
    "Style",
    "SymbolFolder",
    "Table",
    "Text",
    "Totals",
    "Viewport",
    "Warning",
    "empty_drawing",
    "hook",
]
