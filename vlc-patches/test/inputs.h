/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_INPUTS_H
#define SIPCAST_INPUTS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The same inputs in each run, in blocks of their exact size so that ASan sees a read beyond. */

#define MUTATIONS 200000

static inline uint32_t random_u32(void)
{
    static uint32_t state = 2463534242u;
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static inline uint8_t *exact_copy(const void *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (!copy)
        abort();
    memcpy(copy, data, size);
    return copy;
}

/* Octets that are never zero, so that no start code arises by chance. */
static inline void fill(uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)(random_u32() % 255 + 1);
}

/* A truncated copy with up to eight octets changed, mostly to those that formats give a meaning. */
static inline uint8_t *mutated(const uint8_t *data, size_t *size)
{
    static const uint8_t telling[] = {0x00, 0x01, 0x03, 0x65, 0x67, 0x68, 0x80, 0xff};
    if (random_u32() % 4 == 0)
        *size = random_u32() % (*size + 1);
    uint8_t *copy = exact_copy(data, *size);
    for (uint32_t i = random_u32() % 9; i > 0 && *size > 0; i--) {
        const uint32_t choice = random_u32();
        copy[random_u32() % *size] =
            choice & 1 ? telling[choice >> 1 & 7] : (uint8_t)(choice >> 1);
    }
    return copy;
}

#endif
