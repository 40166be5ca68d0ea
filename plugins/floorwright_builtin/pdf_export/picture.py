"""A page of our PDF as a PNG picture, so that a picture never differs from what is printed."""

import io

from floorwright.api import ExportFailed, SheetSetup

DOTS_PER_INCH = 150.0
MOST_PIXELS = 200_000_000


def png_of(pdf: bytes, setup: SheetSetup) -> bytes:
    """The PNG of the first page: 150 dots an inch of paper, or as large as `picture_px` holds without distortion.

    Raises:
        ExportFailed: when the picture would be too large.
    """
    import pypdfium2

    width, height = setup.size()
    scale = DOTS_PER_INCH / 72.0
    if setup.picture_px is not None:
        scale = min(side / (mm * 72.0 / 25.4) for side, mm in zip(setup.picture_px, (width, height), strict=True))
    pixels = (width * height) * (scale * 72.0 / 25.4) ** 2
    if not 0 < pixels <= MOST_PIXELS:
        raise ExportFailed(
            f"A picture of {pixels / 1e6:,.0f} million dots cannot be made.",
            hint=f"Ask for at most {MOST_PIXELS // 1_000_000} million.",
        )
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=scale).to_pil()
        if setup.picture_px is not None:
            # Part of a dot at the edge is rounded up to a whole one, which can be one too many.
            wide, high = (min(side, most) for side, most in zip(picture.size, setup.picture_px, strict=True))
            picture = picture.crop((0, 0, wide, high))
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(scale * 72.0, scale * 72.0))
    return out.getvalue()
