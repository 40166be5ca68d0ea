"""Whether a file is a DWG and of which release, told by its first six bytes."""

import re

RELEASES = {
    "MC0.0": "R1.0", "AC1.2": "R1.2", "AC1.40": "R1.40", "AC1.50": "R2.05", "AC2.10": "R2.10", "AC2.21": "R2.21",
    "AC2.22": "R2.22", "AC1001": "R2.22", "AC1002": "R2.5", "AC1003": "R2.6", "AC1004": "R9", "AC1006": "R10",
    "AC1009": "R11/R12", "AC1012": "R13", "AC1014": "R14", "AC1015": "R2000", "AC1018": "R2004", "AC1021": "R2007",
    "AC1024": "R2010", "AC1027": "R2013", "AC1032": "R2018",
}  # fmt: skip
"""The releases of AutoCAD by the mark their files begin with."""
READABLE = ("AC1012", "AC1014", "AC1015", "AC1018", "AC1021", "AC1024", "AC1027", "AC1032")
_MARK = re.compile(rb"MC0\.0|AC[12]\.\d{1,2}|AC10\d\d")


def is_dwg(head: bytes) -> bool:
    """Whether these first bytes of a file are those of a DWG of any release."""
    return _MARK.match(head) is not None


def mark_of(head: bytes) -> str:
    """The mark of the release, such as `AC1032`."""
    found = _MARK.match(head)
    return found.group().decode("ascii") if found else ""


def release_of(mark: str) -> str:
    """The release in words: `R2018 (AC1032)`."""
    return f"{RELEASES[mark]} ({mark})" if mark in RELEASES else f"an unknown release ({mark})"
