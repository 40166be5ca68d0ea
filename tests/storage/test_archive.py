"""The zip round a plan: the same bytes for the same plan, and what hostile zips get."""

import io
import struct
import zipfile
import zlib

import pytest

from floorwright.errors import FloorwrightError, PlanFailed, SaveFailed
from floorwright.storage import archive as archive_module
from floorwright.storage.archive import pack, unpack
from floorwright.storage.asset import asset_key
from floorwright.storage.document_json import encode_document
from floorwright.storage.zip_limits import Damaged
from helpers.stored import DRAWING, DRAWING_KEY, drawings, one_of_everything

DOCUMENT = encode_document(one_of_everything())
GOOD = pack(DOCUMENT, drawings())


def with_members(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A good plan with more members put in."""
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def directory_of(data: bytes) -> int:
    return data.index(b"PK\x01\x02")


def refused(data: bytes) -> str:
    with pytest.raises(PlanFailed) as failure:
        unpack(data)
    return failure.value.message


def test_what_was_packed_is_unpacked() -> None:
    contents = unpack(GOOD)
    assert contents.document == DOCUMENT
    assert {key: asset.read() for key, asset in contents.assets.items()} == {DRAWING_KEY: DRAWING}
    assert contents.messages == ()


def test_the_same_plan_gives_the_same_bytes() -> None:
    assets = drawings(DRAWING, b"2")
    assert pack(DOCUMENT, assets) == pack(DOCUMENT, dict(reversed(drawings(DRAWING, b"2").items())))


def test_the_name_of_an_asset_is_its_hash_and_a_tame_ending() -> None:
    digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"  # SHA-256 of "foo"
    assert asset_key(b"foo", ".DXF") == f"{digest}.dxf"
    assert asset_key(b"foo", "") == digest
    assert asset_key(b"foo", "../../x y") == f"{digest}.xy"


def test_a_monotonous_asset_is_kept_so_that_our_own_limits_let_it_in() -> None:
    zeros = bytes(11 * 2**20)
    (key,) = kept = drawings(zeros)
    assert unpack(pack(DOCUMENT, kept)).assets[key].read() == zeros


def test_more_than_can_be_opened_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "LARGEST_TOTAL", 1000)
    with pytest.raises(SaveFailed, match="MB can be saved"):
        pack(DOCUMENT, {})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"\0" * 4096, "nothing but zeros"),
        (b"hello", "not a Floorwright plan"),
        (GOOD[: len(GOOD) // 2], "its end is missing"),
        (b"#!/bin/sh\n" + GOOD, "other data stands before"),
        (GOOD + b"\n", "not where its list of contents says"),
    ],
    ids=["empty", "zeros", "prose", "half", "prefix", "trailing"],
)
def test_what_is_no_whole_plan_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_bomb_is_refused_before_it_is_expanded() -> None:
    assert "expand more than 200 times" in refused(with_members(("assets/" + "0" * 64, bytes(50 * 2**20))))


def test_more_than_512_mb_in_all_are_refused_by_what_the_list_of_contents_says() -> None:
    data = bytearray(with_members(("x", b"abc" * 100)))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<2L", data, at + 20, 400 * 2**20, 600 * 2**20)
    assert "512 MB are allowed" in refused(bytes(data))


def test_a_part_that_expands_to_more_than_it_says_is_damaged() -> None:
    data = bytearray(GOOD)
    at = data.index(b"PK\x01\x02", directory_of(GOOD) + 4)
    size = struct.unpack_from("<L", data, at + 24)[0]
    struct.pack_into("<L", data, at + 24, size - 10)
    assert "cannot be read" in refused(bytes(data))


def test_a_part_that_expands_to_less_than_it_says_is_damaged() -> None:
    data = bytearray(GOOD)
    at = data.index(b"PK\x01\x02", directory_of(GOOD) + 4)
    size = struct.unpack_from("<L", data, at + 24)[0]
    struct.pack_into("<L", data, at + 24, size + 10)
    assert "damaged" in refused(bytes(data))


def test_more_than_5000_parts_are_refused() -> None:
    assert "5,000" in refused(with_members(*((f"{n}", b"") for n in range(5001)), method=zipfile.ZIP_STORED))


def test_a_million_parts_are_refused_before_the_list_is_read() -> None:
    entry = b"PK\x01\x02" + bytes(42)
    directory = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 16_960, 16_960, len(directory), 4, 0)
    assert "5,000" in refused(b"PK\x03\x04" + directory + end)


def test_overlapping_parts_are_refused() -> None:
    data = bytearray(GOOD)
    first = directory_of(GOOD)
    second = data.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<L", data, second + 42, struct.unpack_from("<L", data, first + 42)[0])
    assert "overlap" in refused(bytes(data))


def test_encrypted_parts_are_refused() -> None:
    data = bytearray(GOOD)
    data[directory_of(GOOD) + 8] |= 1
    assert "encrypted" in refused(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_compressing_are_refused(method: int) -> None:
    assert "compressed in a way" in refused(with_members(("x", b"y"), method=method))


def test_an_unknown_way_of_compressing_is_refused() -> None:
    data = bytearray(GOOD)
    struct.pack_into("<H", data, directory_of(GOOD) + 10, 97)
    assert "compressed in a way" in refused(bytes(data))


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = with_members(("document.json", DOCUMENT))
    assert "same name" in refused(data)


def test_a_zip_in_the_zip_is_never_looked_into() -> None:
    contents = unpack(with_members(("inner.zip", GOOD)))
    assert contents.document == DOCUMENT
    assert contents.messages == ("“inner.zip” in the file was passed over.",)


@pytest.mark.parametrize(
    "name", ["../../x", "/abs", "C:\\x", "\\\\host\\x", "NUL", "assets/../../x", "assets/x.dxf", "a" * 65_000]
)
def test_parts_with_other_names_are_passed_over(name: str) -> None:
    contents = unpack(with_members((name, b"x")))
    assert contents.document == DOCUMENT
    assert len(contents.messages) == 1 and len(contents.messages[0]) < 120


def test_a_name_that_is_not_utf_8_ends_in_a_clear_refusal() -> None:
    data = with_members(("ä.txt", b"x")).replace("ä.txt".encode(), b"\xff\xfe.tx")
    assert "damaged" in refused(data) or unpack(data).document == DOCUMENT


def test_a_part_that_is_not_in_the_manifest_is_passed_over() -> None:
    name = "assets/" + "0" * 64
    contents = unpack(with_members((name, b"x")))
    assert name.removeprefix("assets/") not in contents.assets
    assert contents.messages == (f"“{name}” in the file was passed over.",)


def test_a_part_with_a_good_checksum_that_is_not_what_was_saved_is_damaged() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Press", b"Crane"))
    with pytest.raises(Damaged, match="not what was saved"):
        unpack(buffer.getvalue())


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[]", b'{"members":{}}', b'{"members":{"document.json":{}}}'])
def test_a_manifest_that_says_nothing_is_damage(manifest: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("document.json", DOCUMENT)
    with pytest.raises(Damaged):
        unpack(buffer.getvalue())


def test_random_bytes_after_a_good_beginning_are_refused_without_another_error() -> None:
    for seed in range(200):
        noise = b"".join(zlib.crc32(bytes([seed, n])).to_bytes(4, "little") for n in range(60))
        with pytest.raises(FloorwrightError):
            unpack(b"PK\x03\x04" + noise + GOOD[-22:])
