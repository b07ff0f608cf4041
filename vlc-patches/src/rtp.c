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

/* How long the header is with all its parts, or 0 if it does not fit. */
static size_t header_size(const uint8_t *data, size_t size)
{
    size_t whole = RTP_HEADER_SIZE + 4 * (size_t)(data[0] & 0x0f);
    if ((data[0] & 0x10) != 0) {
        if (size < whole + 4)
            return 0;
        whole += 4 + 4 * (size_t)read_u16(data + whole + 2);
    }
    return whole <= size ? whole : 0;
}

int rtp_read(const uint8_t *data, size_t size, struct rtp_header *out)
{
    if (size < RTP_HEADER_SIZE || data[0] >> 6 != 2 || (data[1] >= 192 && data[1] <= 223))
        return -1;
    size_t header = header_size(data, size);
    if (header == 0)
        return -1;
    bool padded = (data[0] & 0x20) != 0;
    if (padded && (data[size - 1] == 0 || data[size - 1] > size - header))
        return -1;
    size_t padding = padded ? data[size - 1] : 0;
    *out = (struct rtp_header){.payload_type = data[1] & 0x7f,
                               .sequence = read_u16(data + 2),
                               .timestamp = read_u32(data + 4),
                               .ssrc = read_u32(data + 8),
                               .marker = (data[1] & RTP_MARKER) != 0,
                               .payload = header,
                               .payload_size = size - header - padding};
    return 0;
}
