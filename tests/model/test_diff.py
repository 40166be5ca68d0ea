"""Changes as values."""

from hypothesis import given
from hypothesis import strategies as st

from floorwright.model.diff import apply, compose, difference, invert
from floorwright.model.kinds import Product
from floorwright.model.record import Record

TABLES = st.dictionaries(st.sampled_from("abcde"), st.sampled_from(["Shaft", "Bolt", "Nut"])).map(
    lambda names: {id: Product(id=id, name=name) for id, name in names.items()}
)


def changed(records: dict[str, Record], *diffs: object) -> dict[str, Record]:
    after = dict(records)
    for diff in diffs:
        apply(after, diff)  # type: ignore[arg-type]
    return after


@given(TABLES, TABLES)
def test_a_difference_turns_one_table_into_the_other_and_its_inverse_turns_it_back(
    before: dict[str, Record], after: dict[str, Record]
) -> None:
    diff = difference(before, after)
    assert changed(before, diff) == after
    assert changed(after, invert(diff)) == before
    assert all(change.before != change.after for change in diff.values())


@given(TABLES, TABLES, TABLES)
def test_two_changes_composed_do_what_both_do(
    first: dict[str, Record], second: dict[str, Record], third: dict[str, Record]
) -> None:
    both = compose(difference(first, second), difference(second, third))
    assert changed(first, both) == third
    assert dict(both) == dict(difference(first, third))


@given(TABLES, TABLES)
def test_a_change_and_its_inverse_come_to_nothing(before: dict[str, Record], after: dict[str, Record]) -> None:
    diff = difference(before, after)
    assert compose(diff, invert(diff)) == {}
