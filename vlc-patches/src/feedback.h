/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_FEEDBACK_H
#define SIPCAST_FEEDBACK_H

#include "arrival.h"

/** Has what comes in find a sink, and find it no more; the hub's lock is held. */
void feedback_expect(struct hub *hub, struct sink *sink);
void feedback_forget(struct sink *sink);

/** Takes one datagram to its sink; the hub's lock is held. */
void feedback_take(struct arrival *arrival);

/** Empties a socket: RTCP and RTP go to their sink, other packets are dropped; the hub's lock is
 * held. */
void feedback_receive(struct hub *hub, enum medium medium, int fd);

#endif
