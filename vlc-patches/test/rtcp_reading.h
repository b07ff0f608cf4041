/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_RTCP_READING_H
#define SIPCAST_RTCP_READING_H

/* What the reader of RTCP tells, kept for the tests of it and of the writer. */

#include "check.h"
#include "inputs.h"
#include "rtcp.h"

static struct rtcp_feedback received[64];
static size_t received_count;

static inline void receive(void *opaque, const struct rtcp_feedback *feedback)
{
    CHECK(opaque == received);
    if (received_count < sizeof received / sizeof *received)
        received[received_count] = *feedback;
    received_count++;
}

static inline int parse(const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_copy(data, size);
    received_count = 0;
    const int result = rtcp_parse(copy, size, receive, received);
    free(copy);
    return result;
}

static const struct rtcp_sender_info info = {
    .ssrc = 0x01020304,
    .sends = true,
    .ntp = 0x1112131415161718,
    .rtp_timestamp = 0x21222324,
    .packets = 0x31323334,
    .octets = 0x41424344,
};

#endif
