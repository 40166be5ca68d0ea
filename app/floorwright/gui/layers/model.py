"""The layers of a drawing as rows: searched, sorted and changed many at a time, ten thousand as easily as ten."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage

from floorwright.gui.plain import shown, tip
from floorwright.gui.theme import current_theme
from floorwright.model.drawing import DrawingLayer
from floorwright.model.layer_roles import LayerRole, suggested_role

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SHOWN, PICTURE, NAME, ROLE, COLOUR, THINGS = range(6)
HEADINGS = ("", "", "Layer", "Is", "Colour", "Things")
TIPS = (
    "Shown or hidden",
    "What is drawn on it",
    "The name of the layer in the drawing",
    "What the plan takes it for: walls and columns stand in the way of free and aisle distances",
    "The colour of the layer in the drawing, as it is shown on this ground",
    "How many things lie on it",
)
SWATCH_PX = (26, 14)
HIDE = "hide"
"""What the user chooses beside the roles: the layer is not shown."""
ROLE_WORDS = {"": "–", "wall": "Wall", "column": "Column", "aisle": "Aisle", HIDE: "Hidden"}


@dataclass(slots=True)
class LayerRow:
    """One layer: as the drawing has it, and what the user chose."""

    layer: DrawingLayer
    shown: bool
    role: str
    suggested: str

    @property
    def guess(self) -> str:
        """The role that the name suggests, of a layer that is shown and has none."""
        return self.suggested if self.shown and not self.role else ""

    @property
    def choice(self) -> str:
        """What stands in the column of roles."""
        return self.role or ("" if self.shown else HIDE)


class LayerModel(QAbstractTableModel):
    """Rows in the order and with the filter that were asked for. `changed` is emitted once for every change by hand."""

    changed = Signal()

    def __init__(self, picture: Callable[[str], QImage | None]) -> None:
        super().__init__()
        self._picture = picture
        self._all: list[LayerRow] = []
        self._seen: list[int] = []
        self._words = ""
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    @property
    def layers(self) -> tuple[DrawingLayer, ...]:
        """The layers in the order of the drawing."""
        return tuple(row.layer for row in self._all)

    @property
    def rows(self) -> Sequence[LayerRow]:
        """Every row, in the order of the drawing."""
        return self._all

    def row(self, number: int) -> LayerRow:
        """What is shown in a row of the table."""
        return self._all[self._seen[number]]

    def show_layers(
        self, layers: Sequence[DrawingLayer], switched: Iterable[tuple[str, bool]], roles: Iterable[tuple[str, str]]
    ) -> None:
        """Show these layers with what was chosen for them."""
        on, given = dict(switched), dict(roles)
        made = [
            LayerRow(
                layer,
                on.get(layer.name, layer.visible),
                given.get(layer.name, ""),
                suggested_role(layer.name).value if layer.entities else "",
            )
            for layer in layers
        ]
        if [row.layer for row in made] == [row.layer for row in self._all]:
            self._all = made
            self._tell()
        else:
            self.beginResetModel()
            self._all = made
            self._seen = self._ordered()
            self.endResetModel()

    def switched(self) -> tuple[tuple[str, bool], ...]:
        """The layers whose visibility is another than the drawing says."""
        return tuple((row.layer.name, row.shown) for row in self._all if row.shown != row.layer.visible)

    def roles(self) -> tuple[tuple[str, str], ...]:
        """The layers that have a role."""
        return tuple((row.layer.name, row.role) for row in self._all if row.role)

    def suggestions(self) -> list[LayerRow]:
        """The rows that are shown and whose name suggests a role that they do not have."""
        return [row for row in self._all if row.guess]

    def take_suggestions(self) -> None:
        """Give every layer that is shown and has no role the one its name suggests."""
        for row in self.suggestions():
            row.role = row.suggested
        self._changed()

    def choose(self, numbers: Iterable[int], choice: str) -> None:
        """Give rows of the table a role, or hide them; “just drawn” shows a layer that was hidden."""
        for row in [self.row(number) for number in numbers]:
            row.role = "" if choice == HIDE else choice
            row.shown = row.shown and choice != HIDE if choice else True
        self._changed()

    def switch(self, wanted: dict[str, bool]) -> None:
        """Show and hide layers by name."""
        for row in self._all:
            row.shown = wanted.get(row.layer.name, row.shown)
        self._changed()

    def look_for(self, words: str) -> None:
        """Show only layers in whose name every word is found."""
        self._words = words
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self._arrange()

    def picture_made(self, name: str) -> None:
        """A picture is there now."""
        for number, index in enumerate(self._seen):
            if self._all[index].layer.name == name:
                place = self.index(number, PICTURE)
                self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])
                return

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._seen)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == SHOWN:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == ROLE else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        words = {Qt.ItemDataRole.DisplayRole: HEADINGS, Qt.ItemDataRole.ToolTipRole: TIPS}.get(Qt.ItemDataRole(role))
        return words[section] if words else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.row(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.EditRole if column == ROLE:
                return row.choice
            case Qt.ItemDataRole.CheckStateRole if column == SHOWN:
                return Qt.CheckState.Checked if row.shown else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.DecorationRole if column == PICTURE:
                return self._picture(row.layer.name) if row.layer.entities else None
            case Qt.ItemDataRole.DecorationRole if column == COLOUR:
                return _swatch(current_theme().ink(row.layer.colour).name())
            case Qt.ItemDataRole.ToolTipRole:
                return tip(_about(row))
            case Qt.ItemDataRole.TextAlignmentRole if column == THINGS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole if self._is_quiet(row, column):
                return QColor(current_theme().quiet)
            case Qt.ItemDataRole.FontRole if column == ROLE and row.guess:
                font = QFont()
                font.setItalic(True)
                return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index.row())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == SHOWN:
            row.shown = Qt.CheckState(value) == Qt.CheckState.Checked
            self._changed()
            return True
        return False

    def _text(self, row: LayerRow, column: int) -> str:
        match column:
            case 2:
                return shown(row.layer.name, 80)
            case 3:
                return f"{ROLE_WORDS[row.guess]}?" if row.guess else ROLE_WORDS.get(row.choice, row.choice)
            case 5:
                return f"{row.layer.entities:,}"
        return ""

    def _is_quiet(self, row: LayerRow, column: int) -> bool:
        return not row.shown or not row.layer.entities or (column == ROLE and not row.role)

    def _changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        if self._seen:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._seen) - 1, len(HEADINGS) - 1))

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._seen[index.row()] for index in before]
        self._seen = self._ordered()
        places = {index: number for number, index in enumerate(self._seen)}
        after = [
            self.index(places[row], old.column()) if row in places else QModelIndex()
            for row, old in zip(kept, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _ordered(self) -> list[int]:
        wanted = self._words.casefold().split()
        found = [
            index for index, row in enumerate(self._all) if all(word in row.layer.name.casefold() for word in wanted)
        ]
        column, order = self._sorted
        if column >= 0:
            found.sort(key=lambda index: _key(self._all[index], column), reverse=order == Qt.SortOrder.DescendingOrder)
        return found


def _key(row: LayerRow, column: int) -> Any:
    match column:
        case 0:
            return not row.shown
        case 3:
            return (not row.role, not row.guess, row.choice, row.guess)
        case 4:
            return row.layer.colour
        case 1 | 5:
            return row.layer.entities
    return row.layer.name.casefold()


@lru_cache(maxsize=512)
def _swatch(colour: str) -> QImage:
    swatch = QImage(2 * SWATCH_PX[0], 2 * SWATCH_PX[1], QImage.Format.Format_RGB32)
    swatch.fill(QColor(colour))
    swatch.setDevicePixelRatio(2.0)
    return swatch


def _about(row: LayerRow) -> str:
    words = row.layer.name or "(without a name)"
    if row.guess:
        words += f" – by its name it is: {LayerRole(row.guess).value}"
    if not row.layer.visible:
        words += " – off or frozen in the drawing"
    return words if row.layer.plotted else f"{words} – not plotted"
