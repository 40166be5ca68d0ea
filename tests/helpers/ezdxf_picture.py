"""A drawing as ezdxf's drawing add-on shows it, and how much of its ink is where ours is; run by hand.

    python tests/helpers/ezdxf_picture.py FOLDER DRAWING.dxf …

writes into the folder, for each drawing, our canvas, ezdxf's picture and both over one another (black: both; red: only
ezdxf; blue: only ours), and prints the share of ezdxf's ink that we have, and of ours that ezdxf has, within 2 pixels.
"""

import io
import itertools
import logging
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ezdxf.addons.drawing import Frontend, RenderContext
from ezdxf.addons.drawing.backend import Backend
from ezdxf.addons.drawing.config import BackgroundPolicy, Configuration, LineweightPolicy, ProxyGraphicPolicy
from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (1600, 1100)
FINER = 2
NEAR_PX = 2
MARGIN_PX = 48
"""As that of our canvas."""


class Raster(Backend):
    """Draws into an image what lies in a box."""

    def __init__(self, box: tuple[float, float, float, float], size: tuple[int, int] = SIZE) -> None:
        super().__init__()
        self.width, self.height = size[0] * FINER, size[1] * FINER
        self.image = Image.new("RGB", (self.width, self.height), "white")
        self.draw = ImageDraw.Draw(self.image)
        x1, y1, x2, y2 = box
        room = (self.width - 2 * FINER * MARGIN_PX, self.height - 2 * FINER * MARGIN_PX)
        self.scale = min(room[0] / max(x2 - x1, 1e-9), room[1] / max(y2 - y1, 1e-9))
        self.middle = ((x1 + x2) / 2, (y1 + y2) / 2)

    def _at(self, points: Iterable[Any]) -> list[tuple[float, float]]:
        cx, cy = self.middle
        return [
            (self.width / 2 + (p[0] - cx) * self.scale, self.height / 2 - (p[1] - cy) * self.scale) for p in points
        ]  # fmt: skip

    def _line(self, points: Sequence[Any], colour: str) -> None:
        at = self._at(points)
        for a, b in itertools.pairwise(at):
            if max(map(abs, (*a, *b))) < 1e6:
                self.draw.line([a, b], fill=colour[:7], width=FINER)

    def draw_point(self, pos: Any, properties: Any) -> None:
        (at,) = self._at([pos])
        self.draw.point([at], fill=properties.color[:7])

    def draw_line(self, start: Any, end: Any, properties: Any) -> None:
        self._line([start, end], properties.color)

    def draw_solid_lines(self, lines: Iterable[tuple[Any, Any]], properties: Any) -> None:
        for a, b in lines:
            self._line([a, b], properties.color)

    def draw_path(self, path: Any, properties: Any) -> None:
        self._line(list(path.flattening(0.5 / self.scale)), properties.color)

    def draw_filled_paths(self, paths: Iterable[Any], properties: Any) -> None:
        mask = Image.new("1", self.image.size)
        for path in paths:
            ring = self._at(path.flattening(0.5 / self.scale))
            if len(ring) > 2:
                one = Image.new("1", self.image.size)
                ImageDraw.Draw(one).polygon(ring, fill=1)
                mask = ImageChops.logical_xor(mask, one)
        self.image.paste(properties.color[:7], mask=mask)

    def draw_filled_polygon(self, points: Any, properties: Any) -> None:
        ring = self._at(points.vertices())
        if len(ring) > 2:
            self.draw.polygon(ring, fill=properties.color[:7])

    def draw_image(self, image_data: Any, properties: Any) -> None:
        return

    def clear(self) -> None:
        return

    def set_background(self, color: str) -> None:
        return

    def finalize(self) -> None:
        return

    def enter_entity(self, entity: Any, properties: Any) -> None:
        return

    def exit_entity(self, entity: Any) -> None:
        return


def ezdxf_picture(doc: Any, layout: str, box: tuple[float, float, float, float]) -> Image.Image:
    """The picture of a layout by ezdxf, on white."""
    raster = Raster(box)
    config = Configuration(
        background_policy=BackgroundPolicy.WHITE,
        lineweight_policy=LineweightPolicy.ABSOLUTE,
        proxy_graphic_policy=ProxyGraphicPolicy.SHOW,
    )
    Frontend(RenderContext(doc), raster, config).draw_layout(doc.layout(layout), finalize=False)
    return raster.image.resize(SIZE, Image.Resampling.BOX)


def ink(image: Image.Image, lightest: int = 235) -> Image.Image:
    """Where there is ink: darker than paper and its grid."""
    darkest = ImageChops.darker(ImageChops.darker(*image.split()[:2]), image.split()[2])
    return darkest.point(lambda value: 255 if value < lightest else 0)


def shares(ours: Image.Image, theirs: Image.Image) -> tuple[float, float]:
    """The share of their ink that lies near ours, and of ours near theirs."""

    def near(a: Image.Image, b: Image.Image) -> float:
        around = b.filter(ImageFilter.MaxFilter(2 * NEAR_PX + 1))
        pixels = np.asarray(a) > 0
        return float((pixels & (np.asarray(around) > 0)).sum() / max(1, pixels.sum()))

    return near(theirs, ours), near(ours, theirs)


def main(folder: Path, paths: list[Path]) -> None:
    """Compare drawings and say how alike they are."""
    from floorwright.api import ImportOptions, Job
    from floorwright.gui.picture import window_picture
    from floorwright_builtin.dxf_import import read

    sys.path.insert(0, str(Path(__file__).parents[1]))
    from helpers.ezdxf_oracle import opened

    logging.disable(logging.CRITICAL)
    folder.mkdir(exist_ok=True)
    for path in paths:
        drawing = read(path, ImportOptions(), Job())
        ours = Image.open(io.BytesIO(window_picture(path, SIZE))).convert("RGB")
        doc = opened(path, "" if drawing.encoding == "binary" else drawing.encoding)
        assert drawing.box is not None
        theirs = ezdxf_picture(doc, drawing.layout, drawing.box)
        # The scale bar in our corner is no part of the drawing, and the grid is paler than ink.
        ours.paste("white", (0, SIZE[1] - 60, 140, SIZE[1]))
        a, b = ink(ours, 205), ink(theirs)
        over = Image.merge("RGB", [ImageChops.invert(one) for one in (a, ImageChops.lighter(a, b), b)])
        for name, image in (("ours", ours), ("ezdxf", theirs), ("over", over)):
            image.save(folder / f"{path.stem}-{name}.png")
        found, known = shares(a, b)
        print(f"{path.name}: {found:.1%} of ezdxf's ink is ours, {known:.1%} of ours is ezdxf's", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
