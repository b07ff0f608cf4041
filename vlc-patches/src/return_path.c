/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "return_path.h"

#include "media_reports.h"
#include "rtp.h"

/* Legs that one datagram is compared with, of those who share a key: what anybody sends must not cost more the more viewers there are. */
#define COMPARED_MAX 64

static bool awaits(const struct leg *leg)
{
    return leg->target.latch != LATCH_NO && !leg->target.rtp_latched;
}

static enum medium medium_of(const struct leg *leg)
{
    return codec_medium(leg->target.codec);
}

static uint32_t host_key(const struct address *host, enum medium medium)
{
    return address_hash_ip(host) + (uint32_t)medium;
}

static uint32_t address_key(const struct address *address, enum medium medium)
{
    return address_hash(address) + (uint32_t)medium;
}

/* By host as well: many call themselves 1. */
static uint32_t peer_key(uint32_t ssrc, const struct address *host, enum medium medium)
{
    return ssrc ^ host_key(host, medium);
}

void return_path_expect(struct hub *hub, struct leg *leg)
{
    enum medium medium = medium_of(leg);
    table_put(&hub->by_rtcp, &leg->by_rtcp, address_key(leg_rtcp(leg), medium));
    if (leg->by_peer.key != peer_key(leg->peer_ssrc, leg_rtcp(leg), medium))
        table_remove(&leg->by_peer);
    /* Also of whom nothing is wanted: what he sends is not another's who is awaited. */
    table_put(&hub->by_source, &leg->by_source,
              awaits(leg) ? host_key(&leg->target.rtp, medium) : address_key(&leg->target.rtp, medium));
}

static void latch_rtp(const struct arrival *arrival, struct leg *leg)
{
    leg->target.rtp = arrival->from;
    leg->target.rtp_latched = true;
    leg->unsegmented = false;
    return_path_expect(arrival->hub, leg);
}

/* Who is at this address. Of several he is meant of whom something is wanted. */
static struct leg *find_known(const struct arrival *arrival)
{
    struct leg *known = NULL;
    struct place_in_table *place = table_first(&arrival->hub->by_source,
                                               address_key(&arrival->from, arrival->medium));
    for (unsigned i = 0; place != NULL && i < COMPARED_MAX; place = table_next(place), i++) {
        struct leg *leg = table_leg(place, by_source);
        if (medium_of(leg) != arrival->medium || !address_equal(&leg->target.rtp, &arrival->from))
            continue;
        if (leg->target.tap.length > 0 || leg->target.events)
            return leg;
        known = known != NULL ? known : leg;
    }
    return known;
}

static bool is_awaited_at(const struct arrival *arrival, const struct leg *leg)
{
    return awaits(leg) && medium_of(leg) == arrival->medium && address_equal(&leg->target.rtp, &arrival->from);
}

/* One who sends from where he has said. Almost everybody's RTCP is there as well, or at the next port. */
static struct leg *find_awaited_here(const struct arrival *arrival)
{
    struct address rtcp = arrival->from;
    for (int next = 0; next < 2; next++) {
        address_set_port(&rtcp, (uint16_t)(address_port(&arrival->from) + next));
        struct place_in_table *place = table_first(&arrival->hub->by_rtcp, address_key(&rtcp, arrival->medium));
        for (unsigned i = 0; place != NULL && i < COMPARED_MAX; place = table_next(place), i++)
            if (is_awaited_at(arrival, table_leg(place, by_rtcp)))
                return table_leg(place, by_rtcp);
    }
    return NULL;
}

/* The one who is awaited from this host. Where there are several the port tells, or else their RTCP will. */
static struct leg *find_awaited(const struct arrival *arrival)
{
    struct leg *only = NULL;
    unsigned count = 0;
    struct place_in_table *place = table_first(&arrival->hub->by_source,
                                               host_key(&arrival->from, arrival->medium));
    for (unsigned i = 0; place != NULL && i < COMPARED_MAX; place = table_next(place), i++) {
        struct leg *leg = table_leg(place, by_source);
        if (is_awaited_at(arrival, leg))
            return leg;
        if (!awaits(leg) || medium_of(leg) != arrival->medium
            || !address_same_ip(&leg->target.rtp, &arrival->from))
            continue;
        only = leg;
        count++;
    }
    return count == 1 ? only : NULL;
}

static bool is_peer(const struct arrival *arrival, const struct leg *leg, uint32_t ssrc)
{
    return leg->peer_ssrc == ssrc && medium_of(leg) == arrival->medium
           && address_same_ip(leg_rtcp(leg), &arrival->from);
}

/* The only one who calls himself so at this host. Of two nobody knows whose it is, nor of so many that they are not
 * all looked at. */
static struct leg *find_only_peer(const struct arrival *arrival, uint32_t ssrc, bool anywhere)
{
    struct leg *only = NULL;
    struct place_in_table *place = table_first(&arrival->hub->by_peer,
                                               peer_key(ssrc, &arrival->from, arrival->medium));
    for (unsigned i = 0; place != NULL; place = table_next(place), i++) {
        struct leg *leg = table_leg(place, by_peer);
        if (i == COMPARED_MAX)
            return NULL;
        if (!is_peer(arrival, leg, ssrc) || (anywhere && (!awaits(leg) || leg->target.latch != LATCH_ANY)))
            continue;
        if (only != NULL)
            return NULL;
        only = leg;
    }
    return only;
}

void return_path_note_peer(const struct arrival *arrival, struct leg *leg, uint32_t ssrc)
{
    leg->peer_ssrc = ssrc;
    table_put(&arrival->hub->by_peer, &leg->by_peer, peer_key(ssrc, leg_rtcp(leg), medium_of(leg)));
}

struct leg *return_path_find_peer(const struct arrival *arrival, uint32_t ssrc)
{
    struct leg *only = NULL;
    bool taken = false;
    struct place_in_table *place = table_first(&arrival->hub->by_rtcp,
                                               address_key(&arrival->from, arrival->medium));
    for (unsigned i = 0; place != NULL; place = table_next(place), i++) {
        struct leg *leg = table_leg(place, by_rtcp);
        if (i == COMPARED_MAX)
            return NULL;
        if (medium_of(leg) != arrival->medium || !address_equal(leg_rtcp(leg), &arrival->from))
            continue;
        taken = true;
        if (leg->by_peer.link == NULL || leg->peer_ssrc != ssrc)
            continue;
        if (only != NULL)
            return NULL;
        only = leg;
    }
    return taken ? only : find_only_peer(arrival, ssrc, false);
}

/* What is on its way to the application by the next report would come a second late. */
static void take_key(const struct arrival *arrival, const struct rtp_header *header)
{
    struct leg *leg = arrival->leg;
    if (leg->target.events && leg->keys != NULL && header->payload_type == leg->target.events_type
        && key_events_take(leg->keys, header, arrival->data, arrival->now))
        media_reports_send_one(arrival->hub, leg->sink, arrival->now);
}

void return_path_receive(struct arrival *arrival)
{
    struct rtp_header header;
    if (!arrival->on_rtp_port || rtp_read(arrival->data, arrival->size, &header) != 0)
        return;
    /* In this order: a port that an earlier call has left is where a later one may be awaited. */
    struct leg *awaited = find_awaited_here(arrival);
    arrival->leg = awaited == NULL ? find_known(arrival) : NULL;
    if (arrival->leg == NULL) {
        arrival->leg = awaited != NULL ? awaited : find_awaited(arrival);
        /* One who may be anywhere, and has said by RTCP from this host what he calls himself: anybody can call himself the
         * same, so the host is what counts. */
        if (arrival->leg == NULL)
            arrival->leg = find_only_peer(arrival, header.ssrc, true);
        if (arrival->leg == NULL)
            return;
        latch_rtp(arrival, arrival->leg);
    }
    take_key(arrival, &header);
    return_path_forward(arrival);
}

bool return_path_may_move(const struct leg *leg, const struct arrival *arrival)
{
    return leg->target.latch == LATCH_ANY
           && !(leg->target.mux ? leg->target.rtp_latched : leg->target.rtcp_latched)
           && leg->target.mux == arrival->on_rtp_port;
}

void return_path_note(const struct arrival *arrival, struct leg *leg)
{
    if (leg->target.latch == LATCH_NO || leg->target.mux != arrival->on_rtp_port)
        return;
    if (leg->target.mux) {
        if (!leg->target.rtp_latched)
            latch_rtp(arrival, leg);
    } else if (!leg->target.rtcp_latched) {
        leg->target.rtcp = arrival->from;
        leg->target.rtcp_latched = true;
        return_path_expect(arrival->hub, leg);
    }
}

static bool is_sender(const struct arrival *arrival, const struct leg *leg)
{
    return leg != NULL && medium_of(leg) == arrival->medium && address_equal(leg_rtcp(leg), &arrival->from);
}

void return_path_find_sender(struct arrival *arrival)
{
    struct leg *sender = NULL;
    if (is_sender(arrival, arrival->leg))
        return;
    struct place_in_table *place = table_first(&arrival->hub->by_rtcp,
                                               address_key(&arrival->from, arrival->medium));
    for (unsigned i = 0; place != NULL && i < COMPARED_MAX; place = table_next(place), i++)
        if (is_sender(arrival, table_leg(place, by_rtcp))) {
            sender = table_leg(place, by_rtcp);
            if (sender->target.tap.length > 0)
                break;
        }
    if (sender == NULL)
        sender = find_known(arrival);
    if (sender != NULL)
        arrival->leg = sender;
}

void return_path_forward(const struct arrival *arrival)
{
    if (arrival->leg == NULL || arrival->leg->target.tap.length == 0)
        return;
    const struct address *tap = &arrival->leg->target.tap;
    sendto(arrival->hub->ports[arrival->medium].rtp, arrival->data, arrival->size, MSG_DONTWAIT,
           (const struct sockaddr *)&tap->storage, tap->length);
}
