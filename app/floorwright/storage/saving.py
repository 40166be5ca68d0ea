"""Saving in two halves: a snapshot taken where the plan is edited, and writing it, which may happen anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from floorwright.errors import FloorwrightError, SaveFailed
from floorwright.jobs import Job
from floorwright.model.document import Step
from floorwright.model.record import Record
from floorwright.storage.archive import pack, unpack
from floorwright.storage.asset import Asset
from floorwright.storage.atomic import Fingerprint, Written, write_atomically
from floorwright.storage.backups import keep_previous
from floorwright.storage.document_json import decode_document, encode_document


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan as it was at one moment, with everything that is needed to write it; it can be sent to another process."""

    path: Path
    records: Mapping[str, Record]
    assets: Mapping[str, Asset]
    revision: int
    expected: Fingerprint | None
    """What the file must still be; None to write over whatever is there."""
    position: Step | None = None


def write(snapshot: Snapshot, job: Job | None = None) -> Written:
    """Write a snapshot to its file, keep the version that was there as a backup, and read the new one back.

    Raises:
        ChangedOnDisk: when the file is not the one that was opened.
        SaveFailed: naming the step and the cause; the old file is untouched.
        Cancelled: through the job; the old file is untouched.
    """
    job = job or Job()
    job.progress(0.0, "Preparing")
    data = pack(encode_document(snapshot.records), snapshot.assets)
    job.progress(0.3, "Writing")
    notes: list[str] = []

    def check(read_back: bytes) -> None:
        job.progress(0.7, "Reading back")
        try:
            again = decode_document(unpack(read_back).document)
        except FloorwrightError as problem:
            raise SaveFailed(f"“{snapshot.path.name}” could not be saved: {problem.message}") from None
        notes.extend(f"When it is opened again: {message}" for message in again.messages)
        if again.records != snapshot.records and not again.messages:
            raise SaveFailed(
                f"“{snapshot.path.name}” could not be saved: read back, it was another plan.",
                hint="Save it under another name and report this as a fault of Floorwright.",
            )
        job.progress(0.9, "Replacing the old file")

    written = write_atomically(
        snapshot.path, data, expected=snapshot.expected, check=check, keep_previous=keep_previous
    )
    job.report(1.0, "Saved")
    return replace(written, notes=(*written.notes, *notes))
