/* Rows of points and directions in space, put where an instance has them and seen from above. */

#include <stdint.h>
#include <string.h>

#include "export.h"

/* For each of `count` instances the rows `begin`[i] .. `begin`[i] + `size`[i] of `rows` (each of `points` points, `ways`
   directions and `rest` other numbers) as rows of `out` (with two numbers for a point or direction instead of three).
   `matrix` holds the first two rows of each instance's matrix, `shift` what is added to points. */
EXPORT void fw_place(const double *rows, int64_t points, int64_t ways, int64_t rest, const int64_t *begin, const int64_t *size,
              const double *matrix, const double *shift, int64_t count, double *out)
{
    int64_t width = 3 * (points + ways) + rest;
    for (int64_t i = 0; i < count; i++) {
        const double *m = matrix + 6 * i, *s = shift + 2 * i, *row = rows + width * begin[i];
        for (int64_t n = 0; n < size[i]; n++) {
            for (int64_t k = 0; k < points + ways; k++, row += 3, out += 2) {
                out[0] = m[0] * row[0] + m[1] * row[1] + m[2] * row[2] + (k < points ? s[0] : 0.0);
                out[1] = m[3] * row[0] + m[4] * row[1] + m[5] * row[2] + (k < points ? s[1] : 0.0);
            }
            memcpy(out, row, (size_t)rest * sizeof *out);
            row += rest;
            out += rest;
        }
    }
}
