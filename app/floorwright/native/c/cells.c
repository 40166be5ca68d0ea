/* The cells of grids that lines and arcs lie in, and their values from the centres of these; cells_numpy.py gives the
 * same answers.
 */
#include <math.h>
#include <stdint.h>

#include "export.h"

#define FARTHEST 1e37

typedef struct {
    double x, y, reach;     /* the corner of the grids; what is farther from it both ways is a stray */
    const double *edges;    /* of the cells of each grid, each twice as long as the one before */
    const int64_t *columns; /* of each grid */
    const int64_t *rows;
    const int64_t *firsts; /* number of the first cell of each grid; then that of strays, which is before nowhere */
    int64_t coarsest;      /* number of the last grid */
} Grid;

static double within(double value, double most) { return value < 0.0 ? 0.0 : value > most ? most : value; }

static uint16_t cell_of(const Grid *g, double x, double y, double size)
{
    int64_t stray = g->firsts[g->coarsest + 1], column, row;
    int exponent, level;
    if (!(fabs(x) < FARTHEST && fabs(y) < FARTHEST && size < FARTHEST))
        return (uint16_t)(stray + 1);
    if (!(fabs(x - g->x) < g->reach && fabs(y - g->y) < g->reach))
        return (uint16_t)stray;
    /* A number is below two to the power of its exponent: the edge of the cell that is at least as large. */
    frexp(size / g->edges[0], &exponent);
    level = exponent < 0 ? 0 : exponent > g->coarsest ? (int)g->coarsest : exponent;
    column = (int64_t)within((x - g->x) / g->edges[level], (double)(g->columns[level] - 1));
    row = (int64_t)within((y - g->y) / g->edges[level], (double)(g->rows[level] - 1));
    return (uint16_t)(g->firsts[level] + row * g->columns[level] + column);
}

/* How far an arc reaches in x and y, from its two vectors. */
static double across(const double *arc) { return sqrt(arc[2] * arc[2] + arc[4] * arc[4]); }

static double up(const double *arc) { return sqrt(arc[3] * arc[3] + arc[5] * arc[5]); }

/* The larger of two sizes; no number if the first is none. */
static double larger(double a, double b) { return a > b || a != a ? a : b; }

/* The numbers of the cells of `count` rows of four (lines) or seven (arcs) numbers. */
EXPORT void fw_cell_numbers(const double *rows, int64_t wide, int64_t count, const Grid *grid, uint16_t *numbers)
{
    int64_t i;
    for (i = 0; i < count; i++) {
        const double *r = rows + wide * i;
        if (wide == 4)
            numbers[i] = cell_of(grid, (r[0] + r[2]) * 0.5, (r[1] + r[3]) * 0.5,
                                 larger(fabs(r[2] - r[0]), fabs(r[3] - r[1])));
        else
            numbers[i] = cell_of(grid, r[0], r[1], 2.0 * larger(across(r), up(r)));
    }
}

/* For rows in the given order, cell by cell: their values from the centre of the cell, and the box round what is in
 * each, from its centre. Returns 0 when the order names a row, or `starts` a range, that is not there. */
EXPORT int32_t fw_cell_values(const double *rows, int64_t wide, int64_t count, const int32_t *order,
                              const int64_t *starts, const double *centres, int64_t cells, float *values, float *boxes)
{
    int64_t cell, at, i;
    for (cell = 0; cell < cells; cell++) {
        double x = centres[2 * cell], y = centres[2 * cell + 1];
        float low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
        if (starts[cell] < 0 || starts[cell + 1] < starts[cell] || starts[cell + 1] > count)
            return 0;
        for (at = starts[cell]; at < starts[cell + 1]; at++) {
            const double *r;
            float *v = values + wide * at, x0, y0, x1, y1;
            if (order[at] < 0 || order[at] >= count)
                return 0;
            r = rows + wide * order[at];
            v[0] = (float)(r[0] - x), v[1] = (float)(r[1] - y);
            if (wide == 4) {
                v[2] = (float)(r[2] - x), v[3] = (float)(r[3] - y);
                x0 = v[0] < v[2] ? v[0] : v[2], x1 = v[0] < v[2] ? v[2] : v[0];
                y0 = v[1] < v[3] ? v[1] : v[3], y1 = v[1] < v[3] ? v[3] : v[1];
            } else {
                float reach_x = (float)across(r), reach_y = (float)up(r);
                for (i = 2; i < 7; i++)
                    v[i] = (float)r[i];
                x0 = v[0] - reach_x, x1 = v[0] + reach_x, y0 = v[1] - reach_y, y1 = v[1] + reach_y;
            }
            low_x = x0 < low_x ? x0 : low_x, high_x = x1 > high_x ? x1 : high_x;
            low_y = y0 < low_y ? y0 : low_y, high_y = y1 > high_y ? y1 : high_y;
        }
        boxes[cell] = low_x, boxes[cells + cell] = low_y;
        boxes[2 * cells + cell] = high_x, boxes[3 * cells + cell] = high_y;
    }
    return 1;
}
