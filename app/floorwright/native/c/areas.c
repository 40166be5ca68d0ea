/* Areas inside rings, drawn into 32-bit premultiplied pixels by the exact share of each pixel that they cover.
 *
 * The edges of a shape leave in each row of pixels how much more is covered from a pixel on; a walk along the row adds
 * that up. For an edge that crosses the row between a and b, the mean of max(t - x, 0) over a <= x <= b is how much lies
 * to the right of it up to t; its second difference over the pixels is what is left there.
 */
#include "raster.h"

#define TOO_SHORT 0.12 /* a corner nearer than this to the one before it, in pixels, is left out */

typedef struct {
    uint32_t *px;
    int64_t w, h, stride;
    float *change; /* h rows of w + 2 */
    int64_t *first, *last; /* touched in each row */
    int64_t top, bottom;   /* touched rows */
} Sheet;

static double to_the_right(double t, double a, double b)
{
    if (t <= a)
        return 0.0;
    if (t >= b)
        return t - 0.5 * (a + b);
    return 0.5 * (t - a) * (t - a) / (b - a);
}

/* Part of an edge within one row, 0 <= a, b <= w; `signed_height` is positive downwards. */
static void leave(Sheet *s, int64_t row, double a, double b, double signed_height)
{
    float *change = s->change + row * (s->w + 2);
    double before = 0.0, last = 0.0, low = a < b ? a : b, high = a < b ? b : a;
    int64_t i = (int64_t)low, end = (int64_t)high + 1;
    if (i < s->first[row])
        s->first[row] = i;
    if (end > s->last[row])
        s->last[row] = end;
    for (; i <= end; i++) {
        double next = to_the_right((double)(i + 1), low, high);
        change[i] += (float)(signed_height * (next - last - before));
        before = next - last;
        last = next;
    }
}

/* An edge that is within the columns of the picture. */
static void inside(Sheet *s, double x0, double y0, double x1, double y1)
{
    double sign = 1.0, slope;
    int64_t row, last;
    if (y0 == y1)
        return;
    if (y0 > y1) {
        double t = x0;
        x0 = x1, x1 = t, t = y0, y0 = y1, y1 = t;
        sign = -1.0;
    }
    slope = (x1 - x0) / (y1 - y0);
    row = y0 > 0.0 ? (int64_t)y0 : 0;
    last = (int64_t)ceil(y1) - 1;
    if (last > s->h - 1) /* a rounding error below the picture */
        last = s->h - 1;
    if (row < s->top)
        s->top = row;
    if (last > s->bottom)
        s->bottom = last;
    for (; row <= last; row++) {
        double from = y0 > (double)row ? y0 : (double)row, to = y1 < (double)(row + 1) ? y1 : (double)(row + 1);
        double a = x0 + (from - y0) * slope, b = x0 + (to - y0) * slope, right = (double)s->w;
        a = a < 0.0 ? 0.0 : a > right ? right : a;
        b = b < 0.0 ? 0.0 : b > right ? right : b;
        leave(s, row, a, b, sign * (to - from));
    }
}

/* Any edge: what lies left of the picture counts at its left border, what lies right of it is not seen. */
static void edge(Sheet *s, double x0, double y0, double x1, double y1)
{
    double h = (double)s->h, w = (double)s->w, cuts[4], slope;
    int n = 0, i;
    if (!((y0 < h || y1 < h) && (y0 > 0.0 || y1 > 0.0)) || (x0 >= w && x1 >= w))
        return;
    if (!(fabs(x0) < 1e300 && fabs(x1) < 1e300 && fabs(y0) < 1e300 && fabs(y1) < 1e300) || y0 == y1)
        return;
    slope = (x1 - x0) / (y1 - y0);
    if (y0 < 0.0 || y0 > h) {
        double y = y0 < 0.0 ? 0.0 : h;
        x0 = x0 + (y - y0) * slope, y0 = y;
    }
    if (y1 < 0.0 || y1 > h) {
        double y = y1 < 0.0 ? 0.0 : h;
        x1 = x0 + (y - y0) * slope, y1 = y;
    }
    cuts[n++] = 0.0;
    if ((x0 < 0.0) != (x1 < 0.0))
        cuts[n++] = (0.0 - x0) / (x1 - x0);
    if ((x0 > w) != (x1 > w))
        cuts[n++] = (w - x0) / (x1 - x0);
    if (n == 3 && cuts[1] > cuts[2]) {
        double t = cuts[1];
        cuts[1] = cuts[2], cuts[2] = t;
    }
    cuts[n] = 1.0;
    for (i = 0; i < n; i++) {
        double a = cuts[i], b = cuts[i + 1], middle = x0 + 0.5 * (a + b) * (x1 - x0);
        double ya = y0 + a * (y1 - y0), yb = b == 1.0 ? y1 : y0 + b * (y1 - y0);
        if (middle <= 0.0)
            inside(s, 0.0, ya, 0.0, yb);
        else if (middle < w)
            inside(s, x0 + a * (x1 - x0), ya, b == 1.0 ? x1 : x0 + b * (x1 - x0), yb);
    }
}

static uint32_t covered(double sum, int even_odd)
{
    double share = fabs(sum);
    if (even_odd) {
        share = fmod(share, 2.0);
        share = share > 1.0 ? 2.0 - share : share;
    } else if (share > 1.0)
        share = 1.0;
    return (uint32_t)(share * 256.0 + 0.5);
}

/* Adds up the rows, colours the pixels, and leaves the sheet empty. */
static void ink(Sheet *s, uint32_t colour, int even_odd)
{
    int64_t row, i;
    for (row = s->top; row <= s->bottom; row++) {
        float *change = s->change + row * (s->w + 2);
        uint32_t *at = s->px + row * s->stride;
        uint32_t share = 0;
        double sum = 0.0;
        int64_t end = s->last[row];
        if (s->first[row] > end)
            continue;
        for (i = s->first[row]; i < s->w; i++) {
            if (i <= end && change[i] != 0.0f) {
                sum += change[i];
                change[i] = 0.0f;
                share = covered(sum, even_odd);
            } else if (i > end && share == 0)
                break;
            if (share == 256 && colour >= 0xff000000u)
                at[i] = colour;
            else if (share)
                blend(at + i, colour, share);
        }
        for (i = s->w; i <= end; i++)
            change[i] = 0.0f;
        s->first[row] = s->w + 2;
        s->last[row] = -1;
    }
    s->top = s->h;
    s->bottom = -1;
}

/* Draws `count` shapes. Rings are `points` split by `ring_starts`, shapes are rings split by `shape_starts`; `places`
 * holds a b c d e f of each, or one for all when `places_step` is 0: (x, y) lies at (a x + c y + e, b x + d y + f).
 * Returns 0 when there is no memory. */
EXPORT int32_t fw_areas(uint32_t *px, int64_t w, int64_t h, int64_t stride, const double *points,
                        const int32_t *ring_starts, const int32_t *shape_starts, const int32_t *which,
                        const double *places, int64_t places_step, const uint32_t *colours, int64_t count,
                        int32_t even_odd)
{
    Sheet s = {px, w, h, stride, NULL, NULL, NULL, h, -1};
    int64_t n, row;
    s.change = calloc((size_t)(h * (w + 2) + 1), sizeof(float));
    s.first = malloc((size_t)(2 * h + 1) * sizeof(int64_t));
    if (!s.change || !s.first) {
        free(s.change);
        free(s.first);
        return 0;
    }
    s.last = s.first + h;
    for (row = 0; row < h; row++) {
        s.first[row] = w + 2;
        s.last[row] = -1;
    }
    for (n = 0; n < count; n++) {
        const double *m = places + n * places_step;
        int64_t ring, at;
        for (ring = shape_starts[which[n]]; ring < shape_starts[which[n] + 1]; ring++) {
            int64_t start = ring_starts[ring], stop = ring_starts[ring + 1];
            double x0, y0, end_x, end_y;
            if (stop - start < 3)
                continue;
            x0 = m[0] * points[2 * stop - 2] + m[2] * points[2 * stop - 1] + m[4];
            y0 = m[1] * points[2 * stop - 2] + m[3] * points[2 * stop - 1] + m[5];
            end_x = x0, end_y = y0;
            for (at = start; at < stop; at++) {
                double x1 = m[0] * points[2 * at] + m[2] * points[2 * at + 1] + m[4];
                double y1 = m[1] * points[2 * at] + m[3] * points[2 * at + 1] + m[5];
                if (fabs(x1 - x0) < TOO_SHORT && fabs(y1 - y0) < TOO_SHORT)
                    continue;
                edge(&s, x0, y0, x1, y1);
                x0 = x1, y0 = y1;
            }
            edge(&s, x0, y0, end_x, end_y);
        }
        ink(&s, colours[n], even_odd);
    }
    free(s.change);
    free(s.first);
    return 1;
}
