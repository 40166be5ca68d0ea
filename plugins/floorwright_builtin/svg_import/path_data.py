"""The `d` of a path (SVG 1.1, chapter 8) as outlines; what follows the first mistake is left out, as browsers do."""

import math
import re
from collections.abc import Iterator

from floorwright_builtin.svg_import.numbers import NUMBER
from floorwright_builtin.svg_import.outlines import Arc, Outline, Point

_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_SOUND = re.compile(rf"(?:[\s,]*{NUMBER.pattern})*[\s,]*")
# The flags of an arc may be written without anything between them.
_ARC = re.compile(rf"[\s,]*({NUMBER.pattern})" + rf"[\s,]*({NUMBER.pattern})" * 2 + r"[\s,]*([01])" * 2
                  + rf"[\s,]*({NUMBER.pattern})" * 2 + r"[\s,]*")  # fmt: skip
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def outlines_of(data: str) -> tuple[list[Outline], bool]:
    """The outlines of path data, and whether all of it was understood."""
    path = _Path()
    for command, given in _steps(data):
        if command is None:
            return path.finished(), False
        if not path.begun and command not in "Mm":
            return path.finished(), False
        path.step(command, given)
    return path.finished(), True


def _steps(data: str) -> Iterator[tuple[str | None, list[float]]]:
    """Each command with its numbers; None at the first mistake."""
    at = 0
    for match in _COMMAND.finditer(data):
        if match.start() != at and data[at : match.start()].strip():
            break
        at = match.end()
        command, said = match.groups()
        count = _COUNTS[command.upper()]
        given, sound = _arc_numbers(said) if count == 7 else _plain_numbers(said)
        if not count:
            yield command, []
        for first in range(0, len(given) - count + 1, count) if count else ():
            yield command, given[first : first + count]
            # More points after a move are lines.
            command = {"M": "L", "m": "l"}.get(command, command)
        if not sound or (len(given) % count if count else given):
            yield None, []
            return
    if data[at:].strip():
        yield None, []


def _plain_numbers(said: str) -> tuple[list[float], bool]:
    sound = _SOUND.match(said)
    end = sound.end() if sound else 0
    given = list(map(float, NUMBER.findall(said, 0, end)))
    return _finite(given, end == len(said))


def _arc_numbers(said: str) -> tuple[list[float], bool]:
    given: list[float] = []
    at = 0
    while match := _ARC.match(said, at):
        given.extend(map(float, match.groups()))
        at = match.end()
    return _finite(given, at == len(said))


def _finite(given: list[float], sound: bool) -> tuple[list[float], bool]:
    for at, value in enumerate(given):
        if not math.isfinite(value):
            return given[:at], False
    return given, sound


class _Path:
    """Where the pen is while the commands are followed."""

    def __init__(self) -> None:
        self.begun = False
        self._done: list[Outline] = []
        self._now = Outline((0.0, 0.0))
        self._here: Point = (0.0, 0.0)
        self._handle: tuple[str, Point] = ("", (0.0, 0.0))

    def step(self, command: str, given: list[float]) -> None:
        """Follow one command."""
        kind = command.upper()
        x0, y0 = self._here if command.islower() else (0.0, 0.0)
        if kind == "Z":
            self._now.closed = True
            self._begin(self._now.start)
        elif kind == "M":
            self._begin((x0 + given[0], y0 + given[1]))
        elif kind in "HV":
            self._line((x0 + given[0], self._here[1]) if kind == "H" else (self._here[0], y0 + given[0]))
        elif kind == "L":
            self._line((x0 + given[0], y0 + given[1]))
        elif kind == "A":
            self._arc(given[0], given[1], given[2], given[3] != 0, given[4] != 0, (x0 + given[5], y0 + given[6]))
        else:
            self._curve(kind, [(x0 + x, y0 + y) for x, y in zip(given[::2], given[1::2], strict=True)])
        self.begun = True
        if kind not in "CSQT":
            self._handle = ("", self._here)

    def finished(self) -> list[Outline]:
        """The outlines up to here."""
        self._begin(self._here)
        return self._done

    def _begin(self, at: Point) -> None:
        if self._now.pieces or self._now.closed:
            self._done.append(self._now)
        self._now, self._here = Outline(at), at

    def _line(self, to: Point) -> None:
        self._now.pieces.append((to,))
        self._here = to

    def _curve(self, kind: str, points: list[Point]) -> None:
        here, family = self._here, "C" if kind in "CS" else "Q"
        if kind in "ST":
            known = self._handle[1] if self._handle[0] == family else here
            points.insert(0, (2 * here[0] - known[0], 2 * here[1] - known[1]))
        self._handle = (family, points[-2])
        if family == "Q":
            middle, end = points
            points = [_between(here, middle, 2 / 3), _between(end, middle, 2 / 3), end]
        self._now.pieces.append(tuple(points))
        self._here = points[-1]

    def _arc(self, rx: float, ry: float, turn_deg: float, large: bool, sweep: bool, end: Point) -> None:
        arc = _arc_between(self._here, end, abs(rx), abs(ry), math.radians(math.fmod(turn_deg, 360)), large, sweep)
        if arc is None:
            self._line(end)
            return
        self._now.pieces.append(arc)
        self._here = end


def _between(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _arc_between(a: Point, b: Point, rx: float, ry: float, turn: float, large: bool, sweep: bool) -> Arc | None:
    """From the ends of an arc to its centre (SVG 1.1, appendix F.6.5); None where it is a straight line."""
    if a == b or not (rx > 0 and ry > 0):
        return None
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (a[0] - b[0]) / 2, (a[1] - b[1]) / 2
    x, y = (cos * dx + sin * dy) / rx, (cos * dy - sin * dx) / ry
    far = x * x + y * y
    if not (far > 0 and math.isfinite(far)):
        return None
    if far > 1:
        grow = math.sqrt(far)
        rx, ry, x, y, far = rx * grow, ry * grow, x / grow, y / grow, 1.0
    away = math.sqrt(max(0.0, 1 / far - 1)) * (-1 if large == sweep else 1)
    cx, cy = away * y, -away * x
    centre = (
        cos * cx * rx - sin * cy * ry + (a[0] + b[0]) / 2,
        sin * cx * rx + cos * cy * ry + (a[1] + b[1]) / 2,
    )
    t0, t1 = math.atan2(y - cy, x - cx), math.atan2(-y - cy, -x - cx)
    if sweep and t1 <= t0:
        t1 += math.tau
    elif not sweep and t1 >= t0:
        t1 -= math.tau
    return Arc(centre, (rx * cos, rx * sin), (-ry * sin, ry * cos), t0, t1)
