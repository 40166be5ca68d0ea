"""The scale that a sheet says it is drawn at: `1:100`, `1/8" = 1'-0"`, `1 in = 20 ft`."""

import re
from collections import Counter
from collections.abc import Iterable

_USUAL = frozenset((
    1, 2, 5, 10, 20, 25, 30, 40, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 600, 750, 800, 1000, 1250, 1500, 2000,
    2500, 4000, 5000, 10_000, 20_000, 25_000,
))  # fmt: skip
"""Only these count where no word of scale stands before them: 1:15 may be the time."""
_WORD = r"(?P<word>scale|scala|échelle|escala|ma(?:ß|ss)stab|m(?:ka)?\.?|масштаб|skala|schaal|měřítko)?\s*[:=]?\s*"
_METRIC = re.compile(
    rf"(?:^|(?<=[\s(\[,;@])){_WORD}1\s*[:∶/]\s*(?P<times>\d{{1,3}}(?:[ ,.'’\u00a0]\d{{3}})+|\d{{1,6}})"
    r"(?![\d:.,]*\d)(?!\s*[ap]m)",
    re.IGNORECASE,
)
_INCH, _FOOT = r"""(?:"|″|”|''|in\b\.?|inch\b)""", r"(?:'|′|’|ft\b\.?|feet\b)"
_IMPERIAL = re.compile(
    rf"(?:(?P<whole>\d+)[ -])?(?P<above>\d+)(?:/(?P<below>\d+)|(?P<decimals>\.\d+))?\s*{_INCH}\s*=\s*"
    rf"(?P<feet>\d+)\s*{_FOOT}(?:\s*-?\s*(?P<inches>\d+)\s*{_INCH})?",
    re.IGNORECASE,
)


def stated_scale(texts: Iterable[str]) -> tuple[float, str]:
    """How many times smaller the sheet is than the floor, and the words that say so; 0 and "" when none do.

    Where several scales are stated, as of a plan and its details, it is the one stated most often, then the smallest.
    """
    found: Counter[float] = Counter()
    words: dict[float, str] = {}
    for text in texts:
        for times, said in [*_metric(text[:300]), *_imperial(text[:300])]:
            found[times] += 1
            words.setdefault(times, said)
    if not found:
        return 0.0, ""
    best = max(found, key=lambda times: (found[times], times))
    return best, words[best]


def _metric(text: str) -> list[tuple[float, str]]:
    scales = []
    for match in _METRIC.finditer(text):
        times = int(re.sub(r"\D", "", match["times"]))
        if "/" in match.group() and not match["word"]:
            continue
        if times in _USUAL or (match["word"] and 0 < times <= 1_000_000):
            scales.append((float(times), f"1:{times}"))
    return scales


def _imperial(text: str) -> list[tuple[float, str]]:
    scales = []
    for match in _IMPERIAL.finditer(text):
        below = int(match["below"] or 1)
        paper = int(match["whole"] or 0) + float(match["above"] + (match["decimals"] or "")) / (below or 1)
        floor = 12 * int(match["feet"]) + int(match["inches"] or 0)
        if below and paper > 0 and floor > 0 and floor / paper <= 1_000_000:
            scales.append((floor / paper, " ".join(match.group().split())))
    return scales
