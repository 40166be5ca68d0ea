/* Where ways cross, for native/paths.py, decided exactly: see geometry/crossings.py. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "export.h"
#include "grid.h"

#define ORIENTATION_BOUND ((3.0 + 16.0 * 1.1102230246251565e-16) * 1.1102230246251565e-16)
#define SPLITTER 134217729.0
#define CROWD 2 /* so many segments come to a cell of the grid on average, were they points */

static void two_sum(double a, double b, double *sum, double *rest) {
    double s = a + b, t = s - a;
    *rest = (a - (s - t)) + (b - t);
    *sum = s;
}

static void two_product(double a, double b, double *product, double *rest) {
    double p = a * b, c = SPLITTER * a, high = c - (c - a), low = a - high;
    double d = SPLITTER * b, high2 = d - (d - b), low2 = b - high2;
    *rest = ((high * high2 - p) + high * low2 + low * high2) + low * low2;
    *product = p;
}

/* The exact sign of twice the area of a, b, c: its six products, each exact in two numbers, added without loss. */
static int exact_turn(const double *a, const double *b, const double *c) {
    double factors[6][2] = {{a[0], b[1]}, {-a[0], c[1]}, {-c[0], b[1]}, {-a[1], b[0]}, {a[1], c[0]}, {c[1], b[0]}};
    double sum[12];
    int count = 0;
    for (int i = 0; i < 6; i++) {
        double parts[2];
        two_product(factors[i][0], factors[i][1], &parts[1], &parts[0]);
        for (int k = 0; k < 2; k++) {
            double carry = parts[k];
            int kept = 0;
            for (int j = 0; j < count; j++) {
                double rest;
                two_sum(carry, sum[j], &carry, &rest);
                if (rest != 0.0) sum[kept++] = rest;
            }
            if (carry != 0.0) sum[kept++] = carry;
            count = kept;
        }
    }
    return count == 0 ? 0 : sum[count - 1] > 0.0 ? 1 : -1;
}

static int turn(const double *a, const double *b, const double *c) {
    /* Ways share corners and run along the axes: what lies on one line so needs no further look. */
    if ((a[0] == b[0] && b[0] == c[0]) || (a[1] == b[1] && b[1] == c[1])) return 0;
    if ((a[0] == c[0] && a[1] == c[1]) || (b[0] == c[0] && b[1] == c[1])) return 0;
    double left = (a[0] - c[0]) * (b[1] - c[1]), right = (a[1] - c[1]) * (b[0] - c[0]), area = left - right;
    double doubt = ORIENTATION_BOUND * (fabs(left) + fabs(right));
    return area > doubt ? 1 : area < -doubt ? -1 : exact_turn(a, b, c);
}

/* The segments' numbers by the cells they touch: those of cell k lie in number from first[k] on. */
typedef struct {
    Grid grid;
    int64_t *first;
    int32_t *number;
} Entered;

static int64_t enter(const Entered *e, int64_t count, const int32_t *which, const double *ends, int64_t *place) {
    int64_t total = 0;
    for (int64_t i = 0; i < count; i++) {
        const double *a = ends + 4 * (int64_t)which[i];
        int64_t x0, x1, y0, y1;
        columns_of(&e->grid, a[0], a[2], &x0, &x1);
        for (int64_t x = x0; x <= x1; x++) {
            rows_in_column(&e->grid, x, a[0], a[1], a[2], a[3], &y0, &y1);
            for (int64_t y = y0; y <= y1; y++, total++) {
                int64_t cell = y * e->grid.columns + x;
                if (e->number) e->number[place[cell]] = which[i];
                place[cell]++;
            }
        }
    }
    return total;
}

static int enter_all(Entered *e, int64_t count, const int32_t *which, const double *ends) {
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int64_t i = 0; i < count; i++)
        for (int k = 0; k < 4; k++) {
            double value = ends[4 * (int64_t)which[i] + k];
            if (value < box[k % 2]) box[k % 2] = value;
            if (value > box[2 + k % 2]) box[2 + k % 2] = value;
        }
    e->grid = grid_over(box, count / CROWD);
    int64_t cells = e->grid.columns * e->grid.rows;
    int64_t *place = calloc((size_t)cells + 1, sizeof *place);
    e->first = malloc((size_t)(cells + 1) * sizeof *e->first);
    if (place && e->first) {
        int64_t total = enter(e, count, which, ends, place), reached = 0;
        for (int64_t i = 0; i <= cells; i++) {
            int64_t here = place[i];
            e->first[i] = place[i] = reached;
            reached += here;
        }
        e->number = malloc((size_t)(total + 1) * sizeof *e->number);
        if (e->number) enter(e, count, which, ends, place);
    }
    free(place);
    return e->number != NULL;
}

static int apart(const double *a, const double *b, const double *c, const double *d, int k) {
    return (c[k] > a[k] && c[k] > b[k] && d[k] > a[k] && d[k] > b[k]) ||
           (c[k] < a[k] && c[k] < b[k] && d[k] < a[k] && d[k] < b[k]);
}

static int cross(const double *a, const double *c) {
    const double *b = a + 2, *d = c + 2;
    if (apart(a, b, c, d, 0) || apart(a, b, c, d, 1)) return 0;
    int side = turn(a, b, c);
    return side && side * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/* By how much the number of crossings has changed, where segment i (4 numbers) was there before[i] times and is now there
 * after[i] times: two segments that properly cross count as often as one is there times as often as the other is. Only
 * those that changed are looked at, with all others. Returns -1 without memory, else 0. Exact for ends up to 1e140, none
 * of them nan. */
EXPORT int64_t fw_crossing_change(int64_t count, const double *ends, const int64_t *before, const int64_t *after,
                                  int64_t *change) {
    Entered e = {.first = NULL, .number = NULL};
    int64_t changed = 0, result = -1, *looked = NULL;
    int32_t *which = malloc((size_t)(count + 1) * sizeof *which);
    *change = 0;
    if (!which) return -1;
    for (int64_t i = 0; i < count; i++)
        if (before[i] != after[i]) which[changed++] = (int32_t)i;
    if (!changed) {
        free(which);
        return 0;
    }
    looked = calloc((size_t)count, sizeof *looked);
    if (!looked || !enter_all(&e, changed, which, ends)) goto end;
    for (int64_t i = 0; i < count; i++) {
        const double *a = ends + 4 * i;
        int64_t was = before[i], is = after[i], x0, x1;
        columns_of(&e.grid, a[0], a[2], &x0, &x1);
        for (int64_t x = x0; x <= x1; x++) {
            int64_t y0, y1;
            rows_in_column(&e.grid, x, a[0], a[1], a[2], a[3], &y0, &y1);
            for (int64_t y = y0; y <= y1; y++) {
                int64_t cell = y * e.grid.columns + x;
                for (int64_t at = e.first[cell]; at < e.first[cell + 1]; at++) {
                    int64_t k = e.number[at];
                    /* Of two that changed each is met on the other's way: once is enough. */
                    if (looked[k] == i + 1 || (was != is && k >= i)) continue;
                    looked[k] = i + 1;
                    if (cross(a, ends + 4 * k)) *change += is * after[k] - was * before[k];
                }
            }
        }
    }
    result = 0;
end:
    free(e.first), free(e.number), free(looked), free(which);
    return result;
}
