"""Whether a plan file is whole and its records are sound, without opening it for editing."""

from pathlib import Path

from floorwright.errors import PlanFailed
from floorwright.model.drawing import Problem
from floorwright.model.kinds import Underlay, Variant
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.repair import shown


def check(path: str | Path) -> list[Problem]:
    """Everything that is wrong with a plan file; nothing when it is whole and its records are sound."""
    name = Path(path).name
    try:
        plan = PlanFile.open(path, journal=False)
    except PlanFailed as problem:
        return [Problem(problem.message, name, problem.hint)]
    problems = [Problem(message, name, "mended when it is opened") for message in plan.messages]
    for record in plan.document.records.values():
        inner = record.record if isinstance(record, Variant) else record
        if isinstance(inner, Underlay) and inner.asset not in plan.assets:
            problems.append(
                Problem(f"The drawing of the {shown(inner)} is missing in the file.", name, "import it again")
            )
    return problems
