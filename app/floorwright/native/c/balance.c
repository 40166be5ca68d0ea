/* Whether the tasks of a line fit into a number of stations, for native/balance.py: branch, bound and remember.
 *
 * A state is a set of tasks that fills the first stations. From a state every maximal load of the next station is tried
 * (T. R. Hoffmann, Management Science 9, 1963), and each set is remembered, so that it is looked at once (E. C. Sewell
 * and S. H. Jacobson, INFORMS Journal on Computing 24, 2012). The search takes the best state of each number of stations
 * in turn, and when no state is left it has shown that there is no way. Nothing here keeps a global.
 */

#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(_WIN32)
#include <windows.h>
#endif

#include "export.h"

enum { RUNNING = 0, FOUND = 1, NO_WAY = 2, GAVE_UP = 3 };
enum { MOST_WEIGHTS = 8 };

/* Of two states with the same stations the one with less idle time is looked at first, then the one with fewer and so
 * longer tasks: a share of 1/IDLE of the cycle idle in each station counts as much as a task. */
#define IDLE 10000.0
/* Of one state this many choices of a task are tried at first, and LONGER times as many when nothing else is left. */
#define FIRST_LIMIT 300
#define LONGER 16
/* When memory is full the search begins anew, with an order shaken by up to so many tasks more each time. */
#define SHAKE 1.5


typedef struct {
    double merit; /* the smaller the better */
    int32_t state;
} Entry;

typedef struct {
    Entry *entries;
    int64_t count, room;
} Heap;

typedef struct {
    /* the line */
    int64_t tasks, words, stations, weights;
    int64_t *time;       /* tasks */
    int64_t *weight;     /* tasks * weights: what of each bound's room a task takes */
    int64_t room[MOST_WEIGHTS], spare[MOST_WEIGHTS]; /* of a station, and what all stations may leave unused */
    int32_t *next_first, *next, *before_count;
    int32_t *better_first, *better; /* tasks that may take the place of a task */
    uint64_t *due;       /* (stations + 1) * words: what the first k stations must hold */
    uint64_t *last;      /* words: tasks that nothing follows */
    uint64_t *mark;      /* tasks: a random number each */
    /* the states */
    int64_t states, states_room, most_states;
    uint64_t *sets, *marks;
    int32_t *parent;
    int16_t *level;
    uint8_t *flags;      /* 1: looked at, 2: not all its loads were tried */
    int32_t *seen;       /* hash table of states + 1 */
    int64_t seen_mask;
    Heap *open;          /* stations */
    int64_t level_now, limit;
    int dropped, incomplete, answer_state, status, begun;
    /* the state that is looked at */
    int32_t *available, *left, *load;
    uint8_t *chosen;
    int64_t available_count, load_count, tasks_done, tried, state_now;
    int64_t spare_now[MOST_WEIGHTS];
    uint64_t *set;
    int ran_over;
    double until;
    const volatile int64_t *cancel;
} Search;

/* ---- a heap ------------------------------------------------------------------------------------------------- */

static int push(Heap *heap, double merit, int32_t state) {
    if (heap->count == heap->room) {
        int64_t room = heap->room ? 2 * heap->room : 64;
        Entry *grown = realloc(heap->entries, (size_t)room * sizeof *grown);
        if (!grown) return 0;
        heap->entries = grown;
        heap->room = room;
    }
    int64_t at = heap->count++;
    while (at > 0) {
        int64_t above = (at - 1) / 2;
        if (heap->entries[above].merit <= merit) break;
        heap->entries[at] = heap->entries[above];
        at = above;
    }
    heap->entries[at] = (Entry){merit, state};
    return 1;
}

static int32_t pop(Heap *heap) {
    int32_t best = heap->entries[0].state;
    Entry moving = heap->entries[--heap->count];
    int64_t at = 0;
    for (;;) {
        int64_t least = 2 * at + 1;
        if (least >= heap->count) break;
        if (least + 1 < heap->count && heap->entries[least + 1].merit < heap->entries[least].merit) least++;
        if (moving.merit <= heap->entries[least].merit) break;
        heap->entries[at] = heap->entries[least];
        at = least;
    }
    heap->entries[at] = moving;
    return best;
}

/* ---- what is remembered ------------------------------------------------------------------------------------- */

static int64_t place_of(const Search *s, const uint64_t *set, uint64_t mark) {
    int64_t at = (int64_t)(mark & (uint64_t)s->seen_mask);
    while (s->seen[at]) {
        int64_t state = s->seen[at] - 1;
        if (s->marks[state] == mark && !memcmp(s->sets + state * s->words, set, (size_t)s->words * 8)) break;
        at = (at + 1) & s->seen_mask;
    }
    return at;
}

#define GROW(field, per)                                                              \
    do {                                                                              \
        void *grown = realloc(s->field, (size_t)((room + 1) * (per)) * sizeof *s->field);   \
        if (!grown) return 0;                                                         \
        s->field = grown;                                                             \
    } while (0)

static int make_room(Search *s) {
    if (s->states < s->states_room) return 1;
    int64_t room = s->states_room ? 2 * s->states_room : 4096;
    if (room > s->most_states) room = s->most_states;
    if (room <= s->states) return 0;
    GROW(sets, s->words);
    GROW(marks, 1);
    GROW(parent, 1);
    GROW(level, 1);
    GROW(flags, 1);
    int64_t slots = 8192;
    while (slots < 2 * room) slots *= 2;
    int32_t *seen = calloc((size_t)slots, sizeof *seen);
    if (!seen) return 0;
    free(s->seen);
    s->seen = seen;
    s->seen_mask = slots - 1;
    s->states_room = room;
    for (int64_t i = 0; i < s->states; i++) s->seen[place_of(s, s->sets + i * s->words, s->marks[i])] = (int32_t)i + 1;
    return 1;
}

static void remember(Search *s, uint64_t mark, int64_t level, double merit) {
    int64_t at = s->seen_mask ? place_of(s, s->set, mark) : 0;
    if (s->seen_mask && s->seen[at]) {
        int64_t state = s->seen[at] - 1;
        if (s->level[state] <= level) return;
        s->level[state] = (int16_t)level;
        s->parent[state] = (int32_t)s->state_now;
        s->flags[state] = 0;
        if (!push(&s->open[level], merit, (int32_t)state)) s->dropped = 1;
        return;
    }
    if (!make_room(s)) {
        s->dropped = 1;
        return;
    }
    at = place_of(s, s->set, mark);
    int64_t state = s->states++;
    s->seen[at] = (int32_t)state + 1;
    memcpy(s->sets + state * s->words, s->set, (size_t)s->words * 8);
    s->marks[state] = mark;
    s->parent[state] = (int32_t)s->state_now;
    s->level[state] = (int16_t)level;
    s->flags[state] = 0;
    if (!push(&s->open[level], merit, (int32_t)state)) s->dropped = 1;
}

/* ---- time ---------------------------------------------------------------------------------------------------- */

static double cpu_seconds(void) {
#if defined(_WIN32)
    FILETIME made, gone, system, user;
    if (!GetThreadTimes(GetCurrentThread(), &made, &gone, &system, &user)) return (double)clock() / CLOCKS_PER_SEC;
    return 1e-7 * (4294967296.0 * user.dwHighDateTime + user.dwLowDateTime);
#elif defined(CLOCK_THREAD_CPUTIME_ID)
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
#else
    return (double)clock() / CLOCKS_PER_SEC;
#endif
}

static int is_over(const Search *s) { return *s->cancel || cpu_seconds() >= s->until; }

/* ---- loads -------------------------------------------------------------------------------------------------- */

/* A maximal load is complete: is it worth a state? */
static void consider(Search *s, int64_t left_over) {
    int64_t level = s->level[s->state_now] + 1;
    for (int64_t i = 0; i < s->load_count; i++) {
        int32_t task = s->load[i];
        int64_t most = left_over + s->time[task];
        for (int32_t k = s->better_first[task]; k < s->better_first[task + 1]; k++) {
            int32_t other = s->better[k];
            if (!s->chosen[other] && !s->left[other] && s->time[other] <= most) return;
        }
    }
    uint64_t mark = s->marks[s->state_now];
    memcpy(s->set, s->sets + s->state_now * s->words, (size_t)s->words * 8);
    int only_last = 1;
    int64_t used[MOST_WEIGHTS] = {0};
    for (int64_t i = 0; i < s->load_count; i++) {
        int32_t task = s->load[i];
        mark ^= s->mark[task];
        s->set[task >> 6] |= (uint64_t)1 << (task & 63);
        if (s->next_first[task + 1] > s->next_first[task]) only_last = 0;
        for (int64_t w = 1; w < s->weights; w++) used[w] += s->weight[task * s->weights + w];
    }
    for (int64_t w = 1; w < s->weights; w++)
        if (s->room[w] - used[w] > s->spare_now[w]) return;
    const uint64_t *due = s->due + level * s->words;
    uint64_t rest = 0, rest_not_last = 0;
    const uint64_t *all = s->due + s->stations * s->words;
    for (int64_t k = 0; k < s->words; k++) {
        if (due[k] & ~s->set[k]) return;
        rest |= all[k] & ~s->set[k];
        rest_not_last |= all[k] & ~s->set[k] & ~s->last[k];
    }
    if (only_last && rest_not_last) return;
    if (!rest) {
        /* There is always room for the answer, and nobody looks it up. */
        memcpy(s->sets + s->states * s->words, s->set, (size_t)s->words * 8);
        s->parent[s->states] = (int32_t)s->state_now;
        s->answer_state = (int)s->states;
        s->status = FOUND;
        return;
    }
    double idle = (double)(s->spare[0] - s->spare_now[0] + left_over);
    double tasks_done = (double)(s->tasks_done + s->load_count);
    double shaken = SHAKE * s->begun * (double)(mark >> 40) / 16777216.0;
    remember(s, mark, level, IDLE * idle / (double)(level * s->room[0]) + tasks_done + shaken);
}

/* Every load that takes of the available tasks from `from` on; `least` is the shortest time that was passed over. */
static void fill(Search *s, int64_t from, int64_t left_over, int64_t least) {
    if (s->status != RUNNING || s->ran_over) return;
    if (++s->tried > s->limit || ((s->tried & 4095) == 0 && is_over(s))) {
        s->ran_over = 1;
        return;
    }
    int none = 1;
    for (int64_t i = from; i < s->available_count; i++) {
        int32_t task = s->available[i];
        int64_t time = s->time[task];
        if (time > left_over) continue;
        none = 0;
        int64_t count = s->available_count;
        s->chosen[task] = 1;
        s->load[s->load_count++] = task;
        for (int32_t k = s->next_first[task]; k < s->next_first[task + 1]; k++)
            if (!--s->left[s->next[k]]) s->available[s->available_count++] = s->next[k];
        fill(s, i + 1, left_over - time, least);
        for (int32_t k = s->next_first[task]; k < s->next_first[task + 1]; k++) s->left[s->next[k]]++;
        s->available_count = count;
        s->load_count--;
        s->chosen[task] = 0;
        if (s->status != RUNNING || s->ran_over) return;
        if (time < least) least = time;
    }
    if (none && left_over < least && left_over <= s->spare_now[0]) consider(s, left_over);
}

static void look_at(Search *s, int64_t state) {
    const uint64_t *set = s->sets + state * s->words;
    int64_t level = s->level[state];
    s->state_now = state;
    for (int64_t w = 0; w < s->weights; w++) s->spare_now[w] = s->spare[w] - level * s->room[w];
    memcpy(s->left, s->before_count, (size_t)s->tasks * sizeof *s->left);
    for (int64_t task = 0; task < s->tasks; task++) {
        s->chosen[task] = (uint8_t)(set[task >> 6] >> (task & 63) & 1);
        if (!s->chosen[task]) continue;
        s->tasks_done++;
        for (int64_t w = 0; w < s->weights; w++) s->spare_now[w] += s->weight[task * s->weights + w];
        for (int32_t k = s->next_first[task]; k < s->next_first[task + 1]; k++) s->left[s->next[k]]--;
    }
    s->available_count = s->load_count = s->tried = s->tasks_done = s->ran_over = 0;
    for (int64_t task = 0; task < s->tasks; task++)
        if (!s->chosen[task] && !s->left[task]) s->available[s->available_count++] = (int32_t)task;
    fill(s, 0, s->room[0], INT64_MAX);
    s->flags[state] |= 1;
    if (s->ran_over) {
        s->flags[state] |= 2;
        s->incomplete = 1;
    }
}

/* ---- the search --------------------------------------------------------------------------------------------- */

EXPORT void fw_balance_free(Search *s) {
    if (!s) return;
    free(s->time); free(s->weight); free(s->next_first); free(s->next); free(s->before_count);
    free(s->better_first); free(s->better); free(s->due); free(s->last); free(s->mark);
    free(s->sets); free(s->marks); free(s->parent); free(s->level); free(s->flags); free(s->seen);
    if (s->open)
        for (int64_t k = 0; k <= s->stations; k++) free(s->open[k].entries);
    free(s->open); free(s->available); free(s->left); free(s->load); free(s->chosen); free(s->set);
    free(s);
}

static void *copy(const void *from, int64_t bytes) {
    void *made = malloc((size_t)(bytes > 0 ? bytes : 1));
    if (made && bytes > 0) memcpy(made, from, (size_t)bytes);
    return made;
}

/* A search that has not begun; arrays are copied, and native/balance.py says what they hold. 0 without memory. */
EXPORT Search *fw_balance_new(int64_t tasks, int64_t stations, const int64_t *time, int64_t weights,
                              const int64_t *weight, const int64_t *room, const int64_t *spare,
                              const int32_t *next_first, const int32_t *next, const int32_t *better_first,
                              const int32_t *better, const uint64_t *due, int64_t most_bytes) {
    Search *s = calloc(1, sizeof *s);
    if (!s) return 0;
    int64_t words = (tasks + 63) / 64;
    s->tasks = tasks; s->words = words; s->stations = stations; s->weights = weights;
    s->time = copy(time, tasks * 8);
    s->weight = copy(weight, tasks * weights * 8);
    for (int64_t w = 0; w < weights; w++) {
        s->room[w] = room[w];
        s->spare[w] = spare[w];
    }
    s->next_first = copy(next_first, (tasks + 1) * 4);
    s->next = copy(next, (int64_t)next_first[tasks] * 4);
    s->better_first = copy(better_first, (tasks + 1) * 4);
    s->better = copy(better, (int64_t)better_first[tasks] * 4);
    s->due = copy(due, (stations + 1) * words * 8);
    s->before_count = calloc((size_t)tasks, sizeof *s->before_count);
    s->last = calloc((size_t)words, 8);
    s->mark = malloc((size_t)tasks * 8);
    s->open = calloc((size_t)stations + 1, sizeof *s->open);
    s->available = malloc((size_t)tasks * sizeof *s->available);
    s->left = malloc((size_t)tasks * sizeof *s->left);
    s->load = malloc((size_t)tasks * sizeof *s->load);
    s->chosen = malloc((size_t)tasks);
    s->set = calloc((size_t)words, 8);
    s->most_states = most_bytes / (words * 8 + 16 + 15 + 16);
    if (s->most_states > 1000000000) s->most_states = 1000000000;
    s->limit = FIRST_LIMIT;
    if (!s->time || !s->weight || !s->next_first || !s->next || !s->better_first || !s->better || !s->due ||
        !s->before_count || !s->last || !s->mark || !s->open || !s->available || !s->left || !s->load ||
        !s->chosen || !s->set) {
        fw_balance_free(s);
        return 0;
    }
    uint64_t random = 0x9E3779B97F4A7C15u;
    for (int64_t i = 0; i < tasks; i++) {
        uint64_t z = random += 0x9E3779B97F4A7C15u; /* splitmix64, S. Vigna, public domain */
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        s->mark[i] = z ^ (z >> 31);
        for (int32_t k = next_first[i]; k < next_first[i + 1]; k++) s->before_count[next[k]]++;
        if (next_first[i] == next_first[i + 1]) s->last[i >> 6] |= (uint64_t)1 << (i & 63);
    }
    s->state_now = -1;
    remember(s, 0, 0, 0.0);
    if (s->dropped) {
        fw_balance_free(s);
        return 0;
    }
    return s;
}

/* Forgets all states but the first, when there is no memory for more. */
static int begin_anew(Search *s) {
    s->states = 0;
    s->dropped = s->incomplete = 0;
    s->limit = FIRST_LIMIT;
    s->begun++;
    s->level_now = 0;
    s->state_now = -1;
    memset(s->seen, 0, (size_t)(s->seen_mask + 1) * sizeof *s->seen);
    memset(s->set, 0, (size_t)s->words * 8);
    for (int64_t k = 0; k <= s->stations; k++) s->open[k].count = 0;
    remember(s, 0, 0, 0.0);
    return !s->dropped;
}

/* States whose loads were not all tried are looked at again, longer. */
static int again(Search *s) {
    int any = 0;
    if (!s->incomplete) return 0;
    s->incomplete = 0;
    s->limit *= LONGER;
    for (int64_t i = 0; i < s->states; i++)
        if (s->flags[i] & 2) {
            s->flags[i] = 0;
            if (!push(&s->open[s->level[i]], 0.0, (int32_t)i)) return 0;
            any = 1;
        }
    return any;
}

/* Goes on for so many seconds of the processor, or until *cancel is not 0. Returns where the search is. */
EXPORT int64_t fw_balance_run(Search *s, double seconds, const volatile int64_t *cancel) {
    int64_t turn = 0;
    s->until = cpu_seconds() + seconds;
    s->cancel = cancel;
    while (s->status == RUNNING) {
        if ((++turn & 15) == 0 && is_over(s)) break;
        int64_t passed = 0;
        while (passed <= s->stations && !s->open[s->level_now].count) {
            s->level_now = s->level_now >= s->stations ? 0 : s->level_now + 1;
            passed++;
        }
        if (passed > s->stations) {
            if (again(s)) continue;
            s->status = s->dropped ? GAVE_UP : NO_WAY;
            break;
        }
        int32_t state = pop(&s->open[s->level_now]);
        if (s->level[state] != s->level_now || s->flags[state] & 1) continue;
        look_at(s, state);
        if (s->status == RUNNING && s->dropped) {
            if (!begin_anew(s)) s->status = GAVE_UP;
            continue;
        }
        if (s->status == RUNNING) s->level_now = s->level_now >= s->stations ? 0 : s->level_now + 1;
    }
    return s->status;
}

/* The station, from 0, of each task of the way that was found. */
EXPORT void fw_balance_take(const Search *s, int32_t *station) {
    for (int64_t state = s->answer_state; state >= 0 && s->parent[state] >= 0; state = s->parent[state]) {
        int64_t parent = s->parent[state];
        const uint64_t *set = s->sets + state * s->words, *earlier = s->sets + parent * s->words;
        for (int64_t task = 0; task < s->tasks; task++)
            if ((set[task >> 6] & ~earlier[task >> 6]) >> (task & 63) & 1) station[task] = s->level[parent];
    }
}
