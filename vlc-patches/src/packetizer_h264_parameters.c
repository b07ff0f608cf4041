/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>
#include <string.h>

#include "packetizer_h264.h"

/* Real ones have ten to some hundred octets; a hostile stream must not fill the memory. */
#define PARAMETER_SET_MAX 4096

/* profile_idc, constraint flags and level_idc stand before the id (ITU-T H.264 7.3.2.1.1). */
#define SPS_ID_OFFSET 4
#define PPS_ID_OFFSET 1

struct bits {
    const uint8_t *data;
    size_t position, size;
};

static unsigned read_bit(struct bits *bits)
{
    if (bits->position >= bits->size)
        return 0;
    const unsigned bit = bits->data[bits->position / 8] >> (7 - bits->position % 8) & 1;
    bits->position++;
    return bit;
}

/*
 * ue(v) of ITU-T H.264 9.1, or -1 if it is not below limit, which is at most 256. Ids stand too early
 * for an emulation prevention octet.
 */
static int read_id(struct bits *bits, unsigned limit)
{
    unsigned zeros = 0;
    while (read_bit(bits) == 0)
        if (++zeros > 8)
            return -1;
    unsigned value = 1;
    for (; zeros > 0; zeros--)
        value = value << 1 | read_bit(bits);
    return value - 1 < limit ? (int)(value - 1) : -1;
}

static struct bits bits_from(const struct nal *nal, size_t offset)
{
    return (struct bits){nal->data, offset * 8, nal->size * 8};
}

/* Returns 1 if the set is new or changed, 0 if it is known already, -1 if there is no memory. */
static int replace(struct parameter_set *set, const struct nal *nal, unsigned sps_id)
{
    if (set->data && set->size == nal->size && memcmp(set->data, nal->data, nal->size) == 0)
        return 0;
    uint8_t *copy = malloc(nal->size);
    if (!copy)
        return -1;
    memcpy(copy, nal->data, nal->size);
    free(set->data);
    *set = (struct parameter_set){copy, nal->size, sps_id, true};
    return 1;
}

static void forget(struct parameter_set *set)
{
    free(set->data);
    *set = (struct parameter_set){0};
}

static int learn_sps(struct parameter_sets *sets, const struct nal *nal)
{
    struct bits bits = bits_from(nal, SPS_ID_OFFSET);
    const int id = read_id(&bits, SPS_COUNT);
    if (id < 0)
        return -1;
    const int changed = replace(&sets->set[id], nal, 0);

    /* A decoder drops these too, and the encoder sends them anew. */
    struct parameter_set *pps = sets->set + SPS_COUNT;
    for (size_t i = 0; changed > 0 && i < PPS_COUNT; i++)
        if (pps[i].sps_id == (unsigned)id)
            forget(&pps[i]);
    return changed < 0 ? -1 : 0;
}

static int learn_pps(struct parameter_sets *sets, const struct nal *nal)
{
    struct bits bits = bits_from(nal, PPS_ID_OFFSET);
    const int id = read_id(&bits, PPS_COUNT);
    const int sps_id = id < 0 ? -1 : read_id(&bits, SPS_COUNT);
    if (sps_id < 0)
        return -1;
    return replace(&sets->set[SPS_COUNT + id], nal, (unsigned)sps_id) < 0 ? -1 : 0;
}

int parameter_sets_learn(struct parameter_sets *sets, const struct nal *nal)
{
    if (nal->size > PARAMETER_SET_MAX)
        return -1;
    return nal_type(nal) == NAL_SPS ? learn_sps(sets, nal) : learn_pps(sets, nal);
}

bool parameter_sets_complete(const struct parameter_sets *sets)
{
    const struct parameter_set *pps = sets->set + SPS_COUNT;
    for (size_t i = 0; i < PPS_COUNT; i++)
        if (pps[i].data && sets->set[pps[i].sps_id].data)
            return true;
    return false;
}

bool parameter_sets_next(const struct parameter_sets *sets, bool changed_only, size_t *position,
                         struct nal *nal)
{
    while (*position < SPS_COUNT + PPS_COUNT) {
        const struct parameter_set *set = &sets->set[(*position)++];
        if (set->data && (set->changed || !changed_only)) {
            *nal = (struct nal){set->data, set->size};
            return true;
        }
    }
    return false;
}

void parameter_sets_mark_sent(struct parameter_sets *sets)
{
    for (size_t i = 0; i < SPS_COUNT + PPS_COUNT; i++)
        sets->set[i].changed = false;
}

void parameter_sets_clear(struct parameter_sets *sets)
{
    for (size_t i = 0; i < SPS_COUNT + PPS_COUNT; i++)
        forget(&sets->set[i]);
}
