/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_ARRIVAL_H
#define SIPCAST_ARRIVAL_H

#include "hub.h"

/** A datagram that has come to a hub. */
struct arrival {
    struct hub *hub;
    enum medium medium;
    bool on_rtp_port;
    struct address from;
    int64_t now;
    const uint8_t *data;
    size_t size;
    struct leg *leg; /* whose it is, once that is known */
    unsigned byes;    /* how many it has said so far */
    unsigned unknown; /* how many streams it has named so far that are nobody's */
};

#endif
