/* Lines, arcs and areas drawn into 32-bit premultiplied pixels; raster_numpy.py gives the same answers.
 *
 * A pixel (i, j) covers the square from (i, j) to (i + 1, j + 1). A smooth line is the exact share of each pixel that
 * a band of its width covers, the band being cut off across its longer direction, so that lines of many pieces add up.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT
#endif

#define SPECK 1.0         /* a line shorter than this many pixels both ways is a speck: its length, spread over 2 x 2 */
#define FAINT 80          /* a speck of less than so many of 256 is not worth spreading */
#define WHOLE 65536       /* one pixel in fixed point */
#define STEPS 16          /* chords of an arc that are drawn one after another without asking what is seen */
#define FINE 0.72         /* chords a radian and root of the radius: they leave the arc by a quarter of a pixel */
#define QUARTER 1.5707963267948966

enum { PLAIN = 0, SMOOTH = 1, INDEX = 2 };

typedef struct {
    uint32_t *px;
    int64_t w, h, stride; /* in pixels */
    int mode;
} Canvas;

typedef struct {
    uint32_t colour;
    double width;
    const float *dashes; /* pixels: dash, gap, dash, ... */
    int count;
    double period;
} Pen;

/* Without SSE 4.1, which not every machine has, floor() is a call; what is in or near the picture fits an int32_t. */
static inline int64_t down(double x)
{
    int32_t whole = (int32_t)x;
    return (int64_t)whole - (x < (double)whole);
}

static inline void blend(uint32_t *at, uint32_t colour, uint32_t share) /* share: 0 to 256 */
{
    uint32_t rb = (((colour & 0xff00ffu) * share) >> 8) & 0xff00ffu;
    uint32_t ag = (((colour >> 8) & 0xff00ffu) * share) & 0xff00ff00u;
    uint32_t over = rb | ag, rest = 255 - (over >> 24), old = *at;
    rest += rest >> 7;
    *at = over + (((((old & 0xff00ffu) * rest) >> 8) & 0xff00ffu) | ((((old >> 8) & 0xff00ffu) * rest) & 0xff00ff00u));
}

/* ---- lines ---- */

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

/* Every pixel in whose column (or row) the middle of the line lies; also for the numbers of primitives. */
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

/* So much of a line, spread over the four pixels round a place by its distance from their middles; little in one. */
static inline void speck(const Canvas *c, double x, double y, double length, uint32_t colour)
{
    int64_t i, j;
    uint32_t all = (uint32_t)(length * 256.0), right, low, share[4];
    int k;
    if (all < FAINT) {
        i = down(x), j = down(y);
        if (i >= 0 && j >= 0 && i < c->w && j < c->h)
            blend(c->px + i + j * c->stride, colour, all);
        return;
    }
    i = down(x - 0.5), j = down(y - 0.5);
    right = (uint32_t)((x - 0.5 - (double)i) * 256.0);
    low = (uint32_t)((y - 0.5 - (double)j) * 256.0);
    share[1] = all * right >> 8;
    share[0] = all - share[1];
    share[2] = share[0] * low >> 8;
    share[3] = share[1] * low >> 8;
    share[0] -= share[2];
    share[1] -= share[3];
    if (i >= 0 && j >= 0 && i < c->w - 1 && j < c->h - 1 && all < 257) {
        uint32_t *at = c->px + i + j * c->stride;
        blend(at, colour, share[0]);
        blend(at + 1, colour, share[1]);
        blend(at + c->stride, colour, share[2]);
        blend(at + c->stride + 1, colour, share[3]);
        return;
    }
    for (k = 0; k < 4; k++) {
        int64_t at_x = i + (k & 1), at_y = j + (k >> 1);
        if (at_x >= 0 && at_y >= 0 && at_x < c->w && at_y < c->h)
            blend(c->px + at_x + at_y * c->stride, colour, share[k] < 256 ? share[k] : 256);
    }
}

/* A line whose ends are near enough to the picture to be counted in pixels. */
static void stroke(const Canvas *c, double x0, double y0, double x1, double y1, const Pen *pen)
{
    double dx = fabs(x1 - x0), dy = fabs(y1 - y0);
    if (c->mode != SMOOTH) {
        int64_t wide = c->mode == INDEX ? 1 : (int64_t)(pen->width + 0.5);
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
static void dot(const Canvas *c, double x, double y, const Pen *pen)
{
    Pen square = *pen;
    double half;
    square.width = pen->width > 2.0 ? pen->width : 2.0;
    half = 0.5 * square.width;
    if (x > -half && y > -half && x < (double)c->w + half && y < (double)c->h + half)
        stroke(c, x - half, y, x + half - (c->mode == SMOOTH ? 0.0 : 1.0), y, &square);
}

/* A line of the drawing; `walked` pixels of its dashes are behind its start. */
static void line(const Canvas *c, double x0, double y0, double x1, double y1, const Pen *pen, double walked)
{
    double t0, t1, dx = x1 - x0, dy = y1 - y0, length, at, end, here;
    int piece = 0;
    if (!clipped(c, x0, y0, x1, y1, pen->width + 2.0, &t0, &t1))
        return;
    if (pen->count == 0 || c->mode == INDEX) {
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

/* ---- arcs ---- */

/* The cosine and sine of an angle up to a half turn, as near as pixels ask for. */
static inline void cos_sin(double angle, double *cosine, double *sine)
{
    double t = 0.25 * angle, q = t * t, s, c, k;
    s = t * (1.0 - q * (1.0 / 6 - q * (1.0 / 120 - q * (1.0 / 5040))));
    c = 1.0 - q * (0.5 - q * (1.0 / 24 - q * (1.0 / 720 - q * (1.0 / 40320))));
    k = c * c - s * s;
    s = 2.0 * c * s;
    *cosine = k * k - s * s;
    *sine = 2.0 * k * s;
}

typedef struct {
    double cx, cy, ux, uy, vx, vy, step, reach, chord;
    const Pen *pen;
} Arc;

static void chords(const Canvas *c, const Arc *a, int64_t from, int64_t to)
{
    double t = (double)from * a->step, cos_t = 1.0, sin_t = 0.0, turn_c, turn_s, x, y;
    if (from > 0)
        cos_t = cos(t), sin_t = sin(t);
    cos_sin(a->step, &turn_c, &turn_s);
    x = a->cx + a->ux * cos_t + a->vx * sin_t;
    y = a->cy + a->uy * cos_t + a->vy * sin_t;
    for (; from < to; from++) {
        double next = cos_t * turn_c - sin_t * turn_s, nx, ny;
        sin_t = sin_t * turn_c + cos_t * turn_s;
        cos_t = next;
        nx = a->cx + a->ux * cos_t + a->vx * sin_t;
        ny = a->cy + a->uy * cos_t + a->vy * sin_t;
        line(c, x, y, nx, ny, a->pen, (double)from * a->chord);
        x = nx;
        y = ny;
    }
}

/* Halves what may be seen of a long arc until it is short. */
static void visit(const Canvas *c, const Arc *a, int64_t from, int64_t to)
{
    double turn = (double)(to - from) * a->step, margin, t0, t1, x0, y0, x1, y1;
    if (to - from <= STEPS) {
        chords(c, a, from, to);
        return;
    }
    margin = a->pen->width + 2.0 + (turn < QUARTER ? a->reach * (1.0 - cos(0.5 * turn)) : 2.0 * a->reach);
    t0 = (double)from * a->step;
    t1 = (double)to * a->step;
    x0 = a->cx + a->ux * cos(t0) + a->vx * sin(t0);
    y0 = a->cy + a->uy * cos(t0) + a->vy * sin(t0);
    x1 = a->cx + a->ux * cos(t1) + a->vx * sin(t1);
    y1 = a->cy + a->uy * cos(t1) + a->vy * sin(t1);
    if ((x0 < -margin && x1 < -margin) || (y0 < -margin && y1 < -margin) ||
        (x0 > (double)c->w + margin && x1 > (double)c->w + margin) ||
        (y0 > (double)c->h + margin && y1 > (double)c->h + margin))
        return;
    visit(c, a, from, (from + to) / 2);
    visit(c, a, (from + to) / 2, to);
}

/* An arc shorter than a pixel: a speck in its middle, or in that of its circle where it is most of one. `reach` is still
 * squared. */
static inline void tiny_arc(const Canvas *c, const Arc *a, double sweep, uint32_t colour, double width)
{
    double x = a->cx, y = a->cy;
    if (sweep < QUARTER) {
        double half = 0.5 * sweep, cos_h = 1.0 - half * half * (0.5 - half * half / 24),
               sin_h = half * (1.0 - half * half / 6);
        x += a->ux * cos_h + a->vx * sin_h;
        y += a->uy * cos_h + a->vy * sin_h;
    }
    if (!(x >= -1.0 && y >= -1.0 && x < (double)c->w + 1.0 && y < (double)c->h + 1.0))
        return;
    if (c->mode == SMOOTH)
        speck(c, x, y, sqrt(0.5 * a->reach) * sweep * width, colour);
    else if (x >= 0.0 && y >= 0.0 && x < (double)c->w && y < (double)c->h)
        c->px[(int64_t)x + (int64_t)y * c->stride] = colour;
}

static void arc(const Canvas *c, Arc *a, double sweep)
{
    double radius, count;
    if (!(a->reach < 1e15) || a->cx + a->reach < -9.0 || a->cy + a->reach < -9.0 ||
        a->cx - a->reach > (double)c->w + 9.0 || a->cy - a->reach > (double)c->h + 9.0)
        return;
    radius = a->reach * 0.70710678118654757;
    count = ceil(fmax(sweep * sqrt(radius) * FINE, sweep / QUARTER));
    a->step = sweep / count;
    a->chord = radius * a->step;
    visit(c, a, 0, (int64_t)count);
}

/* ---- tables of primitives ---- */

typedef struct {
    const void *rows;        /* float or double */
    const int32_t *look;     /* of each row */
    const int32_t *index;    /* which rows; NULL for all */
    const int64_t *ranges;   /* n pairs: start and stop of rows, or of `index` */
    const double *shifts;    /* n pairs: where the origin of these rows lies in pixels */
    const double *turn;      /* a b c d: (x, y) lies at (a x + c y, b x + d y) from there */
    const uint32_t *palette; /* colour of each look; 0 is not drawn */
    const float *widths;     /* pixels, of each look */
    const int32_t *dashed;   /* first and count in `dashes` of each look */
    const float *dashes;
    int64_t count;
    int64_t wide; /* whether rows are double */
} Table;

static int pen_of(const Table *t, const Canvas *c, int64_t row, Pen *pen)
{
    int32_t look = t->look[row];
    int i;
    if (t->palette[look] == 0)
        return 0;
    pen->colour = c->mode == INDEX ? (uint32_t)(row + 1) : t->palette[look];
    pen->width = t->widths[look];
    pen->count = t->dashed[2 * look + 1];
    if (pen->count) {
        pen->dashes = t->dashes + t->dashed[2 * look];
        pen->period = 0.0;
        for (i = 0; i < pen->count; i++)
            pen->period += pen->dashes[i];
    }
    return 1;
}

static double value(const Table *t, int64_t at)
{
    return t->wide ? ((const double *)t->rows)[at] : (double)((const float *)t->rows)[at];
}

static inline void every_line(const Canvas *canvas, const Table *t, const int mode, const int wide)
{
    Canvas c = *canvas; /* copies that nothing else points at stay in registers while pixels are written */
    const int32_t *looks = t->look, *dashed = t->dashed, *index = t->index;
    const uint32_t *palette = t->palette;
    const float *widths = t->widths, *small = (const float *)t->rows;
    const double *large = (const double *)t->rows;
    double w = (double)c.w, h = (double)c.h;
    double a = t->turn[0], b = t->turn[1], cc = t->turn[2], d = t->turn[3];
    int64_t n, at;
    for (n = 0; n < t->count; n++) {
        double e = t->shifts[2 * n], f = t->shifts[2 * n + 1];
        for (at = t->ranges[2 * n]; at < t->ranges[2 * n + 1]; at++) {
            int64_t row = index ? index[at] : at, first = 4 * row;
            double x0, y0, x1, y1, px0, py0, px1, py1;
            int32_t look = looks[row];
            uint32_t colour = palette[look];
            Pen pen;
            if (colour == 0)
                continue;
            if (wide)
                x0 = large[first], y0 = large[first + 1], x1 = large[first + 2], y1 = large[first + 3];
            else
                x0 = small[first], y0 = small[first + 1], x1 = small[first + 2], y1 = small[first + 3];
            px0 = a * x0 + cc * y0 + e, py0 = b * x0 + d * y0 + f;
            px1 = a * x1 + cc * y1 + e, py1 = b * x1 + d * y1 + f;
            if (x0 == x1 && y0 == y1) {
                pen_of(t, &c, row, &pen);
                dot(&c, px0, py0, &pen);
                continue;
            }
            /* Most lines of a large drawing that is seen as a whole are thin and no longer than a pixel. */
            if (px0 >= 0.0 && px1 >= 0.0 && px0 < w && px1 < w && py0 >= 0.0 && py1 >= 0.0 && py0 < h && py1 < h &&
                widths[look] == 1.0f && (dashed[2 * look + 1] == 0 || mode == INDEX)) {
                if (mode == SMOOTH) {
                    double dx = px1 - px0, dy = py1 - py0;
                    if (fabs(dx) < SPECK && fabs(dy) < SPECK) {
                        speck(&c, (px0 + px1) * 0.5, (py0 + py1) * 0.5, sqrt(dx * dx + dy * dy), colour);
                        continue;
                    }
                } else {
                    int32_t i = (int32_t)px0, j = (int32_t)py0;
                    if (i == (int32_t)px1 && j == (int32_t)py1) {
                        c.px[i + j * c.stride] = mode == INDEX ? (uint32_t)(row + 1) : colour;
                        continue;
                    }
                }
            }
            pen_of(t, &c, row, &pen);
            line(&c, px0, py0, px1, py1, &pen, 0.0);
        }
    }
}

EXPORT void fw_lines(uint32_t *px, int64_t w, int64_t h, int64_t stride, int32_t mode, const Table *t)
{
    Canvas c = {px, w, h, stride, mode};
    if (t->wide)
        every_line(&c, t, mode, 1);
    else if (mode == SMOOTH)
        every_line(&c, t, SMOOTH, 0);
    else if (mode == PLAIN)
        every_line(&c, t, PLAIN, 0);
    else
        every_line(&c, t, INDEX, 0);
}

/* Rows cx cy ux uy vx vy sweep: the points c + u cos t + v sin t, 0 <= t <= sweep. */
EXPORT void fw_arcs(uint32_t *px, int64_t w, int64_t h, int64_t stride, int32_t mode, const Table *t)
{
    Canvas c = {px, w, h, stride, mode};
    double a = t->turn[0], b = t->turn[1], cc = t->turn[2], d = t->turn[3];
    int64_t n, at;
    for (n = 0; n < t->count; n++) {
        for (at = t->ranges[2 * n]; at < t->ranges[2 * n + 1]; at++) {
            int64_t row = t->index ? t->index[at] : at;
            double r[7];
            int i;
            Pen pen;
            Arc one;
            if (t->palette[t->look[row]] == 0)
                continue;
            for (i = 0; i < 7; i++)
                r[i] = value(t, 7 * row + i);
            one.cx = a * r[0] + cc * r[1] + t->shifts[2 * n], one.cy = b * r[0] + d * r[1] + t->shifts[2 * n + 1];
            one.ux = a * r[2] + cc * r[3], one.uy = b * r[2] + d * r[3];
            one.vx = a * r[4] + cc * r[5], one.vy = b * r[4] + d * r[5];
            one.reach = one.ux * one.ux + one.uy * one.uy + one.vx * one.vx + one.vy * one.vy;
            if (one.reach * r[6] * r[6] < 2.0) {
                tiny_arc(&c, &one, r[6], mode == INDEX ? (uint32_t)(row + 1) : t->palette[t->look[row]],
                         t->widths[t->look[row]]);
                continue;
            }
            one.reach = sqrt(one.reach);
            pen_of(t, &c, row, &pen);
            one.pen = &pen;
            arc(&c, &one, r[6]);
        }
    }
}

/* Marks in `kept` the numbers of the primitives that are seen, and wipes the picture for the next layer. */
EXPORT void fw_harvest(uint32_t *px, int64_t count, uint8_t *kept)
{
    int64_t i;
    for (i = 0; i < count; i++)
        if (px[i]) {
            kept[px[i] - 1] = 1;
            px[i] = 0;
        }
}
