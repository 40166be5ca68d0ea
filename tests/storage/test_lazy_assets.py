"""Assets are proved whole when a plan is opened, expanded when they are read, and saved again as they lie there."""

import hashlib
import json
import random
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from floorwright.model.kinds import Machine, Underlay
from floorwright.storage.archive import MANIFEST, pack, unpack
from floorwright.storage.asset import Asset, asset_key
from floorwright.storage.document_json import encode_document
from floorwright.storage.parts import DEFLATED, LARGE, STORED, Part, packed, zip_of
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.recovery import recover, recoverable
from floorwright.storage.salvage import salvage
from floorwright.storage.zip_limits import Damaged
from helpers.stored import DRAWING, DRAWING_KEY, moved, one_of_everything

DOCUMENT = encode_document(one_of_everything())
CONTENTS = b"".join(b"%d\n" % random.Random(7).randrange(10**9) for _ in range(1000)) * 600
"""Some six megabytes that get smaller."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan in a file with a large drawing."""
    assert len(CONTENTS) > LARGE
    key = asset_key(CONTENTS, ".dxf")
    made = PlanFile.new(
        {
            "u": Underlay(id="u", name="u", asset=key),
            "press": Machine(id="press", name="P", x=0, y=0, width=1, depth=1),
        },
        {key: Asset.of_bytes(key, CONTENTS)},
        journal=False,
    )
    made.save_as(tmp_path / "large.floorwright")
    return tmp_path / "large.floorwright"


@pytest.fixture
def expanded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the parts that were expanded."""
    sizes: list[int] = []
    pieces = Part.pieces

    def counted(part: Part) -> Iterator[bytes]:
        sizes.append(part.size)
        return pieces(part)

    monkeypatch.setattr(Part, "pieces", counted)
    return sizes


def test_opening_and_saving_again_expands_and_packs_no_drawing(plan: Path, expanded: list[int]) -> None:
    before = unpack(plan.read_bytes()).assets
    file = PlanFile.open(plan, journal=False)
    moved(file.document, 500.0)
    file.save()
    assert expanded == []
    after = unpack(plan.read_bytes()).assets
    assert {key: asset.packed() for key, asset in after.items()} == {
        key: asset.packed() for key, asset in before.items()
    }
    assert [asset.read() for asset in after.values()] == [CONTENTS]
    assert expanded == [len(CONTENTS)]


def test_the_first_bytes_are_there_without_the_rest(plan: Path) -> None:
    (asset,) = unpack(plan.read_bytes()).assets.values()
    assert asset.beginning(4096) == CONTENTS[:4096]
    assert Asset.of_bytes(DRAWING_KEY, DRAWING).beginning(9) == DRAWING[:9]


def test_a_drawing_is_packed_once_and_read_back_before_it_is_believed() -> None:
    asset = Asset.of_bytes(asset_key(CONTENTS, ".dxf"), CONTENTS)
    first = asset.packed()
    assert asset.packed() is first and asset.is_packed
    assert asset.size == len(CONTENTS)
    with pytest.raises(Damaged):
        Asset.of_bytes(asset_key(b"another", ".dxf"), CONTENTS).packed()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_damage_in_a_drawing_is_noticed_when_the_plan_is_opened(plan: Path, share: float) -> None:
    data = bytearray(plan.read_bytes())
    at = data.index(b"assets/") + 80
    data[at + round(share * (data.index(b"PK\x01\x02") - at - 10))] ^= 1
    plan.write_bytes(bytes(data))
    with pytest.raises(Damaged, match="not what was saved"):
        PlanFile.open(plan)
    assert salvage(plan).document.records["press"].id == "press"


def test_a_drawing_that_is_not_what_its_name_says_is_noticed_when_it_is_used(tmp_path: Path) -> None:
    # Whoever writes such a file can make every sum of the zip right, but not the name of the drawing.
    key = asset_key(b"what was imported", ".dxf")
    liar = Asset.of_part(key, packed(b"something else"))
    contents = unpack(pack(DOCUMENT, {key: liar}))
    with pytest.raises(Damaged, match="not what was saved"):
        contents.assets[key].read()
    with pytest.raises(Damaged):
        contents.assets[key].write_to(tmp_path / "out")


def test_a_part_never_expands_to_much_more_than_it_says() -> None:
    honest = packed(CONTENTS)
    pieces = 0
    with pytest.raises(Damaged):
        for piece in Part(honest.data, DEFLATED, 10_000, honest.crc).pieces():
            pieces += len(piece)
    assert pieces <= 2 * 2**20


def test_a_plan_without_sums_of_packed_parts_is_expanded_and_compared_at_once() -> None:
    # As Floorwright wrote them before: the manifest holds the sum of what a part expands to, and that alone.
    def written(data: bytes) -> bytes:
        buffer = BytesIO()
        members = {"document.json": DOCUMENT, f"assets/{DRAWING_KEY}": data}
        sums = {"document.json": DOCUMENT, f"assets/{DRAWING_KEY}": DRAWING}
        manifest = {name: {"sha256": hashlib.sha256(of).hexdigest(), "size": len(of)} for name, of in sums.items()}
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps({"members": manifest}))
            for name, of in members.items():
                archive.writestr(name, of)
        return buffer.getvalue()

    assert unpack(written(DRAWING)).assets[DRAWING_KEY].read() == DRAWING
    with pytest.raises(Damaged, match="not what was saved"):
        unpack(written(DRAWING[::-1]))


def test_what_does_not_get_smaller_is_stored_and_everything_is_a_zip_that_others_can_read() -> None:
    noise = random.Random(1).randbytes(50_000)
    parts = {"a": packed(noise), "b": packed(b"abc" * 1000), "c": packed(b"")}
    assert [part.method for part in parts.values()] == [STORED, DEFLATED, STORED]
    with zipfile.ZipFile(BytesIO(zip_of(parts))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {"a": noise, "b": b"abc" * 1000, "c": b""}
    for part in parts.values():
        assert sum(map(len, part.pieces())) == part.size


def test_recovery_finds_a_large_drawing_whose_file_is_gone(plan: Path) -> None:
    file = PlanFile.open(plan)
    file.start_journal()
    moved(file.document, 300.0)
    file.sync()
    file.close()
    plan.unlink()
    found = recover(recoverable()[0])
    (asset,) = found.assets.used_by(found.document.records).values()
    assert asset.read() == CONTENTS
    found.discard()


def test_a_kept_drawing_that_is_damaged_is_left_out_of_what_is_recovered(plan: Path, folders_of_its_own: Path) -> None:
    file = PlanFile.open(plan)
    moved(file.document, 300.0)
    file.close()
    plan.unlink()
    (kept,) = folders_of_its_own.rglob("*.zipped")
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(bytes(data))
    found = recover(recoverable()[0])
    assert found.assets.used_by(found.document.records) == {}
    found.discard()


def test_a_journal_that_cannot_keep_a_large_drawing_says_so_once(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(asset: Asset, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("floorwright.storage.journal.keep_asset", full)
    file = PlanFile.open(plan)
    said: list[str] = []
    file.troubled.connect(said.append)
    file.start_journal()
    assert file._journal is not None
    file._journal._finish_keeping()
    file.sync()
    assert len(said) == 1 and "not kept for recovery" in said[0]
    file.close()
