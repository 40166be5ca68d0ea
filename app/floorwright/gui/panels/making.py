"""How each panel is made and joined to the window, once it is needed: a panel nobody looks at costs a start nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from floorwright.gui import explaining

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow
    from floorwright.gui.panels.panel import Panel


def _library(window: MainWindow) -> Panel:
    from floorwright.gui.panels.library import LibraryPanel

    panel = LibraryPanel()
    panel.taken.connect(window.take_symbol)
    return panel


def _properties(window: MainWindow) -> Panel:
    from floorwright.gui.panels.properties import PropertiesPanel

    return PropertiesPanel()


def _layers(window: MainWindow) -> Panel:
    from floorwright.gui import underlays
    from floorwright.gui.panels.layers import LayersPanel

    panel = LayersPanel()
    panel.kinds_hidden.connect(lambda kinds: window.scene.hide_kinds(kinds))
    panel.import_asked.connect(window.import_drawing)
    panel.asked.connect(lambda what, id: underlays.DEEDS[what](window, id))
    return panel


def _analysis(window: MainWindow) -> Panel:
    from floorwright.gui.panels.analysis import AnalysisPanel

    panel = AnalysisPanel()
    panel.explain_asked.connect(lambda figure: explaining.explain(window, figure))
    panel.show_asked.connect(window.show_record)
    return panel


def _comparison(window: MainWindow) -> Panel:
    from floorwright.gui.panels.comparison import ComparisonPanel

    panel = ComparisonPanel()
    panel.explain_asked.connect(lambda figure: explaining.explain(window, figure))
    panel.show_asked.connect(window.show_record)
    return panel


def _explain(window: MainWindow) -> Panel:
    from floorwright.gui.panels.explain import ExplainPanel

    panel = ExplainPanel()
    panel.records_asked.connect(lambda ids: explaining.show_records(window, ids))
    panel.field_asked.connect(lambda record, field: explaining.show_field(window, record, field))
    return panel


def _scenarios(window: MainWindow) -> Panel:
    from floorwright.gui.panels.scenarios import ScenariosPanel

    panel = ScenariosPanel()
    panel.switched.connect(window.scenario_shown)
    panel.compare_asked.connect(window.compare)
    panel.explain_asked.connect(lambda figure: explaining.explain(window, figure))
    return panel


def _tables(window: MainWindow) -> Panel:
    from floorwright.gui.panels.tables import TablesPanel

    panel = TablesPanel()
    panel.show_asked.connect(window.show_record)
    return panel


def _chart(window: MainWindow) -> Panel:
    from floorwright.gui import asking
    from floorwright.gui.panels.process_chart import ProcessChartPanel

    panel = ProcessChartPanel()
    panel.show_asked.connect(window.show_record)
    panel.form_asked.connect(lambda sheet: asking.export(window, "pdf", sheet))
    panel.tags_changed.connect(lambda: window.scene.show_tags(panel.marks))
    return panel


def _studies(window: MainWindow) -> Panel:
    from floorwright.gui.panels.studies import StudiesPanel

    return StudiesPanel()


def _flow_view(window: MainWindow) -> Panel:
    from floorwright.gui.panels.flow_view import FlowViewPanel

    return FlowViewPanel()


def _flow_charts(window: MainWindow) -> Panel:
    from floorwright.gui.panels.flow_charts import FlowChartsPanel

    panel = FlowChartsPanel()
    panel.cell_asked.connect(lambda figure: explaining.explain_if_open(window, figure))
    panel.show_asked.connect(lambda ids: window.show_record(*ids))
    return panel


def _observe(window: MainWindow) -> Panel:
    from floorwright.gui import observing
    from floorwright.gui.panels.observe import ObservePanel

    panel = ObservePanel()
    panel.mm_per_px = lambda: 1 / window.view.camera.px_per_mm
    panel.finished.connect(lambda id: observing.show_observed(window, id))
    panel.studies_asked.connect(lambda id: observing.make_studies(window, id))
    return panel


def _observed(window: MainWindow) -> Panel:
    from floorwright.gui import observing
    from floorwright.gui.panels.observed import ObservedPanel

    panel = ObservedPanel(lambda: window.scene)
    panel.figures.setToolTip("Click a figure to see how it is made")
    panel.figures.cell_chosen.connect(lambda row, _: explaining.explain_observed(window, panel, row))
    panel.show_asked.connect(window.show_record)
    panel.observe_asked.connect(lambda: observing.observe(window))
    panel.import_asked.connect(lambda: observing.import_traces(window))
    panel.save_asked.connect(lambda: observing.save_tables(window))
    panel.studies_made.connect(lambda words: window.status.tell(words))
    panel.lay_asked.connect(lambda ids: observing.lay_traces(window, ids))
    return panel


MAKERS: dict[str, Callable[[MainWindow], Panel]] = {
    "library": _library,
    "properties": _properties,
    "layers": _layers,
    "analysis": _analysis,
    "explain": _explain,
    "comparison": _comparison,
    "scenarios": _scenarios,
    "tables": _tables,
    "chart": _chart,
    "studies": _studies,
    "flow_view": _flow_view,
    "flow_charts": _flow_charts,
    "observe": _observe,
    "observed": _observed,
}
