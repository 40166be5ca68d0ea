"""Damaged plans: any flip or cut gives the identical plan or the word damaged, and what is left is recovered."""

import os
import zlib
from pathlib import Path

import pytest

from floorwright.errors import PlanFailed
from floorwright.model.kinds import Machine, Plan
from floorwright.storage.archive import pack, unpack
from floorwright.storage.document_json import decode_document, encode_document
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.salvage import newest_good_backup, salvage
from floorwright.storage.zip_limits import Damaged
from helpers.stored import DRAWING, DRAWING_KEY, drawings, moved, one_of_everything, x_of

EVERYTHING = one_of_everything()
GOOD = pack(encode_document(EVERYTHING), drawings())
EVERY = 1 if os.environ.get("FLOORWRIGHT_FUZZ") == "long" else 3
REFUSALS = ("damaged", "refused", "not a Floorwright plan")


def identical_or_refused(data: bytes) -> bool:
    """Whether it was refused; anything but an identical plan or a clear refusal fails."""
    try:
        contents = unpack(data)
    except PlanFailed as problem:
        assert any(word in problem.message for word in REFUSALS), problem.message
        return True
    assert decode_document(contents.document).records == EVERYTHING
    assert {key: asset.read() for key, asset in contents.assets.items()} == {DRAWING_KEY: DRAWING}
    return False


@pytest.mark.parametrize("pattern", [0x01, 0x80, 0xFF])
def test_a_flipped_byte_never_gives_another_plan(pattern: int) -> None:
    refusals = 0
    for at in range(0, len(GOOD), EVERY):
        data = bytearray(GOOD)
        data[at] ^= pattern
        refusals += identical_or_refused(bytes(data))
    assert refusals > len(GOOD) / EVERY / 2


def test_a_plan_cut_anywhere_is_refused() -> None:
    assert all(identical_or_refused(GOOD[:length]) for length in range(0, len(GOOD), EVERY))


def test_a_stretch_of_zeros_anywhere_never_gives_another_plan() -> None:
    for at in range(0, len(GOOD) - 16, 8):
        identical_or_refused(GOOD[:at] + bytes(16) + GOOD[at + 16 :])


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A plan of 500 machines in a file, with a drawing."""
    machines = {
        f"m{n:03}": Machine(id=f"m{n:03}", name=f"M{n}", x=n * 1.5, y=n, width=1000.0, depth=900.0) for n in range(500)
    }
    plan = PlanFile.new(EVERYTHING | machines, drawings())
    plan.save_as(tmp_path / "large.floorwright")
    return tmp_path / "large.floorwright"


def test_of_a_plan_without_its_end_everything_is_recovered_as_a_copy(large: Path) -> None:
    whole = PlanFile.open(large).document.records
    data = large.read_bytes()
    large.write_bytes(data[: data.index(b"PK\x01\x02")])
    with pytest.raises(Damaged) as damaged:
        PlanFile.open(large)
    assert damaged.value.hint == "What can be recovered can be opened as a copy."
    copy = salvage(large)
    assert copy.document.records == whole
    assert copy.assets.read(DRAWING_KEY) == DRAWING
    assert copy.path is None and copy.modified
    assert len(whole) > 500
    said = f"Recovered from the damaged “large.floorwright”: {len(whole) - 1} records and 1 drawing. Check them."
    assert copy.messages == [said]


def test_of_a_plan_cut_in_the_middle_the_records_before_the_cut_are_recovered(large: Path) -> None:
    data = large.read_bytes()
    large.write_bytes(data[: len(data) // 2])
    copy = salvage(large)
    recovered = [record for record in copy.document.records.values() if isinstance(record, Machine)]
    assert 100 < len(recovered) < 502
    for machine in recovered:
        if machine.name.startswith("M"):
            assert machine.x == int(machine.name[1:]) * 1.5


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", bytes(5000), b"PK\x03\x04" + zlib.compress(b"x" * 1000)])
def test_where_nothing_is_left_that_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "gone.floorwright").write_bytes(data)
    with pytest.raises(PlanFailed, match="Nothing could be recovered from “gone"):
        salvage(tmp_path / "gone.floorwright")


def test_a_file_of_zeros_is_detected_and_the_newest_good_backup_found(large: Path) -> None:
    plan = PlanFile.open(large)
    for x in (100.0, 200.0, 300.0):
        moved(plan.document, x)
        plan.save()
    large.write_bytes(bytes(large.stat().st_size))  # what a power cut leaves
    with pytest.raises(Damaged, match="nothing but zeros"):
        PlanFile.open(large)
    newest = newest_good_backup(large)
    assert newest is not None
    assert x_of(PlanFile.open(newest.path).document.records) == 200.0
    newest.path.write_bytes(b"spoiled")
    older = newest_good_backup(large)
    assert older is not None and older.number == newest.number - 1


def test_a_bomb_is_not_expanded_by_salvage_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from floorwright.storage import salvage as salvage_module

    monkeypatch.setattr(salvage_module, "LARGEST_TOTAL", 2**20)
    bomb = zlib.compress(b'{"kind":"product","id":"p"}\n' * 2**18)[2:]
    header = b"PK\x03\x04" + bytes(4) + b"\x08" + bytes(17) + b"\x0d\x00\x00\x00document.json"
    (tmp_path / "bomb.floorwright").write_bytes(header + bomb)
    with pytest.raises(PlanFailed):
        salvage(tmp_path / "bomb.floorwright")


def test_a_salvaged_plan_always_has_a_title_block(large: Path) -> None:
    data = large.read_bytes()
    large.write_bytes(data[: len(data) // 3])
    assert isinstance(salvage(large).document.records["plan"], Plan)


def test_thousands_of_parts_that_lie_over_each_other_are_looked_at_without_copying_the_file_each_time(
    tmp_path: Path,
) -> None:
    # Stored parts that each claim the rest of 20 MB: read one by one they would come to 100 GB.
    name = b"assets/" + b"0" * 64
    header = b"PK\x03\x04" + bytes(14) + b"\xff\xff\xff\x7f" + bytes(4) + len(name).to_bytes(4, "little") + name
    (tmp_path / "many.floorwright").write_bytes(header * 5000 + bytes(20 * 2**20))
    with pytest.raises(PlanFailed):
        salvage(tmp_path / "many.floorwright")
