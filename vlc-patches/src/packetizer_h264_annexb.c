/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "packetizer_h264.h"

#define START_CODE_SIZE 3

/* Returns the first 00 00 01, or end if there is none. */
static const uint8_t *find_start_code(const uint8_t *from, const uint8_t *end)
{
    if (end - from < START_CODE_SIZE)
        return end;
    const uint8_t *search = from + 2;
    const uint8_t *one;
    while ((one = memchr(search, 1, (size_t)(end - search)))) {
        if (one[-1] == 0 && one[-2] == 0)
            return one - 2;
        search = one + 1;
    }
    return end;
}

int annexb_open(struct annexb *stream, const uint8_t *data, size_t size)
{
    const uint8_t *end = data + size;
    const uint8_t *start_code = find_start_code(data, end);
    if (start_code == end)
        return -1;
    for (const uint8_t *zero = data; zero < start_code; zero++)
        if (*zero != 0)
            return -1;
    *stream = (struct annexb){start_code, end};
    return 0;
}

bool annexb_next(struct annexb *stream, struct nal *nal)
{
    while (stream->next < stream->end) {
        const uint8_t *begin = stream->next + START_CODE_SIZE;
        stream->next = find_start_code(begin, stream->end);

        /* A NAL unit never ends with a zero: it is the next start code's first of four octets. */
        const uint8_t *end = stream->next;
        while (end > begin && end[-1] == 0)
            end--;
        if (end > begin) {
            *nal = (struct nal){begin, (size_t)(end - begin)};
            return true;
        }
    }
    return false;
}
