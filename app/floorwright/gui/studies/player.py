"""A video player of Qt Multimedia, which is an optional part: without it a sentence says how to get it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from floorwright.errors import FloorwrightError

USUAL_FRAMES_PER_S = 25.0
SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0)


class Player(Protocol):
    """What marking a video needs of a player."""

    widget: QWidget

    def position_s(self) -> float:
        """Seconds from the beginning to what is shown."""

    def move_to(self, seconds: float) -> None:
        """Show what is there."""

    def frame_s(self) -> float:
        """Seconds that one frame lasts."""

    def play_or_pause(self) -> bool:
        """Go on or stand still; whether it goes on."""

    def set_speed(self, speed: float) -> None:
        """How many times as fast as in life."""

    def close(self) -> None:
        """Let the video go."""


def open_video(parent: QWidget, path: Path) -> Player:
    """A player that shows the first frame of a video.

    Raises:
        FloorwrightError: when Qt Multimedia is not installed.
    """
    try:
        from PySide6.QtMultimedia import QMediaMetaData, QMediaPlayer
        from PySide6.QtMultimediaWidgets import QVideoWidget
    except ImportError:
        raise FloorwrightError(
            "Marking a video needs Qt Multimedia, which is an optional part.",
            hint='Install it with: pip install "floorwright[video]".',
        ) from None

    class QtPlayer:
        """The player of Qt Multimedia, without sound."""

        def __init__(self) -> None:
            self.widget: QWidget = QVideoWidget(parent)
            self._player = QMediaPlayer(parent)
            self._player.setVideoOutput(self.widget)
            self._player.setSource(str(path))
            self._player.pause()

        def position_s(self) -> float:
            return float(self._player.position()) / 1000.0

        def move_to(self, seconds: float) -> None:
            length = float(self._player.duration()) / 1000.0
            self._player.setPosition(round(1000 * min(max(seconds, 0.0), length)))

        def frame_s(self) -> float:
            rate = self._player.metaData().value(QMediaMetaData.Key.VideoFrameRate)
            return 1.0 / (float(rate) if rate else USUAL_FRAMES_PER_S)

        def play_or_pause(self) -> bool:
            if self._player.playbackState() == QMediaPlayer.PlaybackState.PlayingState:
                self._player.pause()
                return False
            self._player.play()
            return True

        def set_speed(self, speed: float) -> None:
            self._player.setPlaybackRate(speed)

        def close(self) -> None:
            self._player.stop()

    return QtPlayer()
