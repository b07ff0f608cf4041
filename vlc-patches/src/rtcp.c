/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp.h"

#include "octets.h"
#include "rtcp_format.h"

/* RFC 5761 4: the RTCP types that no dynamic or static RTP payload type collides with. */
enum { PT_FIRST = 192, PT_LAST = 223 };

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

static int parse_transport_feedback(const struct rtcp_packet *packet,
                                    const struct receiver *receiver)
{
    if (packet->size < 2 * SSRC_SIZE)
        return -1;
    if (packet->count != RTPFB_NACK)
        return 0;
    const uint8_t *entry = packet->body + 2 * SSRC_SIZE;
    size_t left = packet->size - 2 * SSRC_SIZE;
    if (left == 0)
        return -1;
    struct rtcp_feedback feedback = {
        .kind = RTCP_NACK,
        .sender_ssrc = read_u32(packet->body),
        .media_ssrc = read_u32(packet->body + SSRC_SIZE),
    };
    for (; left >= NACK_ENTRY_SIZE; left -= NACK_ENTRY_SIZE, entry += NACK_ENTRY_SIZE) {
        feedback.missing = read_u16(entry);
        feedback.missing_mask = read_u16(entry + 2);
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

static int read_compound(const uint8_t *data, size_t size, const struct receiver *receiver)
{
    do {
        struct rtcp_packet packet;
        const size_t whole = next_packet(data, size, &packet);
        if (whole == 0)
            return -1;

        int error = 0;
        if (packet.type == PT_SR || packet.type == PT_RR)
            error = parse_reports(&packet, receiver);
        else if (packet.type == PT_BYE)
            error = parse_bye(&packet, receiver);
        else if (packet.type == PT_RTPFB)
            error = parse_transport_feedback(&packet, receiver);
        else if (packet.type == PT_PSFB)
            error = parse_payload_feedback(&packet, receiver);
        if (error)
            return error;

        data += whole;
        size -= whole;
    } while (size > 0);
    return 0;
}

static void pass_over(void *opaque, const struct rtcp_feedback *feedback)
{
    (void)opaque, (void)feedback;
}

int rtcp_parse(const uint8_t *data, size_t size,
               void (*on_feedback)(void *opaque, const struct rtcp_feedback *), void *opaque)
{
    return read_compound(data, size, &(struct receiver){pass_over, NULL}) == 0
               ? read_compound(data, size, &(struct receiver){on_feedback, opaque})
               : -1;
}

bool rtcp_is(const uint8_t *data, size_t size)
{
    return size >= HEADER_SIZE && data[0] >> 6 == 2 && data[1] >= PT_FIRST && data[1] <= PT_LAST;
}
