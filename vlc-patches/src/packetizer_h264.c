/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "packetizer_h264.h"

#include <string.h>

#include "octets.h"
#include "packetizer_codec.h"
#include "packetizer_writer.h"

/* RFC 6184 5.7.1 and 5.8 */
enum {
    TYPE_STAP_A = 24,
    TYPE_FU_A = 28,
    STAP_HEADER_SIZE = 1,
    STAP_LENGTH_SIZE = 2,
    FU_HEADER_SIZE = 2,
    FU_START = 0x80,
    FU_END = 0x40,
    NAL_F = 0x80,
    NAL_NRI = 0x60,
    NAL_TYPE = 0x1f,
};

/* An IDR picture comes with two or three parameter sets and supplemental information units. */
#define AGGREGATE_MAX 8

struct h264_packetizer {
    struct packetizer base;
    struct parameter_sets sets;
};

/** One access unit on its way out, with the small NAL units that wait to share a packet. */
struct cut {
    struct packet_writer writer;
    size_t max_payload;
    bool single_units; /* packetization mode 0: neither aggregates nor fragments */
    bool idr;          /* some of an IDR picture has been written */
    struct nal waiting[AGGREGATE_MAX];
    size_t waiting_count;
    size_t waiting_size; /* as a STAP-A */
};

static int add_fragments(struct cut *cut, const struct nal *nal)
{
    /* The NAL unit's own header is not sent: its parts are in the two octets of each fragment. */
    const uint8_t header = nal->data[0];
    const uint8_t *body = nal->data + 1;
    const size_t size = nal->size - 1;
    const size_t piece = balanced_piece(size, cut->max_payload - FU_HEADER_SIZE);

    for (size_t sent = 0; sent < size; sent += piece) {
        const size_t left = size - sent;
        const size_t length = left < piece ? left : piece;
        uint8_t *payload = packet_writer_add(&cut->writer, FU_HEADER_SIZE + length);
        if (!payload)
            return -1;
        payload[0] = (uint8_t)((header & NAL_NRI) | TYPE_FU_A);
        payload[1] = (uint8_t)((sent == 0 ? FU_START : 0) | (left <= piece ? FU_END : 0)
                               | (header & NAL_TYPE));
        memcpy(payload + FU_HEADER_SIZE, body + sent, length);
    }
    return 0;
}

static int add_alone(struct cut *cut, const struct nal *nal)
{
    if (nal->size > cut->max_payload && cut->single_units) {
        cut->writer.out->dropped++;
        return 0;
    }
    cut->idr |= nal_type(nal) == NAL_IDR;
    if (nal->size > cut->max_payload)
        return add_fragments(cut, nal);
    uint8_t *payload = packet_writer_add(&cut->writer, nal->size);
    if (!payload)
        return -1;
    memcpy(payload, nal->data, nal->size);
    return 0;
}

static int add_aggregate(struct cut *cut)
{
    uint8_t *payload = packet_writer_add(&cut->writer, cut->waiting_size);
    if (!payload)
        return -1;
    uint8_t importance = 0;
    uint8_t *next = payload + STAP_HEADER_SIZE;
    for (size_t i = 0; i < cut->waiting_count; i++) {
        const struct nal *nal = &cut->waiting[i];
        const uint8_t nri = nal->data[0] & NAL_NRI;
        importance = nri > importance ? nri : importance;
        write_u16(next, (uint16_t)nal->size);
        memcpy(next + STAP_LENGTH_SIZE, nal->data, nal->size);
        next += STAP_LENGTH_SIZE + nal->size;
    }
    payload[0] = importance | TYPE_STAP_A;
    return 0;
}

static int send_waiting(struct cut *cut)
{
    int error = 0;
    if (cut->waiting_count == 1)
        error = add_alone(cut, &cut->waiting[0]);
    else if (cut->waiting_count > 1)
        error = add_aggregate(cut);
    cut->waiting_count = 0;
    cut->waiting_size = STAP_HEADER_SIZE;
    return error;
}

static int add_small(struct cut *cut, const struct nal *nal)
{
    if (cut->single_units)
        return add_alone(cut, nal);
    const size_t size = STAP_LENGTH_SIZE + nal->size;
    if (cut->waiting_count == AGGREGATE_MAX || cut->waiting_size + size > cut->max_payload)
        if (send_waiting(cut))
            return -1;
    cut->waiting[cut->waiting_count++] = *nal;
    cut->waiting_size += size;
    return 0;
}

/*
 * Parameter sets are sent from memory; delimiters and filler say nothing that RTP does not; the
 * types 0 and from 24 on are not H.264's own.
 */
static bool travels_in_place(const struct nal *nal)
{
    switch (nal_type(nal)) {
    case 0:
    case NAL_SPS:
    case NAL_PPS:
    case NAL_ACCESS_UNIT_DELIMITER:
    case NAL_FILLER:
        return false;
    default:
        return nal_type(nal) <= NAL_LAST;
    }
}

struct contents {
    bool picture, idr, parameter_sets;
};

/* Learns the parameter sets of an access unit and what else is in it. Returns -1 if it is none. */
static int read_contents(struct annexb stream, struct parameter_sets *sets,
                         struct contents *contents)
{
    *contents = (struct contents){0};
    struct nal nal;
    while (annexb_next(&stream, &nal)) {
        if (nal.data[0] & NAL_F)
            return -1;
        contents->picture |= nal_is_picture(&nal);
        contents->idr |= nal_type(&nal) == NAL_IDR;
        if (nal_type(&nal) == NAL_SPS || nal_type(&nal) == NAL_PPS) {
            contents->parameter_sets = true;
            if (parameter_sets_learn(sets, &nal))
                return -1;
        }
    }
    return 0;
}

static int write_contents(struct cut *cut, struct annexb stream, const struct parameter_sets *sets,
                          bool changed_sets_only)
{
    struct nal nal;
    size_t position = 0;
    while (parameter_sets_next(sets, changed_sets_only, &position, &nal))
        if (add_small(cut, &nal))
            return -1;

    while (annexb_next(&stream, &nal)) {
        if (!travels_in_place(&nal))
            continue;
        if (nal_is_picture(&nal) ? send_waiting(cut) || add_alone(cut, &nal)
                                 : add_small(cut, &nal))
            return -1;
    }
    return send_waiting(cut);
}

static int push_cut(struct packetizer *packetizer, bool single_units, const uint8_t *data,
                    size_t size, struct packets *out)
{
    struct h264_packetizer *h264 = (struct h264_packetizer *)packetizer;
    struct annexb stream;
    struct contents contents;
    if (annexb_open(&stream, data, size) || read_contents(stream, &h264->sets, &contents))
        return -1;
    if (!contents.picture)
        return 0;

    const bool changed_sets_only = !contents.idr && !contents.parameter_sets;
    struct cut cut = {
        .max_payload = packetizer->max_payload,
        .single_units = single_units,
        .waiting_size = STAP_HEADER_SIZE,
    };
    const size_t expected_packets = size / packetizer->max_payload + AGGREGATE_MAX;
    const size_t expected_octets = size + expected_packets * FU_HEADER_SIZE;
    if (packet_writer_open(&cut.writer, out, expected_octets, expected_packets)
        || write_contents(&cut, stream, &h264->sets, changed_sets_only))
        return -1;

    if (out->count > 0)
        out->list[out->count - 1].marker = true;
    out->keyframe = cut.idr && parameter_sets_complete(&h264->sets);
    parameter_sets_mark_sent(&h264->sets);
    return 0;
}

static int push(struct packetizer *packetizer, const uint8_t *data, size_t size,
                struct packets *out)
{
    return push_cut(packetizer, false, data, size, out);
}

static int push_mode0(struct packetizer *packetizer, const uint8_t *data, size_t size,
                      struct packets *out)
{
    return push_cut(packetizer, true, data, size, out);
}

static void close_sets(struct packetizer *packetizer)
{
    parameter_sets_clear(&((struct h264_packetizer *)packetizer)->sets);
}

const struct packetizer_operations packetizer_h264 = {
    .state_size = sizeof(struct h264_packetizer),
    .min_payload = FU_HEADER_SIZE + 1,
    .push = push,
    .close = close_sets,
};

const struct packetizer_operations packetizer_h264_mode0 = {
    .state_size = sizeof(struct h264_packetizer),
    .min_payload = 1,
    .push = push_mode0,
    .close = close_sets,
};
