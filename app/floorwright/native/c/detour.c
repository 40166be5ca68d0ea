/* The shortest way round obstacles, for native/paths.py.
 *
 * The arithmetic is that of the numpy code in geometry/sight.py and geometry/detour.py, operation by operation, so that
 * both answer the same question alike. Nothing here keeps a global: calls may run in several threads at once.
 */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "floor.h"

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

/* What a way that turns at these corners costs, where it goes into no obstacle; infinite where it does. */
static double guessed_cost(const Search *s, int64_t start, int64_t goal, int64_t turns, const int64_t *corners, int step,
                           int64_t ignored, const int64_t *ignore) {
    const Floor *f = s->floor;
    const double ox = s->at[0], oy = s->at[1], *a = s->at + 6 * start;
    double cost = 0.0;
    for (int64_t i = 0; i <= turns; i++) {
        const double *b = i == turns ? s->at + 6 * goal : f->corner + 8 * corners[step > 0 ? i : turns - 1 - i];
        double dx = a[0] - b[0], dy = a[1] - b[1];
        double aside = (a[0] + b[0]) / 2 - ox + TIE_UP * ((a[1] + b[1]) / 2 - oy);
        int64_t struck;
        if (fw_hits(f, a[0], a[1], b[0], b[1], s->tolerance, ignored, ignore, 1, &struck)) return INFINITY;
        cost += sqrt(dx * dx + dy * dy) * (1.0 + TIE * aside);
        a = b;
    }
    return cost;
}

/* A bound above the cost of the best way, from corners guessed; infinite when they make no way. corner is room for them. */
static double bound_of(const Search *s, int64_t starts, int64_t goals, int64_t guessed, const int64_t *guess,
                       int64_t ignored, const int64_t *ignore, int64_t *corner) {
    const Floor *f = s->floor;
    double least = INFINITY;
    if (guessed == 0 || guessed > f->parts) return least;
    for (int64_t i = 0; i < guessed; i++) {
        int64_t owner = guess[2 * i], number = guess[2 * i + 1];
        if (owner < 0 || owner >= f->owners || number < 0 || number >= f->corner_count[owner]) return least;
        corner[i] = f->first_corner[owner] + number;
    }
    for (int64_t i = 0; i < starts; i++)
        for (int64_t j = starts; j < starts + goals; j++) {
            least = fmin(least, guessed_cost(s, i, j, guessed, corner, 1, ignored, ignore));
            least = fmin(least, guessed_cost(s, i, j, guessed, corner, -1, ignored, ignore));
        }
    return least * (1.0 + 1e-9) + 1e-9;
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
 * may be NULL; it must come from floors that differ in nothing but the owners that are moving, and these come last.
 *
 * turned becomes where it turns, an owner and the number of its corner each time. The guessed first of them are corners at
 * which it may turn, in this order or the other; they cost or save time and do not change the answer. */
EXPORT int64_t fw_detour(const Floor *f, double tolerance, int64_t starts, int64_t goals, const double *ends,
                         int64_t ignored, const int64_t *ignore, Sight *memory, int64_t movers, const int64_t *moving,
                         double *way, int64_t *taken, int64_t *proofs, int64_t guessed, int64_t *turned) {
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
    double known = bound_of(&s, starts, goals, guessed, turned, ignored, ignore, fresh);
    for (;;) {
        /* A way guessed, or else one found in haste, bounds the search for the best: what goes farther is not looked at. */
        double bound = known;
        int64_t goal = 0;
        prepare(&s, starts, goals);
        if (known == INFINITY) {
            goal = search(&s, starts, goals, HASTE, &bound);
            bound += bound * 1e-12 + 1e-12;
        }
        if (goal >= 0) goal = search(&s, starts, goals, 1.0, &bound);
        if (goal < 0 && known < INFINITY) {
            known = INFINITY;
            continue;
        }
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
        for (int64_t node = s.from[goal]; node >= starts; node = s.from[node]) {
            int64_t corner = s.corner[node], owner = f->corner_owner[corner];
            memcpy(way + 2 * --place, f->corner + 8 * corner + 6, 2 * sizeof(double));
            turned[2 * place] = owner, turned[2 * place + 1] = corner - f->first_corner[owner];
        }
        goto end;
    }
end:
    forget(&s, fresh);
    return result;
}
