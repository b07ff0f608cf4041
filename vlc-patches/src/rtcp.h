/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_RTCP_H
#define SIPCAST_RTCP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A stream of ours, and what a sender report says of it (RFC 3550 6.4.1). */
struct rtcp_sender_info {
    uint32_t ssrc;
    bool sends;   /* else it has no sender report (RFC 3550 6.4) */
    uint64_t ntp; /* 64-bit NTP time stamp, seconds since 1900 in the upper half */
    uint32_t rtp_timestamp;
    uint32_t packets;
    uint32_t octets;
};

/**
 * Writes a compound packet (RFC 3550 6.1): sender reports of those streams that send, or an empty receiver report before
 * them if the first does not; SDES with this CNAME for each; and BYE of all if asked. Returns its size, or 0 if it does not fit.
 */
size_t rtcp_write_report(uint8_t *out, size_t size, const struct rtcp_sender_info *streams, unsigned count,
                         const char *cname, bool bye);

/**
 * One report block about one of our streams (RFC 3550 6.4.1), a picture request (RFC 4585 6.3.1, RFC 5104 4.3.1), or one
 * item of a generic NACK (RFC 4585 6.2.1).
 */
struct rtcp_feedback {
    enum { RTCP_REPORT, RTCP_PLI, RTCP_FIR, RTCP_NACK, RTCP_BYE } kind;
    uint32_t sender_ssrc;
    uint32_t media_ssrc;     /* whom it is about; 0 for RTCP_BYE */
    uint8_t fraction_lost;   /* 1/256 since the last report */
    int32_t cumulative_lost; /* packets; may be negative (duplicates) */
    uint32_t highest_sequence;
    uint32_t jitter; /* RTP clock ticks */
    uint32_t last_sr, delay_since_last_sr;
    uint16_t missing, missing_mask; /* a packet, and which of the 16 behind it: bit 0 is the next */
};

/**
 * Reads a received compound or reduced-size packet and calls back once for each piece of feedback in it. Returns 0, or
 * -1 if the packet is malformed (RFC 3550 A.2; a reduced-size packet of RFC 5506 is well-formed); nothing is called
 * back then, nor what stood before the fault.
 */
int rtcp_parse(const uint8_t *data, size_t size, void (*on_feedback)(void *opaque, const struct rtcp_feedback *), void *opaque);

/** Tells whether a datagram received on a socket shared by RTP and RTCP is RTCP (RFC 5761 4). */
bool rtcp_is(const uint8_t *data, size_t size);

#endif
