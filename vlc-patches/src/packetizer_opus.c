/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "opus.h"
#include "packetizer_codec.h"
#include "packetizer_writer.h"

#define JOINED_MAX 24 /* of 60 ms, in frames of 2.5 ms */

struct opus_packetizer {
    struct packetizer base;
    uint8_t toc; /* of all that wait */
    size_t count, sizes[JOINED_MAX];
    uint32_t ticks;
    uint8_t frames[JOINED_MAX][OPUS_FRAME_MAX];
};

/* RFC 6716 3.2: the frame count is in the two low bits of the TOC octet, or in a second octet. */
static bool has_frames(const uint8_t *data, size_t size)
{
    const bool counted = (data[0] & 3) == 3;
    return !counted || (size > 1 && (data[1] & 0x3f) > 0);
}

/* RFC 7587 4.2: one Opus packet is one RTP payload, and nothing may be cut. */
static int add_as_it_is(struct packet_writer *writer, const uint8_t *data, size_t size,
                        uint32_t ts_offset)
{
    uint8_t *payload = packet_writer_add(writer, size);
    if (!payload)
        return -1;
    memcpy(payload, data, size);
    writer->out->list[writer->out->count - 1].ts_offset = ts_offset;
    writer->out->keyframe = true;
    return 0;
}

static int push(struct packetizer *packetizer, const uint8_t *data, size_t size,
                struct packets *out)
{
    struct packet_writer writer;
    if (size > packetizer->max_payload || !has_frames(data, size)
        || packet_writer_open(&writer, out, size, 1))
        return -1;
    return add_as_it_is(&writer, data, size, 0);
}

static int send_waiting(struct opus_packetizer *opus, struct packet_writer *writer)
{
    const uint8_t *frames[JOINED_MAX];
    const size_t count = opus->count;
    if (count == 0)
        return 0;
    for (size_t i = 0; i < count; i++)
        frames[i] = opus->frames[i];
    /* A single frame stays what it was: the octet and the frame. */
    const size_t size = count == 1 ? 1 + opus->sizes[0] : opus_joined_size(opus->sizes, count);
    uint8_t *payload = packet_writer_add(writer, size);
    opus->count = 0;
    opus->ticks = 0;
    if (!payload)
        return -1;
    payload[0] = opus->toc;
    if (count == 1)
        memcpy(payload + 1, frames[0], opus->sizes[0]);
    else
        opus_join(payload, opus->toc, frames, opus->sizes, count);
    writer->out->keyframe = true;
    return 0;
}

static void keep(struct opus_packetizer *opus, const uint8_t *data, size_t size)
{
    opus->toc = data[0];
    opus->sizes[opus->count] = size - 1;
    memcpy(opus->frames[opus->count++], data + 1, size - 1);
    opus->ticks += opus_ticks(data, size);
}

/* Whether a packet may wait behind those that do: as only frame, and of their kind. */
static bool joins(const struct opus_packetizer *opus, const uint8_t *data, size_t size,
                  uint32_t longest)
{
    if ((data[0] & 3) != 0 || size - 1 > OPUS_FRAME_MAX)
        return false;
    if (opus->count == 0)
        return true;
    size_t sum = size + 4;
    for (size_t i = 0; i < opus->count; i++)
        sum += opus->sizes[i] + 2;
    return opus->count < JOINED_MAX && opus->toc == data[0] && sum <= opus->base.max_payload
           && opus->ticks + opus_ticks(data, size) <= longest;
}

static int push_joined(struct packetizer *packetizer, uint32_t longest, const uint8_t *data,
                       size_t size, struct packets *out)
{
    struct opus_packetizer *opus = (struct opus_packetizer *)packetizer;
    struct packet_writer writer;
    const uint32_t waiting = opus->ticks;
    if (size > packetizer->max_payload || !has_frames(data, size))
        return -1;
    if (packet_writer_open(&writer, out, packetizer->max_payload, 2))
        return -1;
    if (!joins(opus, data, size, longest) && send_waiting(opus, &writer))
        return -1;
    const uint32_t offset = waiting - opus->ticks;
    if (!joins(opus, data, size, longest) || opus_ticks(data, size) >= longest)
        return add_as_it_is(&writer, data, size, offset);
    keep(opus, data, size);
    return opus->ticks >= longest ? send_waiting(opus, &writer) : 0;
}

static int push_40(struct packetizer *packetizer, const uint8_t *data, size_t size,
                   struct packets *out)
{
    return push_joined(packetizer, 40 * 48, data, size, out);
}

static int push_60(struct packetizer *packetizer, const uint8_t *data, size_t size,
                   struct packets *out)
{
    return push_joined(packetizer, 60 * 48, data, size, out);
}

static uint32_t pending(const struct packetizer *packetizer)
{
    return ((const struct opus_packetizer *)packetizer)->ticks;
}

const struct packetizer_operations packetizer_opus = {
    .state_size = sizeof(struct packetizer),
    .min_payload = 1,
    .push = push,
};

const struct packetizer_operations packetizer_opus_40 = {
    .state_size = sizeof(struct opus_packetizer),
    .min_payload = 1,
    .push = push_40,
    .pending = pending,
};

const struct packetizer_operations packetizer_opus_60 = {
    .state_size = sizeof(struct opus_packetizer),
    .min_payload = 1,
    .push = push_60,
    .pending = pending,
};
