/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_REPORTS_H
#define SIPCAST_REPORTS_H

#include "hub.h"

/** Sends a sender report of each medium of a sink now, with BYE if asked (RFC 3550 6); the hub's
 * lock is held. */
void reports_send(struct hub *hub, struct sink *sink, bool bye);

/** Sends the reports that are due, of paused sinks as well, and returns when the next are; the
 * hub's lock is held. */
int64_t reports_send_due(struct hub *hub, int64_t now);

/** Empties a socket: RTCP goes to its sink, other packets are dropped; the hub's lock is held. */
void reports_receive(struct hub *hub, enum medium medium, int fd);

#endif
