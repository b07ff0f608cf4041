/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "octets.h"
#include "packetizer_codec.h"
#include "packetizer_writer.h"

/* RFC 7741 4.2: the payload descriptor with a PictureID of 15 bits. */
enum {
    DESCRIPTOR_SIZE = 4,
    DESCRIPTOR_X = 0x80,
    DESCRIPTOR_S = 0x10,
    EXTENSION_I = 0x80,
    PICTURE_ID_M = 0x8000,
};

/* RFC 6386 9.1: three octets of frame tag, and seven more in a key frame. */
enum { FRAME_TAG_SIZE = 3, KEYFRAME_HEADER_SIZE = 10, FRAME_TAG_P = 0x01 };

struct vp8_packetizer {
    struct packetizer base;
    uint16_t picture_id;
};

static bool is_keyframe(const uint8_t *frame)
{
    return (frame[0] & FRAME_TAG_P) == 0;
}

static bool is_frame(const uint8_t *frame, size_t size)
{
    static const uint8_t start_code[3] = {0x9d, 0x01, 0x2a};
    if (size < FRAME_TAG_SIZE)
        return false;
    return !is_keyframe(frame)
           || (size >= KEYFRAME_HEADER_SIZE
               && memcmp(frame + FRAME_TAG_SIZE, start_code, sizeof start_code) == 0);
}

static int push(struct packetizer *packetizer, const uint8_t *data, size_t size,
                struct packets *out)
{
    struct vp8_packetizer *vp8 = (struct vp8_packetizer *)packetizer;
    if (!is_frame(data, size))
        return -1;

    const size_t piece = balanced_piece(size, packetizer->max_payload - DESCRIPTOR_SIZE);
    const size_t count = (size + piece - 1) / piece;
    struct packet_writer writer;
    if (packet_writer_open(&writer, out, size + count * DESCRIPTOR_SIZE, count))
        return -1;

    for (size_t sent = 0; sent < size; sent += piece) {
        const size_t length = size - sent < piece ? size - sent : piece;
        uint8_t *payload = packet_writer_add(&writer, DESCRIPTOR_SIZE + length);
        if (!payload)
            return -1;
        payload[0] = (uint8_t)(DESCRIPTOR_X | (sent == 0 ? DESCRIPTOR_S : 0));
        payload[1] = EXTENSION_I;
        write_u16(payload + 2, (uint16_t)(PICTURE_ID_M | vp8->picture_id));
        memcpy(payload + DESCRIPTOR_SIZE, data + sent, length);
    }
    out->list[out->count - 1].marker = true;
    out->keyframe = is_keyframe(data);
    vp8->picture_id++; /* its 16th bit is hidden by M, which is always set */
    return 0;
}

const struct packetizer_operations packetizer_vp8 = {
    .state_size = sizeof(struct vp8_packetizer),
    .min_payload = DESCRIPTOR_SIZE + 1,
    .push = push,
};
