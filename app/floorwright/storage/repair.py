"""Records that do not fit together are made to, and everything that was done is told."""

from collections.abc import Iterable

from floorwright.model.kinds import PLAN_ID, Plan
from floorwright.model.record import Record


def repaired(found: Iterable[Record]) -> tuple[dict[str, Record], list[str]]:
    """The records by id, fit for a document, and a sentence for everything that was mended."""
    messages: list[str] = []
    records: dict[str, Record] = {}
    for record in found:
        records[record.id] = record
    records.setdefault(PLAN_ID, Plan(id=PLAN_ID))
    return records, messages
