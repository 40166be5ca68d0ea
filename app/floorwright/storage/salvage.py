"""What can still be read of a damaged plan, as a copy; and the newest backup that is whole."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from floorwright.errors import FloorwrightError, PlanFailed
from floorwright.storage.archive import ASSETS, DOCUMENT, unpack
from floorwright.storage.asset import Asset, is_whole
from floorwright.storage.backups import Backup, backups_of
from floorwright.storage.document_json import Decoded, decode_document, decode_records
from floorwright.storage.plan_file import PlanFile, read_plan
from floorwright.storage.zip_limits import LARGEST_TOTAL

_LOCAL = struct.Struct("<4s5H3L2H")
_MARK = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_MOST_PARTS = 5_000


class _Head(msgspec.Struct):
    kinds: dict[str, int] = {}


def salvage(path: str | Path) -> PlanFile:
    """What can be read of a damaged plan, as a plan without a file; `messages` say how much that is.

    Numbers in it may be wrong where the damage is: the sums that prove the file whole do not hold for it.

    Raises:
        PlanFailed: when the file cannot be read at all, or nothing is left in it.
    """
    target, data, _ = read_plan(path)
    text = b""
    assets: dict[str, Asset] = {}
    for name, part in _parts(data):
        if name == DOCUMENT and len(part) > len(text):
            text = part
        elif name.startswith(ASSETS) and is_whole(key := name.removeprefix(ASSETS), part):
            assets[key] = Asset.of_bytes(key, part)
    decoded = _records(text)
    count = len(decoded.records) - 1
    if count < 1:
        raise PlanFailed(f"Nothing could be recovered from “{target.name}”.", hint="Open a backup of it.")
    plan = PlanFile.new(decoded.records, assets)
    found = f"{count:,} record{'s' if count > 1 else ''} and {len(assets):,} drawing{'' if len(assets) == 1 else 's'}"
    plan.messages += [f"Recovered from the damaged “{target.name}”: {found}. Check them.", *decoded.messages]
    return plan


def newest_good_backup(path: str | Path) -> Backup | None:
    """The newest kept version of a plan that is whole; None when there is none."""
    for backup in backups_of(Path(path).expanduser().resolve()):
        with suppress(FloorwrightError):
            decode_document(unpack(read_plan(backup.path)[1]).document)
            return backup
    return None


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts that start anywhere in the file, with as much of each as can be expanded."""
    at, budget = data.find(_MARK), LARGEST_TOTAL
    for _ in range(_MOST_PARTS):
        if at < 0 or at + _LOCAL.size > len(data) or budget <= 0:
            return
        header = _LOCAL.unpack_from(data, at)
        method, packed, name_length, extra_length = header[3], header[7], header[9], header[10]
        start = at + _LOCAL.size
        name = data[start : start + name_length].decode(errors="replace")
        body = memoryview(data)[start + name_length + extra_length :]
        if name == DOCUMENT or name.startswith(ASSETS):
            part = b""
            if method == _DEFLATED:
                part = _expanded(body, budget)
            elif method == _STORED:
                part = bytes(body[: min(packed, budget)])
            budget -= len(part)
            yield name, part
        at = data.find(_MARK, start)


def _expanded(body: memoryview, budget: int) -> bytes:
    expander = zlib.decompressobj(-15)
    pieces, size = [], 0
    with suppress(zlib.error):
        for start in range(0, len(body), 64):
            # Small pieces, because an error takes with it what the same call had expanded before.
            piece = expander.decompress(body[start : start + 64], budget - size + 1)
            pieces.append(piece)
            size += len(piece)
            if expander.eof or size > budget:
                break
    return b"".join(pieces)[:budget]


def _records(text: bytes) -> Decoded:
    with suppress(FloorwrightError):
        return decode_document(text)
    head, *lines = text.split(b"\n")
    versions: dict[str, int] = {}
    with suppress(msgspec.MsgspecError, UnicodeDecodeError):
        versions = msgspec.json.decode(head + b"]}", type=_Head).kinds
    whole, broken = [], 0
    for line in lines:
        line = line.strip().removesuffix(b",")
        if line in (b"", b"]}"):
            continue
        try:
            msgspec.json.decode(line)
            whole.append(line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            broken += 1
    told = [f"{broken:,} more could not be read."] if broken else []
    return decode_records(whole, versions, told)
