"""Whether a zip file may be opened at all: looked at before anything in it is expanded."""

import io
import re
import struct
import zipfile
import zlib

from floorwright.errors import PlanFailed

LARGEST_TOTAL = 512 * 2**20
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 10 * 2**20
MOST_MEMBERS = 5_000
_LARGEST_DIRECTORY = 4 * 2**20
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_NAME = re.compile(r"(document\.json|manifest\.json|assets/[0-9a-f]{64}(\.[a-z0-9]{1,10})?)", re.ASCII)
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    OSError,
)
"""What zipfile raises on hostile or broken files (ValueError covers undecodable names)."""


class Damaged(PlanFailed):
    """The file was a plan, and is not whole any more."""


def damaged(why: str) -> Damaged:
    """The error for a plan that is not whole."""
    return Damaged(f"The plan is damaged: {why}.", hint="What can be recovered can be opened as a copy.")


def refused(why: str) -> PlanFailed:
    """The error for a zip that no plan is like."""
    return PlanFailed(f"The file is refused: {why}.", hint="It was not written by Floorwright.")


def opened(data: bytes) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo], list[str]]:
    """The zip, its members that belong to a plan by name, and the names that do not belong there.

    Raises:
        PlanFailed: when it is no zip, or beyond the limits.
        Damaged: when its directory cannot be read.
    """
    directory = _directory_start(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except UNREADABLE:
        raise damaged("its list of contents cannot be read") from None
    if len(members) > MOST_MEMBERS:
        raise refused(f"it has {len(members):,} parts, at most {MOST_MEMBERS:,} are allowed")
    known = [member for member in members if _NAME.fullmatch(member.filename)]
    strange = [member.filename[:80] for member in members if not _NAME.fullmatch(member.filename)]
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise refused("two of its parts have the same name")
    for member in members:
        _refuse_member(member)
    total = sum(member.file_size for member in members)
    if total > LARGEST_TOTAL:
        raise refused(f"it would expand to {total / 2**20:,.0f} MB, at most {LARGEST_TOTAL // 2**20} MB are allowed")
    _refuse_overlap(data, members, directory)
    return archive, {member.filename: member for member in known}, strange


def _directory_start(data: bytes) -> int:
    if not data:
        raise damaged("it is empty")
    if not data.strip(b"\0"):
        raise damaged("it holds nothing but zeros")
    if not data.startswith(b"PK\x03\x04"):
        if data.rfind(b"PK\x05\x06") < 0:
            raise PlanFailed("The file is not a Floorwright plan.", hint="Plans end in .floorwright.")
        raise refused("other data stands before its contents")
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + _END.size > len(data):
        raise damaged("its end is missing")
    _, disk, first_disk, here, count, size, offset, comment = _END.unpack_from(data, end)
    if 0xFFFF in (disk, first_disk, here, count) or 0xFFFFFFFF in (size, offset) or size > _LARGEST_DIRECTORY:
        raise refused(f"it has more parts than the {MOST_MEMBERS:,} that are allowed")
    if count > MOST_MEMBERS:
        raise refused(f"it has {count:,} parts, at most {MOST_MEMBERS:,} are allowed")
    if offset + size != end or end + _END.size + comment != len(data):
        raise damaged("its parts are not where its list of contents says")
    return int(offset)


def _refuse_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise refused("a part of it is encrypted")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refused("a part of it is compressed in a way that plans do not use")
    large = member.file_size > RATIO_COUNTS_FROM
    if large and member.file_size > LARGEST_RATIO * max(member.compress_size, 1):
        raise refused(f"a part of it would expand more than {LARGEST_RATIO} times")


def _refuse_overlap(data: bytes, members: list[zipfile.ZipInfo], directory: int) -> None:
    reached = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        start = member.header_offset
        if start < reached:
            raise refused("its parts overlap")
        if start + _LOCAL.size > directory:
            raise damaged("one of its parts is cut off")
        header = _LOCAL.unpack_from(data, start)
        reached = start + _LOCAL.size + header[9] + header[10] + member.compress_size
        if reached > directory:
            raise refused("its parts overlap") if member.compress_size > directory else damaged("a part is cut off")
