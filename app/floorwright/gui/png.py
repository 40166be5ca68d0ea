"""PNG files of what is on the screen, in a third of the time that Qt takes for one."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

SIGNATURE = b"\x89PNG\r\n\x1a\n"
AS_IS, LESS_THE_LEFT = 0, 1
"""How a row may be written (PNG, third edition, 9.2): as it is, or each pixel less the one to its left."""
SAMPLE = 16
"""One row of so many tells what kind of picture it is."""
BUSY = 4
"""A picture that does not shrink to a quarter has few repetitions, and looking for them costs more than they save."""


def png_of(image: QImage) -> bytes:
    """The PNG of a picture without its transparency, eight bits a colour and not a bit lost.

    Qt tries five ways to write each row. What a window shows shrinks as well, or better, in one of two.
    """
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    wide, high = plain.width(), plain.height()
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(high, plain.bytesPerLine())[:, : 3 * wide]
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", _packed(pixels)) + _chunk(b"IEND", b"")


def _packed(pixels: NDArray[np.uint8]) -> bytes:
    rows = np.empty((len(pixels), pixels.shape[1] + 1), np.uint8)
    rows[:, 0], rows[:, 1:] = AS_IS, pixels
    sample = rows[::SAMPLE].tobytes()
    if len(zlib.compress(sample, 1)) * BUSY < len(sample):
        return zlib.compress(rows.data, 1)
    rows[:, 0] = LESS_THE_LEFT
    np.subtract(pixels[:, 3:], pixels[:, :-3], out=rows[:, 4:])
    runs = zlib.compressobj(1, strategy=zlib.Z_RLE)
    return runs.compress(rows.data) + runs.flush()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
