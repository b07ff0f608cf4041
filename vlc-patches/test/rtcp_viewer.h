/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_RTCP_VIEWER_H
#define SIPCAST_RTCP_VIEWER_H

/* One hub and one viewer who speaks RTCP, for the tests of what comes back. */

#include "check.h"
#include "octets.h"
#include "viewer.h"

static struct hub *hub;
static struct viewer viewer;

static inline void send_to_port(const void *data, size_t size, int from_fd, uint16_t port)
{
    struct address to = loopback();
    address_set_port(&to, port);
    CHECK(sendto(from_fd, data, size, 0, (struct sockaddr *)&to.storage, to.length)
          == (ssize_t)size);
}

static inline void send_rtcp(const uint8_t *data, size_t size, int from_fd, enum medium medium)
{
    send_to_port(data, size, from_fd, (uint16_t)(hub->ports[medium].port + 1));
}

/* Asks for a packet, and by the mask for some behind it (RFC 4585 6.2.1). */
static inline void send_nack(uint32_t ssrc, uint16_t missing, uint16_t mask, enum medium medium)
{
    uint8_t nack[16] = {0x81, 205, 0, 3, 0, 0, 0, 9};
    write_u32(nack + 8, ssrc);
    write_u16(nack + 12, missing);
    write_u16(nack + 14, mask);
    send_rtcp(nack, sizeof nack, viewer.rtcp, medium);
}

static inline bool shows(const char *id, const char *words)
{
    struct reply reply = {0};
    hub_list_sinks(hub, id, &reply);
    bool found = reply.text != NULL && strstr(reply.text, words) != NULL;
    reply_clear(&reply);
    return found;
}

static inline bool list_shows(const char *words)
{
    return shows(NULL, words);
}

static inline bool soon_list_shows(const char *words)
{
    for (int64_t until = clock_now() + 1000000; clock_now() < until;)
        if (list_shows(words))
            return true;
    return false;
}

static inline void run_with_hub(const char *name, void (*test)(void))
{
    hub = open_hub();
    viewer = viewer_open();
    check_run(name, test);
    end_hub(hub);
    viewer_close(&viewer);
}

#define RUN_WITH_HUB(test) run_with_hub(#test, test)

#endif
