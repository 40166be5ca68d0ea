/* Arcs of circles and ellipses as chords, as many as their radius in pixels asks for. */
#include "inside.h"

#define SPOT 0.5  /* an arc that reaches no farther, about a third of a pixel, is a speck, however far it goes round */
#define ROUND 1e3 /* no arc goes round and round so many radians */

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

/* An arc shorter than a pixel, or hardly larger than a point: a speck in its middle, or in that of its circle where it
 * is most of one. */
static inline void tiny_arc(const Canvas *c, const Arc *a, double sweep, double length)
{
    double x = a->cx, y = a->cy;
    uint32_t colour = a->pen->colour, all;
    if (sweep < QUARTER) {
        double half = 0.5 * sweep, cos_h = 1.0 - half * half * (0.5 - half * half / 24),
               sin_h = half * (1.0 - half * half / 6);
        x += a->ux * cos_h + a->vx * sin_h;
        y += a->uy * cos_h + a->vy * sin_h;
    }
    if (!(length >= 0.0 && x >= -1.0 && y >= -1.0 && x < (double)c->w + 1.0 && y < (double)c->h + 1.0))
        return;
    all = (uint32_t)(length * a->pen->width * 256.0);
    if (c->mode == SMOOTH && x > ROOM && y > ROOM && x < (double)c->w - ROOM && y < (double)c->h - ROOM) {
        if (all < FAINT)
            lay(c->px + (int64_t)x + (int64_t)y * c->stride, ink_of(colour), all);
        else
            speck_inside(c->px, c->stride, (int32_t)(x * WHOLE), (int32_t)(y * WHOLE), all, ink_of(colour));
    } else if (c->mode == SMOOTH)
        speck(c, x, y, length * a->pen->width, colour);
    else if (x >= 0.0 && y >= 0.0 && x < (double)c->w && y < (double)c->h)
        c->px[(int64_t)x + (int64_t)y * c->stride] = colour;
}

/* The chords of a short arc that lies wholly inside. */
static void chords_inside(const Canvas *c, const Arc *a, int count)
{
    Ink ink = ink_of(a->pen->colour);
    int32_t thick = (int32_t)(a->pen->width * WHOLE), wide = (int32_t)(a->pen->width + 0.5);
    double cos_t = 1.0, sin_t = 0.0, turn_c, turn_s;
    int32_t x = (int32_t)((a->cx + a->ux) * WHOLE), y = (int32_t)((a->cy + a->uy) * WHOLE);
    cos_sin(a->step, &turn_c, &turn_s);
    for (; count > 0; count--) {
        double next = cos_t * turn_c - sin_t * turn_s;
        int32_t nx, ny;
        sin_t = sin_t * turn_c + cos_t * turn_s;
        cos_t = next;
        nx = (int32_t)((a->cx + a->ux * cos_t + a->vx * sin_t) * WHOLE);
        ny = (int32_t)((a->cy + a->uy * cos_t + a->vy * sin_t) * WHOLE);
        if (c->mode == SMOOTH)
            stroke_inside(c->px, c->stride, x, y, nx, ny, thick, ink);
        else
            plain_inside(c->px, c->stride, x, y, nx, ny, wide, a->pen->colour);
        x = nx, y = ny;
    }
}

static void arc(const Canvas *c, Arc *a, double sweep)
{
    double radius = a->reach * 0.70710678118654757, count, w = (double)c->w, h = (double)c->h, room = a->reach + ROOM;
    count = sweep * sqrt(radius) * FINE;
    if (count < sweep / QUARTER)
        count = sweep / QUARTER;
    if (count < STEPS && a->pen->count == 0 && a->pen->width >= 1.0 && a->pen->width <= WIDEST && a->cx > room &&
        a->cy > room && a->cx < w - room && a->cy < h - room) {
        int whole = (int)count + (count > (double)(int)count);
        a->step = sweep / whole;
        chords_inside(c, a, whole);
        return;
    }
    count = ceil(count);
    a->step = sweep / count;
    a->chord = radius * a->step;
    visit(c, a, 0, (int64_t)count);
}

/* Rows cx cy ux uy vx vy sweep: the points c + u cos t + v sin t, 0 <= t <= sweep. */
EXPORT void fw_arcs(uint32_t *px, int64_t w, int64_t h, int64_t stride, int32_t mode, const Table *t)
{
    Canvas c = {px, w, h, stride, mode};
    double a = t->turn[0], b = t->turn[1], cc = t->turn[2], d = t->turn[3];
    int64_t n, row;
    for (n = 0; n < t->count; n++) {
        int32_t look = -1;
        Pen pen = {0, 0.0, NULL, 0, 0.0};
        for (row = t->ranges[2 * n]; row < t->ranges[2 * n + 1]; row++) {
            double r[7];
            int i;
            Arc one;
            for (i = 0; i < 7; i++)
                r[i] = t->wide ? ((const double *)t->rows)[7 * row + i] : (double)((const float *)t->rows)[7 * row + i];
            one.cx = a * r[0] + cc * r[1] + t->shifts[2 * n], one.cy = b * r[0] + d * r[1] + t->shifts[2 * n + 1];
            one.ux = a * r[2] + cc * r[3], one.uy = b * r[2] + d * r[3];
            one.vx = a * r[4] + cc * r[5], one.vy = b * r[4] + d * r[5];
            one.reach = sqrt(one.ux * one.ux + one.uy * one.uy + one.vx * one.vx + one.vy * one.vy);
            one.pen = &pen;
            if (!(one.reach < 1e15 && r[6] < ROUND) || one.cx + one.reach < -9.0 || one.cy + one.reach < -9.0 ||
                one.cx - one.reach > (double)w + 9.0 || one.cy - one.reach > (double)h + 9.0)
                continue;
            if (t->look[row] != look) {
                look = t->look[row];
                pen = pen_of(t, look);
            }
            if (pen.colour == 0)
                continue;
            if (one.reach * r[6] < 1.4142135623730951 || one.reach < SPOT)
                tiny_arc(&c, &one, r[6], one.reach * r[6] * 0.70710678118654757);
            else
                arc(&c, &one, r[6]);
        }
    }
}
