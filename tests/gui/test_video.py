"""A job is timed on a video: break points are set to the frame, and without Qt Multimedia it is said how to get it."""

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from floorwright.gui.studies.video import VideoWindow
from floorwright.model.study import Study
from helpers.window import Desk, a_window


class Reel:
    """A video of 60 s with 25 frames a second."""

    def __init__(self, parent: QWidget) -> None:
        self.widget = QWidget(parent)
        self.at = 0.0
        self.plays = False
        self.speed = 1.0

    def position_s(self) -> float:
        return self.at

    def move_to(self, seconds: float) -> None:
        self.at = min(max(seconds, 0.0), 60.0)

    def frame_s(self) -> float:
        return 0.04

    def play_or_pause(self) -> bool:
        self.plays = not self.plays
        return self.plays

    def set_speed(self, speed: float) -> None:
        self.speed = speed

    def close(self) -> None:
        self.plays = False


@contextmanager
def marking() -> Iterator[tuple[Desk, VideoWindow, Reel]]:
    with a_window() as desk:
        study = desk.window.docks.studies.begin("time-study")
        reel = Reel(study)
        window = VideoWindow(study, desk.window.plan, study.method, study.id, reel)
        window.show()
        QTest.keyClicks(window.names, "Load, Turn")
        QTest.keyClick(window.names, Qt.Key.Key_Return)
        yield desk, window, reel
        window.close()


def times(desk: Desk) -> list[str]:
    (study,) = desk.window.plan.session.view.of(Study)
    return [row[2] for row in study.rows("readings")[1:]]


def test_break_points_are_set_to_the_frame() -> None:
    with marking() as (desk, window, reel):
        assert window.expected.text() == "Go to where the job begins and press B."
        for _ in range(5):
            QTest.keyClick(window, Qt.Key.Key_Right)
        assert reel.at == pytest.approx(0.2)
        QTest.keyClick(window, Qt.Key.Key_B)
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(window, Qt.Key.Key_Return)
        reel.at = 3.44
        QTest.keyClick(window, Qt.Key.Key_2)
        assert times(desk) == ["1.000", "2.240"]


def test_a_break_point_before_the_last_one_is_refused() -> None:
    with marking() as (desk, window, reel):
        QTest.keyClick(window, Qt.Key.Key_B)
        reel.at = 5.0
        QTest.keyClick(window, Qt.Key.Key_1)
        reel.at = 4.0
        QTest.keyClick(window, Qt.Key.Key_2)
        assert times(desk) == ["5.000"]
        assert window.expected.text() == "That is before the last break point. Go on, or undo the last reading."
        QTest.keyClick(window, Qt.Key.Key_U)
        QTest.keyClick(window, Qt.Key.Key_1)
        assert times(desk) == ["4.000"]


def test_the_video_plays_stands_and_changes_its_speed() -> None:
    with marking() as (_, window, reel):
        QTest.keyClick(window, Qt.Key.Key_Space)
        QTest.keyClick(window, Qt.Key.Key_BracketLeft)
        assert (reel.plays, reel.speed) == (True, 0.5)
        QTest.keyClick(window, Qt.Key.Key_Space)
        assert reel.plays is False


def test_without_qt_multimedia_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.startswith("PySide6.QtMultimedia"):
            raise ImportError(name)
        return find(name, *rest)  # type: ignore[arg-type]

    with a_window() as desk:
        study = desk.window.docks.studies.begin("time-study")
        monkeypatch.setattr(builtins, "__import__", without)
        study.mark_video(Path("job.mp4"))
        said = study.words.text()
        assert said.startswith("Marking a video needs Qt Multimedia, which is an optional part. ")
        assert said.endswith('Install it with: pip install "floorwright[video]".')
        assert study.recording is None
