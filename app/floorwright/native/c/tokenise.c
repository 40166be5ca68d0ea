/* The tags of a text DXF as columns: group code, number or hash of the name, and where the value lies in the file. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "export.h"

#define ODD_NUMBER 1 /* not a plain number; the caller looks at it again */
#define NOT_ASCII 2  /* a text with a byte above 127 */
#define HIGHEST_CODE 1071
#define HASH_START 14695981039346656037ULL
#define HASH_STEP 1099511628211ULL

static const double TENS[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Whether the value of a group code is a text, by the DXF reference. */
static int is_text(int code)
{
    return code < 10 || (code >= 100 && code < 110) || (code >= 300 && code < 370) || (code >= 390 && code < 400) ||
           (code >= 410 && code < 420) || (code >= 430 && code < 440) || (code >= 470 && code < 482) || code == 999 ||
           (code >= 1000 && code < 1010);
}

/* digits / 10^places, rounded once to the nearest double: with 128 bits the quotient has at least 62 true bits, and the
   remainder tells whether anything lies below them. Returns 0 where this compiler has no such integers, or for more
   than 19 places. */
static int quotient(uint64_t digits, int places, double *out)
{
#if defined(__SIZEOF_INT128__)
    if (places > 19)
        return 0;
    uint64_t divisor = 1;
    for (int i = 0; i < places; i++)
        divisor *= 10;
    int shift = 63 + __builtin_clzll(digits) - __builtin_clzll(divisor);
    unsigned __int128 wide = (unsigned __int128)digits << shift;
    uint64_t whole = (uint64_t)(wide / divisor);
    int rest = wide != (unsigned __int128)whole * divisor;
    int surplus = 64 - __builtin_clzll(whole) - 53;
    uint64_t kept = whole >> surplus, half = 1ULL << (surplus - 1), below = whole & (2 * half - 1);
    if (below > half || (below == half && (rest || (kept & 1))))
        kept++;
    *out = ldexp((double)kept, surplus - shift);
    return 1;
#else
    (void)digits, (void)places, (void)out;
    return 0;
#endif
}

/* Digits read into a number: at most 19 that count, so that they fit into 64 bits. */
static const char *read_digits(const char *at, const char *end, uint64_t *digits, int *count)
{
    for (; at < end && *at >= '0' && *at <= '9'; at++) {
        *count += *digits || *at != '0';
        if (*count > 19)
            return at;
        *digits = *digits * 10 + (uint64_t)(*at - '0');
    }
    return at;
}

/* The number in a value without blanks round it; 0 when it is not plainly one. */
static int plain_number(const char *at, const char *end, double *out)
{
    int negative = 0, count = 0, places = 0, power = 0;
    uint64_t digits = 0;
    if (at < end && (*at == '-' || *at == '+'))
        negative = *at++ == '-';
    const char *first = at;
    at = read_digits(at, end, &digits, &count);
    int seen = at > first;
    if (at < end && *at == '.') {
        first = ++at;
        at = read_digits(at, end, &digits, &count);
        places = (int)(at - first);
        seen |= places > 0;
    }
    if (!seen)
        return 0;
    if (at < end && (*at == 'e' || *at == 'E')) {
        int down = 0;
        at++;
        if (at < end && (*at == '-' || *at == '+'))
            down = *at++ == '-';
        if (at == end || end - at > 3)
            return 0;
        for (; at < end && *at >= '0' && *at <= '9'; at++)
            power = power * 10 + (*at - '0');
        places += down ? power : -power;
    }
    if (at != end)
        return 0;
    double value = 0.0;
    if (digits && digits <= (1ULL << 53) && places >= -22 && places <= 22)
        value = places >= 0 ? (double)digits / TENS[places] : (double)digits * TENS[-places];
    else if (digits && (places < 0 || !quotient(digits, places, &value)))
        return 0;
    *out = negative ? -value : value;
    return 1;
}

/* Handles are never compared by their hash. */
static int is_handle(int code)
{
    return code == 5 || code == 105 || (code >= 310 && code < 370) || code == 1005;
}

static int blank(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\r';
}

static const char *line_end(const char *at, const char *end, char mark)
{
    while (at < end && *at != mark)
        at++;
    return at;
}

/* Tags from `data`, at most `room` of them. Lines end with `mark`. Names are hashed without regard to the case of ASCII
   letters, texts (codes 1 and 3) with it, handles not at all. Returns how many tags there are; `*stopped` becomes the place of a line that
   is no group code where one must be, `size` when all was read, and -1 when the last tag lacks its value. */
EXPORT int64_t fw_tokenise(const char *data, int64_t size, int64_t from, char mark, int64_t room, int16_t *codes,
                    double *numbers, int32_t *offsets, int32_t *lengths, uint8_t *flags, int64_t *stopped)
{
    const char *end = data + size, *at = data + from;
    int64_t count = 0;
    *stopped = size;
    while (at < end && count < room) {
        const char *start = at, *stop = line_end(at, end, mark), *next = stop < end ? stop + 1 : end;
        int code = 0, digits = 0;
        while (at < stop && blank(*at))
            at++;
        while (stop > at && blank(stop[-1]))
            stop--;
        for (; at < stop && *at >= '0' && *at <= '9' && digits < 5; at++, digits++)
            code = code * 10 + (*at - '0');
        if (at != stop || !digits || code > HIGHEST_CODE) {
            /* Blank lines after the last tag are nothing. */
            for (at = start; at < end && (blank(*at) || *at == mark);)
                at++;
            *stopped = at == end ? size : start - data;
            return count;
        }
        if (next == end) {
            *stopped = -1;
            return count;
        }
        const char *value = next;
        stop = line_end(value, end, mark);
        at = stop < end ? stop + 1 : end;
        while (stop > value && stop[-1] == '\r')
            stop--;
        codes[count] = (int16_t)code;
        offsets[count] = (int32_t)(value - data);
        lengths[count] = (int32_t)(stop - value);
        flags[count] = 0;
        while (value < stop && blank(*value))
            value++;
        while (stop > value && blank(stop[-1]))
            stop--;
        if (is_handle(code)) {
            numbers[count] = 0.0;
        } else if (is_text(code)) {
            uint64_t hash = HASH_START;
            unsigned char fold = code == 1 || code == 3 ? 0 : 32, high = 0;
            for (; value < stop; value++) {
                unsigned char letter = (unsigned char)*value;
                high |= letter;
                if (letter >= 'a' && letter <= 'z')
                    letter = (unsigned char)(letter - fold);
                hash = (hash ^ letter) * HASH_STEP;
            }
            if (high & 128)
                flags[count] = NOT_ASCII;
            memcpy(&numbers[count], &hash, sizeof hash);
        } else if (!plain_number(value, stop, &numbers[count])) {
            numbers[count] = 0.0;
            flags[count] = ODD_NUMBER;
        }
        count++;
    }
    return count;
}

/* How many lines end with `mark`. */
EXPORT int64_t fw_count_lines(const char *data, int64_t size, char mark)
{
    int64_t count = 0;
    for (int64_t at = 0; at < size; at++)
        count += data[at] == mark;
    return count;
}

/* The tags in the order of their codes, those of one code ascending. `begins` has room for HIGHEST_CODE + 2 numbers and
   becomes where each code begins; codes below 0 are left out. Returns how many are in order. */
EXPORT int64_t fw_by_code(const int16_t *codes, int64_t count, int64_t *begins, int64_t *order)
{
    int64_t next[HIGHEST_CODE + 2];
    memset(next, 0, sizeof next);
    for (int64_t tag = 0; tag < count; tag++)
        if (codes[tag] >= 0)
            next[codes[tag] + 1]++;
    for (int code = 0; code <= HIGHEST_CODE; code++)
        next[code + 1] += next[code];
    memcpy(begins, next, sizeof next);
    for (int64_t tag = 0; tag < count; tag++)
        if (codes[tag] >= 0)
            order[next[codes[tag]]++] = tag;
    return begins[HIGHEST_CODE + 1];
}
