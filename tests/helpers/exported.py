"""What an export of a plan or of a few records gives."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from floorwright.analysis.analyze import analyze
from floorwright.hooks.exporting import content_for, export
from floorwright.hooks.importing import drawings_for
from floorwright.hooks.manager import Plugins
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.kinds import Plan
from floorwright.model.record import Record
from floorwright.model.scenario import scenario_records
from floorwright.paper.content import Content
from floorwright.paper.setup import SheetSetup
from floorwright.resources import resource
from floorwright.storage.plan_file import PlanFile


@cache
def plugins() -> Plugins:
    """The plugins that are shipped."""
    return Plugins().load()


def content(records: Iterable[Record] | Records, scenario: str = "", file: PlanFile | None = None) -> Content:
    """What is to be shown of these records."""
    table = dict(records) if isinstance(records, dict) else {r.id: r for r in (Plan(id="plan"), *records)}  # type: ignore[union-attr]
    here = scenario_records(table, scenario)
    drawings = drawings_for(plugins(), here, file.assets) if file else {}
    return content_for(plugins(), table, scenario, analyze(here, scenario=scenario), drawings)


def sample(scenario: str = "") -> Content:
    """The sample plant."""
    file = PlanFile.open(resource("samples", "plant.floorwright"), journal=False)
    return content(dict(file.document.records), scenario, file)


def written(shown: Content, format_id: str, setup: SheetSetup | None = None, job: Job | None = None) -> bytes:
    """The bytes of the content in a format."""
    return export(plugins(), format_id, shown, setup, job)


def kept(folder: Path, name: str, data: bytes) -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(data)
    return path
