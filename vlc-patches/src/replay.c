/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "replay.h"

/* Headers of IPv4, UDP and RTP, which a line carries as well. */
#define OVERHEAD 40

/* So that those who join at the same time wake the sender together. */
#define PACE 5000

static int64_t time_for(uint32_t rate, size_t octets)
{
    return (int64_t)(octets * 1000000 / rate);
}

static uint64_t with_headers(uint64_t octets, const struct limits *limits)
{
    return octets + octets * OVERHEAD / limits->payload;
}

/* Where the limit is hardly more than the stream itself hardly anybody would catch up, and a line for such a stream takes more. */
static uint32_t rate_for(const struct gop *gop, const struct limits *limits)
{
    uint64_t rate = (uint64_t)limits->rate * 1000 / 8, stream = with_headers(gop_rate(gop), limits);
    rate = 4 * rate < 5 * stream ? 2 * stream : rate;
    return rate < UINT32_MAX ? (uint32_t)rate : UINT32_MAX;
}

static bool catches_up(const struct replay *replay, const struct gop *gop,
                       const struct limits *limits, int64_t now)
{
    uint32_t gain = replay->rate - (uint32_t)with_headers(gop_rate(gop), limits);
    size_t at_once = (size_t)limits->burst * limits->payload;
    size_t behind = gop->octets > at_once ? gop->octets - at_once : 0;
    int64_t takes = time_for(gain, with_headers(behind, limits)), age = now - gop->frames[0]->due - gop->stood;
    return takes <= (int64_t)limits->catch_up * 1000
           && (gop->interval == 0 || age + takes <= gop->interval);
}

void replay_start(struct replay *replay, const struct gop *gop, const struct limits *limits,
                  int64_t now)
{
    *replay = (struct replay){.rate = rate_for(gop, limits)};
    int64_t credit = time_for(replay->rate, (size_t)limits->burst * limits->payload);
    replay->credit = credit < UINT32_MAX ? (uint32_t)credit : UINT32_MAX;
    replay->paid = now - replay->credit;
    replay->still = !catches_up(replay, gop, limits, now);
}

enum replay_state replay_next(struct replay *replay, const struct gop *gop, int64_t now,
                              struct replay_part *out, int64_t *next_at)
{
    if (gop->count == 0)
        return REPLAY_GONE;
    if (replay->still && replay->frame > 0)
        return REPLAY_STILL;
    if (replay->frame >= gop->count)
        return REPLAY_CAUGHT_UP;
    if (replay->paid < now - replay->credit)
        replay->paid = now - replay->credit;
    const struct frame *frame = gop->frames[replay->frame];
    *out = (struct replay_part){frame, replay->packet, replay->packet};
    while (out->end < frame->packets.count && replay->paid < now)
        replay->paid += time_for(replay->rate, OVERHEAD + frame->packets.list[out->end++].length);
    if (out->end == out->from && frame->packets.count > 0) {
        int64_t at = (replay->paid / PACE + 1) * PACE;
        *next_at = at < *next_at ? at : *next_at;
        return REPLAY_WAITS;
    }
    replay->packet = out->end;
    if (out->end == frame->packets.count) {
        replay->frame++;
        replay->packet = 0;
    }
    return REPLAY_PART;
}

bool replay_rest(struct replay *replay, const struct gop *gop, struct replay_part *out)
{
    if (replay->packet == 0 || replay->frame >= gop->count) {
        replay->packet = 0;
        return false;
    }
    const struct frame *frame = gop->frames[replay->frame];
    *out = (struct replay_part){frame, replay->packet, frame->packets.count};
    replay->packet = 0;
    return true;
}
