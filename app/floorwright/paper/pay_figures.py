"""The charts of a decision: tornado, cost of a year against volume, and what has come back year by year."""

from floorwright.analysis.comparing.economics import annuity_factor
from floorwright.analysis.comparing.paying import Paying
from floorwright.analysis.comparing.sensitivity import Sensitivity, Switch
from floorwright.model.investment import Investment
from floorwright.paper.charts.figure import Figure, figure, room_of
from floorwright.paper.charts.key import Entry
from floorwright.paper.charts.plot import axis_marks, fitted_plot
from floorwright.paper.charts.scales import Named, linear
from floorwright.paper.charts.series import SeriesMark, level, tile, trace, upright

LOWER, HIGHER = "#d55e00", "#0072b2"
"""Orange and blue of Okabe and Ito, which the colour-blind tell apart."""
MOST_BARS = 14
WIDTH_MM = 180.0


def tornado(one: Sensitivity, currency: str) -> Figure | None:
    """A bar an input, the widest above: the benefit with the input 20 % lower and higher; None without any."""
    switches = sorted((s for s in one.switches if s.swing > 0), key=lambda s: (-s.swing, s.name))[:MOST_BARS]
    if not switches:
        return None
    key = (Entry("the input lower", LOWER), Entry("the input higher", HIGHER, fill="hatched"))
    notes = (
        f"The benefit is {one.benefit:,.0f} {currency} ({one.unit}) now; each input is 20 % lower and higher (1, where "
        "it is 0), computed anew. Left of 0 the decision is reversed.",
    )
    height = 34.0 + 6.5 * len(switches)
    room = room_of(WIDTH_MM, height, key=key, notes=notes)
    across = linear([0.0, one.benefit, *(at for s in switches for at in (s.at_low, s.at_high))])
    unit = f"Benefit [{currency}, {one.unit}]"
    plot = fitted_plot(room, across, Named(tuple(s.name for s in reversed(switches))), unit)
    marks: list[SeriesMark] = [*axis_marks(plot, unit)]
    for number, switch in enumerate(reversed(switches)):
        for at, colour, fill, where in (
            (switch.at_low, LOWER, "plain", (-0.38, 0.0)), (switch.at_high, HIGHER, "hatched", (0.0, 0.38)),
        ):  # fmt: skip
            ends = (min(at, one.benefit), max(at, one.benefit))
            if ends[0] < ends[1]:
                up = (number + where[0], number + where[1])
                marks += tile(plot, ends, up, colour, fill=fill, source=switch.name)  # type: ignore[arg-type]
    marks += upright(plot, one.benefit, "now")
    marks += upright(plot, 0.0)
    tips = {s.name: _told(s) for s in switches}
    return figure("What the decision hangs on", WIDTH_MM, height, marks, key=key, notes=notes, tips=tips)


def volume_chart(one: Sensitivity, names: tuple[str, str], currency: str) -> Figure:
    """What a year costs in both scenarios against the volume of production; they meet at the break-even volume."""
    curve = one.break_even.curve
    key = (Entry(names[0], LOWER, as_="line"), Entry(names[1], HIGHER, as_="line", dash=(3.0, 1.2)))
    notes = (one.break_even.words,)
    room = room_of(WIDTH_MM, 90, key=key, notes=notes)
    unit = f"Cost of a year [{currency}]"
    up = linear([cost for _, a, b in curve for cost in (a, b)])
    plot = fitted_plot(room, linear([100 * volume for volume, _, _ in curve]), up, "Volume [% of today's]", unit)
    marks: list[SeriesMark] = [*axis_marks(plot, "Volume [% of today's]", unit)]
    marks += trace(plot, [(100 * volume, a) for volume, a, _ in curve], LOWER, source="first")
    marks += trace(plot, [(100 * volume, b) for volume, _, b in curve], HIGHER, dash=(3.0, 1.2), source="second")
    share = one.break_even.volume
    if share is not None and 0 < share <= curve[-1][0]:
        marks += upright(plot, 100 * share, f"{100 * share:.1f} %")
    tips = {"first": names[0], "second": names[1]}
    return figure("From which volume on it pays", WIDTH_MM, 90, marks, key=key, notes=notes, tips=tips)


def cash_chart(one: Paying, investment: Investment, currency: str) -> Figure:
    """What has come back of what was spent once, at the end of each year, without and with interest."""
    whole = int(investment.years)
    ends = [*range(whole + 1), *([investment.years] if investment.years > whole else [])]
    rate = investment.discount_percent / 100
    plain = [(float(year), one.saving_per_year * year - one.once) for year in ends]
    worth = [(float(year), one.saving_per_year * annuity_factor(rate, year) - one.once) for year in ends]
    key = [Entry("without interest", LOWER, as_="line")]
    if rate:
        key.append(Entry(f"at {investment.discount_percent:g} % a year", HIGHER, as_="line", dash=(3.0, 1.2)))
    room = room_of(WIDTH_MM, 80, key=key, notes=(one.words,))
    up = linear([value for _, value in (*plain, *worth)])
    plot = fitted_plot(room, linear([0.0, investment.years]), up, "Years", f"Come back [{currency}]")
    marks: list[SeriesMark] = [*axis_marks(plot, "Years", f"Come back [{currency}]")]
    marks += level(plot, 0.0, colour="#52606d")
    marks += trace(plot, plain, LOWER)
    if rate:
        marks += trace(plot, worth, HIGHER, dash=(3.0, 1.2))
    if one.payback_years is not None and 0 < one.payback_years <= investment.years:
        marks += upright(plot, one.payback_years, f"paid back after {one.payback_years:.2f} years")
    return figure("What has come back", WIDTH_MM, 80, marks, key=key, notes=(one.words,))


def _told(switch: Switch) -> str:
    at = "reverses nothing" if switch.switching is None else f"reverses the decision at {switch.switching:.6g}"
    return f"{switch.name}: {switch.now:.6g} {switch.unit}, {at}"
