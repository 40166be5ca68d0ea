"""How a sheet is set up: paper, scale and what is on it."""

from dataclasses import dataclass, field

from floorwright.errors import ExportFailed
from floorwright.paper.flow_view import FlowView

PAPERS_MM: dict[str, tuple[float, float]] = {
    "A4": (297.0, 210.0),
    "A3": (420.0, 297.0),
    "A2": (594.0, 420.0),
    "A1": (841.0, 594.0),
    "A0": (1189.0, 841.0),
    "ANSI A": (279.4, 215.9),
    "ANSI B": (431.8, 279.4),
    "ANSI C": (558.8, 431.8),
    "ANSI D": (863.6, 558.8),
    "ANSI E": (1117.6, 863.6),
    "ARCH A": (304.8, 228.6),
    "ARCH B": (457.2, 304.8),
    "ARCH C": (609.6, 457.2),
    "ARCH D": (914.4, 609.6),
    "ARCH E": (1219.2, 914.4),
}
"""Landscape width and height in millimetres: ISO 216, ANSI/ASME Y14.1 and the architectural sizes."""

METRIC_SCALES = (
    1.0,
    2.0,
    5.0,
    10.0,
    20.0,
    25.0,
    50.0,
    75.0,
    100.0,
    125.0,
    150.0,
    200.0,
    250.0,
    300.0,
    400.0,
    500.0,
    1000.0,
    2000.0,
    5000.0,
)
IMPERIAL_SCALES = (16.0, 24.0, 32.0, 48.0, 64.0, 96.0, 128.0, 192.0)
"""1/16" … 3/4" = 1': how many times smaller the paper is than the floor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSetup:
    """Paper and scale of a sheet. Scale 0 is the largest ruler scale at which everything fits."""

    paper: str = "A3"
    scale: float = 0.0
    portrait: bool = False
    sheet: str = "plan"
    show_flows: bool = True
    show_flow_labels: bool = True
    show_underlay: bool = True
    show_figures: bool = True
    show_symbols: bool = False
    """The symbols of the process charts with their numbers on the flow lines."""
    view: FlowView = field(default_factory=FlowView)
    """What is shown of the flows, and how."""
    picture_px: tuple[int, int] | None = None
    """For pictures: width and height in pixels; None for 150 dots an inch of the paper."""

    def size(self) -> tuple[float, float]:
        """Width and height of the paper in millimetres.

        Raises:
            ExportFailed: for a paper that is not known.
        """
        wide, high = paper_size(self.paper)
        return (high, wide) if self.portrait else (wide, high)


def paper_size(name: str) -> tuple[float, float]:
    """Landscape width and height of a paper in millimetres, whatever the case and spaces of its name.

    Raises:
        ExportFailed: for a paper that is not known.
    """
    key = name.upper().replace(" ", "")
    for paper, size in PAPERS_MM.items():
        if paper.replace(" ", "") == key:
            return size
    raise ExportFailed(f"There is no paper “{name}”.", hint=f"Use one of {', '.join(PAPERS_MM)}.")
