"""Assets beside a journal: a file each, as it came or, where it lay in a plan, as a zip of that one part."""

import os
from contextlib import suppress
from pathlib import Path

from floorwright.errors import PlanFailed
from floorwright.storage.archive import ASSETS
from floorwright.storage.asset import Asset, is_whole
from floorwright.storage.durable import write_durably
from floorwright.storage.parts import part_in, zip_of
from floorwright.storage.zip_limits import opened

_ZIP = ".zipped"


def keep_asset(asset: Asset, folder: Path) -> None:
    """Put an asset into a folder, whole or not at all.

    Raises:
        OSError: when there is no room.
    """
    kept = folder / (asset.key + _ZIP if asset.is_packed else asset.key)
    data = zip_of({ASSETS + asset.key: asset.packed()}) if asset.is_packed else asset.read()
    unfinished = folder / (kept.name + ".part")
    write_durably(unfinished, data)
    os.replace(unfinished, kept)


def kept_keys(folder: Path) -> set[str]:
    """The keys of the assets that were kept there."""
    with suppress(OSError):
        return {entry.name.removesuffix(_ZIP) for entry in os.scandir(folder) if not entry.name.endswith(".part")}
    return set()


def kept_assets(folder: Path) -> dict[str, Asset]:
    """The assets in a folder by key, those that are whole."""
    kept: dict[str, Asset] = {}
    for key in kept_keys(folder):
        with suppress(OSError, PlanFailed):
            path = folder / key
            asset = _zipped(key, (folder / (key + _ZIP)).read_bytes()) if not path.exists() else _plain(path)
            if asset is not None:
                kept[key] = asset
    return kept


def _plain(path: Path) -> Asset | None:
    data = path.read_bytes()
    return Asset.of_bytes(path.name, data) if is_whole(path.name, data) else None


def _zipped(key: str, data: bytes) -> Asset | None:
    archive, members, _ = opened(data)
    archive.close()
    part = part_in(data, members[ASSETS + key]) if ASSETS + key in members else None
    if part is None:
        return None
    asset = Asset.of_part(key, part)
    asset.prove()
    return asset
