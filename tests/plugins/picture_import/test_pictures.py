"""Pictures of known pixels in every form, and pictures that are hostile or damaged."""

import io
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from floorwright.api import Drawing, ImportFailed, ImportOptions, Job
from floorwright.hooks.facts import facts
from floorwright.hooks.importing import read_drawing, underlay_for
from floorwright.hooks.manager import Plugins
from floorwright_builtin.picture_import import is_picture, read
from floorwright_builtin.picture_import import reading as reading_module

RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Drawing]:
    """Reads a picture's bytes."""

    def do(data: bytes, layout: str = "", name: str = "scan.png") -> Drawing:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path, ImportOptions(layout=layout), Job())

    return do


def two_by_one(mode: str = "RGB") -> Image.Image:
    """A red pixel and a blue one on its right, each 8 by 8 so that JPEG leaves their colours alone."""
    picture = Image.new("RGB", (16, 8), RED)
    picture.paste(BLUE, (8, 0, 16, 8))
    return picture.convert(mode)


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    """The bytes of a picture."""
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def whats(drawing: Drawing) -> str:
    """What the drawing's problems say."""
    return "\n".join(f"{problem.what}: {problem.where}: {problem.done}" for problem in drawing.problems)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "GIF"])
def test_every_format_gives_its_pixels_with_the_first_row_on_top(imported: Callable[..., Drawing], form: str) -> None:
    options = {"quality": 100, "subsampling": 0} if form == "JPEG" else {}
    drawing = imported(saved(two_by_one(), form, **options), name="scan.xyz")
    assert drawing.kind == form.lower()
    assert drawing.pixels.shape == (8, 16, 4)
    assert drawing.pixels[4, 2] == pytest.approx([*RED, 255], abs=3)
    assert drawing.pixels[4, 13] == pytest.approx([*BLUE, 255], abs=3)
    assert drawing.box == (0, 0, 16, 8)


def test_the_resolution_gives_the_size_on_paper_and_stays_doubtful(imported: Callable[..., Drawing]) -> None:
    # 3,000 pixels at 300 dots an inch are 10 inches.
    drawing = imported(saved(Image.new("L", (3000, 1500)), "TIFF", dpi=(300, 300)))
    assert facts(drawing)["size_m"] == pytest.approx([0.254, 0.127])
    assert (drawing.unit_source, drawing.unit_doubtful) == ("resolution", True)
    assert underlay_for(drawing, "scan", "00.tif").scale == pytest.approx(25.4 / 300)
    assert underlay_for(drawing, "scan", "00.tif", unit="cm").scale == 10


def test_without_a_resolution_nothing_tells_the_size(imported: Callable[..., Drawing]) -> None:
    drawing = imported(saved(two_by_one(), "PNG"))
    assert (drawing.unit, drawing.unit_mm, facts(drawing)["size_m"]) == ("", 0, None)


def test_pixels_that_are_not_square_are_made_so(imported: Callable[..., Drawing]) -> None:
    # A fax of 204 by 102 dots an inch is twice as high as its rows say.
    drawing = imported(saved(Image.new("L", (204, 102)), "TIFF", dpi=(204, 102)))
    assert drawing.pixels.shape[:2] == (204, 204)
    assert facts(drawing)["size_m"] == pytest.approx([0.0254, 0.0254])


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_upright_however_the_camera_was_held(imported: Callable[..., Drawing], turn: int) -> None:
    upright = two_by_one()
    held = {
        1: [], 2: [0], 3: [3], 4: [1], 5: [5], 6: [2], 7: [6], 8: [4],
    }[turn]  # fmt: skip
    kept = upright
    for method in held:
        kept = kept.transpose(Image.Transpose(method))
    exif = Image.Exif()
    exif[0x0112] = turn
    drawing = imported(saved(kept, "JPEG", quality=100, subsampling=0, exif=exif))
    assert drawing.pixels.shape == (8, 16, 4)
    assert drawing.pixels[4, 2, :3] == pytest.approx(RED, abs=3)


@pytest.mark.parametrize(
    ("mode", "value", "expected"),
    [
        ("1", 1, (255, 255, 255, 255)),
        ("L", 100, (100, 100, 100, 255)),
        ("LA", (100, 50), (100, 100, 100, 50)),
        ("P", 0, (0, 0, 0, 255)),
        ("RGBA", (1, 2, 3, 4), (1, 2, 3, 4)),
        ("CMYK", (0, 255, 255, 0), (255, 0, 0, 255)),
        ("YCbCr", (255, 128, 128), (255, 255, 255, 255)),
        ("I;16", 0x8000, (128, 128, 128, 255)),
        ("I", 65535, (255, 255, 255, 255)),
        ("F", 0.5, (127, 127, 127, 255)),
    ],
)
def test_every_way_to_keep_colours_becomes_red_green_blue_and_alpha(
    imported: Callable[..., Drawing], mode: str, value: Any, expected: tuple[int, ...]
) -> None:
    drawing = imported(saved(Image.new(mode, (4, 4), value), "TIFF"))
    assert drawing.pixels[2, 2].tolist() == list(expected)


def test_a_transparent_palette_stays_transparent(imported: Callable[..., Drawing]) -> None:
    picture = Image.new("P", (2, 1))
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.putpixel((1, 0), 1)
    drawing = imported(saved(picture, "PNG", transparency=0))
    assert drawing.pixels[0].tolist() == [[255, 0, 0, 0], [0, 0, 255, 255]]


@pytest.mark.parametrize("form", ["GIF", "PNG"])
def test_of_a_moving_picture_the_first_is_read_and_that_is_said(imported: Callable[..., Drawing], form: str) -> None:
    red, blue = Image.new("RGB", (4, 4), RED), Image.new("RGB", (4, 4), BLUE)
    drawing = imported(saved(red, form, save_all=True, append_images=[blue, red]))
    assert drawing.pixels[0, 0].tolist() == [*RED, 255]
    assert "It moves: 3 pictures: the first was read" in whats(drawing)


def test_the_pages_of_a_scan_are_listed_and_chosen(imported: Callable[..., Drawing]) -> None:
    red, blue = Image.new("RGB", (4, 4), RED), Image.new("RGB", (6, 6), BLUE)
    data = saved(red, "TIFF", save_all=True, append_images=[blue])
    assert imported(data).layouts == ("Page 1", "Page 2")
    second = imported(data, layout="Page 2")
    assert (second.layout, second.box) == ("Page 2", (0, 0, 6, 6))
    assert second.pixels[0, 0].tolist() == [*BLUE, 255]
    with pytest.raises(ImportFailed, match="has no page “Page 3”"):
        imported(data, layout="Page 3")


def test_a_large_picture_is_made_smaller_and_keeps_its_size_on_paper(
    imported: Callable[..., Drawing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_module, "MOST_KEPT", 10_000)
    drawing = imported(saved(Image.new("1", (1000, 400)), "PNG", dpi=(100, 100)))
    # 400,000 pixels are 40 times too many: every seventh by seventh becomes one.
    assert drawing.pixels.shape[:2] == (58, 143)
    assert facts(drawing)["size_m"] == pytest.approx([0.254, 0.1016], rel=0.02)


def test_a_jpeg_too_large_to_decode_is_decoded_smaller(
    imported: Callable[..., Drawing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_module, "MOST_BYTES", 1_000_000)
    drawing = imported(saved(Image.new("RGB", (1600, 800), RED), "JPEG", dpi=(200, 200)))
    assert drawing.pixels.shape[:2] == (100, 200)
    assert facts(drawing)["size_m"] == pytest.approx([0.2032, 0.1016])


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_picture_of_fifty_thousand_squared_is_refused_before_it_is_decoded(imported: Callable[..., Drawing]) -> None:
    with pytest.raises(ImportFailed, match="50,000 × 50,000 pixels, more than the 100 million"):
        imported(png_of(50_000, 50_000))


def test_a_tiff_that_says_it_is_huge_is_refused(imported: Callable[..., Drawing]) -> None:
    tags = [(256, 4, 1, 60_000), (257, 4, 1, 60_000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
            (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 60_000), (279, 4, 1, 10)]  # fmt: skip
    data = b"II*\0" + struct.pack("<IH", 8, len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
    with pytest.raises(ImportFailed, match="60,000 × 60,000 pixels, more than the 400 million"):
        imported(data)


def test_a_picture_without_pixels_is_refused(imported: Callable[..., Drawing]) -> None:
    with pytest.raises(ImportFailed):
        imported(png_of(0, 10))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP"])
def test_of_a_cut_file_what_is_there_is_read_and_that_is_said(imported: Callable[..., Drawing], form: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200, 3), np.uint8)
    whole = saved(Image.fromarray(noise), form)
    drawing = imported(whole[: len(whole) * 2 // 3])
    assert drawing.pixels.shape == (200, 200, 4)
    assert "cut or damaged" in whats(drawing)
    if form in ("PNG", "TIFF"):
        assert (drawing.pixels[10, :, :3] == noise[10]).all()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "GIF"])
def test_of_a_few_bytes_nothing_is_read(imported: Callable[..., Drawing], form: str) -> None:
    whole = saved(two_by_one(), form)
    with pytest.raises(ImportFailed, match=r"scan\.png"):
        imported(whole[:14])


def test_text_is_no_picture() -> None:
    assert not is_picture(b"BMW Group, hall 4\n" * 10)
    assert not is_picture(b"GIF is a format")
    assert is_picture(saved(two_by_one(), "BMP"))


def test_the_program_reads_a_picture_like_any_drawing(tmp_path: Path) -> None:
    path = tmp_path / "scan.dxf"
    path.write_bytes(saved(two_by_one(), "PNG", dpi=(254, 254)))
    drawing = read_drawing(Plugins().load(), path)
    assert drawing.kind == "png" and drawing.unit_mm == pytest.approx(0.1, rel=1e-4)
    assert drawing.pixels[0, 0].tolist() == [*RED, 255]


@pytest.mark.fuzz
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "GIF"])
def test_damaged_pictures_are_read_or_refused_in_words(imported: Callable[..., Drawing], form: str) -> None:
    chance = random.Random(7)
    noise = np.random.default_rng(2).integers(0, 255, (24, 24, 3), np.uint8)
    whole = saved(Image.fromarray(noise), form, dpi=(100, 100))
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            drawing = imported(bytes(data[: chance.randrange(12, len(data) + 1)]))
        except ImportFailed as refused:
            assert refused.message.endswith(".") and len(refused.message) < 400
        else:
            assert drawing.pixels.size and drawing.pixels.dtype == np.uint8
