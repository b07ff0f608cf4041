/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_CLOCK_H
#define SIPCAST_CLOCK_H

#include <stdint.h>

/** Microseconds of the monotonic clock; the same clock as VLC's mdate(). */
int64_t clock_now(void);

/** This moment as a 64-bit NTP time stamp (RFC 3550 4). */
uint64_t clock_ntp(void);

/** This moment in milliseconds since 1970, for those who read it elsewhere. */
int64_t clock_unix_ms(void);

/** RTP clock ticks at this time; all media of a hub are on this one timeline. */
uint64_t clock_ticks(int64_t microseconds, uint32_t clock_rate);

/** Fills a buffer with random octets; SSRC collisions and predictable time stamps are what this
 * avoids (RFC 3550 8.1). */
void clock_random(void *out, unsigned size);

#endif
