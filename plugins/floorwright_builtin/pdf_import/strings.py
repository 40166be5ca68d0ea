"""Texts in a PDF outside its pages, such as names of layers (ISO 32000-1, 7.9.2)."""


def text_of(data: bytes) -> str:
    """What the bytes of a text say: UTF-16 or UTF-8 behind a mark, else PDFDocEncoding, which is nearly Latin-1."""
    if data.startswith(b"\xfe\xff"):
        words = data[2:].decode("utf-16-be", "replace")
    elif data.startswith(b"\xef\xbb\xbf"):
        words = data[3:].decode("utf-8", "replace")
    else:
        words = data.decode("latin-1")
    return words.replace("\0", "").strip()
