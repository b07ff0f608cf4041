/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_PACKETIZER_H
#define SIPCAST_PACKETIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec.h"

/** One RTP payload: a slice of the buffer of its packets. */
struct packet {
    uint32_t offset;
    uint16_t length;
    bool marker;        /* RTP marker bit (RFC 3551: end of frame for video; unused for continuous audio) */
    uint32_t ts_offset; /* RTP clock ticks after the first packet of this list (0 within a video frame) */
};

/** The largest frame or block of samples that a packetizer takes, in octets: more is no frame but a fault. */
#define PACKETIZER_FRAME_MAX ((size_t)64 << 20)

/** The payloads of one frame (video) or of one block of samples (audio), ready for every sink. */
struct packets {
    uint8_t *data;
    size_t size;
    struct packet *list;
    size_t count;
    size_t dropped; /* NAL units that fit into no packet, where they must not be cut (H.264, mode 0) */
    bool keyframe; /* a decoder can start here: VP8 key frame; H.264 IDR with its SPS and PPS; any audio */
};

struct packetizer;

/**
 * Makes a packetizer for one stream. max_payload is the largest RTP payload in octets, header extension and RTP header
 * not counted: at most 65535, and at least 5 for VP8, 3 for H.264 (1 in mode 0), and for G.711 one packet.
 * Returns NULL if it is out of these bounds or there is no memory.
 */
struct packetizer *packetizer_new(enum codec codec, size_t max_payload);

/** From now on payloads are no larger than this, which is in the bounds of packetizer_new. */
void packetizer_limit(struct packetizer *packetizer, size_t max_payload);

void packetizer_free(struct packetizer *packetizer);

/**
 * Cuts one access unit into payloads: a VP8 frame (RFC 7741), an H.264 access unit as an Annex B byte stream (RFC 6184,
 * single NAL unit and FU-A, STAP-A for parameter sets; in mode 0 single NAL units only, and those that are too large are
 * dropped), an Opus packet (RFC 7587), which may wait for others to make 40 or 60 ms, or G.711 samples of any number, which leave
 * as exact packets of 20, 30, 40 or 60 ms (RFC 3551 4.5.14), what is left over being kept for the next call.
 *
 * The caller owns the result and releases it with packets_clear. An empty list is not an error: nothing is ready yet
 * (no data, too few samples, H.264 parameter sets without a picture: these travel with the next picture).
 * Returns 0, or -1 if the data is no frame of the codec or there is no memory; then the list is empty and the
 * packetizer can go on with the next frame.
 */
int packetizer_push(struct packetizer *packetizer, const uint8_t *data, size_t size, struct packets *out);

/** RTP clock ticks kept back from earlier calls and not yet sent (sound only), so that the caller can time the first packet. */
uint32_t packetizer_pending(const struct packetizer *packetizer);

void packets_clear(struct packets *packets);

#endif
