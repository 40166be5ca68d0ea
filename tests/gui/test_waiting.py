"""The window goes on while the figures of a large plan are worked out, and says so."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from floorwright.analysis.analyze import analyze
from floorwright.gui.dialogs.export import ExportDialog
from floorwright.model.kinds import DistanceMode, Plan
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, plan
from helpers.window import LEFT, Desk, a_window


def large() -> PlanFile:
    """400 flows between 40 stations: more than are waited for where every way is searched in the free floor."""
    stations = [machine(f"S{n}", 4 * (n % 8), 4 * (n // 8), 2, 2) for n in range(40)]
    flows = [flow("P", f"S{n % 40}", f"S{(7 * n + 3) % 40}", 1 + n % 3, order=n, id=f"f{n}") for n in range(400)]
    return PlanFile.new(plan(*stations, *flows))


def choose(desk: Desk, mode: DistanceMode) -> None:
    """Another distance mode, and what the window does at once."""
    session = desk.window.plan.session
    settings: Plan = desk.window.plan.plan
    session.do("Measure", lambda edit: edit.put(replace(settings, distance_mode=mode)))
    desk.window.plan.refresh()


def test_the_strip_says_that_it_computes_and_then_shows_the_figures(qtbot: QtBot) -> None:
    with a_window(large()) as desk:
        strip, plan = desk.window.strip, desk.window.plan
        assert strip.text_of("trips") == "799" and strip.waiting.isHidden()
        choose(desk, DistanceMode.FREE)
        assert strip.text_of("distance") == "…"
        assert strip.waiting.text().startswith("Computing…") and strip.button.isVisible()
        assert desk.window.docks.analysis.waiting.isVisible()
        qtbot.waitUntil(lambda: not plan.live.pending, timeout=30000)
        assert plan.analysis == analyze(plan.session.view.records)
        assert strip.text_of("trips") == "799"
        assert strip.text_of("distance").endswith(" m")
        assert strip.waiting.isHidden() and strip.button.isHidden()
        assert desk.window.docks.analysis.waiting.isHidden()


def test_cancel_leaves_the_figures_out_until_compute_is_pressed(qtbot: QtBot) -> None:
    with a_window(large()) as desk:
        strip, plan = desk.window.strip, desk.window.plan
        choose(desk, DistanceMode.FREE)
        qtbot.mouseClick(strip.button, LEFT, Qt.KeyboardModifier.NoModifier)
        qtbot.waitUntil(lambda: strip.waiting.text() == "Not computed", timeout=30000)
        assert plan.live.pending and strip.text_of("cost") == "…"
        choose(desk, DistanceMode.STRAIGHT)
        assert not plan.live.pending, "few enough for straight lines"
        assert strip.text_of("trips") == "799"
        choose(desk, DistanceMode.FREE)
        qtbot.mouseClick(strip.button, LEFT, Qt.KeyboardModifier.NoModifier)
        qtbot.waitUntil(lambda: strip.button.text() == "Compute", timeout=30000)
        qtbot.mouseClick(strip.button, LEFT, Qt.KeyboardModifier.NoModifier)
        qtbot.waitUntil(lambda: not plan.live.pending, timeout=30000)
        assert plan.analysis == analyze(plan.session.view.records)


def test_an_export_waits_for_the_figures_of_the_plan_as_it_is(qtbot: QtBot) -> None:
    with a_window(large()) as desk:
        choose(desk, DistanceMode.FREE)
        dialog = ExportDialog(desk.window, desk.window.plan)
        assert not dialog.take.isEnabled()
        qtbot.waitUntil(dialog.take.isEnabled, timeout=30000)
        dialog.close()
        dialog.deleteLater()
