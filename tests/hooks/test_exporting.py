"""Exports are found by the ending of a name; a plugin that fails is named and switched off."""

from pathlib import Path

import pytest

from floorwright.errors import ExportFailed, FloorwrightError
from floorwright.hooks.contributions import Exporter
from floorwright.hooks.exporting import export, format_of
from floorwright.hooks.manager import Plugins
from floorwright.hooks.specs import hook
from floorwright.jobs import Job
from floorwright.paper.content import Content
from floorwright.paper.setup import SheetSetup
from helpers.exported import content, plugins


def fail(content: Content, setup: SheetSetup, job: Job) -> bytes:
    raise ZeroDivisionError("no paper")


class Failing:
    @hook
    def exporters(self) -> list[Exporter]:
        return [Exporter(id="bad", title="Bad", suffix=".bad", write=fail)]


@pytest.mark.parametrize("name", ["plan.pdf", "PLAN.PDF", "a.b.Pdf"])
def test_the_ending_says_the_format_in_any_case(name: str) -> None:
    assert format_of(plugins(), Path(name)) == "pdf"


@pytest.mark.parametrize("name", ["plan.doc", "plan", "pdf"])
def test_an_unknown_ending_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(ExportFailed) as refused:
        format_of(plugins(), Path(name))
    for ending in (".pdf", ".png", ".svg", ".dxf", ".xlsx", ".csv"):
        assert ending in refused.value.hint


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ExportFailed, match="doc") as refused:
        export(plugins(), "doc", content([]))
    assert "pdf" in refused.value.hint


def test_an_exporter_that_raises_is_named_and_switched_off() -> None:
    own = Plugins()
    own.register(Failing(), "printer")
    with pytest.raises(FloorwrightError, match=r"printer.*no paper"):
        export(own, "bad", content([]))
    assert [str(failure) for failure in own.failures] == [
        "The plugin “printer” was switched off: ZeroDivisionError: no paper"
    ]
    with pytest.raises(ExportFailed, match="bad"):
        export(own, "bad", content([]))
