/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "opus.h"

#include <string.h>

/* RFC 6716 3.2: the two low bits of the first octet, and the frame count octet of code 3. */
enum { CODE = 3, CODE_SEVERAL = 3, SEVERAL_VBR = 0x80, COUNT = 0x3f, LONG_LENGTH = 252 };

/* Samples per frame by the first octet (RFC 6716 3.1), times the frames. */
uint32_t opus_ticks(const uint8_t *packet, size_t size)
{
    if (size == 0)
        return 960;
    static const uint16_t silk[] = {480, 960, 1920, 2880}, hybrid[] = {480, 960},
                          celt[] = {120, 240, 480, 960};
    uint8_t config = packet[0] >> 3, code = packet[0] & CODE;
    uint32_t one = config < 12   ? silk[config & 3]
                   : config < 16 ? hybrid[config & 1]
                                 : celt[config & 3];
    uint32_t frames = code == 0 ? 1 : code < CODE_SEVERAL ? 2 : size > 1 ? packet[1] & COUNT : 1;
    return one * frames;
}

size_t opus_joined_size(const size_t *sizes, size_t count)
{
    size_t size = 2 + sizes[count - 1];
    for (size_t i = 0; i + 1 < count; i++)
        size += (sizes[i] < LONG_LENGTH ? 1 : 2) + sizes[i];
    return size;
}

size_t opus_join(uint8_t *out, uint8_t toc, const uint8_t *const *frames, const size_t *sizes,
                 size_t count)
{
    uint8_t *next = out;
    *next++ = toc | CODE_SEVERAL;
    *next++ = (uint8_t)(SEVERAL_VBR | count);
    for (size_t i = 0; i + 1 < count; i++) {
        if (sizes[i] < LONG_LENGTH) {
            *next++ = (uint8_t)sizes[i];
            continue;
        }
        uint8_t first = (uint8_t)(LONG_LENGTH + (sizes[i] & 3));
        *next++ = first;
        *next++ = (uint8_t)((sizes[i] - first) / 4);
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(next, frames[i], sizes[i]);
        next += sizes[i];
    }
    return (size_t)(next - out);
}
