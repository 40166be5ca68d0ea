"""From a picture's file to a Drawing of pixels alone: upright, of bounded size, as wide as its resolution says."""

import io
import struct
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageFile, ImageOps

from floorwright.api import Drawing, ImportFailed, ImportOptions, Job, Problem, empty_drawing
from floorwright_builtin.picture_import.colours import bytes_a_pixel, rgba
from floorwright_builtin.picture_import.resolution import dots_an_inch

MOST_BYTES = 400_000_000
"""Decoded: a scan of 400 million grey or black-and-white pixels, or a photograph of 100 million."""
MOST_KEPT = 25_000_000
"""Larger pictures are made smaller: more than the finest scan of A1 needs at 200 dots an inch."""
MOST_PAGES = 500
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
DAMAGED = (
    OSError, ValueError, SyntaxError, TypeError, ArithmeticError, LookupError, AttributeError, EOFError, struct.error,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What Pillow raises on damaged files."""
_MILLIMETRES_AN_INCH = 25.4
_ORIENTATION = 0x0112
"""The tag of EXIF that says how the camera was held; from 5 on, by a quarter turn."""


def read_picture(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The picture in a file: the page that `options.layout` names, or the first.

    Raises:
        ImportFailed: when it is too large or too damaged, or has no such page.
        Cancelled: when the job was cancelled.
    """
    begun = time.perf_counter()
    job.progress(0.0, "Reading")
    problems: list[Problem] = []
    data = path.read_bytes()
    with _noted(problems), _opened(data, path.name) as image:
        kind, (width, height) = str(image.format or "picture").lower(), image.size
        pages, page = _page(image, options, path.name, problems)
        _make_smaller_or_refuse(image, path.name)
        job.progress(0.1, "Decoding")
        dots = dots_an_inch(image)
        decoded = _decoded(image, data, page, path.name, problems)
        job.progress(0.6, "Decoding")
        upright, turned = _upright(decoded, problems)
        pixels, shrunk = _pixels(upright, dots[::-1] if turned else dots, width * height)
        job.progress(0.9, "Decoding")
    high, wide = pixels.shape[:2]
    across = dots[1] if turned else dots[0]
    return replace(
        empty_drawing(),
        pixels=pixels,
        kind=kind,
        version=f"{width} × {height} pixels" + (f", {round(across)} dots an inch" if across else ""),
        unit_mm=_MILLIMETRES_AN_INCH / across * shrunk if across else 0.0,
        unit_source="resolution" if across else "",
        box=(0.0, 0.0, float(wide), float(high)),
        entities=(("PICTURE", 1),),
        problems=tuple(problems),
        layouts=pages,
        layout=pages[page] if pages else "",
        seconds=time.perf_counter() - begun,
    )


@contextmanager
def _noted(problems: list[Problem]) -> Iterator[None]:
    """Pillow's warnings about damaged files are told with the rest; its own limit on pixels gives way to ours."""
    limit = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings(record=True) as met:
            warnings.simplefilter("always")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    for words in dict.fromkeys(" ".join(str(warning.message).split())[:200] for warning in met):
        problems.append(Problem("Damaged in part", words, "read as far as it goes"))


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[ImageFile.ImageFile]:
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except DAMAGED as error:
        raise ImportFailed(
            f"“{name}” is too damaged to be read as a picture.", hint="Get a whole copy, or save it again as PNG."
        ) from error
    with image:
        yield image


def _page(
    image: ImageFile.ImageFile, options: ImportOptions, name: str, problems: list[Problem]
) -> tuple[tuple[str, ...], int]:
    """The pages of a TIFF, none where there is but one, and which is to be read; of moving pictures it is the first."""
    try:
        count = int(getattr(image, "n_frames", 1))
    except DAMAGED:
        problems.append(Problem("Its further pages are damaged", "", "the first was read"))
        count = 1
    if count > 1 and image.format != "TIFF":
        problems.append(Problem("It moves", f"{count} pictures", "the first was read"))
        count = 1
    pages = tuple(f"Page {number}" for number in range(1, min(count, MOST_PAGES) + 1)) if count > 1 else ()
    if options.layout and options.layout not in (pages or ("Page 1",)):
        raise ImportFailed(f"“{name}” has no page “{options.layout}”.", hint=f"It has {count}: Page 1, …")
    page = pages.index(options.layout) if options.layout and pages else 0
    try:
        image.seek(page)
    except DAMAGED as error:
        raise ImportFailed(f"Page {page + 1} of “{name}” is too damaged.", hint="Choose another page.") from error
    return pages, page


def _make_smaller_or_refuse(image: ImageFile.ImageFile, name: str) -> None:
    """Before anything is decoded. A JPEG can be decoded at a half, a quarter or an eighth of its size."""
    width, height = image.size
    if not (width > 0 and height > 0):
        raise ImportFailed(f"“{name}” has no pixels.", hint="Save it again as PNG.")
    if image.format == "JPEG":
        too_large = width * height * bytes_a_pixel(image.mode) > MOST_BYTES
        fewer = 8 if too_large else _fewer(width * height)
        image.draft(image.mode, (width // fewer, height // fewer))
        width, height = image.size
    if width * height * bytes_a_pixel(image.mode) > MOST_BYTES:
        most = MOST_BYTES // bytes_a_pixel(image.mode) // 1_000_000
        raise ImportFailed(
            f"“{name}” has {width:,} × {height:,} pixels, more than the {most} million that are read.",
            hint="Save it smaller: 200 dots an inch are enough for a plan.",
        )


def _decoded(image: ImageFile.ImageFile, data: bytes, page: int, name: str, problems: list[Problem]) -> Image.Image:
    try:
        image.load()
        return image
    except DAMAGED as error:
        why = " ".join(str(error).split())[:200]
    # Once more, taking what is there.
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        again = Image.open(io.BytesIO(data), formats=FORMATS)
        again.seek(page)
        if again.size != image.size:
            again.draft(again.mode, image.size)
        again.load()
    except DAMAGED as error:
        raise ImportFailed(
            f"“{name}” is too damaged to be read as a picture ({why}).", hint="Get a whole copy of it."
        ) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    problems.append(Problem("The file is cut or damaged", why, "what is left was read"))
    return again


def _upright(image: Image.Image, problems: list[Problem]) -> tuple[Image.Image, bool]:
    """The picture as it was held, and whether it had to be turned by a quarter."""
    try:
        held = image.getexif().get(_ORIENTATION, 1)
        # A picture that is upright is not copied: it may be large.
        return (ImageOps.exif_transpose(image), held >= 5) if held in range(2, 9) else (image, False)
    except DAMAGED:
        problems.append(Problem("What it says of its orientation is damaged", "", "not turned"))
        return image, False


def _pixels(image: Image.Image, dots: tuple[float, float], original: int) -> tuple[np.ndarray, float]:
    """The pixels, and how many of the original ones each is wide. Pixels that are not square are made so."""
    width, height = image.size
    shrunk = (original / (width * height)) ** 0.5
    fewer = _fewer(width * height)
    if fewer > 1:
        smooth = image.convert("L") if image.mode == "1" else image.convert("RGBA") if image.mode == "P" else image
        image = smooth.reduce(fewer)
    if dots[0] and abs(dots[0] / dots[1] - 1) > 0.01:
        image = image.resize((image.width, max(1, round(image.height * dots[0] / dots[1]))))
    return rgba(image), shrunk * fewer


def _fewer(pixels: int) -> int:
    """How many times fewer pixels across and down there must be, so that not too many are kept."""
    fewer = 1
    while pixels > MOST_KEPT * fewer * fewer:
        fewer += 1
    return fewer
