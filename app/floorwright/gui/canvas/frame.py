"""The view on the floor between its rulers."""

from PySide6.QtWidgets import QGridLayout, QWidget

from floorwright.gui.canvas.rulers import Ruler
from floorwright.gui.canvas.view import FloorView


class FloorFrame(QWidget):
    """The view with its rulers along the top and the left."""

    def __init__(self, view: FloorView) -> None:
        super().__init__()
        self.view = view
        self._across, self._upright = Ruler(upright=False), Ruler(upright=True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(QWidget(), 0, 0)
        layout.addWidget(self._across, 0, 1)
        layout.addWidget(self._upright, 1, 0)
        layout.addWidget(view, 1, 1)
        view.looked.connect(self.look)
        view.pointed.connect(self._point)
        self.look()

    def show_rulers(self, shown: bool) -> None:
        """Show or hide both rulers."""
        self._across.setVisible(shown)
        self._upright.setVisible(shown)

    def look(self) -> None:
        """Show what the view sees, in the unit of the plan."""
        for ruler in (self._across, self._upright):
            ruler.look_from(self.view.camera, self.view.unit)

    def _point(self, at: tuple[float, float] | None) -> None:
        px, py = self.view.camera.to_px(*at) if at else (None, None)
        self._across.point(px)
        self._upright.point(py)
