/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_RESEND_H
#define SIPCAST_RESEND_H

#include "hub.h"

/** Sends a viewer a packet again that he misses, as it was or as RFC 4588 says, if it is still there
 * and he may have it. Returns false if he may ask for nothing more now; the hub's lock is held. */
bool resend_packet(struct hub *hub, struct leg *leg, uint16_t sequence);

#endif
