/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_PACKETIZER_CODEC_H
#define SIPCAST_PACKETIZER_CODEC_H

#include "packetizer.h"

/* What a codec's packetizer is to packetizer.c. Each codec has a file of its own. */

struct packetizer_operations {
    size_t state_size;  /* of the codec's own structure, which begins with a struct packetizer */
    size_t min_payload; /* octets that the codec cannot do without in one payload */

    /* As packetizer_push, but the data is never empty, and after an error the caller clears out. */
    int (*push)(struct packetizer *packetizer, const uint8_t *data, size_t size,
                struct packets *out);

    uint32_t (*pending)(const struct packetizer *packetizer); /* NULL: nothing is ever kept back */
    void (*close)(struct packetizer *packetizer); /* NULL: the state holds no memory of its own */
};

struct packetizer {
    const struct packetizer_operations *operations;
    size_t max_payload;
};

extern const struct packetizer_operations packetizer_vp8;
extern const struct packetizer_operations packetizer_h264;
extern const struct packetizer_operations packetizer_h264_mode0;
extern const struct packetizer_operations packetizer_opus;
extern const struct packetizer_operations packetizer_opus_40, packetizer_opus_60;
extern const struct packetizer_operations packetizer_pcm, packetizer_pcm_30, packetizer_pcm_40,
    packetizer_pcm_60;

#endif
