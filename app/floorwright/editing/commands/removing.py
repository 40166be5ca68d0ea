"""Taking things away."""

from collections.abc import Iterable

from floorwright.model.document import Edit
from floorwright.model.kinds import PLAN_ID


def delete(edit: Edit, ids: Iterable[str]) -> None:
    """Take records away; what has no meaning without them goes with them when the edit is committed."""
    edit.remove(*(id for id in ids if id != PLAN_ID))
