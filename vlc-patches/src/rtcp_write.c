/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "octets.h"
#include "rtcp.h"
#include "rtcp_format.h"

static void write_header(uint8_t *out, unsigned count, uint8_t type, size_t size)
{
    out[0] = (uint8_t)(0x80 | count);
    out[1] = type;
    write_u16(out + 2, (uint16_t)(size / 4 - 1));
}

static size_t write_sr(uint8_t *out, const struct rtcp_sender_info *info)
{
    const size_t size = HEADER_SIZE + SSRC_SIZE + SENDER_INFO_SIZE;
    write_header(out, 0, PT_SR, size);
    write_u32(out + 4, info->ssrc);
    write_u32(out + 8, (uint32_t)(info->ntp >> 32));
    write_u32(out + 12, (uint32_t)info->ntp);
    write_u32(out + 16, info->rtp_timestamp);
    write_u32(out + 20, info->packets);
    write_u32(out + 24, info->octets);
    return size;
}

static size_t write_empty_rr(uint8_t *out, uint32_t ssrc)
{
    const size_t size = HEADER_SIZE + SSRC_SIZE;
    write_header(out, 0, PT_RR, size);
    write_u32(out + 4, ssrc);
    return size;
}

/* RFC 3550 6.5: a chunk ends with one to four null octets, on a 32-bit boundary. */
static size_t chunk_size(size_t cname_length)
{
    return SSRC_SIZE + ((2 + cname_length) / 4 + 1) * 4;
}

static size_t write_sdes(uint8_t *out, const struct rtcp_sender_info *streams, unsigned count,
                         const char *cname, size_t cname_length)
{
    const size_t chunk = chunk_size(cname_length), size = HEADER_SIZE + count * chunk;
    memset(out, 0, size);
    write_header(out, count, PT_SDES, size);
    out += HEADER_SIZE;
    for (unsigned i = 0; i < count; i++, out += chunk) {
        write_u32(out, streams[i].ssrc);
        out[4] = SDES_CNAME;
        out[5] = (uint8_t)cname_length;
        memcpy(out + 6, cname, cname_length);
    }
    return size;
}

static size_t write_bye(uint8_t *out, const struct rtcp_sender_info *streams, unsigned count)
{
    const size_t size = HEADER_SIZE + count * SSRC_SIZE;
    write_header(out, count, PT_BYE, size);
    for (unsigned i = 0; i < count; i++)
        write_u32(out + HEADER_SIZE + i * SSRC_SIZE, streams[i].ssrc);
    return size;
}

static size_t report_size(const struct rtcp_sender_info *streams, unsigned count,
                          size_t cname_length, bool bye)
{
    size_t size = streams[0].sends ? 0 : HEADER_SIZE + SSRC_SIZE;
    for (unsigned i = 0; i < count; i++)
        size += streams[i].sends ? HEADER_SIZE + SSRC_SIZE + SENDER_INFO_SIZE : 0;
    size += HEADER_SIZE + count * chunk_size(cname_length);
    return size + (bye ? HEADER_SIZE + count * SSRC_SIZE : 0);
}

size_t rtcp_write_report(uint8_t *out, size_t size, const struct rtcp_sender_info *streams,
                         unsigned count, const char *cname, bool bye)
{
    const size_t cname_length = strlen(cname);
    if (cname_length > UINT8_MAX || report_size(streams, count, cname_length, bye) > size)
        return 0;

    size_t written = streams[0].sends ? 0 : write_empty_rr(out, streams[0].ssrc);
    for (unsigned i = 0; i < count; i++)
        if (streams[i].sends)
            written += write_sr(out + written, &streams[i]);
    written += write_sdes(out + written, streams, count, cname, cname_length);
    if (bye)
        written += write_bye(out + written, streams, count);
    return written;
}
