"""DXF: the plan at full size for CAD programs, a layer a kind, with the imported drawing on layers of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.api import Exporter, hook

if TYPE_CHECKING:
    from floorwright.api import Content, Job, SheetSetup


def write(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """The DXF (R2010, millimetres) of what `setup` shows of the floor; paper and scale size only the annotation.

    Raises:
        ExportFailed: when something to draw has no finite place.
    """
    # ezdxf takes a while to import and is not always needed.
    from floorwright_builtin.dxf_export.document import dxf_of

    return dxf_of(content, setup, job)


@hook
def exporters() -> tuple[Exporter, ...]:
    """The DXF exporter."""
    return (Exporter(id="dxf", title="DXF drawing", suffix=".dxf", write=write, on_paper=False),)
