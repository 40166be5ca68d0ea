"""Pictures of the window as PNG: every pixel comes back, of a quiet picture and of a busy one."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from floorwright.gui.png import png_of


def noise(wide: int, high: int) -> QImage:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    values = np.random.default_rng(7).integers(0, 1 << 24, wide * high, np.uint32) | 0xFF000000
    np.frombuffer(image.bits(), np.uint32)[:] = values
    return image


def flat(wide: int, high: int) -> QImage:
    image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#3366cc"))
    image.setPixelColor(wide - 1, high // 2, QColor("#ffffff"))
    return image


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (101, 77)])
@pytest.mark.parametrize("draw", [noise, flat])
def test_every_pixel_comes_back_from_the_file(
    draw: Callable[[int, int], QImage], size: tuple[int, int], qtbot: QtBot
) -> None:
    image = draw(*size)
    read = QImage.fromData(png_of(image), "PNG")  # type: ignore[call-overload]
    assert (read.width(), read.height()) == size
    alike = QImage.Format.Format_RGB888
    assert read.convertToFormat(alike) == image.convertToFormat(alike)


def test_a_quiet_picture_is_a_small_file_and_a_busy_one_is_no_larger_than_its_pixels(qtbot: QtBot) -> None:
    assert len(png_of(flat(400, 300))) < 400 * 300 * 3 / 100
    assert len(png_of(noise(400, 300))) < 400 * 300 * 3 * 1.01
