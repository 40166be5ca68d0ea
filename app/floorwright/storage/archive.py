"""The `.floorwright` file: a zip of `document.json`, `assets/<sha256>.<suffix>` and a manifest of SHA-256 sums."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from floorwright.errors import SaveFailed
from floorwright.storage.zip_limits import (
    LARGEST_RATIO,
    LARGEST_TOTAL,
    MOST_MEMBERS,
    RATIO_COUNTS_FROM,
    UNREADABLE,
    damaged,
    opened,
)

DOCUMENT = "document.json"
MANIFEST = "manifest.json"
ASSETS = "assets/"
LEVEL = 6


@dataclass(frozen=True, slots=True)
class Contents:
    """What a plan file holds: the text of its document, its assets by key, and remarks."""

    document: bytes
    assets: Mapping[str, bytes] = field(default_factory=dict)
    messages: tuple[str, ...] = ()


class _Entry(msgspec.Struct):
    sha256: str
    size: int


class _Manifest(msgspec.Struct):
    members: dict[str, _Entry]


def pack(document: bytes, assets: Mapping[str, bytes]) -> bytes:
    """The bytes of a plan file; the same for the same contents.

    Raises:
        SaveFailed: when there is more than a plan file may hold.
    """
    members = {DOCUMENT: document} | {ASSETS + key: assets[key] for key in sorted(assets)}
    total = sum(map(len, members.values()))
    if total > LARGEST_TOTAL or len(members) + 1 > MOST_MEMBERS:
        raise SaveFailed(
            f"The plan with its drawings has {total / 2**20:,.0f} MB; {LARGEST_TOTAL // 2**20} MB can be saved.",
            hint="Remove a drawing, or leave out layers of it.",
        )
    manifest = {
        "members": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in members.items()
        }
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _add(archive, MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        for name, data in members.items():
            _add(archive, name, data)
    return buffer.getvalue()


def unpack(data: bytes) -> Contents:
    """What a plan file holds, every part compared with the manifest.

    Raises:
        PlanFailed: when it is no plan or beyond the limits.
        Damaged: when a part is missing or not what was saved.
    """
    archive, members, strange = opened(data)
    with archive:
        manifest = _manifest(archive, members)
        parts = {name: _part(archive, members, name, entry) for name, entry in manifest.items()}
    unlisted = sorted(set(members) - set(manifest) - {MANIFEST})
    messages = tuple(f"“{name}” in the file was passed over." for name in [*strange, *unlisted][:20])
    return Contents(
        parts[DOCUMENT],
        {name.removeprefix(ASSETS): part for name, part in parts.items() if name != DOCUMENT},
        messages,
    )


def asset_key(data: bytes, suffix: str) -> str:
    """The name of an asset: the SHA-256 of its bytes and the ending of the file it came from."""
    ending = "".join(letter for letter in suffix.lower() if letter.isascii() and letter.isalnum())[:10]
    digest = hashlib.sha256(data).hexdigest()
    return f"{digest}.{ending}" if ending else digest


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    # What would expand beyond the limits of reading is kept as it is, so that every file saved can be opened.
    monotonous = len(data) > RATIO_COUNTS_FROM and len(data) > LARGEST_RATIO / 2 * len(zlib.compress(data, LEVEL))
    archive.writestr(info, data, zipfile.ZIP_STORED if monotonous else zipfile.ZIP_DEFLATED, LEVEL)


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


def _part(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str, entry: _Entry) -> bytes:
    data = _expanded(archive, members[name])
    digest = hashlib.sha256(data).hexdigest()
    misnamed = name.startswith(ASSETS) and not name.startswith(ASSETS + digest)
    if len(data) != entry.size or digest != entry.sha256 or misnamed:
        raise damaged(f"“{name[:40]}” is not what was saved")
    return data


def _expanded(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        data = archive.read(member)
    except UNREADABLE:
        raise damaged(f"“{member.filename[:40]}” cannot be read") from None
    if len(data) != member.file_size:
        raise damaged(f"“{member.filename[:40]}” has not the size it says")
    return data
