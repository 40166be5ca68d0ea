"""DWG to DXF with cadkit, which runs here, in the worker process, and comes as a wheel for most machines."""

import logging
import re

from floorwright.api import Problem
from floorwright_builtin.dwg_import.not_converted import NotConverted

LOG = logging.getLogger(__name__)
MOST_OBJECTS = 20_000_000
_LEFT_OUT = re.compile(r"entity type (?P<type>\S+) is not modelled \((?P<count>\d+) occurrence")


def convert_with_library(data: bytes, encoding: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The DXF R2018 of a DWG, and what is not in it: sorts of entity with their number, and what else was wrong.

    Raises:
        NotConverted: when the DWG is damaged, or the library is not there.
    """
    try:
        import cadkit
    except ImportError:
        raise NotConverted(
            "pycadkit, which reads DWG, is not installed (there is none for Windows on ARM);"
            " the ODA File Converter works too"
        ) from None
    try:
        drawing = cadkit.read(data, codepage=encoding or None, max_objects=MOST_OBJECTS)
        converted: bytes = drawing.to_dxf_bytes("r2018")
    except cadkit.CadkitError as error:
        LOG.info("A DWG could not be converted: %s", error)
        raise NotConverted("it is cut off or damaged") from error
    return converted, tuple(problems(drawing.warnings, converted))


def problems(warnings: list[dict[str, object]], converted: bytes) -> list[Problem]:
    """What the library's warnings come to: entity types that are not in what it wrote, and everything else counted."""
    found: dict[str, Problem] = {}
    for warning in warnings:
        message = str(warning.get("message", ""))
        match = _LEFT_OUT.match(message)
        if match is None:
            what, count, done = str(warning.get("code", "fault")).rpartition(".")[2].replace("_", " "), 1, ""
            known = found.get(what)
            found[what] = Problem(what.capitalize(), known.where if known else message, done, _count(known) + count)
        elif f"\n{match['type']}\n".encode() not in converted.replace(b"\r", b""):
            what, count = match["type"], int(match["count"])
            found[what] = Problem(what, "DWG", "left out", _count(found.get(what)) + count)
    return list(found.values())


def _count(known: Problem | None) -> int:
    return known.count if known else 0
