"""SVG: the sheet in millimetres, for word processors and web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.api import Exporter, hook

if TYPE_CHECKING:
    from floorwright.api import Content, Job, SheetSetup


def write(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """The SVG of the first sheet that `setup` asks for.

    Raises:
        ExportFailed: when the scale does not fit the paper, or something to draw has no finite place.
    """
    # Here and not above: a start that writes nothing does without all of this.
    from floorwright.api import compose
    from floorwright_builtin.svg_export.picture import svg_of

    job.progress(0.0, "Composing the sheet")
    return svg_of(compose(content, setup), job).encode("utf-8", "replace")


@hook
def exporters() -> tuple[Exporter, ...]:
    """The SVG exporter."""
    return (Exporter(id="svg", title="SVG picture", suffix=".svg", write=write),)
