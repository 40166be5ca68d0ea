"""The fonts of an SVG: named by family; what is used of those that a reader may not have is embedded."""

import base64
import io
from collections.abc import Iterable

from floorwright.api import FAMILY, Font, fonts_in_order, runs

FAMILIES = f"'{FAMILY}', 'DejaVu Sans', 'Arial Narrow', Arial, 'Droid Sans Fallback', 'Noto Sans Thai', sans-serif"


def embedded_fonts(texts: Iterable[str]) -> str:
    """A style element with the letters of these texts that the first font lacks; nothing when it has them all."""
    used: dict[str, set[str]] = {}
    for text in set(texts):
        if not text.isascii():
            for run in runs(text):
                used.setdefault(run.font.family, set()).update(run.text)
    faces = [
        f"@font-face{{font-family:'{face.family}';src:url(data:font/ttf;base64,{_subset(face, used[face.family])})}}"
        for face in list(fonts_in_order())[1:]
        if face.family in used
    ]
    return f"<style>{''.join(faces)}</style>" if faces else ""


def _subset(face: Font, letters: set[str]) -> str:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=["*"], hinting=False, recalc_timestamp=False, notdef_outline=True)
    out = io.BytesIO()
    with TTFont(face.path, recalcTimestamp=False) as file:
        chooser = subset.Subsetter(options)
        chooser.populate(unicodes=sorted(map(ord, letters)))
        chooser.subset(file)
        file.save(out)
    return base64.b64encode(out.getvalue()).decode("ascii")
