"""Ruler scales: the one at which a floor fits a window in the paper, and what to try when it does not."""

from floorwright.errors import ExportFailed
from floorwright.paper.placing import Box
from floorwright.paper.setup import IMPERIAL_SCALES, METRIC_SCALES, PAPERS_MM, SheetSetup
from floorwright.units import Unit

MARGIN_MM = 10.0
AIR_MM = 4.0
"""Paper left free between what is drawn and the edge of its window, for texts and arrows that stand out."""
ENGINEERING_SCALES = (120.0, 240.0, 360.0, 480.0, 600.0, 720.0, 1200.0, 2400.0, 6000.0)
"""1″ = 10′ … 500′, for floors that no architectural scale brings onto the paper."""


def ruler_scales(unit: Unit) -> tuple[float, ...]:
    """The scale numbers of the rulers used with a unit, the largest picture first."""
    if unit in (Unit.INCH, Unit.FOOT):
        return (*IMPERIAL_SCALES, *(scale for scale in ENGINEERING_SCALES if scale > IMPERIAL_SCALES[-1]))
    return METRIC_SCALES


def fits(reach: Box, room: tuple[float, float], scale: float) -> bool:
    """Whether the floor's box at 1 : scale fits a window of width and height, in millimetres."""
    return all(need <= have + 1e-9 for need, have in zip(_needed(reach, scale), room, strict=True))


def fitting_scale(reach: Box, room: tuple[float, float], unit: Unit) -> float:
    """The ruler scale with the largest picture at which the box fits.

    Raises:
        ExportFailed: when the floor is too large for all of them.
    """
    for scale in ruler_scales(unit):
        if fits(reach, room, scale):
            return scale
    wide, high = (reach[2] - reach[0]) / 1000, (reach[3] - reach[1]) / 1000
    raise ExportFailed(
        f"The plan reaches over {wide:.0f} × {high:.0f} m and fits this paper at no ruler scale.",
        hint="Look for something far away from the rest, or use larger paper.",
    )


def require_fit(reach: Box, setup: SheetSetup, room: tuple[float, float], unit: Unit) -> None:
    """Refuse a scale at which the plan would be cut off, saying what would do.

    Raises:
        ExportFailed: with the scale that fits this paper and the smallest paper of its family that fits this scale.
    """
    if fits(reach, room, setup.scale):
        return
    need = _needed(reach, setup.scale)
    larger = next(
        (
            name
            for name, size in sorted(PAPERS_MM.items(), key=lambda item: item[1])
            if _family(name) == _family(setup.paper)
            and fits(reach, window(*(size[::-1] if setup.portrait else size))[2:], setup.scale)
        ),
        "",
    )
    scale = next((f"1:{number:g}" for number in ruler_scales(unit) if fits(reach, room, number)), "")
    ways = [
        f"{scale} fits {setup.paper}" if scale else "",
        f"{larger} has room for 1:{setup.scale:g}" if larger else "",
    ]
    raise ExportFailed(
        f"At 1:{setup.scale:g} the plan needs {need[0]:.0f} × {need[1]:.0f} mm of paper and {setup.paper} has "
        f"{room[0]:.0f} × {room[1]:.0f} mm for it.",
        hint=("; ".join(way for way in ways if way) or "Use a smaller scale") + ".",
    )


def window(width: float, height: float) -> Box:
    """Left, low, width and height of the part of a paper that shows the floor: the frame without the column at its
    right."""
    column = min(max(52.0, (width - 2 * MARGIN_MM) * 0.16), 90.0)
    return MARGIN_MM, MARGIN_MM, width - 2 * MARGIN_MM - column, height - 2 * MARGIN_MM


def _family(paper: str) -> str:
    name = paper.upper()
    return next((family for family in ("ANSI", "ARCH") if name.startswith(family)), "ISO")


def _needed(reach: Box, scale: float) -> tuple[float, float]:
    return (reach[2] - reach[0]) / scale + 2 * AIR_MM, (reach[3] - reach[1]) / scale + 2 * AIR_MM
