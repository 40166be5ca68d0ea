"""A picture of a drawing alone on an empty floor. The window round that would be most of the work, so there is none."""

from pathlib import Path

from floorwright.editing.session import Session
from floorwright.errors import ImportFailed
from floorwright.gui.canvas.scene import FloorScene
from floorwright.gui.canvas.view import FloorView
from floorwright.gui.dressed import application
from floorwright.gui.png import png_of
from floorwright.hooks.importing import start_reading, underlay_for
from floorwright.hooks.manager import Plugins
from floorwright.jobs import Done, Failed
from floorwright.model.document import Document
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.paper.symbols import load_symbols

ASK_EVERY_S = 1.0


def drawing_picture(path: Path, size: tuple[int, int]) -> bytes:
    """The PNG, `size` pixels large, of the canvas after opening a drawing.

    Raises:
        ImportFailed: when the file cannot be read.
    """
    underlay, drawing = read_drawing(path)
    app = application("light")
    document = Document({underlay.id: underlay})
    scene = FloorScene(load_symbols([]))
    view = FloorView(scene, Session(document), document.plan)
    try:
        view.resize(*size)
        scene.start(document.records)
        scene.show_drawings({underlay.source: drawing})
        view.show()
        app.processEvents()
        view.show_all()
        scene.settle()
        return png_of(view.grab().toImage())
    finally:
        view.deleteLater()
        app.processEvents()


def read_drawing(path: Path) -> tuple[Underlay, Drawing]:
    """The drawing in a file, and how it lies on the floor. Nothing is saved, so the file is not taken into a plan.

    Raises:
        ImportFailed: when the file cannot be read.
    """
    if not path.exists():
        raise ImportFailed(f"There is no file “{path.name}”.", hint="Check its name and folder.")
    reading = start_reading(Plugins().load(), path)
    try:
        while True:
            match reading.poll(ASK_EVERY_S):
                case Done(drawing):
                    return underlay_for(drawing, path.name, asset=""), drawing
                case Failed(error, _):
                    raise error
    finally:
        reading.close()
