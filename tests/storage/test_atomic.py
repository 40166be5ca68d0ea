"""Writing a file: the old one or the new one, complete, at every place and with every fault of the disk."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from floorwright.errors import SaveFailed
from floorwright.storage import atomic
from floorwright.storage.atomic import (
    ChangedOnDisk,
    ReplaceFailed,
    fingerprint_of,
    write_atomically,
    write_directly,
)
from floorwright.storage.stray_files import clear_stray_files, temporary_name
from helpers.stored import child, told_by

OLD, NEW = b"old" * 1000, b"new" * 2000
POSIX = os.name == "posix"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.floorwright"
    path.write_bytes(OLD)
    return path


def only_file_in(folder: Path) -> str:
    (name,) = [entry.name for entry in folder.iterdir()]
    return name


def test_a_new_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    written = write_atomically(tmp_path / "new.pdf", NEW)
    assert written.path.read_bytes() == NEW
    assert only_file_in(tmp_path) == "new.pdf"
    assert written.fingerprint == fingerprint_of(tmp_path / "new.pdf")
    assert written.notes == ()


@pytest.mark.parametrize("operation", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("number", range(1, 5))
def test_whichever_operation_fails_the_old_file_is_untouched_or_the_new_one_complete(
    file: Path, monkeypatch: pytest.MonkeyPatch, operation: str, number: int
) -> None:
    done = 0
    real: Callable[..., int] = getattr(os, operation)

    def failing(*arguments: object) -> int:
        nonlocal done
        done += 1
        if done == number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if operation == "write":
            return real(arguments[0], memoryview(arguments[1])[:2000])  # type: ignore[arg-type]
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(os, operation, failing)
        try:
            written = write_atomically(file, NEW)
        except SaveFailed as problem:
            assert file.read_bytes() == OLD
            assert "plan.floorwright" in problem.message and "the disk reports an error" in problem.message
            assert done == number
        else:
            assert file.read_bytes() == NEW
            # Only what comes after the replacement may fail without failing the whole, and it is told.
            assert bool(written.notes) == (done >= number)
    assert only_file_in(file.parent) == file.name


def test_short_writes_are_gone_on_with_until_every_byte_is_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:7]))
    write_atomically(file, NEW)
    assert file.read_bytes() == NEW


def test_a_disk_that_takes_nothing_more_is_full(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda handle, data: 0)
    with pytest.raises(SaveFailed, match="the disk is full"):
        write_atomically(file, NEW)
    assert file.read_bytes() == OLD


def test_what_the_disk_did_not_keep_is_never_put_in_place(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write

    def lying(handle: int, data: memoryview) -> int:
        real(handle, bytes(len(data)))
        return len(data)

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises(SaveFailed, match="did not keep what was written"):
        write_atomically(file, NEW)
    assert file.read_bytes() == OLD
    assert only_file_in(file.parent) == file.name


def test_a_check_that_fails_leaves_the_old_file(file: Path) -> None:
    def refuse(read_back: bytes) -> None:
        raise SaveFailed("no")

    with pytest.raises(SaveFailed):
        write_atomically(file, NEW, check=refuse)
    assert file.read_bytes() == OLD
    assert only_file_in(file.parent) == file.name


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match="is a folder"):
        write_atomically(tmp_path, NEW)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match="there is no folder"):
        write_atomically(tmp_path / "gone" / "plan.pdf", NEW)


def test_a_read_only_file_is_refused(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(SaveFailed, match="is read-only"):
        write_atomically(file, NEW)
    assert file.read_bytes() == OLD


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed):
        write_atomically(tmp_path / ("x" * 300), NEW)
    assert list(tmp_path.iterdir()) == []


if POSIX:

    def test_a_pipe_and_a_device_are_refused(tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        for special in (tmp_path / "pipe", Path("/dev/full"), Path("/dev/null")):
            with pytest.raises(SaveFailed, match="a device or a pipe"):
                write_atomically(special, NEW)
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)

    def test_a_symbolic_link_is_followed_and_stays(file: Path, tmp_path: Path) -> None:
        link = tmp_path / "link.floorwright"
        link.symlink_to(file.name)
        written = write_atomically(link, NEW)
        assert link.is_symlink() and file.read_bytes() == NEW
        assert written.path == file

    def test_a_dangling_symbolic_link_is_followed_and_stays(tmp_path: Path) -> None:
        link = tmp_path / "link"
        link.symlink_to("target")
        write_atomically(link, NEW)
        assert link.is_symlink() and (tmp_path / "target").read_bytes() == NEW

    def test_links_that_go_in_a_circle_are_refused(tmp_path: Path) -> None:
        (tmp_path / "a").symlink_to("b")
        (tmp_path / "b").symlink_to("a")
        with pytest.raises(SaveFailed, match="go round in a circle"):
            write_atomically(tmp_path / "a", NEW)

    def test_the_other_name_of_a_file_keeps_the_old_contents(file: Path, tmp_path: Path) -> None:
        os.link(file, tmp_path / "other")
        write_atomically(file, NEW)
        assert file.read_bytes() == NEW and (tmp_path / "other").read_bytes() == OLD

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
    def test_the_mode_of_the_old_file_is_kept(file: Path, mode: int) -> None:
        file.chmod(mode)
        write_atomically(file, NEW)
        assert stat.S_IMODE(file.stat().st_mode) == mode

    def test_a_full_disk_leaves_the_old_file(file: Path) -> None:
        # A limit on the size of files stands for the full disk: the kernel refuses in the middle of the write.
        writer = child(
            """
            import resource, signal, sys
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
            from floorwright.errors import SaveFailed
            from floorwright.storage.atomic import write_atomically
            try:
                write_atomically(sys.argv[1], b"new" * 100_000)
            except SaveFailed as problem:
                print(problem.message)
            """,
            file,
        )
        told = told_by(writer).strip()
        assert told == (
            "“plan.floorwright” could not be saved (writing): the file would be larger than this disk allows."
        )
        assert file.read_bytes() == OLD
        assert only_file_in(file.parent) == file.name


def test_a_file_that_another_program_changed_is_not_written_over(file: Path) -> None:
    known = fingerprint_of(file)
    file.write_bytes(OLD[:-1] + b"!")
    os.utime(file, ns=(known.mtime_ns + 10**9,) * 2)
    with pytest.raises(ChangedOnDisk, match="was changed by another program"):
        write_atomically(file, NEW, expected=known)
    assert file.read_bytes() == OLD[:-1] + b"!"


def test_a_file_that_was_deleted_is_asked_about(file: Path) -> None:
    known = fingerprint_of(file)
    file.unlink()
    with pytest.raises(ChangedOnDisk, match="was deleted or moved"):
        write_atomically(file, NEW, expected=known)
    assert list(file.parent.iterdir()) == []


def test_a_file_that_was_only_touched_is_still_the_same(file: Path) -> None:
    known = fingerprint_of(file)
    os.utime(file, ns=(1, 1))
    write_atomically(file, NEW, expected=known)
    assert file.read_bytes() == NEW


def test_a_file_that_changes_while_the_new_one_is_written_is_not_written_over(file: Path) -> None:
    def meanwhile(read_back: bytes) -> None:
        file.write_bytes(b"someone else's")

    with pytest.raises(ChangedOnDisk):
        write_atomically(file, NEW, expected=fingerprint_of(file), check=meanwhile)
    assert file.read_bytes() == b"someone else's"


def test_a_file_that_is_held_open_for_a_while_is_tried_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries, pauses = os.replace, [0], []

    class SharingViolation(PermissionError):
        winerror = 32

    def held(source: Path, target: Path) -> None:
        tries[0] += 1
        if tries[0] <= 3:
            raise SharingViolation(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(atomic.time, "sleep", pauses.append)
    write_atomically(file, NEW)
    assert file.read_bytes() == NEW
    assert pauses == [0.05, 0.1, 0.2]


def test_a_file_that_is_held_open_for_ever_can_be_written_over_directly(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SharingViolation(PermissionError):
        winerror = 32

    def held(source: Path, target: Path) -> None:
        raise SharingViolation(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(atomic.time, "sleep", lambda seconds: None)
    with pytest.raises(ReplaceFailed, match="replacing the old file"):
        write_atomically(file, NEW)
    assert file.read_bytes() == OLD
    assert write_directly(file, NEW).fingerprint == fingerprint_of(file)
    assert file.read_bytes() == NEW


def test_temporary_files_of_dead_programs_are_cleared_away_and_no_others(tmp_path: Path) -> None:
    dead = told_by(child("from floorwright.storage.stray_files import temporary_name; print(temporary_name())")).strip()
    other_machine = ".floorwright-00000000-1-00000000.tmp"
    old = ".floorwright-00000000-2-00000000.tmp"
    for name in (dead, other_machine, old, temporary_name(), "notes.tmp", ".floorwright-x.tmp"):
        (tmp_path / name).write_bytes(b"")
    os.utime(tmp_path / old, (0, 0))
    assert clear_stray_files(tmp_path) == 2
    assert not (tmp_path / dead).exists() and not (tmp_path / old).exists()
    assert (tmp_path / other_machine).exists()
    assert len(list(tmp_path.iterdir())) == 4
    assert clear_stray_files(tmp_path / "not there") == 0
