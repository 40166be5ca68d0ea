"""Present and proposed process chart side by side, and what the proposal saves: the summary of the ASME form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from floorwright.analysis.process_chart.chart import ProcessChart
from floorwright.analysis.process_chart.steps import LETTERS, ChartStep, numbered, summary
from floorwright.model.process_chart import Idea

IDEAS = "ideas"
"""The name of the proposal that is made of the ECRS ideas in the chart itself."""


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """One figure of both charts; None where it is not known. `more` says that more of it is better."""

    figure: str
    title: str
    unit: str
    present: float | None
    proposed: float | None
    decimals: int = 1
    more: bool = False
    judged: bool = True
    """Whether a change is better or worse at all."""

    @property
    def saving(self) -> float | None:
        """Present - proposed."""
        return None if self.present is None or self.proposed is None else self.present - self.proposed

    @property
    def per_cent(self) -> float | None:
        """(present - proposed) ÷ present × 100; None where the present is 0 (methods.md 1.1)."""
        if self.saving is None or not self.present:
            return None
        share = self.saving / self.present * 100
        return share if isfinite(share) else None

    @property
    def verdict(self) -> str:
        """“better” or “worse”, empty when equal, unknown or not to be judged."""
        if not self.judged or not self.saving:
            return ""
        return "better" if (self.saving > 0) is not self.more else "worse"


def improved(chart: ProcessChart) -> ProcessChart:
    """The chart with its ideas carried out.

    What is eliminated is left out. What is combined counts no more: it is done with the step before it, keeping its
    time unless another is proposed. Simplified and rearranged steps have their proposed time and distance, where
    there are any. Nothing else changes.
    """
    steps: list[ChartStep] = []
    for step in chart.steps:
        if step.idea is Idea.ELIMINATE:
            continue
        changed = step
        if step.idea is not None:
            changed = replace(
                step,
                time_s=step.time_s if step.proposed_time_s is None else step.proposed_time_s,
                distance_m=step.distance_m if step.proposed_distance_m is None else step.proposed_distance_m,
            )
        if step.idea is Idea.COMBINE and steps:
            before = next(n for n in range(len(steps) - 1, -1, -1) if not steps[n].joined)
            main = steps[before]
            if main.inner is None and main.type is not step.type:
                steps[before] = replace(main, inner=step.type)
            changed = replace(changed, joined=True)
        steps.append(changed)
    found = numbered(steps, chart.conventions.combined)
    return replace(chart, steps=found, summary=summary(found, chart.conventions))


def chart_of_ideas(chart: ProcessChart) -> ProcessChart | None:
    """The chart with its ideas carried out; None when it has none."""
    return improved(chart) if has_ideas(chart) else None


def has_ideas(chart: ProcessChart) -> bool:
    """Whether an idea is written into the chart."""
    return any(step.idea is not None for step in chart.steps)


def compared(present: ProcessChart, proposed: ProcessChart, currency: str = "€") -> tuple[ChartFigure, ...]:
    """Counts of the five symbols, distance, time, cost and value-adding share: present, proposed and saving."""
    a, b = present.summary, proposed.summary
    found = [
        ChartFigure(f"n_{LETTERS[one.type]}", one.type.value.capitalize() + "s", "", one.count, two.count, 0)
        for one, two in zip(a.symbols, b.symbols, strict=True)
    ]
    found[-1] = replace(found[-1], title="Storages")
    found += [
        ChartFigure("combined", "Combined symbols", "", a.combined, b.combined, 0, judged=False),
        ChartFigure("distance_m", "Distance", "m", a.distance_m, b.distance_m),
        ChartFigure("time_s", "Time", "s", a.time_s, b.time_s),
        ChartFigure("time_per_piece_s", "Time a piece", "s", a.time_per_piece_s, b.time_per_piece_s, 2),
        ChartFigure("cost", "Cost", currency, a.cost, b.cost, 2),
        ChartFigure("va_s", "Value-adding time (VA)", "s", a.va_s, b.va_s, judged=False),
        ChartFigure("enva_s", "Necessary time (ENVA)", "s", a.enva_s, b.enva_s),
        ChartFigure("nva_s", "Waste time (NVA)", "s", a.nva_s, b.nva_s),
        ChartFigure("va_percent", "VA share of time", "%", _percent(a.va_ratio), _percent(b.va_ratio), 1, more=True),
    ]
    return tuple(found)


def idea_notes(chart: ProcessChart) -> Sequence[str]:
    """What the ideas of a chart leave open."""
    idle = [
        step.number
        for step in chart.steps
        if step.idea in (Idea.SIMPLIFY, Idea.REARRANGE)
        and step.proposed_time_s is None
        and step.proposed_distance_m is None
    ]
    if not idle:
        return ()
    return (f"Ideas without a proposed time or distance change no figure: {', '.join(idle[:8])}.",)


def _percent(ratio: float | None) -> float | None:
    return None if ratio is None else ratio * 100
