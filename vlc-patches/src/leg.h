/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_LEG_H
#define SIPCAST_LEG_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "frame.h"
#include "key_events.h"
#include "replay.h"
#include "sent.h"
#include "table.h"

/** Whether a medium goes to where the viewer sends from, once something valid has come: never, if that is the host we know, from
 * anywhere. */
enum leg_latch { LATCH_NO, LATCH_ADDRESS, LATCH_ANY };

/** Where a stream was when another VLC sent it. */
struct leg_position {
    bool given;
    uint16_t sequence; /* the next packet's */
    uint32_t base;     /* its time stamp at the zero of this machine's clock */
    uint16_t rtx_sequence;
};

/** Where and how one medium of a viewer is sent, as the command said it. */
struct leg_target {
    bool used, mux;
    bool events; /* the keys that he presses are counted (RFC 4733) */
    bool nack; /* lost packets are sent again when he asks for them (RFC 4585 6.2.1) */
    enum leg_latch latch : 8;
    enum codec codec : 8;
    uint8_t payload_type;
    uint8_t events_type;
    uint8_t rtx_type; /* 0: they are sent as they were; else in this payload type's form (RFC 4588) */
    bool rtp_latched, rtcp_latched; /* rtp and rtcp are where the viewer sends from */
    uint32_t ssrc, rtx_ssrc;
    struct address rtp, rtcp;
    struct address tap; /* where what he sends is passed on to; without length: nowhere */
    uint32_t asked_rtp, asked_rtcp; /* where they were to go by the command, hashed, as they may have moved; 0 if not noted yet */
    struct leg_position from;
};

/** How a viewer's video begins. */
enum leg_start { START_GOP, START_KEY, START_NOW };

/** What was given to the kernel for one medium of a viewer, and what the viewer reports back. */
struct leg_counters {
    uint64_t packets, octets, drops;
    uint64_t resent, resent_octets;
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
    struct sink *sink;
    struct leg_counters counters;
    uint16_t sequence, rtx_sequence;
    uint32_t ticks_offset;
    struct sent *sent; /* NULL while nothing is kept for him */
    uint64_t last_ticks; /* 0 before the first frame */
    uint32_t live_end;   /* behind the number of the last frame that was sent when it was due; 0 before it */
    uint32_t peer_ssrc;  /* what the viewer calls himself, while he is in by_peer */
    enum leg_mode { LEG_LIVE, LEG_WAIT_KEY, LEG_REPLAY, LEG_STILL } mode : 8, then : 8; /* and what follows a replay that is ending */
    struct replay replay;
    struct key_events *keys; /* NULL while nobody wants to know: few press any, and there may be many viewers */
    int64_t picture_request_at; /* the last request that was granted */
    uint32_t reported, reported_before; /* packets at the last report, and at the one before */
    bool ending;  /* the replay, with the frame that has begun */
    bool started; /* the first packet since it joined or was resumed */
    bool spoken;  /* some RTCP */
    bool unsegmented; /* the way to this viewer takes no runs of packets */
    struct place_in_table by_ssrc, by_peer, by_source, by_rtcp;
};

/**
 * Prepares a stream with random first sequence number and time stamp (RFC 3550 5.1), or well behind
 * the position it goes on from: an SRTP sender that is fed by us must never see a number again.
 */
void leg_init(struct leg *leg, const struct leg_target *target);

/** Notes where media are to go, unless that was done before they moved. */
void leg_note_asked(struct leg_target *target);

/** Where RTCP goes, and comes from. */
const struct address *leg_rtcp(const struct leg *leg);

/** Forgets what may be asked for again: it was sent otherwise than what follows, or long ago. */
void leg_forget_sent(struct leg *leg);

/** Notes a frame whose last packet has just been numbered, so that all of them can be asked for again. */
void leg_note_sent(struct leg *leg, const struct frame *frame);

/** Begins, or begins again, where a decoder can: with the group of pictures at hand, or with the
 * next key frame. What has begun of a frame is finished before. */
void leg_start(struct leg *leg, enum leg_start start, const struct gop *gop,
               const struct limits *limits, int64_t now);

/** Tells whether a frame that is due now is to be sent to this viewer now, which is once at most. */
bool leg_takes(struct leg *leg, const struct frame *frame);

/** Tells whether a replay has sent some of a frame, and not all of it. */
bool leg_is_in_frame(const struct leg *leg);

/** It is cut otherwise from now on: what was under way does not go on. */
void leg_change_cut(struct leg *leg);

/**
 * What is to be sent now of a viewer's replay, and the RTP time stamp of it. Else false, and
 * *next_at is brought forward to when more follows. A replay that has caught up ends.
 */
bool leg_replay(struct leg *leg, const struct gop *gop, const struct limits *limits, int64_t now,
                struct replay_part *part, uint32_t *timestamp, int64_t *next_at);

/** The RTP time a frame is sent with: never one that the viewer has seen already. Counts the media
 * time sent. */
uint32_t leg_timestamp(struct leg *leg, uint64_t ticks);

/** A viewer has lost the picture: replays the group once a second at most (RFC 4585 6.3.1). Returns
 * true if granted. Also in a replay, whose beginning goes by who has no keys for it yet. */
bool leg_request_picture(struct leg *leg, const struct gop *gop, const struct limits *limits,
                         int64_t now);

#endif
