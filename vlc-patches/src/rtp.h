/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_RTP_H
#define SIPCAST_RTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RTP_HEADER_SIZE 12

/** Writes a fixed RTP header (RFC 3550 5.1: version 2, no padding, no extension, no CSRC) into RTP_HEADER_SIZE octets. */
void rtp_write_header(uint8_t *out, uint8_t payload_type, bool marker, uint16_t sequence, uint32_t timestamp, uint32_t ssrc);

/** What a received packet says of itself. */
struct rtp_header {
    uint8_t payload_type;
    uint16_t sequence;
    uint32_t timestamp, ssrc;
    bool marker;
    size_t payload, payload_size; /* where it begins, and its octets without padding */
};

/**
 * Reads the header of a received packet, with its sources, extension and padding (RFC 3550 A.1). Returns 0, or -1 if it
 * is none: STUN, DTLS, RTCP (RFC 7983), or damaged.
 */
int rtp_read(const uint8_t *data, size_t size, struct rtp_header *out);

#endif
