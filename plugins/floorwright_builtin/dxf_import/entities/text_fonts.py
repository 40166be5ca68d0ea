"""Which fonts the texts of a drawing ask for: ours stands for all of them, which is said."""

import numpy as np

from floorwright_builtin.dxf_import.file.records import Bools, Records, is_one_of
from floorwright_builtin.dxf_import.file.tables import Tables
from floorwright_builtin.dxf_import.report import Report

FONT = "Font "
_TEXTS = ("TEXT", "MTEXT", "ATTRIB")


def report_fonts(records: Records, alive: Bools, tables: Tables, report: Report) -> None:
    """Name every font file that styles of texts name, with how many texts are set in it."""
    rows = np.flatnonzero(alive & is_one_of(records.kind, _TEXTS))
    names, counts = np.unique(records.name(7)[rows], return_counts=True)
    fonts: dict[str, int] = {}
    for name, count in zip(names.tolist(), counts.tolist(), strict=True):
        style = tables.styles.get(name)
        for font in (style.font, style.big_font) if style else ():
            if font:
                fonts[font.replace("\\", "/").rsplit("/", 1)[-1]] = fonts.get(font, 0) + count
    for font, count in sorted(fonts.items(), key=lambda item: (-item[1], item[0])):
        report.add(f"{FONT}{font[:60]}", "", "the font of Floorwright stands for it", count)
