"""SVG and PNG: the same sheet for word processors and web pages."""

import io
from xml.etree import ElementTree

from PIL import Image

from floorwright.model.kinds import Label, Wall
from floorwright.paper.setup import SheetSetup
from helpers.exported import content, sample, written

SVG = "{http://www.w3.org/2000/svg}"


def test_an_svg_is_well_formed_and_as_large_as_the_paper() -> None:
    root = ElementTree.fromstring(written(sample(), "svg"))
    assert (root.tag, root.get("width"), root.get("height")) == (f"{SVG}svg", "420mm", "297mm")
    assert root.get("viewBox") == "0 0 420 297"


def test_names_in_an_svg_are_text_and_run_nothing() -> None:
    label = Label(id="l", x=0.0, y=0.0, text="<script>alert(1)</script> & co", height=400.0)
    data = written(content([label]), "svg")
    root = ElementTree.fromstring(data)
    assert "<script>alert(1)</script> & co" in {text.text for text in root.iter(f"{SVG}text")}
    assert not list(root.iter(f"{SVG}script"))


def test_a_picture_has_the_size_that_was_asked_for_and_shows_something() -> None:
    wall = Wall(id="w", x1=0.0, y1=0.0, x2=5000.0, y2=0.0, thickness=300.0)
    data = written(content([wall]), "png", SheetSetup(picture_px=(900, 600)))
    with Image.open(io.BytesIO(data)) as picture:
        # A3 is 420 × 297: at 600 dots of height it is 600 · 420 ÷ 297 = 848.5 wide.
        assert picture.size == (849, 600)
        dark = sum(picture.convert("L").histogram()[:100])
    assert dark > 1000
