"""Cut, copy and paste, between plans and windows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from floorwright.editing import commands
from floorwright.errors import FloorwrightError
from floorwright.model.alternative import Alternative
from floorwright.model.container import Container
from floorwright.model.diff import Records
from floorwright.model.document import Edit
from floorwright.model.kinds import Aisle, Dimension, Flow, Label, Machine, Method, Opening, Product, Wall, Zone
from floorwright.model.record import Record
from floorwright.storage.clipping import clipping, read_clipping

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow

SHARED = (Product, Method, Container, Alternative)
"""What flows refer to and all scenarios share."""
DRAWN = (Machine, Wall, Opening, Aisle, Zone, Label, Dimension)


class Clipboard:
    """Works on what is selected in the window's plan."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def copy(self) -> None:
        """Put what is selected on the clipboard, with the flows among it and what these need."""
        session = self.window.plan.session
        here = session.view.records
        chosen = {id: here[id] for id in session.selection if isinstance(here[id], DRAWN)}
        for id, record in here.items():
            if isinstance(record, Opening) and record.wall in chosen:
                chosen[id] = record
            elif isinstance(record, Flow) and chosen.keys() >= set(record.stations()):
                chosen |= {need: here[need] for need in record.needs() if need in here}
                chosen[id] = record
        QApplication.clipboard().setText(clipping(list(chosen.values())))
        self.window.status.tell(f"{len(session.selection)} copied.")

    def cut(self) -> None:
        """Copy what is selected and take it away."""
        session = self.window.plan.session
        self.copy()
        ids = session.selection
        session.do("Cut", lambda edit: commands.delete(edit, ids))

    def paste(self) -> None:
        """Put what was copied one grid step beside where it was, with names of its own."""
        session = self.window.plan.session
        try:
            found = read_clipping(QApplication.clipboard().text())
        except FloorwrightError as error:
            self.window.told(error)
            return
        if not found:
            self.window.status.tell("Nothing on the clipboard can be placed. Tables go into the tables panel.")
            return
        here = session.view.records
        shared = shared_by_name(found, here)
        step = self.window.plan.plan.grid_mm
        kept = {id: record for id, record in found.items() if isinstance(record, (*DRAWN, Flow))}
        new = commands.renewed(here, kept)
        both = {**here, **{record.id: record for record in new}}
        placed = [commands.moved(pointed(record, shared), step, -step, both) for record in new]
        needed = [pointed(r, shared) for id, r in found.items() if isinstance(r, SHARED) and shared[id] == id]
        ids = [record.id for record in placed if not isinstance(record, Flow)]

        def put(edit: Edit) -> list[str]:
            edit.put(*needed, *placed)
            return ids

        session.do("Paste", put)


def shared_by_name(found: Records, here: Records) -> dict[str, str]:
    """For every pasted product, method, container and alternative the id it has here: that of the one with its name,
    of alternatives the one of the same product, or its own."""
    named = (Product, Method, Container)
    known = {(type(r), r.name.casefold()): id for id, r in here.items() if isinstance(r, named)}
    shared = {
        id: known.get((type(record), record.name.casefold()), id)
        for id, record in found.items()
        if isinstance(record, named)
    }
    ways = {(r.product, r.name.casefold()): id for id, r in here.items() if isinstance(r, Alternative)}
    for id, record in found.items():
        if isinstance(record, Alternative):
            product = shared.get(record.product, record.product)
            shared[id] = ways.get((product, record.name.casefold()), id)
    return shared


def pointed(record: Record, shared: dict[str, str]) -> Record:
    """A flow or alternative that refers to the products, methods and containers of this plan."""

    def here(id: str | None) -> str | None:
        return shared.get(id, id) if id else None

    if isinstance(record, Alternative):
        return replace(record, product=shared.get(record.product, record.product))
    if not isinstance(record, Flow):
        return record
    return replace(
        record,
        product=shared.get(record.product, record.product),
        method=here(record.method),
        alternative=here(record.alternative),
        container=here(record.container),
    )
