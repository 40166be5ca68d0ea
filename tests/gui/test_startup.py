"""What a start does not wait for: libraries that are only needed later, panels and pictures that nobody looks at."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from pytestqt.qtbot import QtBot

from floorwright.gui.icons import drawn_icon, icon
from floorwright.resources import resource
from helpers.window import Desk, a_window

LATER = {
    "PIL", "ezdxf", "fontTools", "networkx", "pandas", "pypdfium2", "python_calamine", "reportlab", "scipy", "shapely",
    "xlsxwriter",
}  # fmt: skip
"""Loaded when something is imported, exported or computed that needs them, and not before."""
WINDOW = """
import sys
from pathlib import Path
from floorwright.gui.picture import window_picture
window_picture(Path(sys.argv[1]), (1600, 1000), whole_window=True)
print(*sys.modules)
"""


def printed(code: str, *arguments: object) -> set[str]:
    """The words that a new Python prints when it runs this program."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def loaded(code: str, *arguments: object) -> set[str]:
    """The libraries that a new Python has imported after this program, by the names of their packages."""
    return {name.split(".")[0] for name in printed(code, *arguments)}


def test_a_window_on_the_sample_plant_needs_none_of_the_large_libraries(tmp_path: Path) -> None:
    sample = resource("samples", "plant.floorwright")
    assert loaded(WINDOW, sample) & LATER == set()


def test_a_start_does_not_read_the_source_of_what_it_imports() -> None:
    code = WINDOW.replace("print(*sys.modules)", "import linecache\nprint(*linecache.cache)")
    read = printed(code, resource("samples", "plant.floorwright"))
    assert {file for file in read if "floorwright" in Path(file).parts} == set()


def test_the_command_line_answers_about_itself_without_numpy_and_qt() -> None:
    code = "import sys\nfrom floorwright.cli import main\nmain(['--help'])\nprint(*sys.modules)"
    assert loaded("import sys\nimport floorwright.cli\nprint(*sys.modules)") & {"click", "numpy", "PySide6"} == set()
    assert loaded(code) & {"PySide6", *LATER} == set()


def test_every_plugin_says_what_it_can_do_before_it_loads_what_it_needs() -> None:
    code = """
import sys
from floorwright.hooks.manager import Plugins
plugins = Plugins().load()
assert plugins.contributions.exporters and plugins.contributions.importers and not plugins.failures
print(*sys.modules)
"""
    assert loaded(code) & {"PySide6", *LATER} == set()


def rooms(code: str, *arguments: object) -> set[str]:
    """The rooms of this program, such as `floorwright.paper.compose`, that a new Python has imported after this one."""
    return {name for name in printed(code, *arguments) if name.startswith("floorwright.")}


def test_looking_into_a_drawing_needs_nothing_of_plans_and_their_figures() -> None:
    code = """
import sys
import floorwright.cli.look
from floorwright.cli.loaded import plugins
plugins()
print(*sys.modules)
"""
    taken = rooms(code)
    assert "floorwright.hooks.inspecting" in taken
    assert loaded(code) & {"numpy", "ezdxf", "floorwright.hooks.drawing_cache"} == set()
    assert {room for room in taken if room.split(".")[1] in ("analysis", "editing", "gui")} == set()
    assert taken & {"floorwright.model.kinds", "floorwright.storage.plan_file", "floorwright.paper.compose"} == set()


def test_the_process_that_reads_a_drawing_knows_nothing_of_plans_and_plugins() -> None:
    code = """
import sys
import floorwright.jobs.child
from floorwright.hooks.reading import read_file, read_into_cache
from floorwright_builtin.dxf_import.reading import read_dxf
print(*sys.modules)
"""
    taken = rooms(code)
    assert {room for room in taken if room.split(".")[1] in ("analysis", "cli", "editing", "gui")} == set()
    assert taken & {"floorwright.hooks.manager", "floorwright.model.kinds", "floorwright.paper.compose"} == set()


def test_a_panel_is_made_when_it_is_first_looked_at(qtbot: QtBot) -> None:
    with a_window() as desk:
        docks = desk.window.docks
        made = {
            name for name in ("library", "properties", "analysis", "layers", "tables", "chart") if is_made(desk, name)
        }
        assert made == {"library", "properties", "analysis"}
        docks.raise_panel("layers")
        desk.settle()
        assert is_made(desk, "layers")
        desk.do("panel_tables")
        assert is_made(desk, "tables")
        assert docks.tables.isVisible()


def is_made(desk: Desk, name: str) -> bool:
    return desk.window.docks.is_made(name)


def test_an_icon_is_drawn_in_the_size_that_is_looked_at_and_not_before(qtbot: QtBot) -> None:
    asked: list[tuple[int, int, QIcon.Mode]] = []

    def draw(size: QSize, mode: QIcon.Mode) -> QPixmap:
        asked.append((size.width(), size.height(), mode))
        return QPixmap(size)

    made = drawn_icon(draw)
    assert not made.isNull()
    assert asked == []
    assert made.pixmap(QSize(20, 20)).size() == QSize(20, 20)
    sharp = made.pixmap(QSize(20, 20), 2.0, QIcon.Mode.Disabled, QIcon.State.Off)
    assert (sharp.width(), sharp.devicePixelRatio()) == (40, 2.0)
    assert asked == [(20, 20, QIcon.Mode.Normal), (40, 40, QIcon.Mode.Disabled)]
    copy = QIcon(made)
    copy.addPixmap(QPixmap(8, 8))  # which makes Qt clone the engine
    del made
    assert copy.pixmap(QSize(16, 16)).width() == 16


def test_there_is_no_icon_of_a_name_that_is_not_shipped(qtbot: QtBot) -> None:
    assert icon("no-such-icon").isNull()
    assert not icon("save").isNull()


OPENED = """
import sys
from PySide6.QtCore import QTimer
from floorwright.gui.application import application, open_window
from floorwright.gui.main_window import MainWindow

def look():
    windows = [each for each in application().topLevelWidgets() if isinstance(each, MainWindow)]
    for window in windows:
        print(window.plan.file.path, window.isVisible(), window.preferences.recent)
    boxes = [each.text() for each in application().topLevelWidgets() if hasattr(each, "informativeText")]
    print(*boxes)
    application().quit()

application()
QTimer.singleShot(0, look)
open_window(sys.argv[1])
"""


def opened(path: Path, settings: Path) -> list[str]:
    """What a new window on this file says: its plan, whether it is seen, what was opened last; and what it asks."""
    surroundings = {**os.environ, "FLOORWRIGHT_CONFIG": str(settings / "c"), "FLOORWRIGHT_STATE": str(settings / "s")}
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(path)], capture_output=True, text=True, check=False, env=surroundings
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_plan_named_at_the_start_is_the_first_that_the_window_shows(tmp_path: Path) -> None:
    plan = tmp_path / "hall.floorwright"
    shutil.copy(resource("samples", "plant.floorwright"), plan)
    assert opened(plan, tmp_path) == [f"{plan} True {[str(plan)]}", ""]


def test_a_file_that_is_no_plan_is_told_by_a_window_with_an_empty_floor(tmp_path: Path) -> None:
    plan = tmp_path / "hall.floorwright"
    plan.write_bytes(b"no plan")
    assert opened(plan, tmp_path) == ["None True []", "The file is not a Floorwright plan."]
