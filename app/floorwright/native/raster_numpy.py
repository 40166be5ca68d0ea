"""What the raster in C draws, drawn with numpy: plain pictures are equal, smooth ones but for rounding and order.

Where lines of several colours cross, one colour lies over the other as a whole, not line by line; where many smooth
lines of one colour meet, a channel may differ by a few of 255 from rounding once instead of at every line.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from floorwright.native.raster import Pens, Rows, Shapes

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
_SMOOTH = 1
_SPECK, _WHOLE, _STEPS, _FINE, _QUARTER = 1.0, 65536, 16, 0.72, np.pi / 2
_FAINT, _SPOT = 80, 0.5
_ROUND = 1e3
_AT_ONCE = 200_000


def lines(picture: NDArray[np.uint32], mode: int, rows: "Rows", turn: Sequence[float], pens: "Pens") -> None:
    """Draw lines as `fw_lines` does."""
    for row, shift in _seen(rows, pens):
        ends = _placed(rows.values[row].astype(np.float64).reshape(-1, 2, 2), turn) + shift[:, None, :]
        ink = pens.colours[rows.look[row]]
        points = (rows.values[row, :2] == rows.values[row, 2:]).all(axis=1)
        _draw(picture, mode, ends[~points], rows.look[row[~points]], ink[~points], np.zeros(int((~points).sum())), pens)
        _dots(picture, mode, ends[points, 0], rows.look[row[points]], ink[points], pens)


def arcs(picture: NDArray[np.uint32], mode: int, rows: "Rows", turn: Sequence[float], pens: "Pens") -> None:
    """Draw arcs as `fw_arcs` does."""
    height, width = picture.shape
    for row, shift in _seen(rows, pens):
        values = rows.values[row].astype(np.float64)
        centre = _placed(values[:, None, 0:2], turn)[:, 0] + shift
        u, v, sweep = _placed(values[:, None, 2:4], turn)[:, 0], _placed(values[:, None, 4:6], turn)[:, 0], values[:, 6]
        with np.errstate(over="ignore"):
            reach = np.sqrt((u * u).sum(axis=1) + (v * v).sum(axis=1))
        near = (reach < 1e15) & (sweep < _ROUND) & (centre + reach[:, None] >= -9).all(axis=1)
        near &= (centre - reach[:, None] <= np.array([width, height]) + 9).all(axis=1)
        if not near.any():
            continue
        row, centre, u, v, sweep, reach = (array[near] for array in (row, centre, u, v, sweep, reach))
        radius = reach * np.sqrt(0.5)
        ink = pens.colours[rows.look[row]]
        short = (radius * sweep < 1.0) | (reach < _SPOT)
        _specks(picture, mode, centre[short], u[short], v[short], sweep[short], radius[short],
                pens.widths[rows.look[row[short]]], ink[short])  # fmt: skip
        row, centre, u, v, sweep, reach, radius = (array[~short] for array in (row, centre, u, v, sweep, reach, radius))
        ink = ink[~short]
        count = np.ceil(np.maximum(sweep * np.sqrt(radius) * _FINE, sweep / _QUARTER))
        step = sweep / count

        def at(
            which: Numbers, number: Numbers, c: Floats = centre, u: Floats = u, v: Floats = v, s: Floats = step
        ) -> Floats:
            t = (number * s[which])[:, None]
            return np.asarray(c[which] + u[which] * np.cos(t) + v[which] * np.sin(t))

        if not len(row):
            continue
        which, start, stop = np.arange(len(row)), np.zeros(len(row), np.int64), count.astype(np.int64)
        done: list[tuple[Numbers, Numbers, Numbers]] = []
        while len(which):
            small = stop - start <= _STEPS
            done.append((which[small], start[small], stop[small]))
            which, start, stop = which[~small], start[~small], stop[~small]
            angle = (stop - start) * step[which]
            bulge = np.where(angle < _QUARTER, reach[which] * (1 - np.cos(angle / 2)), 2 * reach[which])
            margin = (pens.widths[rows.look[row[which]]] + 2.0 + bulge)[:, None]
            a, b = at(which, start), at(which, stop)
            beyond = np.array([width, height]) + margin
            out = (((a < -margin) & (b < -margin)) | ((a > beyond) & (b > beyond))).any(axis=1)
            which, start, stop = which[~out], start[~out], stop[~out]
            middle = (start + stop) // 2
            which, start, stop = np.repeat(which, 2), _woven(start, middle), _woven(middle, stop)
        which, start, stop = (np.concatenate(parts) for parts in zip(*done, strict=True))
        order = np.lexsort((start, which))
        which, number = _counted(which[order], start[order], stop[order])
        ends = np.stack([at(which, number), at(which, number + 1)], axis=1)
        walked = number * radius[which] * step[which]
        _draw(picture, mode, ends, rows.look[row[which]], ink[which], walked, pens)


def areas(
    picture: NDArray[np.uint32],
    shapes: "Shapes",
    which: NDArray[np.int32],
    places: Floats,
    colours: NDArray[np.uint32],
    even_odd: bool,
) -> None:
    """Fill shapes as `fw_areas` does."""
    for number, shape in enumerate(which.tolist()):
        a, b, c, d, e, f = places[number if len(places) > 1 else 0].tolist()
        starts, ends = [np.zeros((0, 2))], [np.zeros((0, 2))]
        for ring in range(shapes.shape_starts[shape], shapes.shape_starts[shape + 1]):
            points = shapes.points[shapes.ring_starts[ring] : shapes.ring_starts[ring + 1]]
            if len(points) >= 3:
                placed = np.stack([a * points[:, 0] + c * points[:, 1] + e, b * points[:, 0] + d * points[:, 1] + f], 1)
                starts.append(np.roll(placed, 1, axis=0))
                ends.append(placed)
        _fill(picture, np.concatenate(starts), np.concatenate(ends), int(colours[number]), even_odd)


def _seen(rows: "Rows", pens: "Pens") -> Iterator[tuple[Numbers, Floats]]:
    """The numbers of the rows that are drawn, and their shifts, in portions."""
    group, row = _counted(np.arange(len(rows.ranges)), rows.ranges[:, 0], rows.ranges[:, 1])
    drawn = pens.colours[rows.look[row]] != 0
    row, group = row[drawn], group[drawn]
    for start in range(0, len(row), _AT_ONCE):
        yield row[start : start + _AT_ONCE], rows.shifts[group[start : start + _AT_ONCE]]


def _counted(which: Numbers, start: NDArray[Any], stop: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """Every number from start to stop of each, and whose it is."""
    count = np.maximum(stop - start, 0).astype(np.int64)
    own = np.repeat(np.arange(len(count)), count)
    behind = np.cumsum(count) - count
    return which[own], (np.arange(len(own)) - behind[own] + start[own]).astype(np.int64)


def _woven(a: Numbers, b: Numbers) -> Numbers:
    return np.stack([a, b], axis=1).reshape(-1)


def _placed(points: Floats, turn: Sequence[float]) -> Floats:
    a, b, c, d = turn
    with np.errstate(invalid="ignore", over="ignore"):
        return np.stack([a * points[..., 0] + c * points[..., 1], b * points[..., 0] + d * points[..., 1]], axis=-1)


def _dots(
    picture: NDArray[np.uint32], mode: int, at: Floats, look: NDArray[np.int32], ink: NDArray[np.uint32], pens: "Pens"
) -> None:
    wide = np.maximum(pens.widths[look].astype(np.float64), 2.0)
    half = wide[:, None] / 2
    near = ((at > -half) & (at < np.array(picture.shape[::-1]) + half)).all(axis=1)
    left, right = at.copy(), at.copy()
    left[:, 0] -= half[:, 0]
    right[:, 0] += half[:, 0] - (0.0 if mode == _SMOOTH else 1.0)
    _stroke(picture, mode, np.stack([left, right], axis=1)[near], wide[near], ink[near])


def _specks(
    picture: NDArray[np.uint32], mode: int, centre: Floats, u: Floats, v: Floats, sweep: Floats, radius: Floats,
    wide: NDArray[np.float32], ink: NDArray[np.uint32],
) -> None:  # fmt: skip
    """Arcs hardly larger than a point, in their middle, or in that of their circle where they are most of one."""
    half = np.where(sweep < _QUARTER, sweep / 2, 0.0)[:, None]
    on = (sweep < _QUARTER)[:, None]
    at = centre + on * (u * (1 - half**2 * (0.5 - half**2 / 24)) + v * half * (1 - half**2 / 6))
    if mode == _SMOOTH:
        pixels, shares, owner = _spread(at[:, 0], at[:, 1], radius * sweep * wide, picture.shape)
        _blend(picture, pixels, shares, ink[owner])
        return
    inside = ((at >= 0) & (at < np.array(picture.shape[::-1]))).all(axis=1)
    column, line = at[inside].astype(np.int64).T
    picture[line, column] = ink[inside]


def _draw(
    picture: NDArray[np.uint32],
    mode: int,
    ends: Floats,
    look: NDArray[np.int32],
    ink: NDArray[np.uint32],
    walked: Floats,
    pens: "Pens",
) -> None:
    """Lines with their dashes; `walked` pixels of these are behind the start of each."""
    wide = pens.widths[look].astype(np.float64)
    t0, t1 = _clipped(ends, wide + 2.0, picture.shape)
    seen = t0 <= t1
    ends, walked, wide, t0, t1 = (array[seen] for array in (ends, walked, wide, t0, t1))
    look, ink = look[seen], ink[seen]
    way = ends[:, 1] - ends[:, 0]
    first = [ends[:, 0] + t0[:, None] * way]
    last = [np.where((t1 < 1)[:, None], ends[:, 0] + t1[:, None] * way, ends[:, 1])]
    number = [np.arange(len(ends))]
    dashed = pens.dashed[look, 1] > 0
    if dashed.any():
        first, last, number = [first[0][~dashed]], [last[0][~dashed]], [number[0][~dashed]]
        length = np.hypot(way[:, 0], way[:, 1])
        for one in np.unique(look[dashed]):
            own = np.flatnonzero((look == one) & (length > 0))
            start, count = pens.dashed[one].tolist()
            pattern = pens.dashes[start : start + count].astype(np.float64)
            which, a, b = _dashes(t0[own] * length[own], t1[own] * length[own], walked[own], pattern)
            line = own[which]
            first.append(ends[line, 0] + (a / length[line])[:, None] * way[line])
            last.append(ends[line, 0] + (b / length[line])[:, None] * way[line])
            number.append(line)
    every = np.concatenate(number)
    order = np.argsort(every, kind="stable")
    pieces = np.stack([np.concatenate(first), np.concatenate(last)], axis=1)[order]
    _stroke(picture, mode, pieces, wide[every[order]], ink[every[order]])


def _dashes(at: Floats, end: Floats, walked: Floats, pattern: Floats) -> tuple[Numbers, Floats, Floats]:
    """The drawn pieces of dashed lines of one look: whose each is, and from where to where along it."""
    edges = np.concatenate([[0.0], np.cumsum(pattern)])
    period = float(edges[-1])
    here = at - np.fmod(walked + at, period)
    which, turn = _counted(np.arange(len(at)), np.zeros(len(at)), np.ceil((end - here) / period))
    begin = here[which] + turn * period
    pieces = [(which, begin + edges[k], begin + edges[k + 1]) for k in range(0, len(pattern), 2)]
    which, low, high = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
    seen = (high > at[which]) & (low < end[which])
    which, low, high = which[seen], np.maximum(low, at[which])[seen], np.minimum(high, end[which])[seen]
    return which, low, high


def _clipped(ends: Floats, margin: Floats, shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """The shares t0 to t1 of each line that may be seen; t0 > t1 when none is."""
    t0, t1 = np.zeros(len(ends)), np.ones(len(ends))
    way = ends[:, 1] - ends[:, 0]
    gone = ~np.isfinite(way).all(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        for axis, size in ((0, shape[1]), (1, shape[0])):
            for p, q in (
                (-way[:, axis], ends[:, 0, axis] + margin),
                (way[:, axis], size + margin - ends[:, 0, axis]),
            ):
                t = q / p
                gone |= (p == 0) & (q < 0)
                t0 = np.where(p < 0, np.maximum(t0, t), t0)
                t1 = np.where(p > 0, np.minimum(t1, t), t1)
    return np.where(gone, 2.0, t0), t1


def _stroke(picture: NDArray[np.uint32], mode: int, ends: Floats, wide: Floats, ink: NDArray[np.uint32]) -> None:
    x0, y0, x1, y1 = ends.reshape(-1, 4).T
    speck = np.zeros(len(ends), bool)
    if mode == _SMOOTH:
        speck = (np.abs(x1 - x0) < _SPECK) & (np.abs(y1 - y0) < _SPECK) & (wide < 1.5)
    steep = np.abs(x1 - x0) < np.abs(y1 - y0)
    along = np.where(steep[:, None], ends[:, :, ::-1].reshape(-1, 4), ends.reshape(-1, 4))
    turned = along[:, 0] > along[:, 2]
    along[turned] = along[turned][:, [2, 3, 0, 1]]
    height, width = picture.shape
    limit = np.array([width, height])[steep.astype(np.int64)]
    first = np.maximum(np.floor(along[:, 0]), 0)
    last = np.where(speck, first - 1, np.minimum(np.floor(along[:, 2]), limit - 1))
    which, column = _counted(np.arange(len(ends)), first, last + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(along[:, 2] > along[:, 0], (along[:, 3] - along[:, 1]) / (along[:, 2] - along[:, 0]), 0.0)
    if mode == _SMOOTH:
        at, shares, owner = _banded(along, which, column, slope, wide, steep, picture.shape)
        length = (np.hypot(x1 - x0, y1 - y0) * wide)[speck]
        spread, parts, place = _spread(0.5 * (x0 + x1)[speck], 0.5 * (y0 + y1)[speck], length, picture.shape)
        at, shares = np.concatenate([at, spread]), np.concatenate([shares, parts])
        owner = np.concatenate([owner, np.flatnonzero(speck)[place]])
        _blend(picture, at, shares, ink[owner])
        return
    broad = np.maximum((wide + 0.5).astype(np.int64), 1)
    x = np.clip(column + 0.5, along[which, 0], along[which, 2])
    low = np.floor(along[which, 1] - 0.5 * (broad[which] - 1) + (x - along[which, 0]) * slope[which]).astype(np.int64)
    owner, row = _counted(np.arange(len(which)), low, low + broad[which])
    across = np.where(steep, width, height)
    kept = (row >= 0) & (row < across[which[owner]])
    owner, row = owner[kept], row[kept]
    lie = steep[which[owner]]
    i, j = np.where(lie, row, column[owner]), np.where(lie, column[owner], row)
    picture[j, i] = ink[which[owner]]


def _spread(x: Floats, y: Floats, length: Floats, shape: tuple[int, ...]) -> tuple[Numbers, Numbers, Numbers]:
    """The four pixels round each place, the share of each out of 256, and whose it is."""
    height, width = shape
    whole = (length * 256.0).astype(np.int64)
    back = np.where(whole < _FAINT, 0.0, 0.5)
    i, j = np.floor(x - back).astype(np.int64), np.floor(y - back).astype(np.int64)
    right, low = ((np.where(whole < _FAINT, 0.0, part) * 256.0).astype(np.int64) for part in (x - 0.5 - i, y - 0.5 - j))
    east = whole * right >> 8
    south = [(whole - east) * low >> 8, east * low >> 8]
    found = []
    for dx, dy, share in ((0, 0, whole - east - south[0]), (1, 0, east - south[1]), (0, 1, south[0]), (1, 1, south[1])):
        seen = (i + dx >= 0) & (j + dy >= 0) & (i + dx < width) & (j + dy < height) & (share > 0)
        found.append((((j + dy) * width + i + dx)[seen], np.minimum(share, 256)[seen], np.flatnonzero(seen)))
    at, shares, owner = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return at, shares, owner


def _banded(
    along: Floats, which: Numbers, column: Numbers, slope: Floats, wide: Floats, steep: NDArray[np.bool_],
    shape: tuple[int, ...],
) -> tuple[Numbers, Numbers, Numbers]:  # fmt: skip
    """The pixels of smooth lines, the share of each out of 256, and whose it is."""
    height, width = shape
    half = 0.5 * wide * np.sqrt(1.0 + slope * slope)
    thick = (2.0 * half * _WHOLE).astype(np.int64)[which]
    low = np.maximum(along[which, 0], column)
    high = np.minimum(along[which, 2], column + 1)
    y = along[which, 1] + ((low + high) * 0.5 - along[which, 0]) * slope[which] - half[which]
    top = np.floor(y * _WHOLE).astype(np.int64)
    part = ((high - low) * _WHOLE).astype(np.int64)
    row = top >> 16
    room = _WHOLE - (top & (_WHOLE - 1))
    found: list[tuple[Numbers, Numbers, Numbers]] = []
    rest = np.where(high > low, thick, 0)
    while (rest > 0).any():
        covered = np.minimum(rest, room)
        share = (covered * part) >> 24
        lie = steep[which]
        i, j = np.where(lie, row, column), np.where(lie, column, row)
        seen = (share > 0) & (i >= 0) & (j >= 0) & (i < width) & (j < height)
        found.append(((j * width + i)[seen], share[seen], which[seen]))
        rest = rest - covered
        room = np.full_like(room, _WHOLE)
        row = row + 1
    parts = [np.concatenate(arrays) for arrays in zip(*found, strict=True)] if found else [np.zeros(0, np.int64)] * 3
    return parts[0], parts[1], parts[2]


def _blend(picture: NDArray[np.uint32], at: Numbers, share: Numbers, ink: NDArray[np.uint32]) -> None:
    """Lay each colour over the picture, as thick as all of its shares together make it."""
    width = picture.shape[1]
    bare = np.log(np.maximum(1.0 - np.minimum(share, 256) / 256.0, 1e-9))
    for colour in np.unique(ink):
        own = ink == colour
        pixels, place = np.unique(at[own], return_inverse=True)
        cover = 1.0 - np.exp(np.bincount(place, bare[own], len(pixels)))
        _lay(picture, pixels // width, pixels % width, int(colour), cover)


def _lay(picture: NDArray[np.uint32], j: Numbers, i: Numbers, colour: int, cover: Floats) -> None:
    old = picture[j, i].astype(np.int64)
    alpha = np.floor((colour >> 24) * cover + 0.5)
    rest = (255.0 - alpha) / 255.0
    made = np.zeros(len(old), np.int64)
    for shift in (24, 16, 8, 0):
        channel = np.floor(((colour >> shift) & 255) * cover + ((old >> shift) & 255) * rest + 0.5)
        made |= np.minimum(channel, 255).astype(np.int64) << shift
    picture[j, i] = made.astype(np.uint32)


def _fill(picture: NDArray[np.uint32], a: Floats, b: Floats, colour: int, even_odd: bool) -> None:
    """Adds up, row by row of pixels, what every edge covers to its right; see areas.c."""
    height, width = picture.shape
    finite = np.isfinite(a).all(axis=1) & np.isfinite(b).all(axis=1) & (a[:, 1] != b[:, 1])
    a, b = a[finite], b[finite]
    down = a[:, 1] < b[:, 1]
    sign = np.where(down, 1.0, -1.0)
    top, low = np.where(down[:, None], a, b), np.where(down[:, None], b, a)
    seen = (low[:, 1] > 0) & (top[:, 1] < height) & ~((top[:, 0] >= width) & (low[:, 0] >= width))
    top, low, sign = top[seen], low[seen], sign[seen]
    if not len(top):
        return
    slope = (low[:, 0] - top[:, 0]) / (low[:, 1] - top[:, 1])
    y0, y1 = np.maximum(top[:, 1], 0.0), np.minimum(low[:, 1], float(height))
    which, row = _counted(np.arange(len(top)), np.floor(y0), np.ceil(y1))
    start, end = np.maximum(y0[which], row), np.minimum(y1[which], row + 1)
    xa = top[which, 0] + (start - top[which, 1]) * slope[which]
    xb = top[which, 0] + (end - top[which, 1]) * slope[which]
    left, right = np.clip(np.minimum(xa, xb), -1e12, 1e12), np.clip(np.maximum(xa, xb), -1e12, 1e12)
    column0 = max(int(np.floor(np.clip(left.min(), 0, width))), 0)
    column1 = int(np.floor(np.clip(right.max(), 0, width))) + 1
    row0, row1 = int(row.min()), int(row.max()) + 1
    # Columns up to the one on the right of the last edge; left of the picture everything counts at its border.
    own, column = _counted(
        np.arange(len(which)), np.clip(np.floor(left), 0, width), np.clip(np.floor(right), 0, width) + 1
    )
    g = [_to_the_right(column + k, left[own], right[own]) for k in (0, 1)]
    # Each pixel holds its own coverage by the edges that cross it; whole ones to the right of an edge are added up.
    area = np.zeros((row1 - row0, column1 - column0 + 1))
    change = np.zeros_like(area)
    height_of = (sign[which] * (end - start))[own]
    line, place = row[own] - row0, column - column0
    np.add.at(area, (line, place), height_of * (g[1] - g[0]))
    after = np.clip(np.floor(right), 0, width).astype(np.int64) + 1 - column0
    np.add.at(change, (row - row0, np.minimum(after, area.shape[1] - 1)), sign[which] * (end - start))
    sums = area + np.cumsum(change, axis=1)
    share = np.abs(sums)
    share = 1.0 - np.abs(np.fmod(share, 2.0) - 1.0) if even_odd else np.minimum(share, 1.0)
    share = np.floor(share * 256.0 + 0.5) / 256.0
    if column1 < width:
        beyond = np.repeat(share[:, -1:], width - column1 - 1, axis=1)
        share = np.concatenate([share, beyond], axis=1)
    share = share[:, : width - column0]
    j, i = np.nonzero(share)
    _lay(picture, j + row0, i + column0, colour, share[j, i])


def _to_the_right(t: NDArray[Any], a: Floats, b: Floats) -> Floats:
    """The mean of max(t - x, 0) over a <= x <= b."""
    with np.errstate(divide="ignore", invalid="ignore"):
        within = 0.5 * (t - a) ** 2 / (b - a)
    return np.where(t <= a, 0.0, np.where(t >= b, t - 0.5 * (a + b), within))
