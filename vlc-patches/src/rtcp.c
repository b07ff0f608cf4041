/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp.h"

#include <string.h>

#include "octets.h"

/* RFC 3550 12.1, RFC 4585 6.1 */
enum { PT_SR = 200, PT_RR = 201, PT_SDES = 202, PT_BYE = 203, PT_PSFB = 206 };

/* RFC 4585 6.3, RFC 5104 4.3 */
enum { PSFB_PLI = 1, PSFB_FIR = 4 };

enum {
    HEADER_SIZE = 4,
    SSRC_SIZE = 4,
    SENDER_INFO_SIZE = 20,
    REPORT_BLOCK_SIZE = 24,
    FIR_ENTRY_SIZE = 8,
    SDES_CNAME = 1,
};

/* RFC 5761 4: the RTCP types that no dynamic or static RTP payload type collides with. */
enum { PT_FIRST = 192, PT_LAST = 223 };

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

/* RFC 3550 6.5: a chunk ends with one to four null octets, on a 32-bit boundary. */
static size_t sdes_size(size_t cname_length)
{
    return HEADER_SIZE + SSRC_SIZE + ((2 + cname_length) / 4 + 1) * 4;
}

static size_t write_sdes(uint8_t *out, uint32_t ssrc, const char *cname, size_t cname_length)
{
    const size_t size = sdes_size(cname_length);
    memset(out, 0, size);
    write_header(out, 1, PT_SDES, size);
    write_u32(out + 4, ssrc);
    out[8] = SDES_CNAME;
    out[9] = (uint8_t)cname_length;
    memcpy(out + 10, cname, cname_length);
    return size;
}

static size_t write_bye(uint8_t *out, uint32_t ssrc)
{
    const size_t size = HEADER_SIZE + SSRC_SIZE;
    write_header(out, 1, PT_BYE, size);
    write_u32(out + 4, ssrc);
    return size;
}

size_t rtcp_write_sender_report(uint8_t *out, size_t size, const struct rtcp_sender_info *info,
                                const char *cname, bool bye)
{
    const size_t cname_length = strlen(cname);
    if (cname_length > UINT8_MAX)
        return 0;
    const size_t needed = HEADER_SIZE + SSRC_SIZE + SENDER_INFO_SIZE + sdes_size(cname_length)
                          + (bye ? HEADER_SIZE + SSRC_SIZE : 0);
    if (needed > size)
        return 0;

    size_t written = write_sr(out, info);
    written += write_sdes(out + written, info->ssrc, cname, cname_length);
    if (bye)
        written += write_bye(out + written, info->ssrc);
    return written;
}

/** One packet of a compound, behind its common header and without its padding. */
struct rtcp_packet {
    unsigned count; /* report count, source count or feedback message type */
    uint8_t type;
    const uint8_t *body;
    size_t size;
};

struct receiver {
    void (*on_feedback)(void *opaque, const struct rtcp_feedback *feedback);
    void *opaque;
};

static int parse_reports(const struct rtcp_packet *packet, const struct receiver *receiver)
{
    const size_t before = SSRC_SIZE + (packet->type == PT_SR ? SENDER_INFO_SIZE : 0);
    if (packet->size < before + packet->count * REPORT_BLOCK_SIZE)
        return -1;

    const uint8_t *block = packet->body + before;
    for (unsigned i = 0; i < packet->count; i++, block += REPORT_BLOCK_SIZE) {
        const uint32_t loss = read_u32(block + 4);
        const int32_t lost = (int32_t)(loss & 0xffffff);
        const struct rtcp_feedback feedback = {
            .kind = RTCP_REPORT,
            .sender_ssrc = read_u32(packet->body),
            .media_ssrc = read_u32(block),
            .fraction_lost = (uint8_t)(loss >> 24),
            .cumulative_lost = lost < 0x800000 ? lost : lost - 0x1000000,
            .highest_sequence = read_u32(block + 8),
            .jitter = read_u32(block + 12),
            .last_sr = read_u32(block + 16),
            .delay_since_last_sr = read_u32(block + 20),
        };
        receiver->on_feedback(receiver->opaque, &feedback);
    }
    return 0;
}

static int parse_bye(const struct rtcp_packet *packet, const struct receiver *receiver)
{
    if (packet->size < packet->count * SSRC_SIZE)
        return -1;
    for (unsigned i = 0; i < packet->count; i++) {
        const struct rtcp_feedback feedback = {
            .kind = RTCP_BYE,
            .sender_ssrc = read_u32(packet->body + i * SSRC_SIZE),
        };
        receiver->on_feedback(receiver->opaque, &feedback);
    }
    return 0;
}

static int parse_payload_feedback(const struct rtcp_packet *packet,
                                  const struct receiver *receiver)
{
    if (packet->size < 2 * SSRC_SIZE)
        return -1;
    struct rtcp_feedback feedback = {
        .sender_ssrc = read_u32(packet->body),
        .media_ssrc = read_u32(packet->body + SSRC_SIZE),
    };

    if (packet->count == PSFB_PLI) {
        feedback.kind = RTCP_PLI;
        receiver->on_feedback(receiver->opaque, &feedback);
    } else if (packet->count == PSFB_FIR) {
        const uint8_t *entry = packet->body + 2 * SSRC_SIZE;
        size_t left = packet->size - 2 * SSRC_SIZE;
        if (left == 0 || left % FIR_ENTRY_SIZE != 0)
            return -1;
        feedback.kind = RTCP_FIR;
        for (; left > 0; left -= FIR_ENTRY_SIZE, entry += FIR_ENTRY_SIZE) {
            feedback.media_ssrc = read_u32(entry);
            receiver->on_feedback(receiver->opaque, &feedback);
        }
    }
    return 0;
}

/* Takes the first packet off a compound. Returns its whole size, or 0 if malformed (RFC 3550 A.2). */
static size_t next_packet(const uint8_t *data, size_t size, struct rtcp_packet *packet)
{
    if (!rtcp_is(data, size))
        return 0;
    const size_t whole = ((size_t)read_u16(data + 2) + 1) * 4;
    if (whole > size)
        return 0;

    packet->count = data[0] & 0x1f;
    packet->type = data[1];
    packet->body = data + HEADER_SIZE;
    packet->size = whole - HEADER_SIZE;

    const bool padded = data[0] & 0x20;
    if (padded) {
        /* Only the last packet of a compound may be padded (RFC 3550 6.4.1). */
        const size_t padding = data[whole - 1];
        if (whole < size || padding == 0 || padding % 4 != 0 || padding > packet->size)
            return 0;
        packet->size -= padding;
    }
    return whole;
}

int rtcp_parse(const uint8_t *data, size_t size,
               void (*on_feedback)(void *opaque, const struct rtcp_feedback *), void *opaque)
{
    const struct receiver receiver = {on_feedback, opaque};
    do {
        struct rtcp_packet packet;
        const size_t whole = next_packet(data, size, &packet);
        if (whole == 0)
            return -1;

        int error = 0;
        if (packet.type == PT_SR || packet.type == PT_RR)
            error = parse_reports(&packet, &receiver);
        else if (packet.type == PT_BYE)
            error = parse_bye(&packet, &receiver);
        else if (packet.type == PT_PSFB)
            error = parse_payload_feedback(&packet, &receiver);
        if (error)
            return error;

        data += whole;
        size -= whole;
    } while (size > 0);
    return 0;
}

bool rtcp_is(const uint8_t *data, size_t size)
{
    return size >= HEADER_SIZE && data[0] >> 6 == 2 && data[1] >= PT_FIRST && data[1] <= PT_LAST;
}
