"""Changes as values: what undo, Escape, the journal, the scene and the live figures all work with."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from types import MappingProxyType

from floorwright.model.record import Record


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record; None means "not there"."""

    before: Record | None
    after: Record | None


Diff = Mapping[str, Change]
Records = Mapping[str, Record]
NO_CHANGE: Diff = MappingProxyType({})


def compose(first: Diff, second: Diff) -> Diff:
    """The one diff that does what `first` and then `second` do; what they undo together is left out."""
    both = dict(first)
    for key, change in second.items():
        before = both[key].before if key in both else change.before
        if before == change.after:
            both.pop(key, None)
        else:
            both[key] = Change(before, change.after)
    return both


def invert(diff: Diff) -> Diff:
    """The diff that takes `diff` back."""
    return {key: Change(change.after, change.before) for key, change in reversed(list(diff.items()))}


def apply(records: MutableMapping[str, Record], diff: Diff) -> None:
    """Carry `diff` out on a table of records."""
    for key, change in diff.items():
        if change.after is None:
            records.pop(key, None)
        else:
            records[key] = change.after


def difference(before: Records, after: Records) -> Diff:
    """The diff that turns one table of records into another."""
    gone = {key: Change(record, None) for key, record in before.items() if key not in after}
    other = {key: Change(before.get(key), record) for key, record in after.items() if before.get(key) != record}
    return gone | other
