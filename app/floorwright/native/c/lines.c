/* The lines of a drawing, in blocks: first all of a block are put into pixels without a branch, which compilers turn
 * into vectors, then what lies inside is drawn without further questions, and only the rest is cut off and dashed.
 *
 * It is quickest where lines of one look follow one another.
 */
#include "inside.h"

#define BLOCK 256

/* What a line is: bits, so that they can be made without branches. */
enum { SPREAD = 1, LONG = 2, CUT = 4, BEYOND = 8 };

/* A block of lines: their middles (x and y in fixed point), the ink of specks, and what they are. */
typedef struct {
    int32_t x[BLOCK], y[BLOCK], ink[BLOCK], kind[BLOCK];
} Block;

typedef struct {
    float a, b, c, d, e, f, right, bottom;
} Place;

/* Middles of lines, clamped to the picture, and whether they are LONG: a pixel or more in either direction. */
static void place_smooth(const Place *place, const float *rows, int64_t count, Block *out)
{
    Place p = *place;
    int64_t k;
    for (k = 0; k < count; k++) {
        float u0 = rows[4 * k], v0 = rows[4 * k + 1], u1 = rows[4 * k + 2], v1 = rows[4 * k + 3];
        float x0 = p.a * u0 + p.c * v0 + p.e, y0 = p.b * u0 + p.d * v0 + p.f;
        float x1 = p.a * u1 + p.c * v1 + p.e, y1 = p.b * u1 + p.d * v1 + p.f;
        float dx = fabsf(x1 - x0), dy = fabsf(y1 - y0), length = sqrtf(dx * dx + dy * dy) * 256.0f;
        float x = 0.5f * (x0 + x1), y = 0.5f * (y0 + y1);
        float left = x - 0.5f * dx, top = y - 0.5f * dy, right = x + 0.5f * dx, bottom = y + 0.5f * dy;
        int32_t cut = !(left >= ROOM) | !(top >= ROOM) | !(right <= p.right) | !(bottom <= p.bottom);
        int32_t beyond = (right < -ROOM) | (bottom < -ROOM) | (left > p.right + 2 * ROOM) | (top > p.bottom + 2 * ROOM);
        int32_t point = (u0 == u1) & (v0 == v1), large = (dx >= (float)SPECK) | (dy >= (float)SPECK), spread = length >= FAINT;
        x = x > ROOM ? x : ROOM, y = y > ROOM ? y : ROOM;
        x = x < p.right ? x : p.right, y = y < p.bottom ? y : p.bottom;
        length = length < 512.0f ? length : 512.0f;
        out->x[k] = (int32_t)(x * WHOLE), out->y[k] = (int32_t)(y * WHOLE), out->ink[k] = (int32_t)length;
        out->kind[k] = beyond << 3 | (cut | point) << 2 | large << 1 | spread;
    }
}

/* The same for plain lines, which are LONG when their ends lie in two pixels. */
static void place_plain(const Place *place, const float *rows, int64_t count, Block *out)
{
    Place p = *place;
    int64_t k;
    for (k = 0; k < count; k++) {
        float u0 = rows[4 * k], v0 = rows[4 * k + 1], u1 = rows[4 * k + 2], v1 = rows[4 * k + 3];
        float x0 = p.a * u0 + p.c * v0 + p.e, y0 = p.b * u0 + p.d * v0 + p.f;
        float x1 = p.a * u1 + p.c * v1 + p.e, y1 = p.b * u1 + p.d * v1 + p.f;
        float dx = fabsf(x1 - x0), dy = fabsf(y1 - y0), x = 0.5f * (x0 + x1), y = 0.5f * (y0 + y1);
        float left = x - 0.5f * dx, top = y - 0.5f * dy, right = x + 0.5f * dx, bottom = y + 0.5f * dy;
        int32_t cut = !(left >= ROOM) | !(top >= ROOM) | !(right <= p.right) | !(bottom <= p.bottom);
        int32_t beyond = (right < -ROOM) | (bottom < -ROOM) | (left > p.right + 2 * ROOM) | (top > p.bottom + 2 * ROOM);
        int32_t point = (u0 == u1) & (v0 == v1), large;
        x0 = x0 > ROOM ? x0 : ROOM, y0 = y0 > ROOM ? y0 : ROOM, x1 = x1 > ROOM ? x1 : ROOM, y1 = y1 > ROOM ? y1 : ROOM;
        x0 = x0 < p.right ? x0 : p.right, y0 = y0 < p.bottom ? y0 : p.bottom;
        x1 = x1 < p.right ? x1 : p.right, y1 = y1 < p.bottom ? y1 : p.bottom;
        large = ((int32_t)x0 != (int32_t)x1) | ((int32_t)y0 != (int32_t)y1);
        out->x[k] = (int32_t)(x0 * WHOLE), out->y[k] = (int32_t)(y0 * WHOLE);
        out->kind[k] = beyond << 3 | (cut | point) << 2 | large << 1;
    }
}

/* A pen, and what is asked of it for each line: whether it is solid and of a width that lines inside have room for, or
 * even just a pixel wide. */
typedef struct {
    Pen pen;
    Ink ink;
    int32_t thick; /* the width in fixed point */
    int solid, thin;
} Brush;

static inline Brush brush_of(const Table *t, int32_t look)
{
    Brush b = {pen_of(t, look), 0, 0, 0, 0};
    b.ink = ink_of(b.pen.colour);
    b.solid = b.pen.count == 0 && b.pen.width >= 1.0 && b.pen.width <= WIDEST;
    b.thin = b.solid && b.pen.width == 1.0;
    b.thick = b.solid ? (int32_t)(b.pen.width * WHOLE) : 0;
    return b;
}

/* A line wholly inside, one that is no speck of a thin pen. */
static inline void inside(const Canvas *c, const int mode, const Place *p, const float *r, const Brush *b)
{
    int32_t x0 = (int32_t)((p->a * r[0] + p->c * r[1] + p->e) * WHOLE);
    int32_t y0 = (int32_t)((p->b * r[0] + p->d * r[1] + p->f) * WHOLE);
    int32_t x1 = (int32_t)((p->a * r[2] + p->c * r[3] + p->e) * WHOLE);
    int32_t y1 = (int32_t)((p->b * r[2] + p->d * r[3] + p->f) * WHOLE);
    if (mode == SMOOTH)
        stroke_inside(c->px, c->stride, x0, y0, x1, y1, b->thick, b->ink);
    else
        plain_inside(c->px, c->stride, x0, y0, x1, y1, (b->thick + WHOLE / 2) / WHOLE, b->pen.colour);
}

/* Any line of the table, wherever it lies. */
static void anywhere(const Canvas *c, const Table *t, int64_t row, double e, double f, const Pen *pen)
{
    const double *m = t->turn;
    double r[4], x, y;
    int i;
    for (i = 0; i < 4; i++)
        r[i] = t->wide ? ((const double *)t->rows)[4 * row + i] : (double)((const float *)t->rows)[4 * row + i];
    x = m[0] * r[0] + m[2] * r[1] + e, y = m[1] * r[0] + m[3] * r[1] + f;
    if (r[0] == r[2] && r[1] == r[3])
        raster_dot(c, x, y, pen);
    else
        raster_line(c, x, y, m[0] * r[2] + m[2] * r[3] + e, m[1] * r[2] + m[3] * r[3] + f, pen, 0.0);
}

/* A line of a block. */
static inline void line(const Canvas *c, const int mode, const Table *t, int64_t row, const Block *q, int64_t i,
                        const Place *p, const Brush *b, double e, double f)
{
    int32_t kind = q->kind[i];
    uint32_t *at = c->px + (q->x[i] >> 16) + (q->y[i] >> 16) * c->stride;
    if (kind < LONG && b->thin) {
        if (mode == PLAIN)
            *at = b->pen.colour;
        else if (kind == SPREAD)
            speck_inside(c->px, c->stride, q->x[i], q->y[i], (uint32_t)q->ink[i], b->ink);
        else
            lay(at, b->ink, (uint32_t)q->ink[i]);
    } else if (kind < CUT && b->solid)
        inside(c, mode, p, (const float *)t->rows + 4 * row, b);
    else
        anywhere(c, t, row, e, f, &b->pen);
}

static inline void every_line(const Canvas *canvas, const Table *t, const int mode)
{
    Canvas c = {canvas->px, canvas->w, canvas->h, canvas->stride, mode};
    const double *m = t->turn;
    Brush brush = {{0, 0.0, NULL, 0, 0.0}, 0, 0, 0, 0};
    int32_t look = -1;
    Block q;
    int64_t n, block, stop, i;
    for (i = 0; i < BLOCK; i++)
        q.kind[i] = CUT;
    for (n = 0; n < t->count; n++) {
        double e = t->shifts[2 * n], f = t->shifts[2 * n + 1];
        Place p = {(float)m[0], (float)m[1], (float)m[2], (float)m[3], (float)e, (float)f,
                   (float)c.w - ROOM, (float)c.h - ROOM};
        for (block = t->ranges[2 * n]; block < t->ranges[2 * n + 1]; block = stop) {
            stop = t->ranges[2 * n + 1] - block < BLOCK ? t->ranges[2 * n + 1] : block + BLOCK;
            if (!t->wide && mode == SMOOTH)
                place_smooth(&p, (const float *)t->rows + 4 * block, stop - block, &q);
            else if (!t->wide)
                place_plain(&p, (const float *)t->rows + 4 * block, stop - block, &q);
            for (i = 0; i < stop - block; i++) {
                if (q.kind[i] >= BEYOND && t->widths[t->look[block + i]] <= WIDEST)
                    continue; /* most of what lies round a narrow strip */
                if (t->look[block + i] != look) {
                    look = t->look[block + i];
                    brush = brush_of(t, look);
                }
                if (brush.pen.colour)
                    line(&c, mode, t, block + i, &q, i, &p, &brush, e, f);
            }
        }
    }
}

EXPORT void fw_lines(uint32_t *px, int64_t w, int64_t h, int64_t stride, int32_t mode, const Table *t)
{
    Canvas c = {px, w, h, stride, mode};
    if (mode == SMOOTH)
        every_line(&c, t, SMOOTH);
    else
        every_line(&c, t, PLAIN);
}
