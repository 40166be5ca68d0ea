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

enum { PLAIN = 0, SMOOTH = 1 };

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

/* A colour with its four channels apart, so that one multiplication does for all. */
typedef uint64_t Ink;

static inline Ink ink_of(uint32_t colour) { return (colour | (uint64_t)colour << 24) & 0x00ff00ff00ff00ffu; }

/* Lay a share of 0 to 256 over a pixel; with one more than alpha no channel exceeds its 16 bits. */
static inline void lay(uint32_t *at, Ink ink, uint32_t share)
{
    uint32_t rest = 256 - (share * ((uint32_t)(ink >> 48) + 1) >> 8);
    Ink mixed = (ink * share + ink_of(*at) * rest) >> 8 & 0x00ff00ff00ff00ffu;
    *at = (uint32_t)(mixed | mixed >> 24);
}

static inline void blend(uint32_t *at, uint32_t colour, uint32_t share) { lay(at, ink_of(colour), share); }

/* What four pixels get of `all`, `right` and `low` out of 256 away from the first; none more than a whole one. */
static inline void share_out(uint32_t *share, uint32_t all, uint32_t right, uint32_t low)
{
    int k;
    share[1] = all * right >> 8;
    share[0] = all - share[1];
    share[2] = share[0] * low >> 8;
    share[3] = share[1] * low >> 8;
    share[0] -= share[2];
    share[1] -= share[3];
    if (all > 256)
        for (k = 0; k < 4; k++)
            share[k] = share[k] < 256 ? share[k] : 256;
}

/* So much of a line, spread over the four pixels round a place by its distance from their middles; little in one. */
static inline void speck(const Canvas *c, double x, double y, double length, uint32_t colour)
{
    int64_t i, j, at_x, at_y;
    uint32_t all = (uint32_t)(length * 256.0), share[4];
    int k;
    if (all < FAINT) {
        i = down(x), j = down(y);
        if (i >= 0 && j >= 0 && i < c->w && j < c->h)
            blend(c->px + i + j * c->stride, colour, all);
        return;
    }
    i = down(x - 0.5), j = down(y - 0.5);
    share_out(share, all, (uint32_t)((x - 0.5 - (double)i) * 256.0), (uint32_t)((y - 0.5 - (double)j) * 256.0));
    for (k = 0; k < 4; k++) {
        at_x = i + (k & 1), at_y = j + (k >> 1);
        if (at_x >= 0 && at_y >= 0 && at_x < c->w && at_y < c->h)
            blend(c->px + at_x + at_y * c->stride, colour, share[k]);
    }
}

typedef struct {
    const void *rows;        /* float or double */
    const int32_t *look;     /* of each row */
    const int64_t *ranges;   /* n pairs: start and stop of rows */
    const double *shifts;    /* n pairs: where the origin of these rows lies in pixels */
    const double *turn;      /* a b c d: (x, y) lies at (a x + c y, b x + d y) from there */
    const uint32_t *palette; /* colour of each look; 0 is not drawn */
    const float *widths;     /* pixels, of each look */
    const int32_t *dashed;   /* first and count in `dashes` of each look */
    const float *dashes;
    int64_t count;
    int64_t wide; /* whether rows are double */
} Table;

/* The pen of a look; its colour is 0 when it is not drawn. */
static inline Pen pen_of(const Table *t, int32_t look)
{
    Pen pen = {t->palette[look], t->widths[look], NULL, t->dashed[2 * look + 1], 0.0};
    int i;
    if (pen.count)
        pen.dashes = t->dashes + t->dashed[2 * look];
    for (i = 0; i < pen.count; i++)
        pen.period += pen.dashes[i];
    return pen;
}

/* A line of the drawing; `walked` pixels of its dashes are behind its start. */
void raster_line(const Canvas *c, double x0, double y0, double x1, double y1, const Pen *pen, double walked);

/* A point: a square of at least two pixels, seen at every zoom. */
void raster_dot(const Canvas *c, double x, double y, const Pen *pen);

#endif
