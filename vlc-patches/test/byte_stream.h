/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_BYTE_STREAM_H
#define SIPCAST_BYTE_STREAM_H

#include "depacketize.h"

/* H.264 byte streams for tests, and what comes out of a packetizer for them. */

/* A NAL unit: its first octets, and random ones up to size. */
struct unit {
    uint8_t head[5];
    size_t head_size, size;
};

#define UNIT(nal_size, ...) \
    &(const struct unit){{__VA_ARGS__}, sizeof((uint8_t[]){__VA_ARGS__}), nal_size}

/* Appends a unit, and to expected too unless that is NULL, where start codes have four octets. */
static inline void put(struct frame *stream, struct frame *expected, size_t start_code_size,
                       const struct unit *unit)
{
    static const uint8_t start_code[4] = {0, 0, 0, 1};
    uint8_t *nal = malloc(unit->size);
    if (!nal)
        abort();
    fill(nal, unit->size);
    memcpy(nal, unit->head, unit->head_size);
    frame_append(stream, start_code + 4 - start_code_size, start_code_size);
    frame_append(stream, nal, unit->size);
    if (expected)
        append_nal(expected, nal, unit->size);
    free(nal);
}

/* Pushes what the stream holds, compares, and empties both. */
static inline void expect(struct packetizer *packetizer, size_t max_payload, struct frame *stream,
                          struct frame *expected, bool keyframe)
{
    struct packets packets;
    struct frame received = {0};
    uint8_t *data = exact_copy(stream->data, stream->size);
    CHECK(packetizer_push(packetizer, data, stream->size, &packets) == 0);
    check_packets(&packets, max_payload, true);
    CHECK(packets.keyframe == keyframe);
    CHECK(depacketize_h264(&packets, &received));
    CHECK(frame_is(&received, expected->data, expected->size));
    free(data);
    frame_clear(&received);
    packets_clear(&packets);
    frame_clear(stream);
    frame_clear(expected);
}

#endif
