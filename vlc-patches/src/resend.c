/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "resend.h"

#include "octets.h"

#define RTX_HEADER_SIZE 2 /* the original sequence number (RFC 4588 4) */

static void send_again(struct hub *hub, struct leg *leg, const struct packets *packets,
                       const struct packet *packet, uint16_t sequence, uint32_t timestamp)
{
    const struct leg_target *target = &leg->target;
    bool rtx = target->rtx_type != 0;
    uint8_t header[RTP_HEADER_SIZE + RTX_HEADER_SIZE];
    rtp_write_header(header, rtx ? target->rtx_type : target->payload_type, packet->marker,
                     rtx ? leg->rtx_sequence++ : sequence, timestamp + packet->ts_offset,
                     rtx ? target->rtx_ssrc : target->ssrc);
    write_u16(header + RTP_HEADER_SIZE, sequence);
    struct iovec parts[2] = {{header, RTP_HEADER_SIZE + (rtx ? RTX_HEADER_SIZE : 0)},
                             {packets->data + packet->offset, packet->length}};
    struct msghdr message = {.msg_name = &leg->target.rtp.storage,
                             .msg_namelen = target->rtp.length,
                             .msg_iov = parts,
                             .msg_iovlen = 2};
    int fd = hub->ports[codec_medium(target->codec)].rtp;
    if (sendmsg(fd, &message, MSG_DONTWAIT) < 0) {
        leg->counters.drops++;
        hub->counters.drops++;
        return;
    }
    leg->counters.resent++;
    leg->counters.resent_octets += parts[0].iov_len - RTP_HEADER_SIZE + packet->length;
}

/* The frame that a sequence number belongs to, if it is kept. */
static const struct frame *find(struct hub *hub, const struct leg *leg, uint16_t sequence,
                                const struct sent_frame **sent)
{
    *sent = sent_find(leg->sent, sequence);
    if (*sent == NULL)
        return NULL;
    const struct frame *frame = history_find(&hub->histories[leg->target.codec], (*sent)->number);
    uint16_t place = (uint16_t)(sequence - (*sent)->first);
    return frame != NULL && place < frame->packets.count ? frame : NULL;
}

bool resend_packet(struct hub *hub, struct leg *leg, uint16_t sequence)
{
    if (leg->sent == NULL || !sent_allows(leg->sent))
        return false;
    const struct sent_frame *sent;
    const struct frame *frame = find(hub, leg, sequence, &sent);
    sent_charge(leg->sent, frame != NULL);
    if (frame != NULL)
        send_again(hub, leg, &frame->packets, &frame->packets.list[(uint16_t)(sequence - sent->first)],
                   sequence, sent->timestamp);
    return true;
}
