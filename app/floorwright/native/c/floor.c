/* Floors of convex parts, for native/paths.py: the arithmetic is that of the numpy code in geometry/sight.py. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "floor.h"

/* Whether a part reaches into a cell of the grid: no side of it has the whole cell outside. */
static int reaches(const Floor *f, int64_t part, double x0, double y0, double x1, double y1) {
    const double *plane = f->planes + 3 * f->sides * part;
    for (int64_t k = 0; k < f->sides; k++, plane += 3)
        if (plane[0] * (plane[0] > 0 ? x0 : x1) + plane[1] * (plane[1] > 0 ? y0 : y1) > plane[2]) return 0;
    return 1;
}

static int64_t fill_cells(Floor *f, int64_t *count, int fill) {
    int64_t total = 0;
    double pad = 1e-3 * f->grid.side;
    for (int64_t part = 0; part < f->parts; part++) {
        const double *box = f->boxes + 4 * part;
        int64_t x0 = cell_of(box[0] - pad, f->grid.left, f->grid.side, f->grid.columns);
        int64_t x1 = cell_of(box[2] + pad, f->grid.left, f->grid.side, f->grid.columns);
        int64_t y0 = cell_of(box[1] - pad, f->grid.bottom, f->grid.side, f->grid.rows);
        int64_t y1 = cell_of(box[3] + pad, f->grid.bottom, f->grid.side, f->grid.rows);
        int all = (x1 - x0 + 1) * (y1 - y0 + 1) <= 4;
        for (int64_t y = y0; y <= y1; y++)
            for (int64_t x = x0; x <= x1; x++) {
                double cx = f->grid.left + (double)x * f->grid.side, cy = f->grid.bottom + (double)y * f->grid.side;
                int edge = x == 0 || y == 0 || x == f->grid.columns - 1 || y == f->grid.rows - 1;
                if (!all && !edge && !reaches(f, part, cx - pad, cy - pad, cx + f->grid.side + pad, cy + f->grid.side + pad)) continue;
                int64_t cell = y * f->grid.columns + x;
                if (fill) f->cell_part[count[cell]] = (int32_t)part;
                count[cell]++;
                total++;
            }
    }
    return total;
}

EXPORT void fw_floor_free(Floor *f) {
    if (!f) return;
    free(f->first_part);
    free(f->cell_first);
    free(f->cell_part);
    free(f);
}

/* A floor over arrays that must live as long as it; parts and corners of one owner lie together. NULL without memory. */
EXPORT Floor *fw_floor_new(int64_t parts, int64_t sides, const double *planes, const double *boxes, const int64_t *owner,
                           int64_t owners, int64_t corners, const double *corner, const int64_t *corner_owner) {
    Floor *f = calloc(1, sizeof *f);
    if (!f) return NULL;
    f->parts = parts, f->sides = sides, f->owners = owners, f->corners = corners;
    f->planes = planes, f->boxes = boxes, f->owner = owner, f->corner = corner, f->corner_owner = corner_owner;
    f->first_part = calloc((size_t)owners * 4 + 4, sizeof(int64_t));
    if (!f->first_part) goto out_of_memory;
    f->part_count = f->first_part + owners;
    f->first_corner = f->part_count + owners;
    f->corner_count = f->first_corner + owners;
    for (int64_t i = parts - 1; i >= 0; i--) f->first_part[owner[i]] = i, f->part_count[owner[i]]++;
    for (int64_t i = corners - 1; i >= 0; i--) f->first_corner[corner_owner[i]] = i, f->corner_count[corner_owner[i]]++;
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int64_t i = 0; i < parts; i++)
        for (int k = 0; k < 2; k++) {
            box[k] = fmin(box[k], boxes[4 * i + k]);
            box[k + 2] = fmax(box[k + 2], boxes[4 * i + k + 2]);
        }
    if (!parts) box[0] = box[1] = 0.0, box[2] = box[3] = 1.0;
    f->grid = grid_over(box, parts * 3);
    int64_t cells = f->grid.columns * f->grid.rows;
    int64_t *count = calloc((size_t)cells + 1, sizeof *count);
    f->cell_first = malloc((size_t)(cells + 1) * sizeof(int64_t));
    if (!count || !f->cell_first) {
        free(count);
        goto out_of_memory;
    }
    int64_t total = fill_cells(f, count, 0), reached = 0;
    f->cell_part = malloc((size_t)(total + 1) * sizeof(int32_t));
    if (!f->cell_part) {
        free(count);
        goto out_of_memory;
    }
    for (int64_t i = 0; i <= cells; i++) {
        int64_t here = i < cells ? count[i] : 0;
        f->cell_first[i] = count[i] = reached;
        reached += here;
    }
    fill_cells(f, count, 1);
    free(count);
    return f;
out_of_memory:
    fw_floor_free(f);
    return NULL;
}

EXPORT int64_t fw_hits(const Floor *f, double ax, double ay, double bx, double by, double tolerance, int64_t ignored,
                       const int64_t *ignore, int64_t room, int64_t *found) {
    int64_t count = 0;
    int64_t x0, x1;
    columns_of(&f->grid, ax, bx, &x0, &x1);
    for (int64_t x = x0; x <= x1; x++) {
        int64_t y0, y1;
        rows_in_column(&f->grid, x, ax, ay, bx, by, &y0, &y1);
        for (int64_t y = y0; y <= y1; y++) {
            int64_t cell = y * f->grid.columns + x;
            for (int64_t k = f->cell_first[cell]; k < f->cell_first[cell + 1]; k++) {
                int64_t part = f->cell_part[k];
                if (!hits(f, part, ax, ay, bx, by, tolerance) || is_among(f->owner[part], ignore, ignored) ||
                    is_among(part, found, count))
                    continue;
                if (count == room) return count;
                found[count++] = part;
            }
        }
    }
    return count;
}

/* The parts in which the point lies deeper than tolerance, of owners that are not ignored; at most room of them. */
EXPORT int64_t fw_parts_at(const Floor *f, double px, double py, double tolerance, int64_t ignored, const int64_t *ignore,
                           int64_t room, int64_t *found) {
    int64_t count = 0, x = cell_of(px, f->grid.left, f->grid.side, f->grid.columns), y = cell_of(py, f->grid.bottom, f->grid.side, f->grid.rows);
    int64_t cell = y * f->grid.columns + x;
    for (int64_t k = f->cell_first[cell]; k < f->cell_first[cell + 1] && count < room; k++) {
        int64_t part = f->cell_part[k];
        const double *plane = f->planes + 3 * f->sides * part;
        double deep = INFINITY;
        for (int64_t s = 0; s < f->sides; s++, plane += 3) {
            double here = plane[2] - plane[0] * px - plane[1] * py;
            if (here < deep) deep = here;
        }
        if (deep > tolerance && !is_among(f->owner[part], ignore, ignored)) found[count++] = part;
    }
    return count;
}

/* Which of the segments (4 numbers each) hit any of some parts; an owner's parts are passed over where it is one of the
 * two that the segment ignores. */
EXPORT void fw_struck(const Floor *f, int64_t parts, const int64_t *part, int64_t segments, const double *segment,
                      const int64_t *ignored, double tolerance, uint8_t *struck) {
    for (int64_t i = 0; i < segments; i++) {
        const double *s = segment + 4 * i;
        struck[i] = 0;
        for (int64_t k = 0; k < parts && !struck[i]; k++) {
            int64_t owner = f->owner[part[k]];
            if (owner == ignored[2 * i] || owner == ignored[2 * i + 1]) continue;
            struck[i] = (uint8_t)hits(f, part[k], s[0], s[1], s[2], s[3], tolerance);
        }
    }
}
