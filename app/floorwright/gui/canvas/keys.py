"""Qt's mouse and key events in the words of the tools."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from floorwright.editing.events import Key, Pointer
from floorwright.gui.canvas.camera import Camera

_NAMES = {
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Space: "Space",
}


def pointer_at(
    camera: Camera,
    px: float,
    py: float,
    modifiers: Qt.KeyboardModifier,
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
) -> Pointer:
    """The mouse on the floor, to the thousandth of a millimetre."""
    x, y = (round(value, 3) for value in camera.to_floor(px, py))
    name = {Qt.MouseButton.LeftButton: "left", Qt.MouseButton.RightButton: "right"}.get(button, "none")
    return Pointer(
        x,
        y,
        mm_per_px=1 / camera.px_per_mm,
        shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        ctrl=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
        alt=bool(modifiers & Qt.KeyboardModifier.AltModifier),
        button=name,  # type: ignore[arg-type]
    )


def key_of(event: QKeyEvent) -> Key | None:
    """The key in the tools' words; None for modifiers and keys that no tool knows."""
    code = Qt.Key(event.key())
    text = event.text() if event.text().isprintable() else ""
    name = _NAMES.get(code)
    if name is None:
        if (
            Qt.Key.Key_A.value <= code.value <= Qt.Key.Key_Z.value
            or Qt.Key.Key_0.value <= code.value <= Qt.Key.Key_9.value
        ):
            name = chr(code.value)
        elif text:
            name = text.upper()
        else:
            return None
    modifiers = event.modifiers()
    return Key(
        name,
        text,
        shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        ctrl=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
        alt=bool(modifiers & Qt.KeyboardModifier.AltModifier),
    )
