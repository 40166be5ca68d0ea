"""The title of a plan that nobody has given one: the name of its file."""

from dataclasses import replace
from pathlib import Path

from floorwright.model.document import Document
from floorwright.model.kinds import PLAN_ID, Plan

UNTITLED = Plan(id=PLAN_ID).title


def name_after(document: Document, path: Path) -> None:
    """Give the plan the title that its file is called by, as a step of its own, unless it has a title."""
    if document.plan.title == UNTITLED:
        named = replace(document.plan, title=path.stem)
        with document.edit(f"Call the plan “{named.title}”") as edit:
            edit.put(named)
