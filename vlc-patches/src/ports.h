/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_PORTS_H
#define SIPCAST_PORTS_H

#include <stdint.h>

#include "address.h"
#include "limits.h"

/** The sockets of one medium: RTP on an even port, RTCP on the next (RFC 3550 11). */
struct port_pair {
    int rtp, rtcp;
    uint16_t port;
};

/** Binds a pair on this address, beginning the search at a random place of the range. Returns 0, or
 * -1 if none is free. */
int ports_open(const struct address *ip, uint16_t first, uint16_t last, struct port_pair *out);

/** Binds this pair, whose first port is even. Returns 0, or -1 if it is another's. */
int ports_open_at(const struct address *ip, uint16_t port, struct port_pair *out);

/** Sets the sizes of the buffers, as far as the kernel allows, and what the packets are marked with (RFC 2474). */
void ports_limit(const struct port_pair *pair, const struct limits *limits);

void ports_close(struct port_pair *pair);

#endif
