/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reports.h"

#include <sys/socket.h>

#include "clock.h"
#include "rtcp.h"

/* Between reports of one stream, at least and with a random part so that viewers' reports do not
 * bunch (RFC 3550 6.2). */
#define REPORT_INTERVAL 2500000
#define REPORT_SPREAD 2000000

/* How often all sinks are looked through for due reports. */
#define CHECK_INTERVAL 100000

#define DATAGRAMS_PER_TURN 64

static void send_report(struct hub *hub, enum medium medium, struct leg *leg, int64_t now, bool bye)
{
    uint32_t rate = codec_clock_rate(leg->target.codec);
    struct rtcp_sender_info info = {
        .ssrc = leg->target.ssrc,
        .ntp = clock_ntp(),
        /* Frames leave when they are due, so what is sent now has the time stamp of now. */
        .rtp_timestamp = leg->ticks_offset + (uint32_t)clock_ticks(now, rate),
        .packets = (uint32_t)leg->counters.packets,
        .octets = (uint32_t)leg->counters.octets,
    };
    uint8_t packet[256];
    size_t size = rtcp_write_sender_report(packet, sizeof packet, &info, hub->cname, bye);
    const struct address *to = leg->target.mux ? &leg->target.rtp : &leg->target.rtcp;
    int fd = leg->target.mux ? hub->ports[medium].rtp : hub->ports[medium].rtcp;
    if (size > 0)
        sendto(fd, packet, size, MSG_DONTWAIT, (const struct sockaddr *)&to->storage, to->length);
    uint32_t spread;
    clock_random(&spread, sizeof spread);
    leg->next_report_at = now + REPORT_INTERVAL + spread % REPORT_SPREAD;
}

void reports_send(struct hub *hub, struct sink *sink, bool bye)
{
    int64_t now = clock_now();
    for (int medium = 0; medium < MEDIUM_COUNT; medium++)
        if (sink->legs[medium].target.used)
            send_report(hub, (enum medium)medium, &sink->legs[medium], now, bye);
}

int64_t reports_send_due(struct hub *hub, int64_t now)
{
    if (now < hub->reports_checked + CHECK_INTERVAL)
        return hub->reports_checked + CHECK_INTERVAL;
    hub->reports_checked = now;
    for (struct sink *sink = hub->sinks; sink != NULL; sink = sink->next)
        for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
            struct leg *leg = &sink->legs[medium];
            if (leg->target.used && leg->next_report_at <= now)
                send_report(hub, (enum medium)medium, leg, now, false);
        }
    return now + CHECK_INTERVAL;
}

/** Where a received packet came from, for the parser's calls. */
struct arrival {
    struct hub *hub;
    enum medium medium;
    struct address from;
    int64_t now;
};

/* The SSRC alone could be guessed by another viewer, so the address must be the sink's as well. */
static struct leg *find_leg(const struct arrival *arrival, uint32_t ssrc, struct sink **out)
{
    for (struct sink *sink = arrival->hub->sinks; sink != NULL; sink = sink->next) {
        struct leg *leg = &sink->legs[arrival->medium];
        const struct address *peer = leg->target.mux ? &leg->target.rtp : &leg->target.rtcp;
        if (leg->target.used && leg->target.ssrc == ssrc && address_same_ip(peer, &arrival->from)) {
            *out = sink;
            return leg;
        }
    }
    return NULL;
}

/* A BYE names only its sender, who is known by what he has reported before. */
static void on_bye(const struct arrival *arrival, uint32_t sender_ssrc)
{
    for (struct sink *sink = arrival->hub->sinks; sink != NULL; sink = sink->next) {
        struct leg *leg = &sink->legs[arrival->medium];
        const struct address *peer = leg->target.mux ? &leg->target.rtp : &leg->target.rtcp;
        if (leg->target.used && leg->counters.has_report && leg->peer_ssrc == sender_ssrc
            && address_same_ip(peer, &arrival->from))
            leg->counters.said_bye = true;
    }
}

static void on_feedback(void *opaque, const struct rtcp_feedback *feedback)
{
    const struct arrival *arrival = opaque;
    if (feedback->kind == RTCP_BYE) {
        on_bye(arrival, feedback->sender_ssrc);
        return;
    }
    struct sink *sink;
    struct leg *leg = find_leg(arrival, feedback->media_ssrc, &sink);
    if (leg == NULL)
        return;
    leg->counters.reported_at = arrival->now;
    leg->counters.said_bye = false;
    if (feedback->kind == RTCP_REPORT) {
        leg->counters.has_report = true;
        leg->peer_ssrc = feedback->sender_ssrc;
        leg->counters.lost = feedback->cumulative_lost;
        leg->counters.jitter = feedback->jitter;
    } else if (!sink->paused && arrival->medium == MEDIUM_VIDEO) {
        leg_request_picture(leg, &arrival->hub->gops[leg->target.codec], &arrival->hub->limits,
                            arrival->now);
    }
}

void reports_receive(struct hub *hub, enum medium medium, int fd)
{
    uint8_t data[2048];
    struct arrival arrival = {.hub = hub, .medium = medium, .now = clock_now()};
    for (int i = 0; i < DATAGRAMS_PER_TURN; i++) {
        arrival.from.length = sizeof arrival.from.storage;
        ssize_t size = recvfrom(fd, data, sizeof data, MSG_DONTWAIT,
                                (struct sockaddr *)&arrival.from.storage, &arrival.from.length);
        if (size < 0)
            return;
        if (rtcp_is(data, (size_t)size))
            rtcp_parse(data, (size_t)size, on_feedback, &arrival);
    }
}
