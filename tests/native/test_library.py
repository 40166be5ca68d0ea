"""A library that was built from other sources than those beside it is not called."""

import shutil
from pathlib import Path

import pytest

from floorwright.native import library as module
from floorwright.native.library import NAME, library, stamp


@pytest.mark.skipif(library() is None, reason="there is no C compiler here")
def test_a_library_of_other_sources_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(module.__file__).parent
    shutil.copytree(folder / "c", tmp_path / "c")
    shutil.copyfile(folder / NAME, tmp_path / NAME)
    monkeypatch.setattr(module, "__file__", str(tmp_path / "library.py"))
    assert library.__wrapped__() is not None
    with (tmp_path / "c" / "place.c").open("a") as source:
        source.write("/* changed */\n")
    assert library.__wrapped__() is None


def test_the_stamp_does_not_depend_on_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_bytes(b"int a;\nint b;\n")
    before = stamp(tmp_path)
    (tmp_path / "a.c").write_bytes(b"int a;\r\nint b;\r\n")
    assert stamp(tmp_path) == before
    (tmp_path / "b.h").write_bytes(b"int c;\n")
    assert stamp(tmp_path) != before
