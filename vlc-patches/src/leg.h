/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_LEG_H
#define SIPCAST_LEG_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "frame.h"
#include "gop.h"

/** Where and how one medium of a viewer is sent, as the command said it. */
struct leg_target {
    bool used, mux;
    enum codec codec;
    uint8_t payload_type;
    uint32_t ssrc;
    struct address rtp, rtcp;
};

/** How a viewer's video begins. */
enum leg_start { START_GOP, START_KEY, START_NOW };

/** What was given to the kernel for one medium of a viewer, and what the viewer reports back. */
struct leg_counters {
    uint64_t packets, octets, drops;
    uint64_t media_us;
    int64_t first_at;    /* the first packet, 0 if none */
    int64_t reported_at; /* the last RTCP received, 0 if none */
    bool has_report;
    bool said_bye; /* and nothing else since */
    int32_t lost;
    uint32_t jitter; /* RTP clock ticks */
};

/** One medium of a viewer: its RTP stream. */
struct leg {
    struct leg_target target;
    struct leg_counters counters;
    uint16_t sequence;
    uint32_t ticks_offset;
    uint32_t peer_ssrc; /* what the viewer calls himself, since has_report */
    uint64_t last_ticks; /* 0 before the first frame */
    enum { LEG_LIVE, LEG_WAIT_KEY, LEG_REPLAY } mode;
    size_t replay_next;
    int64_t replay_start,
        replay_due;             /* when the replay began, and when its first frame had been due */
    int64_t picture_request_at; /* the last request that was granted */
    int64_t next_report_at;
    bool started;
};

/** Prepares a stream with random first sequence number and time stamp (RFC 3550 5.1). */
void leg_init(struct leg *leg, const struct leg_target *target, int64_t now);

/** Begins, or begins again, where a decoder can: with the group of pictures at hand, or with the
 * next key frame. */
void leg_start(struct leg *leg, enum leg_start start, const struct gop *gop, int64_t now);

/** Tells whether a frame that is due now is to be sent to this viewer now. */
bool leg_takes(struct leg *leg, const struct frame *frame);

/**
 * The next frame of a viewer's replay if its time has come; *ticks is the RTP time to send it with.
 * Else NULL, and *next_at tells when the next one follows. A replay that has caught up ends.
 */
const struct frame *leg_replay(struct leg *leg, const struct gop *gop, int64_t now, uint64_t *ticks,
                               int64_t *next_at);

/** The RTP time a frame is sent with: never one that the viewer has seen already. Counts the media
 * time sent. */
uint32_t leg_timestamp(struct leg *leg, uint64_t ticks);

/** A viewer has lost the picture: replays the group once a second at most (RFC 4585 6.3.1). Returns
 * true if granted. Also in a replay, whose beginning goes by who has no keys for it yet. */
bool leg_request_picture(struct leg *leg, const struct gop *gop, int64_t now);

#endif
