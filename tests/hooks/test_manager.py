"""Plugins that fail are named and left out; everything else goes on."""

import sys
from pathlib import Path

import pytest

from floorwright.analysis.result import Table
from floorwright.errors import FloorwrightError, ImportFailed
from floorwright.hooks.contributions import PlanMetric
from floorwright.hooks.manager import Plugins
from floorwright.hooks.specs import hook


def metric(id: str) -> PlanMetric:
    return PlanMetric(id, id, lambda records, analysis: Table(id, (), ()))


class Good:
    @hook
    def plan_metrics(self) -> list[PlanMetric]:
        return [metric("good")]


class Raising:
    @hook
    def plan_metrics(self) -> list[PlanMetric]:
        raise ZeroDivisionError("no machines")


class Leaving:
    @hook
    def plan_metrics(self) -> list[PlanMetric]:
        sys.exit(3)


class Nonsense:
    @hook
    def plan_metrics(self) -> list[int]:
        return [42]


class Misspelt:
    @hook
    def plan_metricks(self) -> list[PlanMetric]:
        return []


def test_a_plugin_that_raises_in_a_hook_is_named_and_the_others_work() -> None:
    plugins = Plugins()
    plugins.register(Raising(), "broken")
    plugins.register(Good(), "fine")
    assert list(plugins.contributions.metrics) == ["good"]
    assert str(plugins.failures[0]) == "The plugin “broken” was switched off: ZeroDivisionError: no machines"
    assert plugins.names == ("fine",)


@pytest.mark.parametrize("plugin", [Leaving(), Nonsense(), Misspelt()])
def test_a_plugin_that_leaves_or_answers_nonsense_is_switched_off(plugin: object) -> None:
    plugins = Plugins()
    plugins.register(plugin, "odd")
    plugins.register(Good(), "fine")
    assert list(plugins.contributions.metrics) == ["good"]
    assert [failure.plugin for failure in plugins.failures] == ["odd"]


def installed(folder: Path, entry_points: str) -> None:
    """What pip leaves of a package that answers these entry points."""
    about = folder / "floorwright_gpu-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: floorwright-gpu\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(entry_points)


def test_a_plugin_that_is_installed_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "[console_scripts]\ngpu = floorwright_gpu:main\n\n[floorwright]\ngpu = floorwright_gpu\n")
    (tmp_path / "floorwright_gpu.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins = Plugins().load()
    assert "gpu" in plugins.names and not plugins.failures


def test_a_plugin_that_cannot_be_imported_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "[floorwright]\ngpu = no_such_module_at_all\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins = Plugins().load()
    assert [failure.plugin for failure in plugins.failures] == ["gpu"]
    assert "No module named 'no_such_module_at_all'" in plugins.failures[0].why
    assert "pdf" in plugins.contributions.exporters


def test_a_contribution_that_fails_at_work_is_switched_off_and_said() -> None:
    plugins = Plugins()
    plugins.register(Good(), "fine")
    assert "good" in plugins.contributions.metrics
    with pytest.raises(FloorwrightError, match="“fine” was switched off: KeyError"):
        plugins.call("plan_metrics", "good", lambda: {}["missing"])
    assert plugins.contributions.metrics == {}


def test_what_a_contribution_says_to_the_user_does_not_switch_it_off() -> None:
    plugins = Plugins()
    plugins.register(Good(), "fine")
    assert "good" in plugins.contributions.metrics

    def refuse() -> None:
        raise ImportFailed("hall.xyz is empty.")

    with pytest.raises(ImportFailed):
        plugins.call("plan_metrics", "good", refuse)
    assert plugins.names == ("fine",)


def test_two_contributions_of_one_name_are_told_apart_by_order() -> None:
    plugins = Plugins()
    plugins.register(Good(), "first")
    plugins.register(Good(), "second")
    assert list(plugins.contributions.metrics) == ["good"]
    assert "is already there" in plugins.failures[0].why
