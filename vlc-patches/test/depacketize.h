/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_DEPACKETIZE_H
#define SIPCAST_DEPACKETIZE_H

#include "check.h"
#include "inputs.h"
#include "packetizer.h"

/* What a receiver does with the payloads, written from the RFCs and not from the packetizers. */

struct frame {
    uint8_t *data;
    size_t size, capacity;
};

static inline void frame_append(struct frame *frame, const void *data, size_t size)
{
    if (frame->size + size > frame->capacity) {
        frame->capacity = 2 * (frame->size + size);
        frame->data = realloc(frame->data, frame->capacity);
        if (!frame->data)
            abort();
    }
    memcpy(frame->data + frame->size, data, size);
    frame->size += size;
}

static inline bool frame_is(const struct frame *frame, const void *data, size_t size)
{
    return frame->size == size && (size == 0 || memcmp(frame->data, data, size) == 0);
}

static inline void frame_clear(struct frame *frame)
{
    free(frame->data);
    *frame = (struct frame){0};
}

/* What holds for the payloads of every codec. */
static inline void check_packets(const struct packets *packets, size_t max_payload, bool video)
{
    size_t next = 0;
    for (size_t i = 0; i < packets->count; i++) {
        const struct packet *packet = &packets->list[i];
        CHECK(packet->offset == next);
        CHECK(packet->length > 0 && packet->length <= max_payload);
        CHECK(packet->marker == (video && i == packets->count - 1));
        CHECK(!video || packet->ts_offset == 0);
        next = packet->offset + packet->length;
    }
    CHECK(next == packets->size);
    CHECK(packets->count > 0 || !packets->keyframe);
}

/*
 * Equal payloads, of which only the last is shorter, by less than an octet for each of them: what
 * one UDP_SEGMENT run can send, and nothing that could be spread more evenly.
 */
static inline bool is_balanced(const struct packet *list, size_t count)
{
    for (size_t i = 1; i + 1 < count; i++)
        if (list[i].length != list[0].length)
            return false;
    const size_t last = list[count - 1].length;
    return last <= list[0].length && list[0].length - last < count;
}

/* RFC 7741 4.2. Gives the frame and its PictureID, or -1; false if a receiver would refuse it. */
static inline bool depacketize_vp8(const struct packets *packets, struct frame *frame,
                                   int *picture_id)
{
    for (size_t i = 0; i < packets->count; i++) {
        const uint8_t *p = packets->data + packets->list[i].offset;
        const uint8_t *end = p + packets->list[i].length;
        const uint8_t required = *p++;
        const bool start = required & 0x10;
        if ((required & 0x4f) != 0 || start != (i == 0)) /* both R bits and the PID */
            return false;

        int id = -1;
        const uint8_t extension = required & 0x80 && p < end ? *p++ : 0;
        if (extension & 0x80) {
            if (end - p < 2)
                return false;
            const bool wide = *p & 0x80;
            id = *p++ & 0x7f;
            if (wide)
                id = id << 8 | *p++;
        }
        p += (extension & 0x40 ? 1 : 0) + (extension & 0x30 ? 1 : 0);
        if (p >= end || (i > 0 && id != *picture_id))
            return false;
        *picture_id = id;
        frame_append(frame, p, (size_t)(end - p));
    }
    return true;
}

static inline void append_nal(struct frame *frame, const uint8_t *nal, size_t size)
{
    static const uint8_t start_code[] = {0, 0, 0, 1};
    frame_append(frame, start_code, sizeof start_code);
    frame_append(frame, nal, size);
}

/* RFC 6184 5.7.1: every unit of a STAP-A fits, and the NRI is the highest of theirs. */
static inline bool depacketize_stap_a(const uint8_t *p, size_t size, struct frame *stream)
{
    const uint8_t *end = p + size;
    const uint8_t header = *p++;
    uint8_t highest = 0;
    while (p < end) {
        if (end - p < 3)
            return false;
        const size_t length = (size_t)(p[0] << 8 | p[1]);
        p += 2;
        if (length == 0 || length > (size_t)(end - p) || (*p & 0x1f) >= 24)
            return false;
        if ((*p & 0x60) > highest)
            highest = *p & 0x60;
        append_nal(stream, p, length);
        p += length;
    }
    return header == (highest | 24);
}

/* RFC 6184 5.6 to 5.8, packetization mode 1. The byte stream gets start codes of four octets. */
static inline bool depacketize_h264(const struct packets *packets, struct frame *stream)
{
    bool fragmented = false;
    uint8_t current = 0;
    for (size_t i = 0; i < packets->count; i++) {
        const uint8_t *p = packets->data + packets->list[i].offset;
        const size_t size = packets->list[i].length;
        const unsigned type = p[0] & 0x1f;
        if ((p[0] & 0x80) || (fragmented && type != 28))
            return false;
        if (type >= 1 && type <= 23) {
            append_nal(stream, p, size);
        } else if (type == 24) {
            if (!depacketize_stap_a(p, size, stream))
                return false;
        } else if (type == 28) {
            const bool start = size > 1 && p[1] & 0x80, end = size > 1 && p[1] & 0x40;
            const uint8_t header = (uint8_t)((p[0] & 0x60) | (p[1] & 0x1f));
            if (size < 3 || (p[1] & 0x20) || (start && end) || start == fragmented
                || (!start && header != current))
                return false;
            if (start)
                append_nal(stream, &header, 1);
            frame_append(stream, p + 2, size - 2);
            current = header;
            fragmented = !end;
        } else {
            return false;
        }
    }
    return !fragmented;
}

#endif
