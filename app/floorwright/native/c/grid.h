/* Squares over a stretch of floor, to find what lies near a line. */

#ifndef FLOORWRIGHT_GRID_H
#define FLOORWRIGHT_GRID_H

#include <math.h>
#include <stdint.h>

/* Squares over a stretch of floor; what lies beyond belongs to those along the edge. */
typedef struct {
    double left, bottom, side;
    int64_t columns, rows;
} Grid;

static inline double lesser(double a, double b) { return a < b ? a : b; }

static inline double greater(double a, double b) { return a > b ? a : b; }

static inline Grid grid_over(const double *box, int64_t wanted) {
    Grid g;
    double wide = fmax(box[2] - box[0], 1e-3), high = fmax(box[3] - box[1], 1e-3);
    wide = fmax(wide, high * 1e-3), high = fmax(high, wide * 1e-3);
    g.left = box[0], g.bottom = box[1];
    g.side = sqrt(wide / (double)(wanted < 16 ? 16 : wanted > 262144 ? 262144 : wanted) * high);
    g.columns = (int64_t)fmin(ceil(wide / g.side) + 1.0, 65536.0);
    g.rows = (int64_t)fmin(ceil(high / g.side) + 1.0, 65536.0);
    return g;
}

static inline int64_t cell_of(double value, double from, double side, int64_t most) {
    double cell = (value - from) / side;
    return !(cell > 0.0) ? 0 : cell >= (double)most ? most - 1 : (int64_t)cell;
}

/* The rows of the grid that the segment touches in one column, widened so that rounding never loses a cell. */
static inline void rows_in_column(const Grid *g, int64_t column, double ax, double ay, double bx, double by,
                                  int64_t *y0, int64_t *y1) {
    double pad = 1e-3 * g->side, low = ay < by ? ay : by, high = ay < by ? by : ay, wide = bx - ax;
    if (fabs(wide) > g->side * 1e-6) {
        double x0 = column == 0 ? -INFINITY : g->left + (double)column * g->side - pad;
        double x1 = column == g->columns - 1 ? INFINITY : g->left + (double)(column + 1) * g->side + pad;
        double s = lesser(greater((x0 - ax) / wide, 0.0), 1.0), t = lesser(greater((x1 - ax) / wide, 0.0), 1.0);
        double one = ay + s * (by - ay), other = ay + t * (by - ay);
        low = greater(low, lesser(one, other)), high = lesser(high, greater(one, other));
    }
    *y0 = cell_of(low - pad, g->bottom, g->side, g->rows);
    *y1 = cell_of(high + pad, g->bottom, g->side, g->rows);
}

static inline void columns_of(const Grid *g, double ax, double bx, int64_t *x0, int64_t *x1) {
    double pad = 1e-3 * g->side;
    *x0 = cell_of((ax < bx ? ax : bx) - pad, g->left, g->side, g->columns);
    *x1 = cell_of((ax > bx ? ax : bx) + pad, g->left, g->side, g->columns);
}

#endif
