/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reports.h"

#include <sys/socket.h>

#include "clock.h"
#include "rtcp.h"

/* Between reports of one sink, at least and with a random part so that viewers' reports do not
 * bunch: within what RFC 3550 6.3.1 makes of five seconds, 2.05 to 6.15. */
#define REPORT_INTERVAL 2500000
#define REPORT_SPREAD 2000000

/* Who gets no packet at once hears of us after this. */
#define FIRST_REPORT 1000000

/* Reports that are due within so long are sent together. No report is due in as many ticks as a hub has. */
#define TICK 100000
_Static_assert(REPORT_TICKS * TICK > REPORT_INTERVAL + REPORT_SPREAD, "a tick would be another one's");

/* Ticks that are late: a moment from now could be in a slot that is still to be looked at. */
#define STALL 10
_Static_assert((REPORT_TICKS - STALL) * TICK > REPORT_INTERVAL + REPORT_SPREAD, "a stall is seen too late");

/* So few that frames and commands come in between: a fraction of a millisecond. */
#define REPORTS_PER_TURN 32

/** One moment on the clock of the media and on that of the world. */
struct moment {
    int64_t now;
    uint64_t ntp;
};

static struct moment this_moment(void)
{
    return (struct moment){clock_now(), clock_ntp()};
}

/* RFC 3550 6.4: who has sent since the report before the last one; and who begins now. */
static bool sends(const struct leg *leg, enum medium medium)
{
    const struct sink *sink = leg->sink;
    return !sink->paused
           && ((sink->hurry & 1u << medium) != 0 || (uint32_t)leg->counters.packets != leg->reported_before);
}

static struct rtcp_sender_info describe(const struct leg *leg, const struct moment *moment,
                                        enum medium medium)
{
    uint32_t rate = codec_clock_rate(leg->target.codec);
    return (struct rtcp_sender_info){
        .ssrc = leg->target.ssrc,
        .sends = sends(leg, medium),
        .ntp = moment->ntp,
        /* Frames leave when they are due, so what is sent now has the time stamp of now. */
        .rtp_timestamp = leg->ticks_offset + (uint32_t)clock_ticks(moment->now, rate),
        .packets = (uint32_t)leg->counters.packets,
        .octets = (uint32_t)leg->counters.octets,
    };
}

/* What was sent again is a stream of its own, on the same clock and by the same name (RFC 4588 5.3). */
static struct rtcp_sender_info describe_resent(const struct leg *leg,
                                               const struct rtcp_sender_info *original)
{
    struct rtcp_sender_info info = *original;
    info.ssrc = leg->target.rtx_ssrc;
    info.sends = original->sends && leg->counters.resent > 0;
    info.packets = (uint32_t)leg->counters.resent;
    info.octets = (uint32_t)leg->counters.resent_octets;
    return info;
}

static void send_report(struct hub *hub, enum medium medium, struct leg *leg,
                        const struct moment *moment, bool bye)
{
    struct rtcp_sender_info streams[2] = {describe(leg, moment, medium)};
    unsigned count = 1;
    if (leg->target.rtx_type != 0)
        streams[count++] = describe_resent(leg, &streams[0]);
    leg->reported_before = leg->reported;
    leg->reported = (uint32_t)leg->counters.packets;
    uint8_t packet[256];
    size_t size = rtcp_write_report(packet, sizeof packet, streams, count, hub->cname, bye);
    const struct address *to = leg->target.mux ? &leg->target.rtp : &leg->target.rtcp;
    int fd = leg->target.mux ? hub->ports[medium].rtp : hub->ports[medium].rtcp;
    leg->spoken = true;
    if (size > 0)
        sendto(fd, packet, size, MSG_DONTWAIT, (const struct sockaddr *)&to->storage, to->length);
}

static void forget_due(struct sink *sink)
{
    if (sink->place_due == NULL)
        return;
    *sink->place_due = sink->next_due;
    if (sink->next_due != NULL)
        sink->next_due->place_due = sink->place_due;
    sink->place_due = NULL;
}

/* All who are not due now cost nothing, however many they are. */
static void report_at(struct hub *hub, struct sink *sink, int64_t time)
{
    struct sink **first = &hub->due[time / TICK % REPORT_TICKS];
    forget_due(sink);
    sink->next_due = *first;
    sink->place_due = first;
    if (*first != NULL)
        (*first)->place_due = &sink->next_due;
    *first = sink;
}

void reports_expect(struct hub *hub, struct sink *sink, int64_t now)
{
    report_at(hub, sink, now + FIRST_REPORT);
}

static void send_reports(struct hub *hub, struct sink *sink, unsigned media, bool bye)
{
    struct moment moment = this_moment();
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (sink->legs[medium].target.used && (media & 1u << medium) != 0)
            send_report(hub, (enum medium)medium, &sink->legs[medium], &moment, bye);
    sink->hurry = 0;
    if (bye)
        return;
    uint32_t spread;
    clock_random(&spread, sizeof spread);
    report_at(hub, sink, moment.now + REPORT_INTERVAL + spread % REPORT_SPREAD);
}

void reports_say_bye(struct hub *hub, struct sink *sink)
{
    unsigned media = 0;
    for (unsigned medium = 0; medium < MEDIUM_COUNT; medium++)
        if (sink->legs[medium].spoken || sink->legs[medium].counters.packets > 0)
            media |= 1u << medium;
    send_reports(hub, sink, media, true);
}

void reports_hurry(struct hub *hub, struct sink *sink, enum medium medium)
{
    /* RFC 6051 2.1: with the first packet at once, and of both media, so that lips are in step from
     * the first picture on; once more of the other, as receivers know no stream before its packets. */
    bool first = !sink->legs[MEDIUM_VIDEO].started && !sink->legs[MEDIUM_AUDIO].started;
    if (sink->hurry == 0 && hub->hurried_count < HURRIED_MAX)
        hub->hurried[hub->hurried_count++] = sink;
    else if (sink->hurry == 0)
        report_at(hub, sink, hub->reports_tick * TICK);
    sink->hurry |= first ? ALL_MEDIA : 1u << medium;
}

void reports_skip(struct hub *hub, struct sink *sink)
{
    forget_due(sink);
    for (unsigned i = 0; i < hub->hurried_count; i++)
        if (hub->hurried[i] == sink)
            hub->hurried[i] = hub->hurried[--hub->hurried_count];
}

static void send_hurried(struct hub *hub)
{
    for (unsigned i = 0; i < hub->hurried_count; i++)
        if (hub->hurried[i]->hurry != 0)
            send_reports(hub, hub->hurried[i], hub->hurried[i]->hurry, false);
    hub->hurried_count = 0;
}

/* After a stall, all that has become due meanwhile is due in the last tick that is over. */
static void catch_up(struct hub *hub, int64_t tick)
{
    if (tick - hub->reports_tick < STALL)
        return;
    int64_t last = tick - 1, first = last - (REPORT_TICKS - 1);
    for (first = first > hub->reports_tick ? first : hub->reports_tick; first < last; first++)
        for (struct sink **due = &hub->due[first % REPORT_TICKS]; *due != NULL;)
            report_at(hub, *due, last * TICK);
    hub->reports_tick = last;
}

int64_t reports_send_due(struct hub *hub, int64_t now)
{
    send_hurried(hub);
    if (hub->reports_tick == 0)
        hub->reports_tick = now / TICK;
    catch_up(hub, now / TICK);
    unsigned sent = 0;
    for (; hub->reports_tick < now / TICK; hub->reports_tick++)
        for (struct sink **due = &hub->due[hub->reports_tick % REPORT_TICKS]; *due != NULL; sent++) {
            if (sent == REPORTS_PER_TURN)
                return now;
            /* which has it due another time */
            send_reports(hub, *due, ALL_MEDIA, false);
        }
    return (hub->reports_tick + 1) * TICK;
}
