"""Many flows are drawn from pictures of them, and what is seen is what is drawn one by one."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from floorwright.gui.canvas import flow_layer
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, plan
from helpers.window import Desk, a_window

STATIONS = 20


def busy_hall() -> PlanFile:
    """Everyone sends to all the others behind: 190 flows, and as many back."""
    stations = [machine(f"S{n}", 4 * (n % 5), 5 * (n // 5), 2, 1) for n in range(STATIONS)]
    pairs = [(a, b) for a in range(STATIONS) for b in range(STATIONS) if a != b]
    return PlanFile.new(plan(*stations, *(flow("P", f"S{a}", f"S{b}", 1 + a, order=b) for a, b in pairs)))


def seen(desk: Desk) -> QImage:
    return desk.window.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def resting(desk: Desk) -> Iterator[QImage]:
    yield seen(desk)


def picked_up(desk: Desk) -> Iterator[QImage]:
    desk.move(8000, 5000)
    desk.press(8000, 5000)
    yield seen(desk)
    desk.move(9000, 5500)
    assert desk.window.scene.holding
    yield seen(desk)
    desk.move(9500, 6000)
    yield seen(desk)


def dropped(desk: Desk) -> Iterator[QImage]:
    *_, _ = picked_up(desk)
    desk.release(9500, 6000)
    yield seen(desk)


def given_up(desk: Desk) -> Iterator[QImage]:
    *_, _ = picked_up(desk)
    desk.key(Qt.Key.Key_Escape)
    yield seen(desk)


def seen_closer(desk: Desk) -> Iterator[QImage]:
    yield seen(desk)
    desk.window.view.zoom(1.7)
    yield seen(desk)
    desk.window.wear("dark")
    yield seen(desk)
    desk.window.wear("light")
    desk.window.resize(900, 700)
    desk.settle()
    yield seen(desk)


def difference(one: QImage, other: QImage) -> int:
    """The largest difference of any colour of a pixel, of 255."""
    assert one.size() == other.size()
    return max(abs(a - b) for a, b in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


@pytest.mark.parametrize("hand", [resting, picked_up, dropped, given_up, seen_closer])
def test_the_floor_looks_as_if_every_flow_were_drawn_on_its_own(
    hand: Callable[[Desk], Iterator[QImage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_window(busy_hall()) as desk:
        desk.settle()
        from_pictures = list(hand(desk))
    monkeypatch.setattr(flow_layer, "MANY", 100_000)
    with a_window(busy_hall()) as desk:
        desk.settle()
        one_by_one = list(hand(desk))
    # Laying half-covered pixels together in another order rounds differently.
    assert max(difference(a, b) for a, b in zip(from_pictures, one_by_one, strict=True)) <= 4
