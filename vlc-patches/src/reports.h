/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_REPORTS_H
#define SIPCAST_REPORTS_H

#include "hub.h"

/** Takes leave of a viewer with a last report of each medium (RFC 3550 6.3.7); the hub's lock is held. */
void reports_say_bye(struct hub *hub, struct sink *sink);

/** The first packet of a medium is about to be sent: has reports follow it at once. The hub's lock
 * is held. */
void reports_hurry(struct hub *hub, struct sink *sink, enum medium medium);

/** A sink has come; the hub's lock is held. */
void reports_expect(struct hub *hub, struct sink *sink, int64_t now);

/** A sink is about to go; the hub's lock is held. */
void reports_skip(struct hub *hub, struct sink *sink);

/** Sends the reports that are due, of paused sinks as well, and returns when the next are; the
 * hub's lock is held. */
int64_t reports_send_due(struct hub *hub, int64_t now);

#endif
