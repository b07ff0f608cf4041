/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "packetizer_codec.h"
#include "packetizer_writer.h"

/* RFC 6716 3.2: the frame count is in the two low bits of the TOC octet, or in a second octet. */
static bool has_frames(const uint8_t *data, size_t size)
{
    const bool counted = (data[0] & 3) == 3;
    return !counted || (size > 1 && (data[1] & 0x3f) > 0);
}

/* RFC 7587 4.2: one Opus packet is one RTP payload, and nothing may be cut. */
static int push(struct packetizer *packetizer, const uint8_t *data, size_t size,
                struct packets *out)
{
    struct packet_writer writer;
    if (size > packetizer->max_payload || !has_frames(data, size)
        || packet_writer_open(&writer, out, size, 1))
        return -1;
    uint8_t *payload = packet_writer_add(&writer, size);
    if (!payload)
        return -1;
    memcpy(payload, data, size);
    out->keyframe = true;
    return 0;
}

const struct packetizer_operations packetizer_opus = {
    .state_size = sizeof(struct packetizer),
    .min_payload = 1,
    .push = push,
};
