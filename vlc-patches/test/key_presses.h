/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_KEY_PRESSES_H
#define SIPCAST_KEY_PRESSES_H

#include <string.h>

#include "octets.h"
#include "rtp.h"

/* Packets of telephone events, as phones send them. */

#define EVENT_PACKET 16
#define EVENTS_TYPE 101

struct event_packet {
    uint8_t event;
    uint16_t sequence, duration;
    uint32_t timestamp, ssrc;
    bool marker, end;
};

static inline void write_event(uint8_t *out, const struct event_packet *packet)
{
    rtp_write_header(out, EVENTS_TYPE, packet->marker, packet->sequence, packet->timestamp, packet->ssrc);
    out[12] = packet->event;
    out[13] = (uint8_t)(10 | (packet->end ? 0x80 : 0));
    write_u16(out + 14, packet->duration);
}

#endif
