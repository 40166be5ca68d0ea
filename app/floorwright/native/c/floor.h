/* A floor of convex parts in a grid: what stands in the way of a line. */

#ifndef FLOORWRIGHT_FLOOR_H
#define FLOORWRIGHT_FLOOR_H

#include "export.h"
#include "grid.h"

typedef struct {
    int64_t parts, sides, owners, corners;
    const double *planes, *boxes; /* sides x 3 a part; 4 a part */
    const int64_t *owner, *corner_owner;
    const double *corner; /* 8 a corner: at, before, after, shown */
    int64_t *first_part, *part_count, *first_corner, *corner_count; /* by owner */
    Grid grid;
    int64_t *cell_first;
    int32_t *cell_part;
} Floor;

static inline int is_among(int64_t row, const int64_t *rows, int64_t count) {
    for (int64_t i = 0; i < count; i++)
        if (rows[i] == row) return 1;
    return 0;
}

/* Whether the segment goes deeper than tolerance into a part: see _hits in geometry/sight.py. */
static inline int hits(const Floor *f, int64_t part, double ax, double ay, double bx, double by, double tolerance) {
    const double *box = f->boxes + 4 * part;
    if (!((ax < bx ? ax : bx) < box[2] - tolerance && (ax > bx ? ax : bx) > box[0] + tolerance &&
          (ay < by ? ay : by) < box[3] - tolerance && (ay > by ? ay : by) > box[1] + tolerance))
        return 0;
    const double *plane = f->planes + 3 * f->sides * part;
    double enter = 0.0, leave = 1.0;
    for (int64_t k = 0; k < f->sides; k++, plane += 3) {
        double inner = plane[2] - tolerance;
        double one = plane[0] * ax + plane[1] * ay - inner, other = plane[0] * bx + plane[1] * by - inner;
        if (one >= 0.0) {
            if (other >= 0.0) return 0;
            double share = one / (one - other);
            if (share > enter) enter = share;
        } else if (other >= 0.0) {
            double share = one / (one - other);
            if (share < leave) leave = share;
        }
    }
    return enter < leave;
}

/* The parts that the segment hits, of owners that are not ignored; at most room of them, each once. */
EXPORT int64_t fw_hits(const Floor *f, double ax, double ay, double bx, double by, double tolerance, int64_t ignored,
                       const int64_t *ignore, int64_t room, int64_t *found);

#endif
