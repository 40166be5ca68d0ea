"""Records as text for the clipboard, between plans and windows; read with the same suspicion as a file."""

import msgspec

from floorwright.errors import FloorwrightError, PlanFailed
from floorwright.model.record import Record
from floorwright.storage.codec import Reading, decode, encode
from floorwright.storage.document_json import FORMAT

MARK = "floorwright clipping"
LARGEST = 32 * 1024 * 1024


class _Clipping(msgspec.Struct):
    kind: str
    format: int
    records: list[msgspec.Raw]


def clipping(records: list[Record]) -> str:
    """The text of records, with everything they need."""
    lines = ",\n".join(encode(record).decode() for record in records)
    return f'{{"kind":"{MARK}","format":{FORMAT},"records":[\n{lines}\n]}}'


def read_clipping(text: str) -> dict[str, Record]:
    """The records in a text by their ids; none when it is no clipping of ours.

    Raises:
        PlanFailed: when it is one, but damaged, too large or of a newer version.
    """
    if not text.lstrip().startswith('{"kind":"' + MARK):
        return {}
    if len(text) > LARGEST:
        raise PlanFailed("What was copied is too large to be pasted.", hint="Copy less at a time.")
    try:
        found = msgspec.json.decode(text.encode(), type=_Clipping)
        if found.format > FORMAT:
            raise PlanFailed("This was copied from a newer version of Floorwright.", hint="Install that version.")
        records = [decode(raw, Reading()) for raw in found.records]
    except PlanFailed:
        raise
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError, FloorwrightError):
        raise PlanFailed("What was copied is damaged and cannot be pasted.", hint="Copy it again.") from None
    return {record.id: record for record in records}
