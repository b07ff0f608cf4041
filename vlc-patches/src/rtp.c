/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtp.h"

#include "octets.h"

#define RTP_VERSION_2 0x80
#define RTP_MARKER 0x80

void rtp_write_header(uint8_t *out, uint8_t payload_type, bool marker, uint16_t sequence,
                      uint32_t timestamp, uint32_t ssrc)
{
    out[0] = RTP_VERSION_2;
    out[1] = (uint8_t)((payload_type & 0x7f) | (marker ? RTP_MARKER : 0));
    write_u16(out + 2, sequence);
    write_u32(out + 4, timestamp);
    write_u32(out + 8, ssrc);
}
