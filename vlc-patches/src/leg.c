/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "leg.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"

#define PICTURE_REQUEST_INTERVAL 1000000

/* More packets than a stream sends from its last report, which may be a minute old, to the end of its VLC: 270 a second.
 * Less than half of the sequence numbers, so that receivers see a step ahead. */
#define POSITION_MARGIN 16384

/* A longer step between two frames is a gap, not media. */
#define MAX_FRAME_DURATION 1000000

void leg_init(struct leg *leg, const struct leg_target *target)
{
    memset(leg, 0, sizeof *leg);
    leg->target = *target;
    leg_note_asked(&leg->target);
    clock_random(&leg->sequence, sizeof leg->sequence);
    clock_random(&leg->rtx_sequence, sizeof leg->rtx_sequence);
    clock_random(&leg->ticks_offset, sizeof leg->ticks_offset);
    if (target->from.given) {
        leg->sequence = (uint16_t)(target->from.sequence + POSITION_MARGIN);
        leg->rtx_sequence = (uint16_t)(target->from.rtx_sequence + POSITION_MARGIN);
        leg->ticks_offset = target->from.base;
    }
}

void leg_note_asked(struct leg_target *target)
{
    if (target->asked_rtp == 0)
        target->asked_rtp = address_hash(&target->rtp);
    if (target->asked_rtcp == 0)
        target->asked_rtcp = address_hash(&target->rtcp);
}

const struct address *leg_rtcp(const struct leg *leg)
{
    return leg->target.mux ? &leg->target.rtp : &leg->target.rtcp;
}

void leg_forget_sent(struct leg *leg)
{
    free(leg->sent);
    leg->sent = NULL;
}

void leg_note_sent(struct leg *leg, const struct frame *frame)
{
    if (!leg->target.nack)
        return;
    if (leg->sent == NULL && (leg->sent = sent_new()) == NULL)
        return;
    uint16_t packets = (uint16_t)frame->packets.count, first = (uint16_t)(leg->sequence - packets);
    if (packets > 0)
        sent_note(leg->sent, &(struct sent_frame){frame->number,
                                                  leg->ticks_offset + (uint32_t)leg->last_ticks,
                                                  first, packets});
}

bool leg_is_in_frame(const struct leg *leg)
{
    return leg->mode == LEG_REPLAY && leg->replay.packet > 0;
}

void leg_change_cut(struct leg *leg)
{
    leg->mode = LEG_WAIT_KEY;
    leg->live_end = 0;
}

static void go_to(struct leg *leg, enum leg_mode mode, const struct gop *gop,
                  const struct limits *limits, int64_t now)
{
    leg->then = mode;
    leg->ending = leg_is_in_frame(leg);
    if (leg->ending)
        return;
    leg->mode = mode == LEG_REPLAY && gop->count == 0 ? LEG_WAIT_KEY : mode;
    if (leg->mode == LEG_REPLAY)
        replay_start(&leg->replay, gop, limits, now);
}

void leg_start(struct leg *leg, enum leg_start start, const struct gop *gop,
               const struct limits *limits, int64_t now)
{
    if (start == START_NOW || codec_medium(leg->target.codec) == MEDIUM_AUDIO)
        go_to(leg, LEG_LIVE, gop, limits, now);
    else
        go_to(leg, start == START_GOP ? LEG_REPLAY : LEG_WAIT_KEY, gop, limits, now);
}

bool leg_takes(struct leg *leg, const struct frame *frame)
{
    /* Who was paused and resumed while a frame was being sent comes up once more. */
    if (leg->live_end == frame->number + 1)
        return false;
    /* A key frame also ends a replay: what is left of the old group would only delay the viewer. */
    if (leg->mode != LEG_LIVE && frame->packets.keyframe)
        leg->mode = LEG_LIVE;
    if (leg->mode == LEG_LIVE)
        leg->live_end = frame->number + 1;
    return leg->mode == LEG_LIVE;
}

bool leg_replay(struct leg *leg, const struct gop *gop, const struct limits *limits, int64_t now,
                struct replay_part *part, uint32_t *timestamp, int64_t *next_at)
{
    if (leg->ending) {
        *timestamp = leg->replay.timestamp;
        if (replay_rest(&leg->replay, gop, part))
            return true;
        go_to(leg, leg->then, gop, limits, now);
        if (leg->mode != LEG_REPLAY)
            return false;
    }
    switch (replay_next(&leg->replay, gop, now, part, next_at)) {
    case REPLAY_WAITS: return false;
    case REPLAY_CAUGHT_UP: leg->mode = LEG_LIVE; return false;
    case REPLAY_STILL: leg->mode = LEG_STILL; return false;
    case REPLAY_GONE: leg->mode = LEG_WAIT_KEY; return false;
    case REPLAY_PART: break;
    }
    if (part->from == 0) {
        /* Stamped with the time it is sent at, a player that goes by time stamps keeps up with it. */
        const struct frame *frame = part->frame;
        int64_t late = now > frame->due ? now - frame->due : 0;
        leg->replay.timestamp = leg_timestamp(
            leg, frame->ticks + clock_ticks(late, codec_clock_rate(frame->codec)));
    }
    *timestamp = leg->replay.timestamp;
    return true;
}

uint32_t leg_timestamp(struct leg *leg, uint64_t ticks)
{
    uint32_t rate = codec_clock_rate(leg->target.codec);
    if (leg->last_ticks != 0) {
        if (ticks <= leg->last_ticks)
            ticks = leg->last_ticks + 1;
        uint64_t step = (ticks - leg->last_ticks) * 1000000 / rate;
        if (step <= MAX_FRAME_DURATION)
            leg->counters.media_us += step;
    }
    leg->last_ticks = ticks;
    return leg->ticks_offset + (uint32_t)ticks;
}

bool leg_request_picture(struct leg *leg, const struct gop *gop, const struct limits *limits,
                         int64_t now)
{
    bool too_soon = leg->picture_request_at != 0
                    && now - leg->picture_request_at < PICTURE_REQUEST_INTERVAL;
    if (leg->mode == LEG_WAIT_KEY || gop->count == 0 || too_soon)
        return false;
    leg->picture_request_at = now;
    go_to(leg, LEG_REPLAY, gop, limits, now);
    return true;
}
