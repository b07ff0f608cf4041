/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "packetizer.h"

#include <stdlib.h>

#include "packetizer_codec.h"

static const struct packetizer_operations *const operations_of[CODEC_COUNT] = {
    [CODEC_VP8] = &packetizer_vp8,
    [CODEC_H264] = &packetizer_h264,
    [CODEC_H264_SLICES] = &packetizer_h264_mode0,
    [CODEC_OPUS] = &packetizer_opus,
    [CODEC_OPUS_40] = &packetizer_opus_40,
    [CODEC_OPUS_60] = &packetizer_opus_60,
    [CODEC_PCMA] = &packetizer_pcm,
    [CODEC_PCMA_30] = &packetizer_pcm_30,
    [CODEC_PCMA_40] = &packetizer_pcm_40,
    [CODEC_PCMA_60] = &packetizer_pcm_60,
    [CODEC_PCMU] = &packetizer_pcm,
    [CODEC_PCMU_30] = &packetizer_pcm_30,
    [CODEC_PCMU_40] = &packetizer_pcm_40,
    [CODEC_PCMU_60] = &packetizer_pcm_60,
};

struct packetizer *packetizer_new(enum codec codec, size_t max_payload)
{
    const struct packetizer_operations *operations = operations_of[codec];
    if (max_payload < operations->min_payload || max_payload > UINT16_MAX)
        return NULL;

    struct packetizer *packetizer = calloc(1, operations->state_size);
    if (packetizer)
        *packetizer = (struct packetizer){operations, max_payload};
    return packetizer;
}

void packetizer_limit(struct packetizer *packetizer, size_t max_payload)
{
    packetizer->max_payload = max_payload;
}

void packetizer_free(struct packetizer *packetizer)
{
    if (packetizer && packetizer->operations->close)
        packetizer->operations->close(packetizer);
    free(packetizer);
}

int packetizer_push(struct packetizer *packetizer, const uint8_t *data, size_t size,
                    struct packets *out)
{
    *out = (struct packets){0};
    if (size == 0)
        return 0;
    if (size > PACKETIZER_FRAME_MAX || packetizer->operations->push(packetizer, data, size, out)) {
        packets_clear(out);
        return -1;
    }
    return 0;
}

uint32_t packetizer_pending(const struct packetizer *packetizer)
{
    return packetizer->operations->pending ? packetizer->operations->pending(packetizer) : 0;
}

void packets_clear(struct packets *packets)
{
    free(packets->data);
    free(packets->list);
    *packets = (struct packets){0};
}
