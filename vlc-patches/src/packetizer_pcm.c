/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "packetizer_codec.h"
#include "packetizer_writer.h"

/* RFC 3551 4.5.14 and table 1: one octet a sample, 8000 samples a second. */
enum { SAMPLES_OF_1_MS = 8, SAMPLES_MAX = 60 * SAMPLES_OF_1_MS };

struct pcm_packetizer {
    struct packetizer base;
    size_t kept;
    uint8_t samples[SAMPLES_MAX];
};

static int push(struct packetizer *packetizer, const uint8_t *data, size_t size,
                struct packets *out)
{
    struct pcm_packetizer *pcm = (struct pcm_packetizer *)packetizer;
    const size_t samples = packetizer->operations->min_payload; /* less is never sent, nor more */
    const size_t count = (pcm->kept + size) / samples;
    if (count > 0) {
        struct packet_writer writer;
        if (packet_writer_open(&writer, out, count * samples, count))
            return -1;
        for (size_t i = 0; i < count; i++) {
            uint8_t *payload = packet_writer_add(&writer, samples);
            if (!payload)
                return -1;
            const size_t fresh = samples - pcm->kept;
            memcpy(payload, pcm->samples, pcm->kept);
            memcpy(payload + pcm->kept, data, fresh);
            pcm->kept = 0;
            data += fresh;
            size -= fresh;
            out->list[i].ts_offset = (uint32_t)(i * samples);
        }
        out->keyframe = true;
    }
    memcpy(pcm->samples + pcm->kept, data, size);
    pcm->kept += size;
    return 0;
}

static uint32_t pending(const struct packetizer *packetizer)
{
    return (uint32_t)((const struct pcm_packetizer *)packetizer)->kept;
}

#define PACKETS_OF(milliseconds) \
    { \
        .state_size = sizeof(struct pcm_packetizer), \
        .min_payload = (milliseconds) * SAMPLES_OF_1_MS, .push = push, .pending = pending, \
    }

const struct packetizer_operations packetizer_pcm = PACKETS_OF(20);
const struct packetizer_operations packetizer_pcm_30 = PACKETS_OF(30);
const struct packetizer_operations packetizer_pcm_40 = PACKETS_OF(40);
const struct packetizer_operations packetizer_pcm_60 = PACKETS_OF(60);
