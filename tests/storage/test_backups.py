"""Which earlier versions of a plan are kept."""

import os
from pathlib import Path

import pytest

from floorwright.storage import backups
from floorwright.storage.backups import backups_of, keep_previous

DAY_S = 86_400
NOON = 10 * DAY_S + DAY_S / 2


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "works.floorwright"


def save(plan: Path, text: str, day: int = 0) -> None:
    plan.unlink(missing_ok=True)
    plan.write_text(text)
    assert keep_previous(plan, NOON + day * DAY_S) == ""


def test_the_last_ten_saves_of_a_day_are_kept_the_newest_first(plan: Path) -> None:
    for number in range(25):
        save(plan, str(number))
    assert [backup.path.read_text() for backup in backups_of(plan)] == [str(n) for n in range(24, 14, -1)]


def test_the_last_save_of_each_of_fourteen_days_is_kept(plan: Path) -> None:
    for day in range(20):
        save(plan, f"day {day} morning", day)
        save(plan, f"day {day} evening", day)
    kept = [backup.path.read_text() for backup in backups_of(plan)]
    assert kept[:10] == [f"day {day} {when}" for day in range(19, 14, -1) for when in ("evening", "morning")]
    assert kept[10:] == [f"day {day} evening" for day in range(14, 5, -1)]


def test_a_clock_that_jumps_back_a_year_changes_nothing_in_the_order(plan: Path) -> None:
    save(plan, "before", 400)
    save(plan, "after", 35)
    assert [backup.path.read_text() for backup in backups_of(plan)] == ["after", "before"]


def test_more_than_the_limit_is_not_kept_but_always_the_newest(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "LARGEST_BYTES", 250)
    for letter in "abcd":
        save(plan, letter * 100)
    assert [backup.path.read_text()[0] for backup in backups_of(plan)] == ["d", "c"]
    save(plan, "e" * 1000)
    assert [backup.path.read_text()[0] for backup in backups_of(plan)] == ["e"]


def test_plans_of_one_name_in_two_folders_do_not_mix(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        save(tmp_path / folder / "works.floorwright", folder)
    assert [backup.path.read_text() for backup in backups_of(tmp_path / "a" / "works.floorwright")] == ["a"]


def test_a_file_with_another_name_is_copied_so_that_writing_to_that_name_does_not_change_the_backup(
    plan: Path, tmp_path: Path
) -> None:
    plan.write_text("good")
    os.link(plan, tmp_path / "other")
    assert keep_previous(plan) == ""
    (tmp_path / "other").write_text("changed")
    assert backups_of(plan)[0].path.read_text() == "good"


def test_a_backup_that_cannot_be_made_is_told_and_not_raised(plan: Path) -> None:
    assert keep_previous(plan) == "The earlier version of “works.floorwright” was not kept: the folder is not there."
