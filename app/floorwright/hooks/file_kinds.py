"""What a file is, told by its first bytes, for saying why it is not a drawing."""

_MAGIC = (
    (b"AC10", "is a DWG drawing"),
    (b"AC1.", "is a DWG drawing"),
    (b"MC0.0", "is a DWG drawing"),
    (b"%PDF", "is a PDF"),
    (b"\x1f\x8b", "is compressed with gzip; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"BZh", "is compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "is compressed with xz; unpack it first"),
    (b"PK\x03\x04", "is a zip archive or an Office file; unpack it first"),
    (b"PK\x05\x06", "is an empty zip archive"),
    (b"\x89PNG", "is a PNG picture"),
    (b"\xff\xd8\xff", "is a JPEG picture"),
    (b"GIF8", "is a GIF picture"),
    (b"BM", "is a BMP picture"),
    (b"II*\0", "is a TIFF picture"),
    (b"MM\0*", "is a TIFF picture"),
    (b"\xd0\xcf\x11\xe0", "is an old Office or Visio file"),
    (b"ISO-10303-21", "is a STEP model of another kind than IFC"),
    (b"{\\rtf", "is an RTF text"),
    (b"SQLite format 3", "is a database"),
    (b"\x7fELF", "is a program"),
    (b"MZ", "is a Windows program"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of_file(head: bytes) -> str:
    """What a file with these first bytes is, as the rest of a sentence that begins with its name."""
    if not head:
        return "is empty"
    if not head.strip(b"\0"):
        return "holds nothing but zeros; it was damaged when it was copied or saved"
    if head.startswith(_UTF16):
        return "is a text saved as UTF-16, which no drawing is; save it again as UTF-8 or ANSI"
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return words
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1000].lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return "is an HTML page, not a drawing: the download went wrong"
    if start.startswith(b"<?xml") or start.startswith(b"<svg"):
        return "is an SVG picture" if b"<svg" in start else "is an XML file"
    if start.startswith((b"{", b"[")):
        return "is a JSON text"
    if b"\0" in head:
        return "is not a DXF or any other drawing known here"
    return "is a text, but not a DXF or any other drawing known here"
