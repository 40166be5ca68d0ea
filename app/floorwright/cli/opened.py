"""Opening plans for a command: without a journal, because what a command does is saved or not done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from floorwright.analysis.analyze import analyze, plan_mode
from floorwright.analysis.result import Analysis
from floorwright.analysis.ways.barriers import Barriers, DrawnWalls, needs_drawings, nothing_drawn
from floorwright.cli.loaded import plugins
from floorwright.cli.say import job, remark
from floorwright.errors import FloorwrightError
from floorwright.hooks.importing import drawings_for
from floorwright.hooks.manager import Plugins
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import DistanceMode, DrawingSource
from floorwright.model.record import Record
from floorwright.model.scenario import find_scenario, scenario_names, scenario_records
from floorwright.storage.plan_file import PlanFile


@dataclass(frozen=True, slots=True)
class OpenedScenario:
    """One scenario of a plan that was read: its records, and what was said about the file."""

    file: PlanFile
    scenario: str
    name: str
    records: Mapping[str, Record]
    messages: Sequence[str] = ()

    def analysis(self, mode: DistanceMode | None = None) -> Analysis:
        """Its figures; its drawings are read when their walls stand in the way in this mode."""
        barriers = self.barriers(mode or plan_mode(self.records))
        return analyze(self.records, mode, self.scenario, job(), barriers)

    def barriers(self, mode: DistanceMode) -> Barriers:
        """The walls of its drawings, read when they stand in the way in this mode."""
        return DrawnWalls(self.drawings(plugins())) if needs_drawings(self.records, mode) else nothing_drawn

    def drawings(self, loaded: Plugins) -> dict[DrawingSource, Drawing]:
        """The drawings under it, by what they are read from."""
        return drawings_for(loaded, self.records, self.file.assets, job())


def open_plan(path: Path) -> PlanFile:
    """A plan, with what had to be mended in it told on standard error.

    Raises:
        PlanFailed: when it cannot be read.
    """
    file = PlanFile.open(path, journal=False)
    for message in file.messages:
        remark(message)
    return file


def open_scenario(path: Path, name: str = "") -> OpenedScenario:
    """One scenario of a plan by its name; "" is the present.

    Raises:
        PlanFailed, FloorwrightError: when the plan cannot be read or has no such scenario.
    """
    file = open_plan(path)
    return scenario_of(file, name)


def scenario_of(file: PlanFile, name: str = "") -> OpenedScenario:
    """The scenario of that name in an open plan.

    Raises:
        FloorwrightError: when there is none; the hint lists those there are.
    """
    records = file.document.records
    names = scenario_names(records)
    scenario = find_scenario(records, name)
    if scenario is None:
        raise FloorwrightError(f"There is no scenario “{name}”.", hint=f"There are: {', '.join(names.values())}.")
    return OpenedScenario(file, scenario, names[scenario], scenario_records(records, scenario), file.messages)
