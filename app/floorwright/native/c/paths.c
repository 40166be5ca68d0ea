/* Shortest ways, for native/paths.py: along aisles, and round obstacles in the plane; and where ways cross.
 *
 * The arithmetic is that of the numpy code in geometry/sight.py and geometry/detour.py, operation by operation, so that
 * both answer the same question alike. Nothing here keeps a global: calls may run in several threads at once.
 */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"

/* ---- along aisles ------------------------------------------------------------------------------------------- */

typedef struct {
    double far;
    int64_t node;
} Reached;

static int before(Reached a, Reached b) { return a.far < b.far || (a.far == b.far && a.node < b.node); }

static void sift_up(Reached *heap, int64_t at) {
    Reached moving = heap[at];
    while (at > 0) {
        int64_t above = (at - 1) / 4;
        if (!before(moving, heap[above])) break;
        heap[at] = heap[above];
        at = above;
    }
    heap[at] = moving;
}

static void sift_down(Reached *heap, int64_t count) {
    Reached moving = heap[0];
    int64_t at = 0;
    for (;;) {
        int64_t least = 4 * at + 1;
        if (least >= count) break;
        int64_t last = least + 4 < count ? least + 4 : count;
        for (int64_t child = least + 1; child < last; child++)
            if (before(heap[child], heap[least])) least = child;
        if (!before(heap[least], moving)) break;
        heap[at] = heap[least];
        at = least;
    }
    heap[at] = moving;
}

/* How far every node is from the sources (Dijkstra), and by which hop it is reached best: of equally long ways the one
 * whose last hop has the lowest number, whatever the order of the search. Hop k of node i lies in first[i] <= k <
 * first[i + 1]. Sources come with far filled in; all else is infinite and arrival -1. Returns 0, or -1 without memory. */
EXPORT int64_t fw_reach(int64_t nodes, const int64_t *first, const int32_t *to, const double *length, int64_t sources,
                        const int64_t *source, double *far, int32_t *arrival) {
    int64_t room = first[nodes] + sources + 1, count = 0;
    Reached *heap = malloc((size_t)room * sizeof *heap);
    if (!heap) return -1;
    for (int64_t i = 0; i < sources; i++) {
        heap[count] = (Reached){far[source[i]], source[i]};
        sift_up(heap, count++);
    }
    while (count > 0) {
        Reached here = heap[0];
        heap[0] = heap[--count];
        if (count > 0) sift_down(heap, count);
        if (here.far > far[here.node]) continue;
        for (int64_t k = first[here.node]; k < first[here.node + 1]; k++) {
            double reached = here.far + length[k];
            int32_t there = to[k];
            if (reached < far[there]) {
                far[there] = reached;
                arrival[there] = (int32_t)k;
                heap[count] = (Reached){reached, there};
                sift_up(heap, count++);
            } else if (reached == far[there] && arrival[there] > (int32_t)k) {
                arrival[there] = (int32_t)k;
            }
        }
    }
    free(heap);
    return 0;
}

/* ---- the floor: convex parts in a grid -------------------------------------------------------------------------- */

/* Squares over a stretch of floor; what lies beyond belongs to those along the edge. */
typedef struct {
    double left, bottom, side;
    int64_t columns, rows;
} Grid;

typedef struct {
    int64_t parts, sides, owners, corners;
    const double *planes, *boxes; /* sides x 3 a part; 4 a part */
    const int64_t *owner;
    const double *corner; /* 8 a corner: at, before, after, shown */
    int64_t *first_part, *part_count, *first_corner, *corner_count; /* by owner */
    Grid grid;
    int64_t *cell_first;
    int32_t *cell_part;
} Floor;

static Grid grid_over(const double *box, int64_t wanted) {
    Grid g;
    double wide = fmax(box[2] - box[0], 1e-3), high = fmax(box[3] - box[1], 1e-3);
    wide = fmax(wide, high * 1e-3), high = fmax(high, wide * 1e-3);
    g.left = box[0], g.bottom = box[1];
    g.side = sqrt(wide / (double)(wanted < 16 ? 16 : wanted > 262144 ? 262144 : wanted) * high);
    g.columns = (int64_t)fmin(ceil(wide / g.side) + 1.0, 65536.0);
    g.rows = (int64_t)fmin(ceil(high / g.side) + 1.0, 65536.0);
    return g;
}

static int64_t cell_of(double value, double from, double side, int64_t most) {
    double cell = floor((value - from) / side);
    return cell < 0.0 ? 0 : cell >= (double)most ? most - 1 : (int64_t)cell;
}

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
    f->planes = planes, f->boxes = boxes, f->owner = owner, f->corner = corner;
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

/* Whether the segment goes deeper than tolerance into a part: see _hits in geometry/sight.py. */
static int hits(const Floor *f, int64_t part, double ax, double ay, double bx, double by, double tolerance) {
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

/* The rows of the grid that the segment touches in one column, widened so that rounding never loses a cell. */
static void rows_in_column(const Grid *g, int64_t column, double ax, double ay, double bx, double by, int64_t *y0,
                           int64_t *y1) {
    double pad = 1e-3 * g->side, low = ay < by ? ay : by, high = ay < by ? by : ay, wide = bx - ax;
    if (fabs(wide) > g->side * 1e-6) {
        double x0 = column == 0 ? -INFINITY : g->left + (double)column * g->side - pad;
        double x1 = column == g->columns - 1 ? INFINITY : g->left + (double)(column + 1) * g->side + pad;
        double s = fmin(fmax((x0 - ax) / wide, 0.0), 1.0), t = fmin(fmax((x1 - ax) / wide, 0.0), 1.0);
        double one = ay + s * (by - ay), other = ay + t * (by - ay);
        low = fmax(low, fmin(one, other)), high = fmin(high, fmax(one, other));
    }
    *y0 = cell_of(low - pad, g->bottom, g->side, g->rows);
    *y1 = cell_of(high + pad, g->bottom, g->side, g->rows);
}

static void columns_of(const Grid *g, double ax, double bx, int64_t *x0, int64_t *x1) {
    double pad = 1e-3 * g->side;
    *x0 = cell_of((ax < bx ? ax : bx) - pad, g->left, g->side, g->columns);
    *x1 = cell_of((ax > bx ? ax : bx) + pad, g->left, g->side, g->columns);
}

static int is_among(int64_t row, const int64_t *rows, int64_t count) {
    for (int64_t i = 0; i < count; i++)
        if (rows[i] == row) return 1;
    return 0;
}

/* The parts that the segment hits, of owners that are not ignored; at most room of them, each once. */
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

/* ---- round obstacles: see geometry/detour.py ---------------------------------------------------------------------- */

#define TANGENT_SLACK 1e-6
#define TIE 1e-15
#define TIE_UP 0.6180339887498949
#define MOST_REMEMBERED 6000
#define MOST_IN_LINE 40
#define BLOCKED 65535

/* What is known of corners that see each other, from one search to the next, while only obstacles that move change: those
 * are not part of it. A place that another pair needs is taken over. */
typedef struct {
    uint64_t pair; /* one more than the numbers of the two corners put together, 0 for an empty place */
    int64_t blocker; /* a part in the way, or NONE */
} Sight;

#define NONE (-1)
#define SIGHTS ((int64_t)1 << 18)

EXPORT Sight *fw_memory_new(void) { return calloc((size_t)SIGHTS, sizeof(Sight)); }

EXPORT void fw_memory_free(Sight *memory) { free(memory); }

typedef struct {
    const Floor *floor;
    Sight *memory;
    const int64_t *moving; /* owners */
    int64_t movers;
    double tolerance;
    int64_t nodes, node_room;
    double *at; /* 6 a node: at, before, after */
    double *far, *left_over;
    int64_t *from, *corner;
    uint8_t *done, *moves;
    uint16_t *seen; /* by pair: 0 not known, BLOCKED, or 1 + how many of the parts taken it is known to miss */
    int64_t seen_room;
    uint8_t *taken;    /* by owner */
    uint8_t *wall;     /* by part: whether it is of an owner taken */
    int64_t *part;     /* the parts taken */
    int64_t parts;
    int64_t *moving_part, moving_parts;
} Search;

static int grow(Search *s, int64_t wanted) {
    if (wanted > s->node_room) {
        int64_t room = wanted * 2 + 32;
        double *at = realloc(s->at, (size_t)room * 6 * sizeof(double));
        if (at) s->at = at;
        double *far = realloc(s->far, (size_t)room * sizeof(double));
        if (far) s->far = far;
        double *left_over = realloc(s->left_over, (size_t)room * sizeof(double));
        if (left_over) s->left_over = left_over;
        int64_t *from = realloc(s->from, (size_t)room * sizeof(int64_t));
        if (from) s->from = from;
        int64_t *corner = realloc(s->corner, (size_t)room * sizeof(int64_t));
        if (corner) s->corner = corner;
        uint8_t *done = realloc(s->done, (size_t)room);
        if (done) s->done = done;
        uint8_t *moves = realloc(s->moves, (size_t)room);
        if (moves) s->moves = moves;
        if (!at || !far || !left_over || !from || !corner || !done || !moves) return 0;
        s->node_room = room;
    }
    int64_t remembered = wanted < MOST_REMEMBERED ? wanted : MOST_REMEMBERED;
    int64_t pairs = remembered * (remembered - 1) / 2;
    if (pairs > s->seen_room) {
        int64_t room = pairs * 2 < 4096 ? 4096 : pairs * 2;
        uint16_t *seen = realloc(s->seen, (size_t)room * sizeof(uint16_t));
        if (!seen) return 0;
        memset(seen + s->seen_room, 0, (size_t)(room - s->seen_room) * sizeof(uint16_t));
        s->seen = seen;
        s->seen_room = room;
    }
    return 1;
}

static int take_in(Search *s, int64_t owner) {
    const Floor *f = s->floor;
    if (s->taken[owner]) return 1;
    s->taken[owner] = 1;
    for (int64_t k = 0; k < f->part_count[owner]; k++) {
        s->part[s->parts++] = f->first_part[owner] + k;
        s->wall[f->first_part[owner] + k] = 1;
    }
    if (!grow(s, s->nodes + f->corner_count[owner])) return 0;
    int moves = is_among(owner, s->moving, s->movers);
    for (int64_t k = 0; k < f->corner_count[owner]; k++) {
        int64_t corner = f->first_corner[owner] + k;
        memcpy(s->at + 6 * s->nodes, f->corner + 8 * corner, 6 * sizeof(double));
        s->moves[s->nodes] = (uint8_t)moves;
        s->corner[s->nodes++] = corner;
    }
    return 1;
}

static int tangent(const double *corner, const double *towards) {
    double wx = towards[0] - corner[0], wy = towards[1] - corner[1];
    double left = wx * (corner[3] - corner[1]) - wy * (corner[2] - corner[0]);
    double right = wx * (corner[5] - corner[1]) - wy * (corner[4] - corner[0]);
    double slack = TANGENT_SLACK * sqrt(wx * wx + wy * wy);
    return (left >= -slack && right >= -slack) || (left <= slack && right <= slack);
}

/* Whether the way last -> corner -> next bends round the corner, and not away from it: a shortest way never does. */
static int taut(const double *last, const double *corner, const double *next) {
    double wx = corner[0] - last[0], wy = corner[1] - last[1];
    double bend = wx * (next[1] - corner[1]) - wy * (next[0] - corner[0]);
    double before = wx * (corner[3] - corner[1]) - wy * (corner[2] - corner[0]);
    double after = wx * (corner[5] - corner[1]) - wy * (corner[4] - corner[0]);
    double slack = TANGENT_SLACK * sqrt(wx * wx + wy * wy);
    return bend >= 0.0 ? before >= -slack && after >= -slack : before <= slack && after <= slack;
}

static int walled(const Search *s, const double *a, const double *b, int64_t from) {
    const Floor *f = s->floor;
    if (s->parts - from <= MOST_IN_LINE) {
        for (int64_t k = s->parts - 1; k >= from; k--)
            if (hits(f, s->part[k], a[0], a[1], b[0], b[1], s->tolerance)) return 1;
        return 0;
    }
    int64_t x0, x1;
    columns_of(&f->grid, a[0], b[0], &x0, &x1);
    for (int64_t x = x0; x <= x1; x++) {
        int64_t y0, y1;
        rows_in_column(&f->grid, x, a[0], a[1], b[0], b[1], &y0, &y1);
        for (int64_t y = y0; y <= y1; y++) {
            int64_t cell = y * f->grid.columns + x;
            for (int64_t k = f->cell_first[cell]; k < f->cell_first[cell + 1]; k++) {
                int64_t part = f->cell_part[k];
                if (s->wall[part] && hits(f, part, a[0], a[1], b[0], b[1], s->tolerance)) return 1;
            }
        }
    }
    return 0;
}

/* A part of any obstacle that does not move which the line between two corners hits; NONE when it hits none. */
static int64_t blocker(const Search *s, const double *a, const double *b) {
    const Floor *f = s->floor;
    int64_t x0, x1;
    columns_of(&f->grid, a[0], b[0], &x0, &x1);
    for (int64_t x = x0; x <= x1; x++) {
        int64_t y0, y1;
        rows_in_column(&f->grid, x, a[0], a[1], b[0], b[1], &y0, &y1);
        for (int64_t y = y0; y <= y1; y++) {
            int64_t cell = y * f->grid.columns + x;
            for (int64_t k = f->cell_first[cell]; k < f->cell_first[cell + 1]; k++) {
                int64_t part = f->cell_part[k];
                if (hits(f, part, a[0], a[1], b[0], b[1], s->tolerance) && !is_among(f->owner[part], s->moving, s->movers))
                    return part;
            }
        }
    }
    return NONE;
}

/* Whether a line between two nodes goes through none of the parts taken from a number on. */
static int is_clear(Search *s, int64_t low, int64_t high, int64_t known) {
    const double *a = s->at + 6 * low, *b = s->at + 6 * high;
    int64_t one = s->corner[low], other = s->corner[high];
    if (!s->memory || one < 0 || other < 0 || s->moves[low] || s->moves[high]) return !walled(s, a, b, known);
    uint64_t pair = ((uint64_t)(one < other ? one : other) << 32 | (uint64_t)(one < other ? other : one)) + 1;
    Sight *sight = s->memory + (pair * 0x9E3779B97F4A7C15u >> 46);
    if (sight->pair != pair) *sight = (Sight){pair, blocker(s, a, b)};
    if (sight->blocker == NONE) {
        for (int64_t k = 0; k < s->moving_parts; k++) {
            int64_t part = s->moving_part[k];
            if (s->wall[part] && hits(s->floor, part, a[0], a[1], b[0], b[1], s->tolerance)) return 0;
        }
        return 1;
    }
    return !s->wall[sight->blocker] && !walled(s, a, b, known);
}

static int sees(Search *s, int64_t one, int64_t other) {
    int64_t low = one < other ? one : other, high = one < other ? other : one;
    uint16_t *seen = high < MOST_REMEMBERED ? s->seen + high * (high - 1) / 2 + low : NULL;
    int64_t known = 0;
    if (seen && *seen) {
        if (*seen == BLOCKED) return 0;
        known = *seen - 1;
    } else if (!tangent(s->at + 6 * one, s->at + 6 * other) || !tangent(s->at + 6 * other, s->at + 6 * one)) {
        if (seen) *seen = BLOCKED;
        return 0;
    }
    if (known < s->parts && !is_clear(s, low, high, known)) {
        if (seen) *seen = BLOCKED;
        return 0;
    }
    if (seen) *seen = (uint16_t)(s->parts < BLOCKED - 1 ? s->parts + 1 : 1);
    return 1;
}

#define HASTE 4.0

static void prepare(Search *s, int64_t starts, int64_t goals) {
    for (int64_t i = 0; i < s->nodes; i++) {
        double least = INFINITY;
        for (int64_t g = starts; g < starts + goals; g++) {
            double dx = s->at[6 * i] - s->at[6 * g], dy = s->at[6 * i + 1] - s->at[6 * g + 1];
            double far = sqrt(dx * dx + dy * dy);
            if (far < least) least = far;
        }
        s->left_over[i] = least * (1.0 - 1e-7);
    }
}

/* The goal at the end of the best way that costs less than bound (A*), its cost in bound; -1 when there is none.
 * With haste above 1 it is some way and need not be the best. */
static int64_t search(Search *s, int64_t starts, int64_t goals, double haste, double *bound) {
    const double ox = s->at[0], oy = s->at[1];
    for (int64_t i = 0; i < s->nodes; i++) {
        s->far[i] = i < starts ? 0.0 : INFINITY;
        s->from[i] = -1;
        s->done[i] = 0;
    }
    int64_t goal = -1;
    for (;;) {
        int64_t here = -1;
        double least = INFINITY;
        for (int64_t i = 0; i < s->nodes; i++) {
            double hope = s->far[i] + haste * s->left_over[i];
            if (hope < least && !s->done[i]) least = hope, here = i;
        }
        if (here < 0 || !(s->far[here] + s->left_over[here] < *bound)) return goal;
        s->done[here] = 1;
        const double *a = s->at + 6 * here;
        const double *last = s->from[here] >= 0 ? s->at + 6 * s->from[here] : NULL;
        for (int64_t i = starts; i < s->nodes; i++) {
            if (s->done[i]) continue;
            const double *b = s->at + 6 * i;
            double dx = a[0] - b[0], dy = a[1] - b[1];
            double aside = (a[0] + b[0]) / 2 - ox + TIE_UP * ((a[1] + b[1]) / 2 - oy);
            double reached = s->far[here] + sqrt(dx * dx + dy * dy) * (1.0 + TIE * aside);
            if (!(reached < s->far[i]) || !(reached + s->left_over[i] < *bound)) continue;
            if ((haste == 1.0 && last && !taut(last, a, b)) || !sees(s, here, i)) continue;
            s->far[i] = reached;
            s->from[i] = here;
            if (i < starts + goals) {
                *bound = reached, goal = i;
                if (haste > 1.0) return goal;
            }
        }
    }
}

static void forget(Search *s, int64_t *fresh) {
    free(s->at), free(s->far), free(s->left_over), free(s->from), free(s->corner), free(s->done), free(s->seen);
    free(s->moves), free(s->moving_part);
    free(s->taken), free(s->wall), free(s->part), free(fresh);
}

/* The shortest way from any of the starts to any of the goals (2 numbers each, starts first).
 *
 * Returns how many corners it turns at (their points in way, 2 numbers each), -1 when there is no way, -2 without
 * memory. taken becomes the owners that prove it, proofs of them; it may begin as those that will probably matter. memory
 * may be NULL; it must come from floors that differ in nothing but the owners that are moving, and these come last. */
EXPORT int64_t fw_detour(const Floor *f, double tolerance, int64_t starts, int64_t goals, const double *ends,
                         int64_t ignored, const int64_t *ignore, Sight *memory, int64_t movers, const int64_t *moving,
                         double *way, int64_t *taken, int64_t *proofs) {
    Search s = {.floor = f, .tolerance = tolerance, .memory = memory, .moving = moving, .movers = movers};
    int64_t result = -2, *fresh = malloc((size_t)(f->parts + 1) * sizeof(int64_t));
    s.taken = calloc((size_t)f->owners + 1, 1);
    s.wall = calloc((size_t)f->parts + 1, 1);
    s.part = malloc((size_t)(f->parts + 1) * sizeof(int64_t));
    s.moving_part = malloc((size_t)(f->parts + 1) * sizeof(int64_t));
    int64_t hints = *proofs;
    *proofs = 0;
    if (!fresh || !s.taken || !s.wall || !s.part || !s.moving_part || !grow(&s, starts + goals + 64)) goto end;
    for (int64_t i = 0; i < movers; i++)
        for (int64_t k = 0; k < f->part_count[moving[i]]; k++) s.moving_part[s.moving_parts++] = f->first_part[moving[i]] + k;
    for (int64_t i = 0; i < starts + goals; i++) {
        s.moves[i] = 0;
        for (int k = 0; k < 6; k++) s.at[6 * i + k] = ends[2 * i + k % 2];
        s.corner[i] = -1;
    }
    s.nodes = starts + goals;
    for (int64_t i = 0; i < hints; i++)
        if (!is_among(taken[i], ignore, ignored) && !s.taken[taken[i]]) {
            taken[*proofs] = taken[i];
            if (!take_in(&s, taken[(*proofs)++])) goto end;
        }
    for (;;) {
        /* Some way found in haste bounds the search for the best: what goes farther is not looked at. */
        double bound = INFINITY;
        prepare(&s, starts, goals);
        int64_t goal = search(&s, starts, goals, HASTE, &bound);
        bound += bound * 1e-12 + 1e-12;
        if (goal >= 0) goal = search(&s, starts, goals, 1.0, &bound);
        if (goal < 0) {
            result = -1;
            goto end;
        }
        int64_t added = 0;
        for (int64_t node = goal; s.from[node] >= 0; node = s.from[node]) {
            const double *a = s.at + 6 * s.from[node], *b = s.at + 6 * node;
            int64_t found = fw_hits(f, a[0], a[1], b[0], b[1], tolerance, ignored, ignore, f->parts, fresh);
            for (int64_t k = 0; k < found; k++) {
                int64_t owner = f->owner[fresh[k]];
                if (s.taken[owner] == 0) {
                    s.taken[owner] = 2;
                    taken[*proofs + added++] = owner;
                }
            }
        }
        for (int64_t i = 0; i < added; i++) {
            int64_t owner = taken[*proofs + i];
            s.taken[owner] = 0;
            if (!take_in(&s, owner)) goto end;
        }
        *proofs += added;
        if (added) continue;
        result = 0;
        for (int64_t node = s.from[goal]; node >= starts; node = s.from[node]) result++;
        int64_t place = result;
        for (int64_t node = s.from[goal]; node >= starts; node = s.from[node])
            memcpy(way + 2 * --place, f->corner + 8 * s.corner[node] + 6, 2 * sizeof(double));
        goto end;
    }
end:
    forget(&s, fresh);
    return result;
}

/* ---- where ways cross: see geometry/crossings.py --------------------------------------------------------------------- */

#define ORIENTATION_BOUND ((3.0 + 16.0 * 1.1102230246251565e-16) * 1.1102230246251565e-16)
#define SPLITTER 134217729.0

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

static int64_t enter_cells(const Grid *g, int64_t all, const double *other, int64_t *place, int32_t *entered) {
    int64_t total = 0;
    for (int64_t k = 0; k < all; k++) {
        const double *c = other + 4 * k;
        if (!(c[0] == c[0])) continue;
        int64_t x0, x1, y0, y1;
        columns_of(g, c[0], c[2], &x0, &x1);
        for (int64_t x = x0; x <= x1; x++) {
            rows_in_column(g, x, c[0], c[1], c[2], c[3], &y0, &y1);
            for (int64_t y = y0; y <= y1; y++, total++) {
                int64_t cell = y * g->columns + x;
                if (entered) entered[place[cell]] = (int32_t)k;
                place[cell]++;
            }
        }
    }
    return total;
}

/* For each of some segments and each of all others (4 numbers each) that it properly crosses, the numbers of the two in
 * mine and theirs. Returns how many there are, at most room of them written; -1 without memory. A segment of nan crosses
 * nothing. Exact for numbers up to 1e140. */
EXPORT int64_t fw_crossings(int64_t some, const double *one, int64_t all, const double *other, int64_t room,
                            int64_t *mine, int64_t *theirs) {
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int64_t i = 0; i < 4 * all; i++) {
        if (other[i] < box[i % 2]) box[i % 2] = other[i];
        if (other[i] > box[2 + i % 2]) box[2 + i % 2] = other[i];
    }
    if (!(box[0] <= box[2])) return 0;
    Grid g = grid_over(box, all / 8);
    int64_t cells = g.columns * g.rows, count = -1, reached = 0;
    int64_t *place = calloc((size_t)cells + 1, sizeof *place), *looked = calloc((size_t)all, sizeof *looked);
    int64_t *first = malloc((size_t)(cells + 1) * sizeof *first);
    int32_t *entered = NULL;
    if (!place || !first || !looked) goto end;
    entered = malloc((size_t)(enter_cells(&g, all, other, place, NULL) + 1) * sizeof *entered);
    if (!entered) goto end;
    for (int64_t i = 0; i <= cells; i++) {
        int64_t here = i < cells ? place[i] : 0;
        first[i] = place[i] = reached;
        reached += here;
    }
    enter_cells(&g, all, other, place, entered);
    count = 0;
    for (int64_t i = 0; i < some; i++) {
        const double *a = one + 4 * i, *b = a + 2;
        if (!(a[0] == a[0])) continue;
        int64_t x0, x1, y0, y1;
        columns_of(&g, a[0], b[0], &x0, &x1);
        for (int64_t x = x0; x <= x1; x++) {
            rows_in_column(&g, x, a[0], a[1], b[0], b[1], &y0, &y1);
            for (int64_t y = y0; y <= y1; y++)
                for (int64_t at = first[y * g.columns + x]; at < first[y * g.columns + x + 1]; at++) {
                    int64_t k = entered[at];
                    if (looked[k] == i + 1) continue;
                    looked[k] = i + 1;
                    const double *c = other + 4 * k, *d = c + 2;
                    if ((c[0] > a[0] && c[0] > b[0] && d[0] > a[0] && d[0] > b[0]) ||
                        (c[0] < a[0] && c[0] < b[0] && d[0] < a[0] && d[0] < b[0]) ||
                        (c[1] > a[1] && c[1] > b[1] && d[1] > a[1] && d[1] > b[1]) ||
                        (c[1] < a[1] && c[1] < b[1] && d[1] < a[1] && d[1] < b[1]))
                        continue;
                    if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) {
                        if (count < room) mine[count] = i, theirs[count] = k;
                        count++;
                    }
                }
        }
    }
end:
    free(place), free(first), free(looked), free(entered);
    return count;
}
