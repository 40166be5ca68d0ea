/* Lines that lie inside the picture with room to spare, their ends in fixed point: nothing is asked, nothing cut off.
 *
 * Most lines of a large drawing are such, and most of those no longer than a pixel or along an axis.
 */
#ifndef FLOORWRIGHT_INSIDE_H
#define FLOORWRIGHT_INSIDE_H

#include "raster.h"

#define ROOM 4.0f   /* pixels between the border and what lies inside: enough for */
#define WIDEST 4.0  /* lines of this width in pixels, whatever their direction */

typedef struct {
    uint32_t *px;
    int64_t along, across; /* from a pixel to the next one in these directions */
    int32_t thick;         /* the width in fixed point */
    Ink ink;
} Nib;

/* A thin length of `all` out of 256 round its middle, spread over four pixels. */
static inline void speck_inside(uint32_t *px, int64_t stride, int32_t x, int32_t y, uint32_t all, Ink ink)
{
    int32_t left = x - WHOLE / 2, top = y - WHOLE / 2;
    uint32_t right = (uint32_t)left >> 8 & 255, low = (uint32_t)top >> 8 & 255, share[4];
    uint32_t *at = px + (left >> 16) + (top >> 16) * stride;
    share_out(share, all, right, low);
    lay(at, ink, share[0]);
    lay(at + 1, ink, share[1]);
    lay(at + stride, ink, share[2]);
    lay(at + stride + 1, ink, share[3]);
}

static inline int32_t lesser(int32_t a, int32_t b) { return a < b ? a : b; }

/* The pixels across a line from `low` on, `thick` of them, covered to `part` of their length. */
static inline void across_inside(uint32_t *at, const Nib *nib, int32_t low, int32_t thick, int32_t part)
{
    int32_t covered = lesser(WHOLE - (low & (WHOLE - 1)), thick);
    at += (low >> 16) * nib->across;
    lay(at, nib->ink, (uint32_t)((int64_t)covered * part >> 24));
    for (thick -= covered; thick > 0; thick -= covered) {
        covered = lesser(thick, WHOLE);
        at += nib->across;
        lay(at, nib->ink, (uint32_t)((int64_t)covered * part >> 24));
    }
}

/* A line along an axis, two pixels of it side by side at a time. */
static inline void level_inside(const Nib *nib, int32_t x0, int32_t x1, int32_t y)
{
    int32_t thick = nib->thick, low = y - thick / 2, i, count = (x1 >> 16) - (x0 >> 16) - 1;
    int32_t from = WHOLE - (x0 & (WHOLE - 1)), to = x1 & (WHOLE - 1), left = lesser(WHOLE - (low & (WHOLE - 1)), thick), right;
    uint32_t *px = nib->px + (x0 >> 16) * nib->along + (low >> 16) * nib->across;
    Ink ink = nib->ink;
    if (count < 0)
        from = x1 - x0;
    while (thick > 0) {
        uint32_t *at = px;
        right = lesser(thick - left, WHOLE);
        lay(at, ink, (uint32_t)((int64_t)left * from >> 24));
        lay(at + nib->across, ink, (uint32_t)((int64_t)right * from >> 24));
        if (count >= 0) {
            for (i = 0; i < count; i++) {
                at += nib->along;
                lay(at, ink, (uint32_t)left >> 8);
                lay(at + nib->across, ink, (uint32_t)right >> 8);
            }
            at += nib->along;
            lay(at, ink, (uint32_t)((int64_t)left * to >> 24));
            lay(at + nib->across, ink, (uint32_t)((int64_t)right * to >> 24));
        }
        px += 2 * nib->across;
        thick -= left + right;
        left = lesser(thick, WHOLE);
    }
}

/* Any line that is longer in x than in y, x0 < x1. */
static inline void slanted_inside(const Nib *nib, int32_t x0, int32_t y0, int32_t x1, int32_t y1)
{
    float slope = (float)(y1 - y0) / (float)(x1 - x0);
    int32_t thick = (int32_t)((float)nib->thick * sqrtf(1.0f + slope * slope)), top = thick / 2;
    int32_t first = x0 >> 16, last = x1 >> 16, i, part;
    uint32_t *px = nib->px + first * nib->along;
    int64_t y, climb = (int64_t)(slope * 4294967296.0f);
    if (first == last) {
        across_inside(px, nib, (y0 + y1) / 2 - top, thick, x1 - x0);
        return;
    }
    part = WHOLE - (x0 & (WHOLE - 1));
    across_inside(px, nib, y0 + (int32_t)(0.5f * slope * (float)part) - top, thick, part);
    y = ((int64_t)(y0 - top) << 16) + (int64_t)(slope * (float)(part + WHOLE / 2) * 65536.0f);
    for (i = first + 1; i < last; i++, y += climb)
        across_inside(px += nib->along, nib, (int32_t)(y >> 16), thick, WHOLE);
    part = x1 & (WHOLE - 1);
    across_inside(px + nib->along, nib, y1 - (int32_t)(0.5f * slope * (float)part) - top, thick, part);
}

/* A smooth line. */
static inline void stroke_inside(uint32_t *px, int64_t stride, int32_t x0, int32_t y0, int32_t x1, int32_t y1,
                                 int32_t thick, Ink ink)
{
    int32_t dx = x1 < x0 ? x0 - x1 : x1 - x0, dy = y1 < y0 ? y0 - y1 : y1 - y0;
    Nib nib = {px, dx < dy ? stride : 1, dx < dy ? 1 : stride, thick, ink};
    if (dx < WHOLE && dy < WHOLE && thick < WHOLE + WHOLE / 2) {
        float length = sqrtf((float)dx * (float)dx + (float)dy * (float)dy) * (float)thick;
        uint32_t all = (uint32_t)(length * (1.0f / (WHOLE * 256.0f)));
        if (all < FAINT)
            lay(px + ((x0 + x1) >> 17) + ((y0 + y1) >> 17) * stride, ink, all);
        else
            speck_inside(px, stride, (x0 + x1) >> 1, (y0 + y1) >> 1, all, ink);
        return;
    }
    if (dx < dy) {
        int32_t t = x0;
        x0 = y0, y0 = t, t = x1, x1 = y1, y1 = t;
    }
    if (x0 > x1) {
        int32_t t = x0;
        x0 = x1, x1 = t, t = y0, y0 = y1, y1 = t;
    }
    if (y0 == y1)
        level_inside(&nib, x0, x1, y0);
    else
        slanted_inside(&nib, x0, y0, x1, y1);
}

/* A plain line: in each column (or row) the pixels round its middle. */
static inline void plain_inside(uint32_t *px, int64_t stride, int32_t x0, int32_t y0, int32_t x1, int32_t y1,
                                int32_t wide, uint32_t colour)
{
    int32_t dx = x1 < x0 ? x0 - x1 : x1 - x0, dy = y1 < y0 ? y0 - y1 : y1 - y0, first, last, x, i, k;
    int64_t along = dx >= dy ? 1 : stride, across = dx >= dy ? stride : 1, y, climb;
    float slope;
    if (dx < dy) {
        int32_t t = x0;
        x0 = y0, y0 = t, t = x1, x1 = y1, y1 = t;
    }
    if (x0 > x1) {
        int32_t t = x0;
        x0 = x1, x1 = t, t = y0, y0 = y1, y1 = t;
    }
    first = x0 >> 16, last = x1 >> 16;
    slope = x1 > x0 ? (float)(y1 - y0) / (float)(x1 - x0) : 0.0f;
    climb = (int64_t)(slope * 4294967296.0f);
    y0 -= (wide - 1) * (WHOLE / 2);
    for (i = first; i <= last; i++) {
        uint32_t *at;
        x = i * WHOLE + WHOLE / 2;
        x = x < x0 ? x0 : x > x1 ? x1 : x;
        y = ((int64_t)y0 << 16) + (((int64_t)(x - x0) * climb) >> 16);
        at = px + i * along + (y >> 32) * across;
        for (k = 0; k < wide; k++, at += across)
            *at = colour;
    }
}

#endif
