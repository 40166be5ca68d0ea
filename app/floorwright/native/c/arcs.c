/* Arcs of circles and ellipses as chords, as many as their radius in pixels asks for. */
#include "raster.h"

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
        raster_line(c, x, y, nx, ny, a->pen, (double)from * a->chord);
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

static double value(const Table *t, int64_t at)
{
    return t->wide ? ((const double *)t->rows)[at] : (double)((const float *)t->rows)[at];
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
            one.pen = &pen;
            if (pen_of(t, &c, row, &pen))
                arc(&c, &one, r[6]);
        }
    }
}
