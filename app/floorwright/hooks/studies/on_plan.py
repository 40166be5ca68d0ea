"""The figures of a study at the stations of a plan: which station is meant, and how it is coloured."""

from collections.abc import Sequence

from floorwright.hooks.studies.method import StationFigure, StudyFinding
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine
from floorwright.paper.station_marks import StationShade


def shades(
    records: Records, figures: Sequence[StationFigure]
) -> tuple[tuple[StationShade, ...], tuple[StudyFinding, ...]]:
    """The stations of these records coloured by figures, and what could not be placed.

    Stations are found by name, whatever its case; of several of one name all are coloured, and the first figure of a
    name counts. Dark is the end that is not good, or the high one.
    """
    named: dict[str, list[str]] = {}
    for record in records.values():
        if isinstance(record, Machine):
            named.setdefault(record.name.strip().casefold(), []).append(record.id)
    found: dict[str, StationShade] = {}
    missing: list[str] = []
    for figure in figures:
        stations = named.get(figure.station.strip().casefold(), [])
        if not stations:
            missing.append(figure.station)
        for id in stations:
            found.setdefault(id, StationShade(id, _share(figure), _words(figure)))
    names = ", ".join(f"“{name}”" for name in dict.fromkeys(missing))
    lacking = (StudyFinding(f"The plan has no station {names}", "give it the name it has in the study"),)
    return tuple(found.values()), lacking if missing else ()


def _share(figure: StationFigure) -> float:
    span = figure.high - figure.low
    share = (figure.value - figure.low) / span if span > 0 else 0.0
    share = min(max(share, 0.0), 1.0)
    return 1.0 - share if figure.better == "more" else share


def _words(figure: StationFigure) -> str:
    number = f"{figure.value:.{figure.decimals}f}"
    return f"{figure.label} {number} {figure.unit}".strip() if figure.label else f"{number} {figure.unit}".strip()
