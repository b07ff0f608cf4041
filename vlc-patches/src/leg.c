/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "leg.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"

#define PICTURE_REQUEST_INTERVAL 1000000

/* More packets than a stream sends from its last report to the end of its VLC, and less than half of
 * the sequence numbers, so that receivers see a step ahead. */
#define POSITION_MARGIN 4096

/* A longer step between two frames is a gap, not media. */
#define MAX_FRAME_DURATION 1000000

void leg_init(struct leg *leg, const struct leg_target *target)
{
    memset(leg, 0, sizeof *leg);
    leg->target = *target;
    leg->asked_rtp = address_hash(&target->rtp);
    leg->asked_rtcp = address_hash(&target->rtcp);
    clock_random(&leg->sequence, sizeof leg->sequence);
    clock_random(&leg->rtx_sequence, sizeof leg->rtx_sequence);
    clock_random(&leg->ticks_offset, sizeof leg->ticks_offset);
    if (target->from.given) {
        leg->sequence = (uint16_t)(target->from.sequence + POSITION_MARGIN);
        leg->rtx_sequence = (uint16_t)(target->from.rtx_sequence + POSITION_MARGIN);
        leg->ticks_offset = target->from.base;
    }
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

static void replay(struct leg *leg, const struct gop *gop, const struct limits *limits, int64_t now)
{
    leg->mode = LEG_REPLAY;
    replay_start(&leg->replay, gop, limits, now);
}

void leg_start(struct leg *leg, enum leg_start start, const struct gop *gop,
               const struct limits *limits, int64_t now)
{
    if (start == START_NOW || codec_medium(leg->target.codec) == MEDIUM_AUDIO)
        leg->mode = LEG_LIVE;
    else if (start == START_GOP && gop->count > 0)
        replay(leg, gop, limits, now);
    else
        leg->mode = LEG_WAIT_KEY;
}

bool leg_takes(struct leg *leg, const struct frame *frame)
{
    /* A key frame also ends a replay: what is left of the old group would only delay the viewer. */
    if (leg->mode != LEG_LIVE && frame->packets.keyframe)
        leg->mode = LEG_LIVE;
    return leg->mode == LEG_LIVE;
}

bool leg_replay(struct leg *leg, const struct gop *gop, int64_t now, struct replay_part *part,
                uint32_t *timestamp, int64_t *next_at)
{
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
    replay(leg, gop, limits, now);
    return true;
}
