"""The names plugins may use: re-exports, nothing else, each imported when somebody first asks for it.

A worker that reads a drawing needs no paper, an exporter no importer, and a start hardly anything.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from floorwright.analysis.balance.bounds import stations_at_least
    from floorwright.analysis.balance.fewest import fewest_stations
    from floorwright.analysis.balance.heuristics import (
        BALANCE_RULES,
        balance_by_rule,
        balance_columns,
        comsoal,
        follower_counts,
        positional_weights,
    )
    from floorwright.analysis.balance.line import BalanceLine, a_circle, a_line
    from floorwright.analysis.balance.shortest import shortest_cycle
    from floorwright.analysis.balance.whole import cycle_in, whole_times
    from floorwright.analysis.confidence import (
        goodman_intervals,
        normal_interval,
        normal_quantile,
        student_quantile,
        whole_up,
        wilson_interval,
    )
    from floorwright.analysis.pictures.flow_tables import (
        closeness_table,
        departments_table,
        relationships_table,
        traffic_table,
    )
    from floorwright.analysis.process_chart.chart import ProcessChart, process_chart
    from floorwright.analysis.process_chart.compare import chart_of_ideas
    from floorwright.analysis.process_chart.study import chart_of_rows
    from floorwright.analysis.process_chart.tables import (
        chart_table,
        charts_table,
        comparison_table,
        longest_table,
        summaries_table,
    )
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
    from floorwright.errors import Cancelled, ExportFailed, FloorwrightError, ImportFailed, StudyFailed
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
    from floorwright.hooks.scratch import scratch_folder
    from floorwright.hooks.specs import hook
    from floorwright.hooks.studies.allowances import (
        ALLOWANCE_ON_MACHINE,
        ALLOWANCE_OPTIONS,
        Allowance,
        allowance_of,
        no_time_left,
    )
    from floorwright.hooks.studies.method import (
        StationFigure,
        StudyAnswer,
        StudyChange,
        StudyColumn,
        StudyExample,
        StudyFinding,
        StudyInput,
        StudyMethod,
        StudyOption,
        StudyResult,
        StudyRow,
        StudyTable,
        StudyValue,
    )
    from floorwright.hooks.studies.recording import StopwatchRecorder, TallyRecorder
    from floorwright.hooks.studies.slips import slips_of
    from floorwright.hooks.studies.times import TMU_S, times_table
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
        distinct_looks,
        empty_drawing,
    )
    from floorwright.model.kinds import Dimension, Flow, Machine, Opening, Plan, Product, Underlay, Wall
    from floorwright.model.problem import Problem
    from floorwright.model.process_chart import ChartHead, Step, StepType, Subject, TimeBasis
    from floorwright.model.record import Record, new_id
    from floorwright.model.sketch import Sketch
    from floorwright.model.stated_scale import stated_scale
    from floorwright.native.place import placed_rows
    from floorwright.native.tokenise import NOT_ASCII, ODD_NUMBER, TagColumns, hash_of, sorted_by_code, tokenise
    from floorwright.paper.charts.figure import Figure, figure, room_of
    from floorwright.paper.charts.key import Entry
    from floorwright.paper.charts.page import figure_sheet
    from floorwright.paper.charts.plot import Plot, Room, axis_marks, fitted_plot
    from floorwright.paper.charts.scales import Downwards, Linear, Logarithmic, Named, linear, logarithmic
    from floorwright.paper.charts.series import band, beside, dots, level, tile, trace, upright, words_in
    from floorwright.paper.compose import compose, compose_all, flat, floor_box, floor_marks, sheet_scale
    from floorwright.paper.content import Content
    from floorwright.paper.digits import (
        TextColumn,
        chosen,
        decimals,
        exact,
        hexadecimals,
        text_pieces,
        text_rows,
        whole,
    )
    from floorwright.paper.font_file import Font
    from floorwright.paper.fonts import FAMILY, Run, drawable, font, fonts_in_order, runs, text_width
    from floorwright.paper.imprint import Areas, Imprint, Pen, Strokes, Window, Words, imprint
    from floorwright.paper.imprint_picture import printed_pixels
    from floorwright.paper.marks import Block, DrawingMark, Line, Mark, Region, Sheet, Style, Text, Vertex, Viewport
    from floorwright.paper.placing import arc_of, block_marks, moved_marks, straightened
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
    from floorwright.units import Unit, parse_number

__all__ = [
    "ALLOWANCE_ON_MACHINE",
    "ALLOWANCE_OPTIONS",
    "BALANCE_RULES",
    "CONTRAST",
    "FAMILY",
    "NORMAL_WEIGHT_MM",
    "NOT_ASCII",
    "ODD_NUMBER",
    "TMU_S",
    "Allowance",
    "Analysis",
    "Areas",
    "BalanceLine",
    "Block",
    "Cancelled",
    "Cell",
    "ChartHead",
    "Column",
    "Congestion",
    "Content",
    "Converted",
    "Dimension",
    "Downwards",
    "Drawing",
    "DrawingImporter",
    "DrawingLayer",
    "DrawingMark",
    "DrawingText",
    "Entry",
    "ExportFailed",
    "Exporter",
    "Figure",
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
    "Linear",
    "Logarithmic",
    "Machine",
    "Mark",
    "MethodFigures",
    "Named",
    "Opening",
    "Pen",
    "Pixels",
    "Plan",
    "PlanMetric",
    "Plot",
    "Problem",
    "ProcessChart",
    "Product",
    "Record",
    "Records",
    "Region",
    "Room",
    "Run",
    "Sheet",
    "SheetSetup",
    "Sketch",
    "StationFigure",
    "Step",
    "StepType",
    "StopwatchRecorder",
    "Strokes",
    "StudyAnswer",
    "StudyChange",
    "StudyColumn",
    "StudyExample",
    "StudyFailed",
    "StudyFinding",
    "StudyInput",
    "StudyMethod",
    "StudyOption",
    "StudyResult",
    "StudyRow",
    "StudyTable",
    "StudyValue",
    "Style",
    "Subject",
    "SymbolFolder",
    "Table",
    "TagColumns",
    "TallyRecorder",
    "Text",
    "TextColumn",
    "TimeBasis",
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
    "a_circle",
    "a_line",
    "allowance_of",
    "arc_of",
    "axis_marks",
    "balance_by_rule",
    "balance_columns",
    "band",
    "beside",
    "block_marks",
    "chart_of_ideas",
    "chart_of_rows",
    "chart_table",
    "charts_table",
    "chosen",
    "closeness_table",
    "comparison_table",
    "compose",
    "compose_all",
    "comsoal",
    "cycle_in",
    "decimals",
    "departments_table",
    "distinct_looks",
    "dots",
    "drawable",
    "empty_drawing",
    "exact",
    "fewest_stations",
    "figure",
    "figure_sheet",
    "fitted_plot",
    "flat",
    "floor_box",
    "floor_marks",
    "follower_counts",
    "font",
    "fonts_in_order",
    "goodman_intervals",
    "hash_of",
    "heading",
    "hexadecimals",
    "hook",
    "imprint",
    "level",
    "linear",
    "logarithmic",
    "longest_table",
    "moved_marks",
    "new_id",
    "no_time_left",
    "normal_interval",
    "normal_quantile",
    "on_floor",
    "parse_number",
    "placed_rows",
    "positional_weights",
    "printed_colour",
    "printed_pixels",
    "printed_width",
    "process_chart",
    "relationships_table",
    "resource",
    "room_of",
    "runs",
    "scratch_folder",
    "sheet_scale",
    "shortest_cycle",
    "shown_layers",
    "slips_of",
    "sorted_by_code",
    "stated_scale",
    "stations_at_least",
    "straightened",
    "straightened_curve",
    "student_quantile",
    "summaries_table",
    "text_angle",
    "text_pieces",
    "text_rows",
    "text_width",
    "tile",
    "times_table",
    "tokenise",
    "trace",
    "traffic_table",
    "upright",
    "vectors_on_floor",
    "whole",
    "whole_times",
    "whole_up",
    "wilson_interval",
    "words_in",
]

_NAMES = {
    "analysis.balance.bounds": "stations_at_least",
    "analysis.balance.fewest": "fewest_stations",
    "analysis.balance.heuristics": "BALANCE_RULES balance_by_rule balance_columns comsoal follower_counts"
    " positional_weights",
    "analysis.balance.line": "BalanceLine a_circle a_line",
    "analysis.balance.shortest": "shortest_cycle",
    "analysis.balance.whole": "cycle_in whole_times",
    "analysis.process_chart.compare": "chart_of_ideas",
    "analysis.process_chart.study": "chart_of_rows",
    "analysis.process_chart.tables": "chart_table charts_table comparison_table longest_table summaries_table",
    "analysis.confidence": "goodman_intervals normal_interval normal_quantile"
    " student_quantile whole_up wilson_interval",
    "analysis.process_chart.chart": "ProcessChart process_chart",
    "analysis.pictures.flow_tables": "closeness_table departments_table relationships_table traffic_table",
    "analysis.result": "Analysis Cell Column Congestion FlowFigures FromTo MethodFigures Table Totals Warning",
    "errors": "Cancelled ExportFailed FloorwrightError ImportFailed StudyFailed",
    "geometry.transform": "Transform",
    "hooks.contributions": "Converted DrawingImporter Exporter ImportOptions PlanMetric SymbolFolder",
    "hooks.scratch": "scratch_folder",
    "hooks.specs": "hook",
    "hooks.studies.allowances": "ALLOWANCE_ON_MACHINE ALLOWANCE_OPTIONS Allowance allowance_of no_time_left",
    "hooks.studies.method": "StationFigure StudyAnswer StudyChange StudyColumn StudyExample StudyFinding StudyInput"
    " StudyMethod StudyOption StudyResult StudyRow StudyTable StudyValue",
    "hooks.studies.recording": "StopwatchRecorder TallyRecorder",
    "jobs": "Job",
    "hooks.studies.slips": "slips_of",
    "hooks.studies.times": "TMU_S times_table",
    "model.diff": "Records",
    "model.drawing": "CONTRAST NORMAL_WEIGHT_MM Drawing DrawingLayer DrawingText Floats Ints LineStyle Pixels"
    " distinct_looks empty_drawing",
    "model.kinds": "Dimension Flow Machine Opening Plan Product Underlay Wall",
    "model.problem": "Problem",
    "model.process_chart": "ChartHead Step StepType Subject TimeBasis",
    "model.record": "Record new_id",
    "model.sketch": "Sketch",
    "model.stated_scale": "stated_scale",
    "native.place": "placed_rows",
    "native.tokenise": "NOT_ASCII ODD_NUMBER TagColumns hash_of sorted_by_code tokenise",
    "paper.charts.figure": "Figure figure room_of",
    "paper.charts.key": "Entry",
    "paper.charts.page": "figure_sheet",
    "paper.charts.plot": "Plot Room axis_marks fitted_plot",
    "paper.charts.scales": "Downwards Linear Logarithmic Named linear logarithmic",
    "paper.charts.series": "band beside dots level tile trace upright words_in",
    "paper.compose": "compose compose_all flat floor_box floor_marks sheet_scale",
    "paper.content": "Content",
    "paper.digits": "TextColumn chosen decimals exact hexadecimals text_pieces text_rows whole",
    "paper.font_file": "Font",
    "paper.fonts": "FAMILY Run drawable font fonts_in_order runs text_width",
    "paper.imprint": "Areas Imprint Pen Strokes Window Words imprint",
    "paper.imprint_picture": "printed_pixels",
    "paper.marks": "Block DrawingMark Line Mark Region Sheet Style Text Vertex Viewport",
    "paper.placing": "arc_of block_marks moved_marks straightened",
    "paper.setup": "SheetSetup",
    "paper.table_sheet": "heading",
    "paper.underlay": "on_floor printed_colour printed_width shown_layers text_angle vectors_on_floor",
    "resources": "resource",
    "units": "Unit parse_number",
}
"""What is under its own name in which module of `floorwright`."""
_RENAMED = {"straightened_curve": ("geometry.bezier", "straightened")}
_HOMES = {name: (module, name) for module, names in _NAMES.items() for name in names.split()} | _RENAMED


def __getattr__(name: str) -> object:
    """The thing of this name, imported now."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, theirs = _HOMES[name]
    found = globals()[name] = getattr(import_module(f"floorwright.{module}"), theirs)
    return found
