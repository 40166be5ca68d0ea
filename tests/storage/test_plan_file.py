"""A plan with its file: what is modified, what is saved, and when saving is refused."""

import errno
import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from floorwright.errors import Cancelled, PlanFailed, SaveFailed
from floorwright.jobs import Job
from floorwright.model.kinds import KINDS, Machine, Underlay
from floorwright.storage import places
from floorwright.storage.archive import pack, unpack
from floorwright.storage.atomic import ChangedOnDisk
from floorwright.storage.document_json import encode_document
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.saving import write
from helpers.stored import DRAWING, DRAWING_KEY, drawings, moved, one_of_everything, what_format_1_holds, x_of

EVERYTHING = one_of_everything()
FORMAT_1 = Path(__file__).parent / "files" / "format-1.floorwright"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    plan = PlanFile.new(EVERYTHING, drawings())
    plan.save_as(tmp_path / "works.floorwright")
    return tmp_path / "works.floorwright"


CAME_LATER = {
    "study", "process_chart", "observation", "reading", "part", "alternative", "container", "tour", "tour_stop",
    "investment", "relationship", "relationship_chart",
}  # fmt: skip
"""Kinds of record that format 1 did not know when its file was kept."""


def test_a_new_plan_has_a_title_block_and_nothing_to_save() -> None:
    plan = PlanFile.new()
    assert list(plan.document.records) == ["plan"]
    assert not plan.modified and plan.path is None
    with pytest.raises(SaveFailed, match="no file yet"):
        plan.save()


def test_a_plan_made_from_records_is_still_to_be_saved() -> None:
    assert PlanFile.new(EVERYTHING).modified


def test_what_was_saved_is_opened_equal(file: Path) -> None:
    plan = PlanFile.open(file)
    assert plan.document.records == EVERYTHING
    assert plan.assets.read(DRAWING_KEY) == DRAWING
    assert (plan.path, plan.messages, plan.read_only, plan.modified) == (file, [], "", False)


def test_a_plan_of_format_1_is_opened_for_ever() -> None:
    plan = PlanFile.open(FORMAT_1)
    kinds_of_then = {record.KIND for record in plan.document.records.values()}
    assert KINDS.keys() - kinds_of_then == CAME_LATER
    assert plan.document.records == {key: r for key, r in what_format_1_holds().items() if r.KIND not in CAME_LATER}
    assert plan.assets.read(DRAWING_KEY) == DRAWING
    assert plan.messages == []


def test_saving_an_unchanged_plan_gives_the_same_bytes(file: Path) -> None:
    before = file.read_bytes()
    plan = PlanFile.open(file)
    plan.save()
    assert file.read_bytes() == before


def test_a_plan_is_modified_until_it_is_saved_or_back_where_it_was_saved(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    assert plan.modified
    plan.document.undo()
    assert not plan.modified
    plan.document.redo()
    plan.save()
    assert not plan.modified
    plan.document.undo()
    assert plan.modified
    moved(plan.document, 1.0)
    assert plan.modified  # another step to the same place cannot be told from what was saved without comparing


def test_an_edit_that_is_not_finished_is_neither_saved_nor_disturbed(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    edit = plan.document.edit("Drag")
    machine = edit.get("press")
    assert isinstance(machine, Machine)
    edit.put(replace(machine, x=77.0))
    plan.save()
    assert x_of(PlanFile.open(file).document.records) == 1.0
    assert not plan.modified
    edit.commit()
    assert plan.modified and x_of(plan.document.records) == 77.0


def test_a_snapshot_can_be_written_by_another_process_while_editing_goes_on(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    snapshot = plan.snapshot()
    moved(plan.document, 2.0)
    written = pickle.loads(pickle.dumps(write(pickle.loads(pickle.dumps(snapshot)))))
    plan.saved(snapshot, written)
    assert x_of(PlanFile.open(file).document.records) == 1.0
    assert plan.modified
    plan.save()
    assert not plan.modified


def test_save_as_makes_another_file_its_own_and_leaves_the_first(file: Path, tmp_path: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    plan.save_as(tmp_path / "other.floorwright")
    moved(plan.document, 2.0)
    plan.save()
    assert x_of(PlanFile.open(file).document.records) == 9000.0
    assert x_of(PlanFile.open(tmp_path / "other.floorwright").document.records) == 2.0


def test_a_file_that_another_program_changed_is_asked_about(file: Path) -> None:
    first, second = PlanFile.open(file), PlanFile.open(file)
    moved(first.document, 1.0)
    first.save()
    moved(second.document, 2.0)
    with pytest.raises(ChangedOnDisk, match="changed by another program"):
        second.save()
    assert second.modified and x_of(PlanFile.open(file).document.records) == 1.0
    second.save(overwrite=True)
    assert x_of(PlanFile.open(file).document.records) == 2.0


def test_a_file_that_was_deleted_is_asked_about(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    file.unlink()
    with pytest.raises(ChangedOnDisk, match="deleted or moved"):
        plan.save()
    plan.save(overwrite=True)
    assert x_of(PlanFile.open(file).document.records) == 1.0


def test_cancelling_a_save_leaves_the_old_file_and_the_plan_modified(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    for moment in (0, 1, 2, 3):
        asked = [0]

        def cancelled(moment: int = moment, asked: list[int] = asked) -> bool:
            asked[0] += 1
            return asked[0] > moment

        with pytest.raises(Cancelled):
            plan.save(Job(cancelled=cancelled))
        assert x_of(PlanFile.open(file, journal=False).document.records) == 9000.0
        assert plan.modified
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


def test_a_save_tells_how_far_it_is(file: Path) -> None:
    told: list[tuple[float, str]] = []
    PlanFile.open(file).save(Job(report=lambda share, words: told.append((share, words))))
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert told[-1] == (1.0, "Saved")


def test_records_of_a_newer_version_are_looked_at_and_saved_as_a_copy(tmp_path: Path) -> None:
    newer = encode_document(EVERYTHING).replace(b'"machine":1', b'"machine":2')
    (tmp_path / "newer.floorwright").write_bytes(pack(newer, drawings()))
    plan = PlanFile.open(tmp_path / "newer.floorwright")
    assert plan.messages == ["Floorwright 0.1.0 wrote its machine records. It can be looked at, and saved as a copy."]
    with pytest.raises(SaveFailed, match="can be looked at"):
        plan.save()
    with pytest.raises(SaveFailed):
        plan.save_as(tmp_path / "newer.floorwright")
    plan.save_as(tmp_path / "copy.floorwright")
    assert plan.read_only == ""
    plan.save()


def test_a_repaired_plan_is_modified_and_says_what_was_done(tmp_path: Path) -> None:
    broken = {key: record for key, record in EVERYTHING.items() if key != "press"}
    (tmp_path / "broken.floorwright").write_bytes(pack(encode_document(broken), {}))
    plan = PlanFile.open(tmp_path / "broken.floorwright")
    assert plan.modified
    assert "The flow “move” named records that are not there; it was left out." in plan.messages
    plan.save()
    again = PlanFile.open(tmp_path / "broken.floorwright")
    assert again.messages == [] and again.document.records == plan.document.records


def test_drawings_that_no_record_names_are_not_saved(file: Path) -> None:
    plan = PlanFile.open(file)
    plan.assets.add(b"never used", "png")
    moved(plan.document, 1.0)
    plan.save()
    assert set(unpack(file.read_bytes()).assets) == {DRAWING_KEY}


def test_the_same_drawing_is_kept_once_and_a_missing_one_is_named() -> None:
    assets = PlanFile.new().assets
    assert assets.add(b"a", ".dxf") == assets.add(b"a", "DXF")
    with pytest.raises(PlanFailed, match="A drawing is missing"):
        assets.read("0" * 64)


def test_a_drawing_that_only_an_unknown_record_names_is_kept(tmp_path: Path) -> None:
    from floorwright.model.kinds import Unknown

    plan = PlanFile.new()
    key = plan.assets.add(b"a cloud of points", "pts")
    with plan.document.edit("Scan") as edit:
        edit.put(Unknown(id="s", kind="scan", json=f'{{"kind":"scan","id":"s","asset":"{key}"}}'))
    plan.save_as(tmp_path / "scan.floorwright")
    assert PlanFile.open(tmp_path / "scan.floorwright").assets.read(key) == b"a cloud of points"


@pytest.mark.parametrize(
    ("name", "said"),
    [("gone.floorwright", "There is no file"), (".", "is a folder|is not a file"), ("a\0b", "not the name")],
)
def test_what_is_no_file_is_not_opened(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(PlanFailed, match=said):
        PlanFile.open(tmp_path / name)


if os.name == "posix":

    def test_a_pipe_is_not_opened_and_not_waited_for(tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        for special in (tmp_path / "pipe", Path("/dev/zero")):
            with pytest.raises(PlanFailed, match="is not a file"):
                PlanFile.open(special)

    def test_a_plan_behind_a_symbolic_link_is_saved_where_it_is(file: Path, tmp_path: Path) -> None:
        link = tmp_path / "link.floorwright"
        link.symlink_to(file.name)
        plan = PlanFile.open(link)
        moved(plan.document, 1.0)
        plan.save()
        assert link.is_symlink() and x_of(PlanFile.open(file).document.records) == 1.0


def test_a_failed_save_leaves_everything_as_it_was(file: Path, tmp_path: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    with pytest.raises(SaveFailed, match="is a folder"):
        plan.save_as(tmp_path)
    assert plan.path == file and plan.modified
    assert x_of(PlanFile.open(file, journal=False).document.records) == 9000.0


def test_an_imported_drawing_is_saved_with_its_plan(file: Path) -> None:
    plan = PlanFile.open(file)
    key = plan.assets.add(b"%PDF", ".pdf")
    with plan.document.edit("Import") as edit:
        edit.put(Underlay(id="p", name="p.pdf", asset=key))
    plan.save()
    assert PlanFile.open(file).assets.read(key) == b"%PDF"


def test_backups_are_private_and_not_beside_the_file(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    plan.save()
    (folder,) = places.backup_folder().iterdir()
    (backup,) = folder.iterdir()
    assert x_of(PlanFile.open(backup).document.records) == 9000.0
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


def test_a_plan_that_makes_no_sense_is_saved_all_the_same_and_that_is_told(tmp_path: Path) -> None:
    from floorwright.model.kinds import Flow

    plan = PlanFile.new({"f": Flow(id="f", product="gone", start="gone", end="gone")})
    plan.save_as(tmp_path / "odd.floorwright")
    assert plan.messages == ["When it is opened again: The flow “f” named records that are not there; it was left out."]
    assert not plan.modified


@pytest.mark.parametrize("operation", ["open", "write", "fsync", "replace", "link", "scandir"])
def test_whichever_operation_of_a_save_fails_the_old_file_stays_or_the_save_is_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    before = file.read_bytes()
    real = getattr(os, operation)
    refused = number = done = 0
    while done >= number:  # until a save does not come as far as the operation that would fail
        number, done = number + 1, 0
        plan = PlanFile.open(file)
        moved(plan.document, 1.0)
        problem: SaveFailed | None = None

        def failing(*arguments: object, fails: int = number, **named: object) -> object:
            nonlocal done
            done += 1
            if done == fails:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(*arguments, **named)

        with monkeypatch.context() as patch:
            patch.setattr(os, operation, failing)
            try:
                plan.save()
            except SaveFailed as refusal:
                problem = refusal
        if problem is not None:
            refused += 1
            assert "could not be saved" in problem.message and "the disk reports an error" in problem.message
            assert file.read_bytes() == before and plan.modified
        else:
            assert x_of(PlanFile.open(file).document.records) == 1.0 and not plan.modified
        assert [entry.name for entry in file.parent.iterdir()] == [file.name]
        plan.discard()
        file.write_bytes(before)
    assert number > 1
    assert refused >= (operation in ("open", "write", "fsync", "replace"))
