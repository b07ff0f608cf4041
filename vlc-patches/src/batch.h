/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_BATCH_H
#define SIPCAST_BATCH_H

#include <sys/socket.h>
#include <sys/uio.h>

#include "leg.h"
#include "rtp.h"

#define BATCH_SIZE 256

/** What the kernel took from a hub. */
struct send_counters {
    uint64_t packets, octets, syscalls, drops;
};

/**
 * Packets for one socket, sent together. The packets of one frame for one viewer follow each other,
 * each as header and shared payload, so that they can become one segmented send.
 */
struct batch {
    int fd;
    struct send_counters *counters;
    unsigned count;
    struct mmsghdr messages[BATCH_SIZE];
    struct iovec parts[BATCH_SIZE][2];
    uint8_t headers[BATCH_SIZE][RTP_HEADER_SIZE];
    struct leg *legs[BATCH_SIZE];
};

/** Adds a frame for one viewer, which must stay until the next batch_flush. Flushes whenever the
 * batch is full. */
void batch_add(struct batch *batch, struct leg *leg, const struct frame *frame, uint64_t ticks);

/** Sends what was added; what the socket cannot take at once is dropped and counted. */
void batch_flush(struct batch *batch);

#endif
