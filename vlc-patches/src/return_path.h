/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_RETURN_PATH_H
#define SIPCAST_RETURN_PATH_H

#include "arrival.h"

/** What viewers send: it tells where they are behind an address translator (symmetric RTP, RFC 4961),
 * and goes on to a port of this machine if it is wanted there. The hub's lock is held. */

/** A sink has come, or has been moved. */
void return_path_expect(struct hub *hub, struct leg *leg);

/** Takes RTP to its sink; STUN and whatever else there may be is dropped. */
void return_path_receive(struct arrival *arrival);

/** Tells whether RTCP that names this leg's SSRC may come from where it has come from. */
bool return_path_may_move(const struct leg *leg, const struct arrival *arrival);

/** RTCP has come from this leg's viewer. */
void return_path_note(const struct arrival *arrival, struct leg *leg);

/** Remembers what this leg's viewer calls himself. */
void return_path_note_peer(const struct arrival *arrival, struct leg *leg, uint32_t ssrc);

/** Who calls himself so at the address that something has come from, or at its host if nobody's RTCP comes from that
 * address; NULL if that is nobody, or several. */
struct leg *return_path_find_peer(const struct arrival *arrival, uint32_t ssrc);

/** Whose RTCP it is by where it comes from, if that is known: what it names may be another's stream, or none of ours. */
void return_path_find_sender(struct arrival *arrival);

/** Passes on a datagram whose leg is known. */
void return_path_forward(const struct arrival *arrival);

#endif
