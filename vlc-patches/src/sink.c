/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sink.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Ten thousand who have paused are to cost ten megabytes, without the keys that they press. */
_Static_assert(sizeof(struct sink) <= 1000, "a paused viewer costs more than a kilobyte, with what malloc adds");

/* Once it has begun it goes on, so that no key counts twice. */
static void count_keys(struct leg *leg)
{
    if (leg->target.events && leg->keys == NULL)
        leg->keys = key_events_new();
}

struct sink *sink_new(const struct sink_request *request)
{
    struct sink *sink = calloc(1, sizeof *sink);
    if (sink == NULL)
        return NULL;
    memcpy(sink->id, request->id, sizeof sink->id);
    sink->start = request->start;
    sink->paused = request->paused;
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (request->targets[medium].used) {
            leg_init(&sink->legs[medium], &request->targets[medium]);
            count_keys(&sink->legs[medium]);
        }
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        sink->legs[medium].sink = sink;
    return sink;
}

void sink_free(struct sink *sink)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        leg_forget_sent(&sink->legs[medium]);
        free(sink->legs[medium].keys);
    }
    free(sink);
}

/* Where media have moved to holds until the viewer says that he is elsewhere. */
static void move(struct leg *leg, const struct leg_target *target)
{
    struct leg_target before = leg->target;
    leg->target = *target;
    leg_note_asked(&leg->target);
    if (before.asked_rtp == leg->target.asked_rtp) {
        leg->target.rtp = before.rtp;
        leg->target.rtp_latched = before.rtp_latched;
    }
    if (before.asked_rtcp == leg->target.asked_rtcp) {
        leg->target.rtcp = before.rtcp;
        leg->target.rtcp_latched = before.rtcp_latched;
    }
    leg->unsegmented = leg->unsegmented && address_equal(&before.rtp, &leg->target.rtp);
    leg_forget_sent(leg);
    count_keys(leg);
}

int sink_update(struct sink *sink, const struct sink_request *request)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        const struct leg_target *old = &sink->legs[medium].target, *new = &request->targets[medium];
        if (old->used != new->used
            || (old->used && (codec_plain(old->codec) != codec_plain(new->codec) || old->ssrc != new->ssrc)))
            return -1;
    }
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (request->targets[medium].used)
            move(&sink->legs[medium], &request->targets[medium]);
    return 0;
}

/* Without it the next VLC would send to where the viewer is not, until he sends something. */
static void describe_moved(const char *mark, const struct address *at, uint32_t asked, struct reply *reply)
{
    char text[ADDRESS_TEXT];
    if (address_hash(at) != asked)
        reply_add(reply, "%s%s", mark, address_write(at, text));
}

void sink_describe(const struct sink *sink, enum medium medium, int64_t now, struct reply *reply)
{
    const struct leg *leg = &sink->legs[medium];
    const struct leg_counters *counters = &leg->counters;
    reply_add(reply, "%s packets=%" PRIu64 " octets=%" PRIu64 " ms=%" PRIu64 " drops=%" PRIu64,
              medium == MEDIUM_VIDEO ? "video" : "audio", counters->packets, counters->octets,
              counters->media_us / 1000, counters->drops);
    if (counters->reported_at != 0)
        reply_add(reply, " rtcp-age=%" PRId64, (now - counters->reported_at) / 1000);
    else
        reply_add(reply, " rtcp-age=-");
    if (counters->has_report)
        reply_add(reply, " lost=%" PRId32 " jitter=%" PRIu64, counters->lost,
                  (uint64_t)counters->jitter * 1000 / codec_clock_rate(leg->target.codec));
    else
        reply_add(reply, " lost=- jitter=-");
    reply_add(reply, " bye=%s", counters->said_bye ? "yes" : "no");
    if (counters->first_at != 0)
        reply_add(reply, " first-age=%" PRId64, (now - counters->first_at) / 1000);
    else
        reply_add(reply, " first-age=-");
    reply_add(reply, " resent=%" PRIu64 " at=%u:%" PRIu32, counters->resent, leg->sequence,
              leg->ticks_offset);
    if (leg->target.rtx_type != 0)
        reply_add(reply, ":%u", leg->rtx_sequence);
    describe_moved("@", &leg->target.rtp, leg->target.asked_rtp, reply);
    describe_moved("+", &leg->target.rtcp, leg->target.asked_rtcp, reply);
    if (leg->target.events && leg->keys != NULL)
        key_events_describe(leg->keys, reply);
}

void sink_list(const struct sink *sink, int64_t now, struct reply *reply)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (sink->legs[medium].target.used) {
            reply_add(reply, "sink %s ", sink->id);
            sink_describe(sink, (enum medium)medium, now, reply);
            reply_add(reply, "\n");
        }
}
