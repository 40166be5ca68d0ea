"""Drawings with impossible numbers reach paper and DXF without them."""

import io
import math
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import ezdxf
import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floorwright.model.drawing import Drawing, DrawingLayer, LineStyle
from floorwright.model.kinds import Underlay
from helpers.drawn import drawn
from helpers.exported import content, written

ODD = st.one_of(
    st.floats(-1e3, 1e3), st.sampled_from([0.0, 1e-9, 1e7, -3e9, 1e18, 1e300, math.nan, math.inf, -math.inf])
)  # fmt: skip
STYLES = st.builds(LineStyle, st.lists(ODD.map(abs), max_size=4).map(tuple), st.sampled_from([0.0, 0.25, 1.0, 50.0]))


def rows(width: int) -> st.SearchStrategy[list[list[float]]]:
    return st.lists(st.lists(ODD, min_size=width, max_size=width), max_size=4)


@st.composite
def odd_drawings(draw: st.DrawFn) -> Drawing:
    ring = st.lists(st.tuples(ODD, ODD), max_size=5)
    texts = draw(st.lists(st.tuples(st.text(max_size=8), ODD, ODD, ODD), max_size=3))
    drawing = drawn(
        draw(rows(4)), draw(rows(8)), draw(st.lists(st.lists(ring, max_size=3), max_size=3)), texts, style=draw(STYLES)
    )
    places = draw(rows(6))[: len(texts)]
    drawing.text_places[: len(places)] = np.array(places).reshape(-1, 6)
    layers = (DrawingLayer("A\n<b>", plotted=draw(st.booleans()), visible=draw(st.booleans())),)
    return replace(drawing, layers=draw(st.sampled_from([layers, drawing.layers])))


@pytest.mark.fuzz
@settings(max_examples=60)
@given(
    odd_drawings(), st.sampled_from([1e-3, 1.0, 1e6]), st.sampled_from([0.0, 33.3]), st.sampled_from([0.0, 0.5, 1.0])
)
def test_whatever_a_drawing_holds_the_files_are_sound(
    tmp_path_factory: pytest.TempPathFactory, drawing: Drawing, scale: float, rotation: float, opacity: float
) -> None:
    underlay = Underlay(id="u", name="u", asset="a", scale=scale, rotation=rotation, opacity=opacity)
    shown = replace(content([underlay]), drawings={underlay.source: drawing})
    with np.errstate(all="raise"):
        # The plan itself has a place on the sheet; only the drawing's numbers are odd.
        shown = replace(shown, drawings={underlay.source: replace(drawing, box=(0.0, 0.0, 1e4 / scale, 1e4 / scale))})
        page = pypdfium2.PdfDocument(io.BytesIO(written(shown, "pdf")))[0]
        svg = written(shown, "svg")
        dxf = written(shown, "dxf")
    page.render(scale=0.5)
    ElementTree.fromstring(svg)
    path = Path(tmp_path_factory.mktemp("odd") / "odd.dxf")
    path.write_bytes(dxf)
    audit = ezdxf.readfile(path).audit()  # type: ignore[attr-defined]
    assert audit.errors == [] and audit.fixes == []
