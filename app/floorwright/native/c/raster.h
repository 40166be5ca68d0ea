/* What the sources of the raster share: pixels, pens, and tables of primitives. */
#ifndef FLOORWRIGHT_RASTER_H
#define FLOORWRIGHT_RASTER_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "export.h"

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

static inline int pen_of(const Table *t, const Canvas *c, int64_t row, Pen *pen)
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

/* A line of the drawing; `walked` pixels of its dashes are behind its start. */
void raster_line(const Canvas *c, double x0, double y0, double x1, double y1, const Pen *pen, double walked);

#endif
