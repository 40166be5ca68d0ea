"""A program that is really killed while it saves, edits and recovers: nothing that was committed is lost."""

import os
import random
import subprocess
from pathlib import Path

import pytest

from floorwright.storage import places
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.recovery import recover, recoverable
from helpers.stored import DIES_AT, child, drawings, moved, one_of_everything, told_by, x_of

MOMENTS = 200 if os.environ.get("FLOORWRIGHT_FUZZ") == "long" else 12
KILLED = (-9, 9)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A saved plan in which the press stands at 9000."""
    plan = PlanFile.new(one_of_everything(), drawings())
    plan.save_as(tmp_path / "works.floorwright")
    plan.close()
    return tmp_path / "works.floorwright"


def wait_for_death(process: subprocess.Popen[bytes]) -> str:
    out, errors = process.communicate(timeout=60)
    assert process.returncode in KILLED, errors.decode()
    return out.decode()


def no_stray_files(folder: Path) -> bool:
    return not list(folder.glob(".floorwright-*"))


SAVES_AND_DIES = (
    DIES_AT
    + """
import sys
from helpers.stored import moved
from floorwright.storage.plan_file import PlanFile

plan = PlanFile.open(sys.argv[1])
moved(plan.document, 100.0)
done = die_at(int(sys.argv[2]), half=True)
plan.save()
print(done[0])
"""
)


def operations_of_a_save(file: Path) -> int:
    copy = file.with_name("copy.floorwright")
    copy.write_bytes(file.read_bytes())
    count = int(told_by(child(SAVES_AND_DIES, copy, 0)))
    copy.unlink()
    return count


def test_killed_at_any_operation_of_a_save_the_file_is_old_or_new_and_the_work_is_recovered(file: Path) -> None:
    whole = file.read_bytes()
    outcomes = set()
    for number in range(1, operations_of_a_save(file) + 1):
        file.write_bytes(whole)
        wait_for_death(child(SAVES_AND_DIES, file, number))
        saved = PlanFile.open(file)
        assert saved.messages == []
        outcomes.add(x_of(saved.document.records))
        assert no_stray_files(file.parent)
        left = recoverable()
        assert left or x_of(saved.document.records) == 100.0
        for found in left:
            plan = recover(found)
            assert x_of(plan.document.records) == 100.0
            assert plan.path == file
            plan.discard()
        assert recoverable() == []
    assert outcomes == {9000.0, 100.0}


SAVES_FOR_EVER = """
import sys
from helpers.stored import moved, x_of
from floorwright.storage.plan_file import PlanFile

plan = PlanFile.open(sys.argv[1])
for number in range(1, 100_000):
    moved(plan.document, float(number))
    print(number, flush=True)
    plan.save()
"""


def test_killed_at_a_random_moment_of_saving_the_file_is_the_last_or_the_one_before(file: Path) -> None:
    chance, start = random.Random(20), 9000.0
    for _ in range(MOMENTS):
        process = child(SAVES_FOR_EVER, file)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, 6)):
            begun = float(process.stdout.readline())
        try:
            process.wait(chance.uniform(0, 0.02))
        except subprocess.TimeoutExpired:
            process.kill()
        rest = process.communicate(timeout=60)[0].split()
        begun = float(rest[-1]) if rest else begun
        found = x_of(PlanFile.open(file).document.records)
        assert found in (begun, begun - 1) or (begun == 1.0 and found == start)
        start = found
        assert no_stray_files(file.parent)
        for left in recoverable():
            plan = recover(left)
            assert x_of(plan.document.records) in (begun, begun + 1)
            plan.discard()


EDITS_AND_DIES = """
import os, sys
from helpers.stored import moved
from floorwright.storage.plan_file import PlanFile

plan = PlanFile.open(sys.argv[1]) if len(sys.argv) > 1 else PlanFile.new()
if len(sys.argv) == 1:
    from floorwright.model.kinds import Machine, Underlay
    key = plan.assets.add(b"a drawing", ".dxf")
    with plan.document.edit("Begin") as edit:
        edit.put(Machine(id="press", name="Press", x=0, y=0, width=10, depth=10), Underlay(id="u", name="u", asset=key))
for x in (1.0, 2.0, 3.0):
    moved(plan.document, x)
plan.document.undo()
unfinished = plan.document.edit("Drag")
from dataclasses import replace
unfinished.put(replace(plan.document.records["press"], x=77.0))
os.kill(os.getpid(), 9)
"""


def test_after_a_kill_every_committed_step_comes_back_with_its_undo(file: Path) -> None:
    wait_for_death(child(EDITS_AND_DIES, file))
    (found,) = recoverable()
    assert (found.path, found.title, found.steps, found.lost) == (file, "Works 2", 4, 0)
    plan = recover(found)
    assert x_of(plan.document.records) == 2.0
    assert plan.modified and plan.path == file and plan.messages == []
    plan.document.redo()
    assert x_of(plan.document.records) == 3.0
    for _ in range(3):
        plan.document.undo()
    assert plan.document.records == one_of_everything()
    assert plan.document.can_undo() is None


def test_a_plan_that_was_never_saved_comes_back_with_its_drawings() -> None:
    wait_for_death(child(EDITS_AND_DIES))
    (found,) = recoverable()
    assert found.path is None
    plan = recover(found)
    assert x_of(plan.document.records) == 2.0
    assert plan.path is None and plan.modified
    assert plan.assets.read(plan.document.records["u"].asset) == b"a drawing"  # type: ignore[attr-defined]


def test_what_was_recovered_and_killed_again_comes_back_again(file: Path) -> None:
    wait_for_death(child(EDITS_AND_DIES, file))
    again = """
        import os, sys
        from helpers.stored import moved
        from floorwright.storage.recovery import recover, recoverable
        plan = recover(recoverable()[0])
        moved(plan.document, float(sys.argv[1]))
        os.kill(os.getpid(), 9)
        """
    for x in ("30", "40", "50"):  # more often than a session may fail: a step after the recovery proves that it did not
        wait_for_death(child(again, x))
    (found,) = recoverable()
    assert x_of(recover(found).document.records) == 50.0


RECOVERS_AND_DIES = (
    DIES_AT
    + """
import sys
from floorwright.storage.recovery import recover, recoverable

(found,) = recoverable()
done = die_at(int(sys.argv[1]))
plan = recover(found)
print(done[0])
plan.close()
"""
)


@pytest.mark.parametrize("cut", [0, 5], ids=["whole", "half a last line"])
def test_killed_at_any_operation_of_a_recovery_everything_is_still_there(file: Path, cut: int) -> None:
    wait_for_death(child(EDITS_AND_DIES, file))
    (found,) = recoverable()
    journal = found.folder / "journal-1.jsonl"
    if cut:
        journal.write_bytes(journal.read_bytes()[:-cut])
    expected = 3.0 if cut else 2.0
    kept = {path.name: path.read_bytes() for path in found.folder.iterdir() if path.is_file()}
    operations = int(told_by(child(RECOVERS_AND_DIES, 0)))
    assert operations >= 2
    for number in range(1, operations + 1):
        for path in found.folder.glob("*.*"):
            path.unlink()
        (found.folder / "tries").unlink(missing_ok=True)
        for name, data in kept.items():
            (found.folder / name).write_bytes(data)
        wait_for_death(child(RECOVERS_AND_DIES, number))
        (again,) = recoverable()
        plan = recover(again)
        assert x_of(plan.document.records) == expected
        plan.close()


def test_a_session_that_kills_the_program_twice_is_set_aside_and_kept(file: Path) -> None:
    wait_for_death(child(EDITS_AND_DIES, file))
    dies = """
        import os
        from floorwright.storage.recovery import recover, recoverable
        recover(recoverable()[0])
        os.kill(os.getpid(), 9)
        """
    for _ in range(2):
        wait_for_death(child(dies))
    assert recoverable() == []
    (kept,) = places.set_aside_folder().iterdir()
    assert (kept / "base.json").exists() and (kept / "journal-1.jsonl").exists()


def test_a_living_program_keeps_its_session_and_its_plan_to_itself(file: Path) -> None:
    process = child(
        """
        import sys
        from helpers.stored import moved
        from floorwright.storage.plan_file import PlanFile
        plan = PlanFile.open(sys.argv[1])
        moved(plan.document, 5.0)
        print("ready", flush=True)
        sys.stdin.read()
        """,
        file,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"ready"
    assert recoverable() == []
    second = PlanFile.open(file)
    assert second.read_only == "“works.floorwright” is being edited in another window of Floorwright."
    process.kill()
    process.communicate(timeout=60)
    assert len(recoverable()) == 1
    assert PlanFile.open(file).read_only == ""


def test_a_program_that_only_looks_leaves_nothing_behind(file: Path) -> None:
    told_by(child("import sys; from floorwright.storage.plan_file import PlanFile; PlanFile.open(sys.argv[1])", file))
    assert list(places.sessions_folder().iterdir()) == []


def test_a_step_is_recovered_by_what_was_written_and_not_by_the_clock(file: Path) -> None:
    wait_for_death(child(EDITS_AND_DIES, file))
    os.utime(file, (4e9, 4e9))  # the file says that it is newer than the journal
    (found,) = recoverable()
    for path in found.folder.iterdir():
        os.utime(path, (1, 1))
    plan = recover(recoverable()[0])
    assert plan.path == file and x_of(plan.document.records) == 2.0


def test_the_work_of_a_child_that_ended_well_is_nothing_to_recover(file: Path) -> None:
    plan = PlanFile.open(file)
    moved(plan.document, 1.0)
    plan.save()
    plan.close()
    assert recoverable() == []
    assert list(places.sessions_folder().iterdir()) == []
