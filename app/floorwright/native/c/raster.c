/* Lines drawn into 32-bit premultiplied pixels; raster_numpy.py gives the same answers.
 *
 * A pixel (i, j) covers the square from (i, j) to (i + 1, j + 1). A smooth line is the exact share of each pixel that
 * a band of its width covers, the band being cut off across its longer direction, so that lines of many pieces add up.
 */
#include "raster.h"

/* The shares t0 to t1 of a line that may be seen; 0 when none is. */
static int clipped(const Canvas *c, double x0, double y0, double x1, double y1, double margin, double *t0, double *t1)
{
    double left = -margin, right = (double)c->w + margin, top = -margin, bottom = (double)c->h + margin;
    double dx = x1 - x0, dy = y1 - y0;
    double p[4], q[4];
    int i;
    *t0 = 0.0;
    *t1 = 1.0;
    if (x0 >= left && x0 <= right && x1 >= left && x1 <= right && y0 >= top && y0 <= bottom && y1 >= top && y1 <= bottom)
        return 1;
    if (!(dx - dx == 0.0 && dy - dy == 0.0)) /* not finite */
        return 0;
    p[0] = -dx, q[0] = x0 - left;
    p[1] = dx, q[1] = right - x0;
    p[2] = -dy, q[2] = y0 - top;
    p[3] = dy, q[3] = bottom - y0;
    for (i = 0; i < 4; i++) {
        if (p[i] == 0.0) {
            if (q[i] < 0.0)
                return 0;
        } else {
            double t = q[i] / p[i];
            if (p[i] < 0.0) {
                if (t > *t0)
                    *t0 = t;
            } else if (t < *t1)
                *t1 = t;
        }
    }
    return *t0 <= *t1;
}

/* One column (or row) across a line: from `low`, `thick` wide, in fixed point, covered to `share` of its length. */
static void across(uint32_t *at, int64_t step, int64_t count, int64_t low, int64_t thick, int64_t share, uint32_t colour)
{
    int64_t j = low >> 16, room = WHOLE - (low & (WHOLE - 1));
    at += j * step;
    while (thick > 0) {
        int64_t covered = thick < room ? thick : room;
        if (j >= 0 && j < count) {
            uint32_t a = (uint32_t)((covered * share) >> 24); /* 16 + 16 bits down to 256 */
            if (a)
                blend(at, colour, a);
        }
        thick -= covered;
        room = WHOLE;
        at += step;
        j++;
    }
}

/* One column of a band, from `low` to `high` along it. */
static void column(uint32_t *px, int64_t step_x, int64_t step_y, int64_t ny, int64_t i, double x0, double y0, double x1,
                   double slope, double half, uint32_t colour)
{
    double low = x0 > (double)i ? x0 : (double)i, high = x1 < (double)(i + 1) ? x1 : (double)(i + 1), y;
    if (high <= low)
        return;
    y = y0 + ((low + high) * 0.5 - x0) * slope - half;
    across(px + i * step_x, step_y, ny, down(y * WHOLE), (int64_t)(2.0 * half * WHOLE), (int64_t)((high - low) * WHOLE),
           colour);
}

/* At most three pixels across a line, from `y` (32 bits of it behind the point), covered to `part` of their length. */
static inline void three(uint32_t *px, int64_t step, int64_t y, uint32_t thick, uint32_t part, uint32_t colour)
{
    uint32_t room = WHOLE - ((uint32_t)(y >> 16) & (WHOLE - 1)), upper = thick < room ? thick : room,
             rest = thick - upper, next = rest < WHOLE ? rest : WHOLE;
    uint32_t *at = px + (y >> 32) * step;
    blend(at, colour, (uint32_t)(((uint64_t)upper * part) >> 24));
    blend(at + step, colour, (uint32_t)(((uint64_t)next * part) >> 24));
    if (rest > next)
        blend(at + 2 * step, colour, (uint32_t)(((uint64_t)(rest - next) * part) >> 24));
}

/* x runs along the line and y across it; steps and counts are those of the pixels in these directions. */
static void band(uint32_t *px, int64_t step_x, int64_t step_y, int64_t nx, int64_t ny, double x0, double y0, double x1,
                 double y1, double width, uint32_t colour)
{
    double slope, half, top, bottom;
    int64_t i, first, last;
    uint32_t thick;
    if (x0 > x1) {
        double t = x0;
        x0 = x1, x1 = t, t = y0, y0 = y1, y1 = t;
    }
    slope = 0.0, half = 0.5 * width;
    if (y0 != y1) { /* most lines of a plant run along an axis: no division, no root */
        slope = (y1 - y0) / (x1 - x0);
        half *= sqrt(1.0 + slope * slope);
    }
    thick = (uint32_t)(2.0 * half * WHOLE);
    first = down(x0);
    last = down(x1);
    top = y0 - half - (slope < 0.0 ? -slope : slope) - 1.0;
    bottom = y1 - half;
    if (thick <= 2 * WHOLE && first >= 0 && last < nx && top >= 0.0 && bottom >= 2.0 && y0 + half < (double)(ny - 3) &&
        y1 + half < (double)(ny - 3)) {
        /* A thin line well inside: at most three pixels of each column, without further questions. */
        int64_t climb = (int64_t)(slope * 4294967296.0), y;
        uint32_t *along = px + first * step_x;
        if (first == last) {
            y = (int64_t)((0.5 * (y0 + y1) - half) * 4294967296.0);
            three(along, step_y, y, thick, (uint32_t)((x1 - x0) * WHOLE), colour);
            return;
        }
        y = (int64_t)((y0 + ((double)(first + 1) - x0) * 0.5 * slope - half) * 4294967296.0);
        three(along, step_y, y, thick, (uint32_t)(((double)(first + 1) - x0) * WHOLE), colour);
        y = (int64_t)((y0 + ((double)first + 1.5 - x0) * slope - half) * 4294967296.0);
        for (i = first + 1; i < last; i++, y += climb)
            three(along += step_x, step_y, y, thick, WHOLE, colour);
        if (x1 > (double)last) {
            y = (int64_t)((y1 - (x1 - (double)last) * 0.5 * slope - half) * 4294967296.0);
            three(along + step_x, step_y, y, thick, (uint32_t)((x1 - (double)last) * WHOLE), colour);
        }
        return;
    }
    if (first < 0)
        first = 0;
    if (last > nx - 1)
        last = nx - 1;
    for (i = first; i <= last; i++)
        column(px, step_x, step_y, ny, i, x0, y0, x1, slope, half, colour);
}

/* Every pixel in whose column (or row) the middle of the line lies. */
static void plain(uint32_t *px, int64_t step_x, int64_t step_y, int64_t nx, int64_t ny, double x0, double y0, double x1,
                  double y1, int64_t wide, uint32_t value)
{
    double slope;
    int64_t i, first, last;
    if (x0 > x1) {
        double t = x0;
        x0 = x1, x1 = t, t = y0, y0 = y1, y1 = t;
    }
    slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0.0;
    first = down(x0);
    last = down(x1);
    if (first < 0)
        first = 0;
    if (last > nx - 1)
        last = nx - 1;
    y0 -= 0.5 * (double)(wide - 1);
    for (i = first; i <= last; i++) {
        double x = (double)i + 0.5;
        int64_t j, k;
        x = x < x0 ? x0 : x > x1 ? x1 : x;
        j = down(y0 + (x - x0) * slope);
        for (k = j; k < j + wide; k++)
            if (k >= 0 && k < ny)
                px[i * step_x + k * step_y] = value;
    }
}

/* A line whose ends are near enough to the picture to be counted in pixels. */
static void stroke(const Canvas *c, double x0, double y0, double x1, double y1, const Pen *pen)
{
    double dx = fabs(x1 - x0), dy = fabs(y1 - y0);
    if (c->mode != SMOOTH) {
        int64_t wide = (int64_t)(pen->width + 0.5);
        if (dx >= dy)
            plain(c->px, 1, c->stride, c->w, c->h, x0, y0, x1, y1, wide < 1 ? 1 : wide, pen->colour);
        else
            plain(c->px, c->stride, 1, c->h, c->w, y0, x0, y1, x1, wide < 1 ? 1 : wide, pen->colour);
    } else if (dx < SPECK && dy < SPECK && pen->width < 1.5)
        speck(c, (x0 + x1) * 0.5, (y0 + y1) * 0.5, sqrt(dx * dx + dy * dy) * pen->width, pen->colour);
    else if (dx >= dy)
        band(c->px, 1, c->stride, c->w, c->h, x0, y0, x1, y1, pen->width, pen->colour);
    else
        band(c->px, c->stride, 1, c->h, c->w, y0, x0, y1, x1, pen->width, pen->colour);
}

/* A point: a square of at least two pixels, seen at every zoom. */
void raster_dot(const Canvas *c, double x, double y, const Pen *pen)
{
    Pen square = *pen;
    double half;
    square.width = pen->width > 2.0 ? pen->width : 2.0;
    half = 0.5 * square.width;
    if (x > -half && y > -half && x < (double)c->w + half && y < (double)c->h + half)
        stroke(c, x - half, y, x + half - (c->mode == SMOOTH ? 0.0 : 1.0), y, &square);
}

void raster_line(const Canvas *c, double x0, double y0, double x1, double y1, const Pen *pen, double walked)
{
    double t0, t1, dx = x1 - x0, dy = y1 - y0, length, at, end, here;
    int piece = 0;
    if (!clipped(c, x0, y0, x1, y1, pen->width + 2.0, &t0, &t1))
        return;
    if (pen->count == 0) {
        if (t0 > 0.0 || t1 < 1.0)
            stroke(c, x0 + t0 * dx, y0 + t0 * dy, x0 + t1 * dx, y0 + t1 * dy, pen);
        else
            stroke(c, x0, y0, x1, y1, pen);
        return;
    }
    length = sqrt(dx * dx + dy * dy);
    if (!(length > 0.0))
        return;
    at = t0 * length;
    end = t1 * length;
    here = at - fmod(walked + at, pen->period); /* where the pattern that covers `at` begins */
    while (here < end) {
        double next = here + pen->dashes[piece];
        if (piece % 2 == 0 && next > at) {
            double a = (here > at ? here : at) / length, b = (next < end ? next : end) / length;
            stroke(c, x0 + a * dx, y0 + a * dy, x0 + b * dx, y0 + b * dy, pen);
        }
        here = next;
        piece = (piece + 1) % pen->count;
    }
}
