"""The original files of imported drawings and pictures, and long traces, each once, named by the hash of its bytes."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from floorwright.errors import PlanFailed
from floorwright.model.diff import Records
from floorwright.model.kinds import Underlay, Unknown, Variant
from floorwright.model.observation import Observation
from floorwright.model.record import Record
from floorwright.model.signal import Signal
from floorwright.storage.asset import Asset, asset_key


class Assets:
    """The assets of an open plan. They stay as long as the plan is open, so that undo finds them again."""

    def __init__(self, known: Mapping[str, Asset] | None = None) -> None:
        self._known = dict(known or {})
        self.added: Signal[str] = Signal()

    def add(self, data: bytes, suffix: str) -> str:
        """The key of an asset, which an `Underlay` keeps; the same bytes are kept once.

        Args:
            suffix: the ending of the file it came from, such as `.dxf`.
        """
        return self.take(Asset.of_bytes(asset_key(data, suffix), bytes(data)))

    def take(self, asset: Asset) -> str:
        """The key of an asset that was made elsewhere, which belongs to the plan from now on."""
        if asset.key not in self._known:
            self._known[asset.key] = asset
            self.added.emit(asset.key)
        return asset.key

    def get(self, key: str) -> Asset:
        """The asset of that key.

        Raises:
            PlanFailed: when the plan does not have it.
        """
        try:
            return self._known[key]
        except KeyError:
            raise PlanFailed("A drawing is missing in the file of the plan.", hint="Import it again.") from None

    def read(self, key: str) -> bytes:
        """The bytes of an asset.

        Raises:
            PlanFailed: when the plan does not have it.
            Damaged: when it is not what was saved.
        """
        return self.get(key).read()

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def used_by(self, records: Records) -> Mapping[str, Asset]:
        """The assets that the records name, also those of kinds that this version does not know."""
        return MappingProxyType({key: self._known[key] for key in named_by(records.values(), self._known)})

    def traces(self, records: Records) -> dict[str, Asset]:
        """The assets with the readings of the observations among the records."""
        keys = {record.asset for record in records.values() if isinstance(record, Observation)}
        return {key: self._known[key] for key in sorted(keys) if key in self._known}


def named_by(records: Iterable[Record], known: Iterable[str]) -> list[str]:
    """Those of the known keys that records name, sorted."""
    keys, named, other = set(known), set(), []
    for record in records:
        inner = record.record if isinstance(record, Variant) and record.record else record
        if isinstance(inner, Underlay | Observation):
            named.add(inner.asset)
        if isinstance(inner, Unknown):
            other.append(inner.json)
        other += [text for _, text in inner.extra]
    return sorted(key for key in keys if key in named or any(key in text for text in other))
