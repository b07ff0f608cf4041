/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch.h"

#include <errno.h>
#include <string.h>

#include "clock.h"

void batch_add(struct batch *batch, struct leg *leg, const struct frame *frame, uint64_t ticks)
{
    uint32_t timestamp = leg_timestamp(leg, ticks);
    leg->counters.drops += frame->packets.dropped;
    batch->counters->drops += frame->packets.dropped;
    for (size_t i = 0; i < frame->packets.count; i++) {
        if (batch->count == BATCH_SIZE)
            batch_flush(batch);
        const struct packet *packet = &frame->packets.list[i];
        unsigned slot = batch->count++;
        rtp_write_header(batch->headers[slot], leg->target.payload_type, packet->marker,
                         leg->sequence++, timestamp + packet->ts_offset, leg->target.ssrc);
        batch->parts[slot][0] = (struct iovec){batch->headers[slot], RTP_HEADER_SIZE};
        batch->parts[slot][1] = (struct iovec){frame->packets.data + packet->offset,
                                               packet->length};
        batch->messages[slot].msg_hdr = (struct msghdr){
            .msg_name = &leg->target.rtp.storage,
            .msg_namelen = leg->target.rtp.length,
            .msg_iov = batch->parts[slot],
            .msg_iovlen = 2,
        };
        batch->legs[slot] = leg;
    }
}

static void count_sent(struct batch *batch, unsigned slot)
{
    struct leg *leg = batch->legs[slot];
    size_t octets = batch->parts[slot][1].iov_len;
    if (leg->counters.packets++ == 0)
        leg->counters.first_at = clock_now();
    leg->counters.octets += octets;
    batch->counters->packets++;
    batch->counters->octets += octets;
}

void batch_flush(struct batch *batch)
{
    unsigned done = 0;
    while (done < batch->count) {
        int sent = sendmmsg(batch->fd, batch->messages + done, batch->count - done, MSG_DONTWAIT);
        batch->counters->syscalls++;
        if (sent < 0 && errno == EINTR)
            continue;
        for (int i = 0; i < sent; i++)
            count_sent(batch, done + (unsigned)i);
        done += sent > 0 ? (unsigned)sent : 0;
        if (sent <= 0) {
            /* The first one could not be sent; the ones behind it may have another way out. */
            batch->legs[done]->counters.drops++;
            batch->counters->drops++;
            done++;
        }
    }
    batch->count = 0;
}
