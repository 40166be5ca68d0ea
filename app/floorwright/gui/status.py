"""The line at the foot of the window: what to do now, where the mouse is, the switches, the scale, what is saved."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStatusBar, QToolButton

from floorwright.gui.canvas.camera import Camera
from floorwright.gui.canvas.ink import SCREEN_PX_PER_MM
from floorwright.gui.plain import label, rewrite, shown
from floorwright.gui.theme import current_theme
from floorwright.units import Unit, format_length

PLACE_PX = 170
"""Room for a usual place, so that nothing moves aside when the mouse comes to the floor."""


class StatusLine(QStatusBar):
    """`tell` shows a sentence until the prompt changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.prompt = label("")
        self.place = label("", "quiet")
        self.scale = label("", "quiet")
        self.saved = label("", "quiet")
        self.place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.prompt.setContentsMargins(8, 0, 0, 0)
        self.saved.setContentsMargins(4, 0, 8, 0)
        self.addWidget(self.prompt, 1)
        for widget in (self.place, self.scale, self.saved):
            self.addPermanentWidget(widget)
        self.place.setMinimumWidth(PLACE_PX)
        self.scale.setMinimumWidth(64)

    def add_switch(self, action: QAction, words: str) -> None:
        """A switch for an action, before the scale."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setText(words)
        self.insertPermanentWidget(1, button)
        # setDefaultAction shows the action's own words; the switch has room for one only.
        action.changed.connect(lambda: button.setText(words))

    def show_prompt(self, words: str) -> None:
        """What the user can do now."""
        self.prompt.setText(shown(words, 300))
        self.prompt.setStyleSheet("")

    def tell(self, words: str, bad: bool = False) -> None:
        """A sentence in place of the prompt."""
        self.prompt.setText(shown(words, 400))
        self.prompt.setToolTip("")
        self.prompt.setStyleSheet(f"color: {current_theme().bad};" if bad else "")

    def show_place(self, at: tuple[float, float] | None, unit: Unit) -> None:
        """Where the mouse is on the floor."""
        words = "" if at is None else f"{format_length(at[0], unit)}   {format_length(at[1], unit)}"
        rewrite(self.place, words, PLACE_PX)

    def show_scale(self, camera: Camera) -> None:
        """How many times smaller the plan is on the screen."""
        times = SCREEN_PX_PER_MM / camera.px_per_mm
        self.scale.setText(f"1:{times:.0f}" if times >= 10 else f"1:{times:.2g}")

    def show_saved(self, words: str) -> None:
        """Whether the plan is saved."""
        self.saved.setText(words)
