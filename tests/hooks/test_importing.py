"""Drawings through the importers: in a worker, from the cache, and onto the floor."""

import gzip
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import ezdxf
import pytest

from floorwright.errors import Cancelled, ImportFailed
from floorwright.hooks import drawing_cache
from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.facts import facts
from floorwright.hooks.importing import (
    drawing_of,
    options_of,
    read_drawing,
    start_reading,
    start_reading_of,
    underlay_for,
)
from floorwright.hooks.inspecting import facts_of_file
from floorwright.hooks.manager import Plugins
from floorwright.hooks.scratch import scratch_folder
from floorwright.jobs import Done, Failed, Progress
from floorwright.model.kinds import Underlay
from floorwright.model.placement import calibrated, to_floor
from floorwright.storage.asset import Asset, asset_key
from floorwright.storage.assets import Assets
from floorwright.storage.parts import packed
from floorwright.storage.places import drawings_folder
from floorwright.storage.zip_limits import Damaged
from helpers import two_numbers


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return Plugins().load()


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A survey in metres, 3,000 km from its origin, of a hall 50 m by 20 m."""
    doc = ezdxf.new("R2010")
    doc.header["$INSUNITS"] = 6
    x, y = 3_000_123.5, 500_000.25
    doc.modelspace().add_lwpolyline([(x, y), (x + 50, y), (x + 50, y + 20), (x, y + 20)], close=True)
    doc.modelspace().add_text("Hall", height=0.3).set_placement((x + 1, y + 1))
    path = tmp_path / "hall.dwg"
    doc.saveas(path)
    return path


def test_a_drawing_is_known_by_its_content_not_its_name(plugins: Plugins, hall: Path) -> None:
    assert read_drawing(plugins, hall).unit == "m"


def test_a_drawing_read_before_comes_from_the_cache_and_a_damaged_cache_is_written_again(
    plugins: Plugins, hall: Path
) -> None:
    first = read_drawing(plugins, hall)
    (folder,) = drawings_folder().iterdir()
    written = (folder / "drawing.json").stat().st_ino
    again = read_drawing(plugins, hall)
    assert (again.segments == first.segments).all() and again.texts == first.texts and again.layers == first.layers
    assert (folder / "drawing.json").stat().st_ino == written
    broken = bytearray((folder / "arrays").read_bytes())
    _, _, start, _ = json.loads((folder / "drawing.json").read_text("utf-8"))["arrays"]["segments"]
    broken[start] ^= 0xFF
    (folder / "arrays").write_bytes(broken)
    assert drawing_cache.load(folder) is None
    assert read_drawing(plugins, hall).box == first.box
    assert drawing_cache.load(folder) is not None


def test_looking_into_a_drawing_keeps_what_is_told_of_it_and_none_of_its_lines(plugins: Plugins, hall: Path) -> None:
    told = facts_of_file(plugins, hall, ImportOptions())
    assert told["units"] == "m" and told["size_m"] == [50.0, 20.0] and told["entities"] == {"LWPOLYLINE": 1, "TEXT": 1}
    (folder,) = drawings_folder().iterdir()
    assert [file.name for file in folder.iterdir()] == ["facts.json"]
    (folder / "facts.json").write_text((folder / "facts.json").read_text().replace("LWPOLYLINE", "kept"))
    assert facts_of_file(plugins, hall, ImportOptions())["entities"] == {"kept": 1, "TEXT": 1}
    (folder / "facts.json").write_text('{"format": 1, "fac')
    again = facts_of_file(plugins, hall, ImportOptions())
    assert {**again, "seconds": 0} == {**told, "seconds": 0}


def test_what_is_told_of_a_drawing_is_known_when_it_was_drawn(plugins: Plugins, hall: Path) -> None:
    told = facts(read_drawing(plugins, hall))
    assert facts_of_file(plugins, hall, ImportOptions()) == told
    assert len(list(drawings_folder().iterdir())) == 1, "it was read once more"


def test_the_cache_lets_the_oldest_go(plugins: Plugins, hall: Path, tmp_path: Path) -> None:
    drawing = read_drawing(plugins, hall)
    root = tmp_path / "cache"
    for name in ("one", "two"):
        drawing_cache.store(drawing, root / name)
    drawing_cache.prune(root, largest_bytes=1)
    assert len(list(root.iterdir())) == 1


def test_reading_without_waiting_ends_with_the_drawing(plugins: Plugins, hall: Path) -> None:
    reading = start_reading(plugins, hall)
    while isinstance(outcome := reading.poll(), Progress):
        pass
    assert isinstance(outcome, Done)
    assert outcome.result.unit == "m"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"0", "not a DXF"),
        (b"Dear Sir, please find enclosed the plan.", "is a text, but not a DXF"),
        (gzip.compress(b"0\nSECTION\n"), "gzip"),
        ("0\nSECTION\n".encode("utf-16"), "UTF-16"),
        (b"AC1032\0\0\0\0", "is a DWG"),
        (b"%PDF-1.7\n", "too damaged to be read as a PDF"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "HTML page"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"AutoCAD Binary DXF\r\n\x1a\0\0SEC", "is not a DXF drawing"),
    ],
)
def test_what_is_no_dxf_is_called_what_it_is(plugins: Plugins, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "plan.dxf"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=words):
        read_drawing(plugins, path)


def test_a_far_drawing_is_moved_near_and_keeps_its_place(plugins: Plugins, hall: Path) -> None:
    underlay = underlay_for(read_drawing(plugins, hall), "Hall", "00.dxf")
    assert (underlay.unit, underlay.scale) == ("m", 1000)
    a, b, c, d, e, f = to_floor(underlay)
    u, v = 3_000_123.5, 500_000.25
    x, y = a * u + c * v + e, b * u + d * v + f
    assert 0 <= x < 10_000 and 0 <= y < 10_000
    assert (x, y) == pytest.approx(((u - underlay.origin_u) * 1000, (v - underlay.origin_v) * 1000), abs=1e-3)


def test_calibrating_keeps_the_first_point_and_makes_the_distance_true(plugins: Plugins, hall: Path) -> None:
    before = underlay_for(read_drawing(plugins, hall), "Hall", "00.dxf", unit="mm")
    after = calibrated(before, (1, 0), (1, 5), 5000)
    assert after.scale == pytest.approx(1000)
    # The floor point 1 mm to the right of p was drawn there before; now it lies a thousand times as far.
    assert (after.x, after.y) == pytest.approx((1 + 1000 * (before.x - 1), 1000 * before.y))


def test_a_region_of_a_drawing_is_read_again_from_what_was_chosen(plugins: Plugins, hall: Path) -> None:
    whole = read_drawing(plugins, hall)
    x, y = 3_000_123.5, 500_000.25
    # The lower left corner: two of the four walls reach into it, the text as well.
    options = ImportOptions(region=(x - 1, y - 1, x + 3, y + 3))
    part = read_drawing(plugins, hall, options)
    assert len(whole.segments) == 4 and len(part.segments) == 2 and len(part.texts) == 1
    assert part.box == pytest.approx((x, y, x + 3, y + 3))
    underlay = underlay_for(part, "hall", "asset", options=options)
    assert options_of(underlay) == options
    assert len(read_drawing(plugins, hall).segments) == 4


def test_a_drawing_in_the_cache_is_found_by_its_name_in_the_plan_and_never_taken_out(
    plugins: Plugins, hall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = hall.read_bytes()
    assets = Assets({key: Asset.of_part(key, packed(data)) for key in [asset_key(data, ".dxf")]})
    underlay = underlay_for(read_drawing(plugins, hall), "Hall", asset_key(data, ".dxf"))

    def taken_out(asset: Asset, path: Path) -> None:
        raise AssertionError("the drawing was taken out of the plan")

    monkeypatch.setattr(Asset, "write_to", taken_out)
    assert drawing_of(plugins, underlay, assets).unit == "m"
    reading = start_reading_of(plugins, underlay, assets)
    assert isinstance(reading.poll(wait_s=30.0), Done)
    reading.close()


def test_a_drawing_that_is_not_in_the_cache_is_taken_out_of_the_plan_and_nothing_of_it_stays(
    plugins: Plugins, hall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    data = hall.read_bytes()
    key = asset_key(data, ".dxf")
    assets = Assets({key: Asset.of_part(key, packed(data))})
    underlay = Underlay(id="u", name="Hall", asset=key)
    reading = start_reading_of(plugins, underlay, assets)
    while isinstance(outcome := reading.poll(), Progress):
        time.sleep(0.01)
    assert isinstance(outcome, Done) and outcome.result.unit == "m"
    reading.close()
    shutil.rmtree(drawings_folder())
    assert drawing_of(plugins, underlay, assets).unit == "m"
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_drawing_that_is_not_what_was_saved_is_never_read(plugins: Plugins, hall: Path) -> None:
    data = hall.read_bytes()
    key = asset_key(data, ".dxf")
    assets = Assets({key: Asset.of_part(key, packed(data.replace(b"Hall", b"Wall")))})
    underlay = Underlay(id="u", name="Hall", asset=key)
    with pytest.raises(Damaged):
        drawing_of(plugins, underlay, assets)
    reading = start_reading_of(plugins, underlay, assets)
    while isinstance(outcome := reading.poll(), Progress):
        time.sleep(0.01)
    assert isinstance(outcome, Failed) and isinstance(outcome.error, Damaged)
    reading.close()


def test_cancelling_while_a_drawing_is_taken_out_answers_at_once(plugins: Plugins, hall: Path) -> None:
    data = hall.read_bytes()
    key = asset_key(data, ".dxf")
    reading = start_reading_of(
        plugins, Underlay(id="u", name="Hall", asset=key), Assets({key: Asset.of_part(key, packed(data))})
    )
    reading.cancel()
    outcome = reading.poll()
    assert isinstance(outcome, Failed) and isinstance(outcome.error, Cancelled)
    reading.close()


@pytest.mark.parametrize("then", ["dxf", "gone", "two"])
def test_an_importer_may_convert_for_another_one_to_read(
    tmp_path: Path, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(two_numbers, "THEN", then)
    plugins = Plugins().load()
    plugins.register(two_numbers, "two")
    path = tmp_path / "far.two"
    path.write_text("TWO 30 40")
    if then != "dxf":
        with pytest.raises(ImportFailed, match=f"read by way of {then.upper()}, for which no importer works"):
            read_drawing(plugins, path)
        return
    drawing = read_drawing(plugins, path)
    assert (drawing.kind, drawing.version, drawing.segments.tolist()) == ("two", "first", [[0, 0, 30, 40]])
    assert ("Everything else", 7) in [(problem.what, problem.count) for problem in drawing.problems]


def test_what_a_killed_process_left_in_the_cache_is_taken_away(tmp_path: Path) -> None:
    root = tmp_path / "drawings"
    for name, age_s in (("old", 7200), ("new", 0)):
        folder = root / f".unfinished-{name}"
        folder.mkdir(parents=True)
        os.utime(folder, (time.time() - age_s,) * 2)
    drawing_cache.prune(root)
    assert [folder.name for folder in root.iterdir()] == [".unfinished-new"]


def test_a_scratch_folder_is_gone_afterwards() -> None:
    with scratch_folder() as scratch:
        (scratch / "file").write_text("x")
    assert not scratch.exists()
