/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "feedback.h"

#include "clock.h"
#include "resend.h"
#include "return_path.h"
#include "rtcp.h"

#define DATAGRAMS_PER_TURN 64

/* A viewer has one SSRC in a medium, and few have more; a datagram has room for hundreds. */
#define BYES_PER_DATAGRAM 4

/* Nor does he name many streams that are not ours. */
#define UNKNOWN_PER_DATAGRAM 8

void feedback_expect(struct hub *hub, struct sink *sink)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        struct leg *leg = &sink->legs[medium];
        if (!leg->target.used)
            continue;
        table_put(&hub->by_ssrc, &leg->by_ssrc, leg->target.ssrc);
        return_path_expect(hub, leg);
    }
}

void feedback_forget(struct sink *sink)
{
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        struct leg *leg = &sink->legs[medium];
        table_remove(&leg->by_ssrc);
        table_remove(&leg->by_peer);
        table_remove(&leg->by_source);
        table_remove(&leg->by_rtcp);
    }
}

/* An SSRC alone could be guessed by another viewer, so the address must be the sink's as well, or
 * one that it may be found at. */
static bool is_from(const struct arrival *arrival, const struct leg *leg)
{
    return codec_medium(leg->target.codec) == arrival->medium
           && (address_same_ip(leg_rtcp(leg), &arrival->from) || return_path_may_move(leg, arrival));
}

static struct leg *find_leg(const struct arrival *arrival, uint32_t ssrc)
{
    for (struct place_in_table *place = table_first(&arrival->hub->by_ssrc, ssrc); place != NULL;
         place = table_next(place))
        if (is_from(arrival, table_leg(place, by_ssrc)))
            return table_leg(place, by_ssrc);
    return NULL;
}

static void on_report(struct arrival *arrival, struct leg *leg, const struct rtcp_feedback *feedback)
{
    leg->counters.has_report = true;
    leg->counters.lost = feedback->cumulative_lost;
    leg->counters.jitter = feedback->jitter;
    return_path_note_peer(arrival, leg, feedback->sender_ssrc);
}

static void on_loss(struct hub *hub, struct leg *leg, const struct rtcp_feedback *feedback)
{
    bool more = resend_packet(hub, leg, feedback->missing);
    for (unsigned bit = 0; more && bit < 16; bit++)
        if ((feedback->missing_mask >> bit & 1) != 0)
            more = resend_packet(hub, leg, (uint16_t)(feedback->missing + bit + 1));
}

static void act(struct arrival *arrival, struct leg *leg, const struct rtcp_feedback *feedback)
{
    if (feedback->kind == RTCP_REPORT)
        on_report(arrival, leg, feedback);
    else if (leg->sink->paused)
        return;
    else if (feedback->kind == RTCP_NACK)
        on_loss(arrival->hub, leg, feedback);
    else if (arrival->medium == MEDIUM_VIDEO)
        arrival->hub->replaying |= leg_request_picture(
            leg, &arrival->hub->gops[leg->target.codec], &arrival->hub->limits, arrival->now);
}

static void on_feedback(void *opaque, const struct rtcp_feedback *feedback)
{
    struct arrival *arrival = opaque;
    bool bye = feedback->kind == RTCP_BYE;
    if (bye ? arrival->byes++ >= BYES_PER_DATAGRAM : arrival->unknown >= UNKNOWN_PER_DATAGRAM)
        return;
    /* A BYE names only its sender, who is known by what he has reported before. */
    struct leg *leg = bye ? return_path_find_peer(arrival, feedback->sender_ssrc)
                          : find_leg(arrival, feedback->media_ssrc);
    if (leg == NULL) {
        arrival->unknown += !bye;
        return;
    }
    leg->counters.said_bye = bye;
    if (bye)
        return;
    arrival->leg = leg;
    leg->counters.reported_at = arrival->now;
    return_path_note(arrival, leg);
    act(arrival, leg, feedback);
}

void feedback_take(struct arrival *arrival)
{
    if (rtcp_is(arrival->data, arrival->size)) {
        if (rtcp_parse(arrival->data, arrival->size, on_feedback, arrival) != 0)
            return;
        return_path_find_sender(arrival);
        return_path_forward(arrival);
    } else {
        return_path_receive(arrival);
    }
}

void feedback_receive(struct hub *hub, enum medium medium, int fd)
{
    uint8_t data[2048];
    int64_t now = clock_now();
    for (int i = 0; i < DATAGRAMS_PER_TURN; i++) {
        struct arrival arrival = {.hub = hub,
                                  .medium = medium,
                                  .on_rtp_port = fd == hub->ports[medium].rtp,
                                  .now = now,
                                  .data = data};
        arrival.from.length = sizeof arrival.from.storage;
        ssize_t size = recvfrom(fd, data, sizeof data, MSG_DONTWAIT | MSG_TRUNC,
                                (struct sockaddr *)&arrival.from.storage, &arrival.from.length);
        if (size < 0)
            return;
        if ((size_t)size > sizeof data)
            continue; /* what it says of its own length would be wrong */
        arrival.size = (size_t)size;
        feedback_take(&arrival);
    }
}
