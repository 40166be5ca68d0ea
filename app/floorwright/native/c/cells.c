/* Primitives put in order by the cell of a grid that they lie in, and within it by look and length; cells_numpy.py gives
 * the same answers.
 *
 * A key holds the number of the cell, what is to lie together in it, and the row: 16, 18 and 30 bits.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "export.h"

#define ROW_BITS 30
#define CELL_SHIFT 48
#define DIGIT_BITS 12
#define DIGITS (1 << DIGIT_BITS)
#define FIRST_BIT 28 /* three digits from here on hold all but the row */
#define FARTHEST 1e37
#define ROOT_HALF 0.70710678118654757

typedef struct {
    double x, y, reach;     /* the corner of the grids; what is farther from it both ways is a stray */
    const double *edges;    /* of the cells of each grid, each twice as long as the one before */
    const int64_t *columns; /* of each grid */
    const int64_t *rows;
    const int64_t *firsts; /* number of the first cell of each grid; then that of strays, which is before nowhere */
    int64_t coarsest;      /* number of the last grid */
} Grid;

static double within(double value, double most) { return value < 0.0 ? 0.0 : value > most ? most : value; }

static uint64_t key_of(const Grid *g, double x, double y, double size, int way, int32_t look, int64_t row)
{
    uint64_t cell, class = 0, stray = (uint64_t)g->firsts[g->coarsest + 1];
    if (!(fabs(x) < FARTHEST && fabs(y) < FARTHEST && size < FARTHEST))
        cell = stray + 1, way = 0;
    else {
        int exponent, level, half;
        double mantissa = frexp(size / g->edges[0], &exponent);
        level = exponent < 0 ? 0 : exponent > g->coarsest ? (int)g->coarsest : exponent;
        half = 2 * (exponent - level) + (mantissa < ROOT_HALF ? 0 : 1) + 30;
        class = size == 0.0 || half < 0 ? 0 : half > 31 ? 31 : (uint64_t)half;
        cell = stray;
        if (fabs(x - g->x) < g->reach && fabs(y - g->y) < g->reach) {
            double column = within((x - g->x) / g->edges[level], (double)(g->columns[level] - 1));
            double line = within((y - g->y) / g->edges[level], (double)(g->rows[level] - 1));
            cell = (uint64_t)(g->firsts[level] + (int64_t)line * g->columns[level] + (int64_t)column);
        }
    }
    return cell << CELL_SHIFT | ((uint64_t)(look & 2047) << 7 | class << 2 | (uint64_t)way) << ROW_BITS | (uint64_t)row;
}

static void sort(uint64_t *keys, uint64_t *spare, int64_t count)
{
    static const int passes = 3;
    int64_t starts[3][DIGITS], i;
    int pass;
    memset(starts, 0, sizeof starts);
    for (i = 0; i < count; i++)
        for (pass = 0; pass < passes; pass++)
            starts[pass][keys[i] >> (FIRST_BIT + pass * DIGIT_BITS) & (DIGITS - 1)]++;
    for (pass = 0; pass < passes; pass++) {
        uint64_t *from = pass % 2 ? spare : keys, *to = pass % 2 ? keys : spare;
        int64_t sum = 0;
        for (i = 0; i < DIGITS; i++) {
            int64_t some = starts[pass][i];
            starts[pass][i] = sum;
            sum += some;
        }
        for (i = 0; i < count; i++)
            to[starts[pass][from[i] >> (FIRST_BIT + pass * DIGIT_BITS) & (DIGITS - 1)]++] = from[i];
    }
    memcpy(keys, spare, (size_t)count * sizeof *keys);
}

/* The keys of `count` rows of four (lines) or seven (arcs) numbers, ascending; `spare` has room for as many. */
EXPORT void fw_cell_keys(const double *rows, int64_t wide, const int32_t *look, int64_t count, const Grid *grid,
                         uint64_t *keys, uint64_t *spare)
{
    int64_t row;
    for (row = 0; row < count; row++) {
        const double *r = rows + wide * row;
        if (wide == 4) {
            double dx = fabs(r[2] - r[0]), dy = fabs(r[3] - r[1]);
            int way = dy == 0.0 ? 0 : dx == 0.0 ? 1 : 2;
            keys[row] = key_of(grid, (r[0] + r[2]) * 0.5, (r[1] + r[3]) * 0.5, dx > dy || dx != dx ? dx : dy, way,
                               look[row], row);
        } else {
            double across = sqrt(r[2] * r[2] + r[4] * r[4]), up = sqrt(r[3] * r[3] + r[5] * r[5]);
            keys[row] = key_of(grid, r[0], r[1], 2.0 * (across > up || across != across ? across : up), 0, look[row], row);
        }
    }
    sort(keys, spare, count);
}

/* For rows in the order of their keys: their numbers, and their values from the centre of their cell; the box round
 * what is in each cell, from its centre. Returns 0 when a key names a row or a range that is not there. */
EXPORT int32_t fw_cell_values(const double *rows, int64_t wide, int64_t count, const uint64_t *keys,
                              const int64_t *starts, const double *centres, int64_t cells, float *values,
                              int32_t *order, float *boxes)
{
    int64_t cell, at, i;
    for (cell = 0; cell < cells; cell++) {
        double x = centres[2 * cell], y = centres[2 * cell + 1];
        float low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
        if (starts[cell] < 0 || starts[cell + 1] < starts[cell] || starts[cell + 1] > count)
            return 0;
        for (at = starts[cell]; at < starts[cell + 1]; at++) {
            int64_t row = (int64_t)(keys[at] & ((1u << ROW_BITS) - 1));
            const double *r = rows + wide * row;
            float *v = values + wide * at, x0, y0, x1, y1;
            if (row >= count)
                return 0;
            order[at] = (int32_t)row;
            v[0] = (float)(r[0] - x), v[1] = (float)(r[1] - y);
            if (wide == 4) {
                v[2] = (float)(r[2] - x), v[3] = (float)(r[3] - y);
                x0 = v[0] < v[2] ? v[0] : v[2], x1 = v[0] < v[2] ? v[2] : v[0];
                y0 = v[1] < v[3] ? v[1] : v[3], y1 = v[1] < v[3] ? v[3] : v[1];
            } else {
                float across = (float)sqrt(r[2] * r[2] + r[4] * r[4]), up = (float)sqrt(r[3] * r[3] + r[5] * r[5]);
                for (i = 2; i < 7; i++)
                    v[i] = (float)r[i];
                x0 = v[0] - across, x1 = v[0] + across, y0 = v[1] - up, y1 = v[1] + up;
            }
            low_x = x0 < low_x ? x0 : low_x, high_x = x1 > high_x ? x1 : high_x;
            low_y = y0 < low_y ? y0 : low_y, high_y = y1 > high_y ? y1 : high_y;
        }
        boxes[cell] = low_x, boxes[cells + cell] = low_y;
        boxes[2 * cells + cell] = high_x, boxes[3 * cells + cell] = high_y;
    }
    return 1;
}
