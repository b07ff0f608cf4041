/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_BATCH_H
#define SIPCAST_BATCH_H

#include <sys/socket.h>
#include <sys/uio.h>

#include "leg.h"
#include "rtp.h"

/* As much as stays in a processor's nearest cache while the kernel reads it. */
#define BATCH_PACKETS 512
#define BATCH_RUNS 256

/** What the kernel took from a hub. */
struct send_counters {
    uint64_t packets, octets, syscalls, drops;
};

/** Packets of one viewer that leave in one send: equal in size, but for the last. */
struct run {
    struct leg *leg;
    unsigned first, count, dropped;      /* packets */
    uint32_t octets, dropped_octets;     /* of payload */
    bool refused; /* as a whole, so that its packets were sent singly */
};

/** Room for a UDP_SEGMENT control message, aligned as one. */
union segment_control {
    struct cmsghdr alignment;
    char space[CMSG_SPACE(sizeof(uint16_t))];
};

/**
 * Packets for one socket, sent together, each as a header of its own and the payload that all
 * viewers share. batch_add and batch_settle touch legs; batch_send does not, so whoever guards them
 * need not wait for it.
 */
struct batch {
    int fd;
    unsigned packet_count, run_count;
    uint64_t syscalls; /* since batch_settle */
    struct run runs[BATCH_RUNS];
    struct mmsghdr messages[BATCH_RUNS];
    union segment_control controls[BATCH_RUNS];
    struct address targets[BATCH_RUNS];
    struct iovec parts[BATCH_PACKETS][2];
    uint8_t headers[BATCH_PACKETS][RTP_HEADER_SIZE];
};

/**
 * Adds packets `from` to `end` of a frame for one viewer, or as many as there is room for, and
 * counts them as sent. The frame must stay until batch_send, the leg until batch_settle. Returns
 * the first packet that was not added.
 */
size_t batch_add(struct batch *batch, struct leg *leg, const struct frame *frame, size_t from,
                 size_t end, uint32_t timestamp);

/** Tells whether batch_add might take no packet. */
bool batch_is_full(const struct batch *batch);

/** Gives all to the kernel and never waits; what the socket cannot take at once is dropped. Where
 * the kernel or a device does not segment, packets go singly. */
void batch_send(struct batch *batch);

/** Counts what was dropped after all, remembers whose runs were refused, and empties the batch. */
void batch_settle(struct batch *batch, struct send_counters *counters);

#endif
