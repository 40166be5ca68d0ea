"""A page, or only the pictures on it, as pixels."""

import math
from ctypes import c_ubyte

import numpy as np
import pypdfium2.raw as pdfium

from floorwright.api import ImportFailed, Pixels
from floorwright_builtin.pdf_import.document import Page

FINEST_DOTS_AN_INCH = 300.0
MOST_PIXELS = 25_000_000
_POINTS_AN_INCH = 72.0


def resolution_for(page: Page) -> float:
    """The dots an inch at which a page is drawn: 300, or fewer for a page that would have too many pixels."""
    inches = page.width * page.height / _POINTS_AN_INCH**2
    return min(FINEST_DOTS_AN_INCH, math.sqrt(MOST_PIXELS / inches))


def pixels_of(page: Page, dots: float) -> Pixels:
    """The page as seen, the first row on top.

    Raises:
        ImportFailed: when there is not enough memory for it.
    """
    width, height = (max(1, round(size / _POINTS_AN_INCH * dots)) for size in (page.width, page.height))
    bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
    if not bitmap:
        raise ImportFailed("There is not enough memory for the picture of the page.", hint="Close other programs.")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        rows = np.ctypeslib.as_array((c_ubyte * (stride * height)).from_address(pdfium.FPDFBitmap_GetBuffer(bitmap)))
        pixels: Pixels = rows.reshape(height, stride)[:, : width * 4].reshape(height, width, 4).copy()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    pixels[:, :, 3] = 255
    return pixels
