"""The journal of unsaved work: its lines, its faults, its growth, and what becomes of it."""

import errno
import json
import os
import zlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from floorwright.errors import PlanFailed
from floorwright.model.diff import Change
from floorwright.model.document import Document, Step
from floorwright.model.kinds import Machine, Underlay
from floorwright.storage import journal as journal_module
from floorwright.storage import places
from floorwright.storage.asset import Asset, asset_key
from floorwright.storage.journal import Journal
from floorwright.storage.journal_lines import framed, read_journal, step_in, step_payload, unframed
from floorwright.storage.kept_assets import kept_assets
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.recovery import discard, empty_trash, recover, recoverable
from helpers.stored import DRAWING, DRAWING_KEY, child, drawings, moved, one_of_everything, told_by, x_of

EVERYTHING = one_of_everything()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    plan = PlanFile.new(EVERYTHING, drawings())
    plan.save_as(tmp_path / "works.floorwright")
    return tmp_path / "works.floorwright"


def left_behind(path: Path | None, *xs: float) -> Path:
    """The session of a plan in which the press was moved to each x, and which was not saved."""
    plan = PlanFile.open(path) if path else PlanFile.new(EVERYTHING)
    for x in xs:
        moved(plan.document, x)
    plan.close()
    return recoverable()[0].folder


def test_a_line_holds_its_number_and_what_it_was_given() -> None:
    line = framed(7, b'{"a":1}')
    checksum = zlib.crc32(b'7:{"a":1}')
    assert json.loads(line) == {"seq": 7, "crc": f"{checksum:08x}", "payload": {"a": 1}}
    assert unframed(line, 7) == b'{"a":1}'
    assert unframed(line, 8) is None


def test_a_line_with_any_byte_changed_or_cut_off_is_not_whole() -> None:
    line = framed(7, b'{"a":"bc"}')
    for at in range(len(line)):
        assert unframed(line[:at], 7) is None
        for pattern in (0x01, 0x20, 0xFF):
            data = bytearray(line)
            data[at] ^= pattern
            assert unframed(bytes(data), 7) in (None, b'{"a":"bc"}')


@pytest.mark.parametrize("origin", ["edit", "undo", "redo"])
def test_a_step_with_every_kind_of_record_comes_back_equal(origin: str) -> None:
    diff = {id: Change(record, None) for id, record in EVERYTHING.items()}
    diff["saw"] = Change(None, EVERYTHING["saw"])
    diff["press"] = Change(EVERYTHING["press"], replace(EVERYTHING["press"], x=1.25))  # type: ignore[call-arg]
    step = Step("Überall “verschieben”", diff, origin)  # type: ignore[arg-type]
    assert step_in(step_payload(step), {"robot": 7}) == step


def test_a_label_with_half_a_character_does_not_stop_the_journal() -> None:
    step = step_in(step_payload(Step("bad \ud800", {})), {})
    assert step is not None and step.label == "bad ?"


def test_every_step_undo_and_redo_is_replayed_as_it_was(file: Path) -> None:
    plan = PlanFile.open(file)
    document = plan.document
    moved(document, 1.0)
    moved(document, 2.0)
    document.undo()
    with document.edit("Remove the saw", "better") as edit:
        edit.remove("saw")
    document.undo()
    document.redo()
    with document.edit("Remove the product") as edit:
        edit.remove("shaft")
    plan.close()
    again = recover(recoverable()[0])
    assert again.document.records == document.records
    while document.undo() is not None:
        again.document.undo()
        assert again.document.records == document.records
    assert again.document.can_undo() is None


@pytest.mark.parametrize("line", [1, 2, 3])
def test_the_steps_before_a_flipped_bit_come_back_and_the_rest_is_counted(file: Path, line: int) -> None:
    folder = left_behind(file, 1.0, 2.0, 3.0)
    journal = folder / "journal-1.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[line - 1] = lines[line - 1].replace(b'"x":', b'"y":', 1)
    journal.write_bytes(b"".join(lines))
    (found,) = recoverable()
    assert (found.steps, found.lost) == (line - 1, 4 - line)
    plan = recover(found)
    assert x_of(plan.document.records) == [9000.0, 1.0, 2.0][line - 1]
    lost = "The last step was" if line == 3 else f"The last {4 - line} steps were"
    assert plan.messages == [f"{lost} damaged and could not be recovered; {line - 1} before were."]


def test_half_a_last_line_loses_the_last_step_alone_and_editing_goes_on_behind_it(file: Path) -> None:
    folder = left_behind(file, 1.0, 2.0)
    journal = folder / "journal-1.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    plan = recover(recoverable()[0])
    assert x_of(plan.document.records) == 1.0
    moved(plan.document, 4.0)
    plan.close()
    assert x_of(recover(recoverable()[0]).document.records) == 4.0


def test_a_file_that_was_changed_meanwhile_leaves_a_separate_copy(file: Path) -> None:
    left_behind(file, 1.0)
    other = PlanFile.open(file)
    moved(other.document, 500.0, "saw")
    other.save()
    plan = recover(recoverable()[0])
    assert x_of(plan.document.records) == 1.0
    assert plan.path is None and plan.modified
    assert plan.messages == ["“works.floorwright” was changed meanwhile; the recovered plan is a separate copy."]
    assert plan.assets.read(DRAWING_KEY) == DRAWING


def test_a_file_that_is_gone_leaves_a_separate_copy_with_its_drawings(file: Path) -> None:
    left_behind(file, 1.0)
    file.unlink()
    plan = recover(recoverable()[0])
    assert x_of(plan.document.records) == 1.0
    assert plan.path is None
    assert plan.messages == ["“works.floorwright” is gone or damaged; the recovered plan is a separate copy."]
    assert plan.assets.read(DRAWING_KEY) == DRAWING


def test_a_damaged_base_is_replaced_by_the_file_it_was_made_from(file: Path) -> None:
    folder = left_behind(file, 1.0)
    base = folder / "base.json"
    base.write_bytes(base.read_bytes().replace(b'"Press"', b'"Crane"'))
    plan = recover(recoverable()[0])
    assert x_of(plan.document.records) == 1.0
    assert isinstance(plan.document.records["press"], Machine) and plan.document.records["press"].name == "Press"


def test_a_damaged_base_of_a_plan_that_was_never_saved_fails_twice_and_is_set_aside() -> None:
    folder = left_behind(None, 1.0)
    base = folder / "base.json"
    base.write_bytes(base.read_bytes().replace(b'"Press"', b'"Crane"'))
    for _ in range(2):
        (found,) = recoverable()
        with pytest.raises(PlanFailed, match="what it began from cannot be read"):
            recover(found)
    assert recoverable() == []
    assert len(list(places.set_aside_folder().iterdir())) == 1


def test_a_base_whose_first_line_is_damaged_is_set_aside_at_once(file: Path) -> None:
    folder = left_behind(file, 1.0)
    base = folder / "base.json"
    base.write_bytes(b"x" + base.read_bytes())
    assert recoverable() == []
    assert len(list(places.set_aside_folder().iterdir())) == 1


def test_the_session_of_a_newer_version_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(journal_module, "VERSION", 9)
        plan = PlanFile.open(file)
        moved(plan.document, 1.0)
        plan.close()
    assert recoverable() == []
    assert len(list(places.sessions_folder().iterdir())) == 1


def test_two_sessions_of_one_file_are_both_offered(file: Path) -> None:
    first, second = PlanFile.open(file), PlanFile.open(file)
    moved(first.document, 1.0)
    moved(second.document, 2.0)
    first.close()
    second.close()
    assert sorted(x_of(recover(found).document.records) for found in recoverable()) == [1.0, 2.0]


def test_a_long_journal_begins_again_from_a_new_base(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "COMPACT_BEYOND", 2000)
    plan = PlanFile.open(file)
    for x in range(20):
        moved(plan.document, float(x))
        (folder,) = places.sessions_folder().iterdir()
        assert len(list(folder.glob("journal-*"))) == 1
        assert sum(path.stat().st_size for path in folder.glob("journal-*")) < 4000
    plan.close()
    (found,) = recoverable()
    assert found.steps < 20
    again = recover(found)
    assert x_of(again.document.records) == 19.0 and again.modified and again.path == file


def test_a_journal_of_ten_thousand_steps_is_read_in_one_pass(tmp_path: Path) -> None:
    document = Document(EVERYTHING)
    steps: list[Step] = []
    document.committed.connect(steps.append)
    moved(document, 1.0)
    payload = step_payload(steps[0])
    journal = tmp_path / "journal.jsonl"
    journal.write_bytes(b"".join(framed(number, payload) for number in range(1, 10_001)))
    read = read_journal(journal, {})
    assert (len(read.steps), read.lost, read.size) == (10_000, 0, journal.stat().st_size)


def test_a_journal_that_cannot_be_written_is_told_once_and_editing_goes_on(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PlanFile.open(file)
    told: list[str] = []
    plan.troubled.connect(told.append)
    moved(plan.document, 1.0)
    with monkeypatch.context() as full:
        full.setattr(os, "write", _no_space)
        for x in (2.0, 3.0, 4.0):
            moved(plan.document, x)
        plan.sync()
    assert told == ["Unsaved changes are not kept for recovery: the disk is full. Save often."]
    assert x_of(plan.document.records) == 4.0
    plan.sync()
    plan.close()
    assert x_of(recover(recoverable()[0]).document.records) == 4.0


def test_a_state_folder_that_cannot_be_made_stops_nobody(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_bytes(b"")
    monkeypatch.setenv("FLOORWRIGHT_STATE", str(tmp_path / "in the way" / "state"))
    plan = PlanFile.open(file)
    told: list[str] = []
    plan.troubled.connect(told.append)
    moved(plan.document, 1.0)
    moved(plan.document, 2.0)
    assert len(told) == 1
    plan.save()
    assert plan.messages == ["The earlier version of “works.floorwright” was not kept: its folder is not a folder."]
    assert x_of(PlanFile.open(file).document.records) == 2.0
    plan.close()


if os.name == "posix":

    def test_a_full_disk_under_the_journal_is_told_once_and_the_steps_before_are_kept(file: Path) -> None:
        editor = child(
            """
            import resource, signal, sys
            from helpers.stored import moved, x_of
            from floorwright.storage.plan_file import PlanFile
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            plan = PlanFile.open(sys.argv[1])
            told = []
            plan.troubled.connect(told.append)
            plan.start_journal()
            resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
            for x in range(20):
                moved(plan.document, float(x))
            print(len(told), x_of(plan.document.records))
            plan.close()
            """,
            file,
        )
        assert told_by(editor).split() == ["1", "19.0"]
        (found,) = recoverable()
        assert found.steps >= 2
        assert x_of(recover(found).document.records) == found.steps - 1


def test_the_disk_is_asked_to_keep_the_journal_only_when_there_is_something_new(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    plan.sync()
    plan.sync()
    assert len(synced) == 1


def test_the_drawing_of_a_step_is_kept_with_it(file: Path) -> None:
    plan = PlanFile.open(file)
    key = plan.assets.add(b"another drawing", ".pdf")
    with plan.document.edit("Import") as edit:
        edit.put(Underlay(id="new", name="new.pdf", asset=key))
    plan.close()
    assert recover(recoverable()[0]).assets.read(key) == b"another drawing"


def test_a_drawing_that_was_kept_before_its_step_is_not_written_again_and_is_recovered(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PlanFile.open(file)
    plan.start_journal()
    data = b"a large drawing" * 100_000
    asset = Asset.of_bytes(asset_key(data, ".dxf"), data)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(plan.keep, asset).result()

    def again(asset: Asset, folder: Path) -> None:
        raise AssertionError("the drawing was written in the window's thread")

    monkeypatch.setattr("floorwright.storage.journal.keep_asset", again)
    key = plan.assets.take(asset)
    with plan.document.edit("Import") as edit:
        edit.put(Underlay(id="new", name="new.dxf", asset=key))
    plan.close()
    assert recover(recoverable()[0]).assets.read(key) == data


def test_a_packed_drawing_that_nobody_kept_is_kept_before_its_step_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PlanFile.open(file)
    plan.start_journal()
    data = bytes(range(256)) * 8000
    asset = Asset.of_bytes(asset_key(data, ".dxf"), data)
    asset.packed()
    kept: list[bool] = []
    write = Journal.append

    def appended(journal: Journal, step: Step, assets: Mapping[str, Asset]) -> None:
        write(journal, step, assets)
        kept.append(asset.key in kept_assets(journal.folder / "assets"))

    monkeypatch.setattr(Journal, "append", appended)
    plan.assets.take(asset)
    with plan.document.edit("Import") as edit:
        edit.put(Underlay(id="new", name="new.dxf", asset=asset.key))
    assert kept == [True]
    plan.discard()


def test_a_drawing_that_is_kept_too_late_leaves_nothing_behind(file: Path) -> None:
    plan = PlanFile.open(file)
    plan.start_journal()
    journal = plan._journal
    assert journal is not None
    plan.close()
    data = b"a drawing"
    journal.keep_before(Asset.of_bytes(asset_key(data, ".dxf"), data))
    assert not journal.folder.exists()


def test_a_drawing_that_undo_brings_back_after_saving_is_kept(file: Path) -> None:
    plan = PlanFile.open(file)
    with plan.document.edit("Remove the drawing") as edit:
        edit.remove("hall")
    plan.save()
    assert DRAWING_KEY not in PlanFile.open(file).assets
    plan.document.undo()
    plan.close()
    assert recover(recoverable()[0]).assets.read(DRAWING_KEY) == DRAWING


def test_saving_ends_the_journal_and_the_next_step_begins_another(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    plan.save()
    assert list(places.sessions_folder().iterdir()) == []
    moved(plan.document, 2.0)
    plan.close()
    (found,) = recoverable()
    assert found.steps == 1
    assert recover(found).messages == []


def test_what_was_done_while_saving_stays_in_the_journal(file: Path) -> None:
    from floorwright.storage.saving import write

    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    snapshot = plan.snapshot()
    moved(plan.document, 2.0)
    plan.saved(snapshot, write(snapshot))
    assert plan.modified
    plan.close()
    again = recover(recoverable()[0])
    assert x_of(again.document.records) == 2.0
    assert again.path == file and again.messages == [] and again.modified


def test_work_that_was_saved_just_before_the_program_died_is_not_unsaved(file: Path) -> None:
    from floorwright.storage.saving import write

    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    write(plan.snapshot())  # died before it could take note
    plan.close()
    again = recover(recoverable()[0])
    assert again.path == file and not again.modified
    assert again.messages == ["“works.floorwright” already holds everything that was recovered."]
    again.close()
    assert recoverable() == []


def test_discarded_work_stays_in_the_trash_for_fourteen_days(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    plan.discard()
    left_behind(file, 2.0)
    discard(recoverable()[0])
    assert recoverable() == []
    trashed = list(places.trash_folder().iterdir())
    assert len(trashed) == 2
    stamp = int(trashed[0].name.partition("-")[0])
    assert empty_trash(stamp + 13 * 86_400) == 0
    assert empty_trash(stamp + 15 * 86_400) == 2
    assert list(places.trash_folder().iterdir()) == []


def test_a_plan_without_a_journal_makes_no_files(file: Path) -> None:
    plan = PlanFile.open(file, journal=False)
    moved(plan.document, 1.0)
    plan.start_journal()
    plan.sync()
    plan.close()
    assert list(places.sessions_folder().iterdir()) == []


def test_a_session_that_is_being_recovered_is_refused_to_others(file: Path) -> None:
    left_behind(file, 1.0)
    (found,) = recoverable()
    plan = recover(found)
    with pytest.raises(PlanFailed, match="by another Floorwright"):
        recover(found)
    plan.discard()
    with pytest.raises(PlanFailed, match="not there any more"):
        recover(found)


def _no_space(handle: int, data: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
