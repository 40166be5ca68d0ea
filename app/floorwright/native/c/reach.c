/* How far everything on a network of aisles is from a place, for native/paths.py. */

#include <stdint.h>
#include <stdlib.h>

#include "export.h"

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
