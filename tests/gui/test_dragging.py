"""While machines are dragged everything else is a picture, and afterwards nothing shows that it was."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from floorwright.paper.flow_view import FlowStyle, FlowView
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, plan
from helpers.window import Desk, a_window


def hall() -> PlanFile:
    stations = [machine(name, 4 * place, 6 * (place % 2), 2, 1) for place, name in enumerate("ABCDE")]
    flows = [flow("P", "A", "B", 5), flow("P", "B", "C", 3, order=1), flow("Q", "D", "E", 2), flow("Q", "E", "A", 2)]
    return PlanFile.new(plan(*stations, *flows))


def floor(desk: Desk) -> QImage:
    desk.settle()
    return desk.window.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_the_rest_is_a_picture_while_one_is_dragged_and_drawn_again_afterwards() -> None:
    with a_window(hall()) as desk:
        desk.move(4000, 6000)
        desk.press(4000, 6000)
        for step in range(1, 6):
            desk.move(4000 + 300 * step, 6000 - 200 * step)
        (dragged,) = desk.window.scene.holding
        assert desk.window.plan.session.view.records[dragged] == desk.machines()["B"]
        before_release = desk.window.strip.text_of("distance")
        desk.release(5500, 5000)
        assert not desk.window.scene.holding
        assert desk.window.strip.text_of("distance") == before_release
        desk.move(-3000, -3000)
        desk.window.plan.session.select([])
        after = floor(desk)
        desk.window.scene.repaint_everything()
        desk.window.plan.session.select([])
        assert floor(desk) == after


def test_the_first_move_already_holds_the_rest_and_changes_of_one_step_hold_nothing() -> None:
    with a_window(hall()) as desk:
        desk.move(4000, 6000)
        desk.press(4000, 6000)
        desk.move(4600, 6400)
        assert desk.window.scene.holding
        desk.release(4600, 6400)
        with desk.window.plan.file.document.edit("Move") as edit:
            edit.put(replace(desk.machines()["B"], x=5000.0))
        desk.settle()
        assert not desk.window.scene.holding


def test_the_look_of_the_flows_may_change_in_a_drag() -> None:
    bands = FlowView(style=FlowStyle.AGGREGATED)
    with a_window(hall()) as desk:
        desk.move(4000, 6000)
        desk.press(4000, 6000)
        desk.move(4600, 6400)
        desk.window.plan.view_flows(bands)
        desk.move(5000, 6400)
        desk.release(5000, 6400)
        desk.move(-3000, -3000)
        desk.window.plan.session.select([])
        after = floor(desk)
        desk.window.plan.view_flows(FlowView())
        assert floor(desk) != after
        desk.window.plan.view_flows(bands)
        assert floor(desk) == after


def test_escape_in_a_drag_lets_go_and_shows_what_was_there_before() -> None:
    with a_window(hall()) as desk:
        desk.move(4000, 6000)
        desk.press(4000, 6000)
        for step in range(1, 6):
            desk.move(4000 + 300 * step, 6000)
        assert desk.window.scene.holding
        desk.key(Qt.Key.Key_Escape)
        assert not desk.window.scene.holding
        assert desk.machines()["B"].x == 4000


def test_looking_elsewhere_in_a_drag_shows_the_floor_from_there() -> None:
    with a_window(hall()) as desk:
        desk.move(4000, 6000)
        desk.press(4000, 6000)
        for step in range(1, 4):
            desk.move(4000 + 300 * step, 6000)
        assert desk.window.scene.holding
        desk.window.view.zoom(1.5)
        assert not desk.window.scene.holding
        desk.move(5500, 6000)
        desk.move(5600, 6000)
        assert desk.window.scene.holding
        desk.release(5600, 6000)
