"""From a DWG to a DXF: which way is tried first, and what is said when none works."""

from pathlib import Path

from floorwright.api import Converted, ImportFailed, ImportOptions, Job, Problem
from floorwright_builtin.dwg_import.library import convert_with_library
from floorwright_builtin.dwg_import.not_converted import NotConverted
from floorwright_builtin.dwg_import.own_conversion import convert_with
from floorwright_builtin.dwg_import.own_converter import own_converter
from floorwright_builtin.dwg_import.releases import READABLE, mark_of, release_of

HINT = "Get the file anew, or save it as DXF R2010 in the program it comes from and import that."


def read_dwg(path: Path, options: ImportOptions, job: Job) -> Converted:
    """The drawing in a DWG file as the bytes of a DXF, with what was left out.

    Raises:
        ImportFailed: when neither the user's converter nor the library can read it; it names the release.
        Cancelled: when the job was cancelled.
    """
    job.progress(0.0, "Reading")
    data = path.read_bytes()
    mark = mark_of(data[:16])
    problems: tuple[Problem, ...] = ()
    own = own_converter()
    if own is not None:
        try:
            return Converted(convert_with(own, data, job), "dwg", release_of(mark))
        except NotConverted as failure:
            problems = (Problem(f"{own.name} could not convert it", failure.why, "read without it"),)
    job.progress(0.2, "Converting")
    try:
        if mark not in READABLE:
            raise NotConverted("only R13 to R2018 can be read here")
        converted, left_out = convert_with_library(data, options.encoding)
    except NotConverted as failure:
        why = "; ".join([*(f"{problem.what}: {problem.where}" for problem in problems), failure.why])
        raise ImportFailed(
            f"“{path.name}” is a DWG of {release_of(mark)} and cannot be read: {why}.", hint=HINT
        ) from failure
    return Converted(converted, "dwg", release_of(mark), (*problems, *left_out))
