"""The `.floorwright` file: a zip of `document.json`, `assets/<sha256>.<suffix>` and a manifest of SHA-256 sums."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from floorwright.errors import SaveFailed
from floorwright.storage.asset import Asset
from floorwright.storage.parts import packed, part_in, zip_of
from floorwright.storage.zip_limits import LARGEST_TOTAL, MOST_MEMBERS, UNREADABLE, damaged, opened

DOCUMENT = "document.json"
MANIFEST = "manifest.json"
ASSETS = "assets/"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a plan file holds: the text of its document, its assets by key, and remarks."""

    document: bytes
    assets: Mapping[str, Asset] = field(default_factory=dict)
    messages: tuple[str, ...] = ()


class _Entry(msgspec.Struct, omit_defaults=True):
    sha256: str
    size: int
    packed_sha256: str = ""
    """Of an asset as it lies in the file: proves it whole without expanding it. Files of before do without."""


class _Manifest(msgspec.Struct):
    members: dict[str, _Entry]


def pack(document: bytes, assets: Mapping[str, Asset]) -> bytes:
    """The bytes of a plan file. Assets that lay in a file before go into this one as they are.

    Raises:
        SaveFailed: when there is more than a plan file may hold.
        Damaged: when an asset is not what its key says.
    """
    total = len(document) + sum(asset.size for asset in assets.values())
    if total > LARGEST_TOTAL or len(assets) + 2 > MOST_MEMBERS:
        raise SaveFailed(
            f"The plan with its drawings has {total / 2**20:,.0f} MB; {LARGEST_TOTAL // 2**20} MB can be saved.",
            hint="Remove a drawing, or leave out layers of it.",
        )
    parts = {DOCUMENT: packed(document)}
    entries = {DOCUMENT: _Entry(hashlib.sha256(document).hexdigest(), len(document))}
    for key in sorted(assets):
        part = parts[ASSETS + key] = assets[key].packed()
        entries[ASSETS + key] = _Entry(assets[key].sha256, part.size, part.sha256())
    manifest = msgspec.json.format(msgspec.json.encode(_Manifest(entries)), indent=1)
    return zip_of({MANIFEST: packed(manifest), **parts})


def unpack(data: bytes) -> Contents:
    """What a plan file holds, every part compared with the manifest. Assets are proved whole, and expanded when read.

    Raises:
        PlanFailed: when it is no plan or beyond the limits.
        Damaged: when a part is missing or not what was saved.
    """
    archive, members, strange = opened(data)
    with archive:
        manifest = _manifest(archive, members)
        document = _expanded(archive, members[DOCUMENT])
        if not _is(manifest[DOCUMENT], document):
            raise _not_saved(DOCUMENT)
        assets = {
            name.removeprefix(ASSETS): _asset(data, archive, members[name], entry)
            for name, entry in manifest.items()
            if name != DOCUMENT
        }
    unlisted = sorted(set(members) - set(manifest) - {MANIFEST})
    messages = tuple(f"“{name}” in the file was passed over." for name in [*strange, *unlisted][:20])
    return Contents(document, assets, messages)


def _asset(data: bytes, archive: zipfile.ZipFile, member: zipfile.ZipInfo, entry: _Entry) -> Asset:
    key = member.filename.removeprefix(ASSETS)
    part = part_in(data, member)
    if key.partition(".")[0] != entry.sha256:
        raise _not_saved(member.filename)
    if part is not None and entry.packed_sha256:
        if part.size != entry.size or part.sha256() != entry.packed_sha256:
            raise _not_saved(member.filename)
        return Asset.of_part(key, part)
    whole = _expanded(archive, member)
    if not _is(entry, whole):
        raise _not_saved(member.filename)
    return Asset.of_part(key, part) if part is not None else Asset.of_bytes(key, whole)


def _is(entry: _Entry, data: bytes) -> bool:
    return len(data) == entry.size and hashlib.sha256(data).hexdigest() == entry.sha256


def _not_saved(name: str) -> Exception:
    return damaged(f"“{name[:40]}” is not what was saved")


def _manifest(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> dict[str, _Entry]:
    if MANIFEST not in members or DOCUMENT not in members:
        raise damaged("a part of it is missing")
    try:
        manifest = msgspec.json.decode(_expanded(archive, members[MANIFEST]), type=_Manifest).members
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise damaged("its manifest cannot be read") from None
    if DOCUMENT not in manifest or any(name not in members for name in manifest) or MANIFEST in manifest:
        raise damaged("a part of it is missing")
    return manifest


def _expanded(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        data = archive.read(member)
    except UNREADABLE:
        raise damaged(f"“{member.filename[:40]}” cannot be read") from None
    if len(data) != member.file_size:
        raise damaged(f"“{member.filename[:40]}” has not the size it says")
    return data
