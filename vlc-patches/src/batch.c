/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>

#include "clock.h"

/* What Linux segments at once: UDP_MAX_SEGMENTS before 6.9, and an IPv6 datagram's payload without
 * extension headers. */
#define SEGMENTS_MAX 64
#define RUN_OCTETS_MAX (65535 - 40 - 8)

static uint32_t payload_size(const struct batch *batch, unsigned slot)
{
    return (uint32_t)batch->parts[slot][1].iov_len;
}

/* How many packets from here on may be one run, by the rules of UDP_SEGMENT. */
static unsigned run_length(const struct frame *frame, size_t from, size_t end, unsigned room,
                           bool segmented)
{
    const struct packet *list = frame->packets.list + from;
    size_t size = RTP_HEADER_SIZE + list[0].length, left = end - from, total = size;
    unsigned most = room < left ? room : (unsigned)left, count = 1;
    most = most > SEGMENTS_MAX ? SEGMENTS_MAX : most;
    if (!segmented)
        return 1;
    while (count < most && list[count - 1].length == list[0].length
           && list[count].length <= list[0].length
           && total + RTP_HEADER_SIZE + list[count].length <= RUN_OCTETS_MAX)
        total += RTP_HEADER_SIZE + list[count++].length;
    return count;
}

static void ask_for_segments(struct msghdr *message, union segment_control *control, uint16_t size)
{
    memset(control, 0, sizeof *control);
    message->msg_control = control->space;
    message->msg_controllen = sizeof control->space;
    struct cmsghdr *header = CMSG_FIRSTHDR(message);
    header->cmsg_level = IPPROTO_UDP;
    header->cmsg_type = UDP_SEGMENT;
    header->cmsg_len = CMSG_LEN(sizeof size);
    memcpy(CMSG_DATA(header), &size, sizeof size);
}

static void add_run(struct batch *batch, struct leg *leg, unsigned count)
{
    unsigned slot = batch->run_count++, first = batch->packet_count;
    struct msghdr *message = &batch->messages[slot].msg_hdr;
    batch->runs[slot] = (struct run){.leg = leg, .first = first, .count = count};
    for (unsigned i = 0; i < count; i++)
        batch->runs[slot].octets += payload_size(batch, batch->packet_count++);
    batch->targets[slot] = leg->target.rtp;
    *message = (struct msghdr){
        .msg_name = &batch->targets[slot].storage,
        .msg_namelen = leg->target.rtp.length,
        .msg_iov = batch->parts[first],
        .msg_iovlen = 2 * (size_t)count,
    };
    if (count > 1)
        ask_for_segments(message, &batch->controls[slot],
                         (uint16_t)(RTP_HEADER_SIZE + payload_size(batch, first)));
}

static void add_packet(struct batch *batch, unsigned slot, struct leg *leg,
                       const struct frame *frame, size_t number, uint32_t timestamp)
{
    const struct packet *packet = &frame->packets.list[number];
    rtp_write_header(batch->headers[slot], leg->target.payload_type, packet->marker,
                     leg->sequence++, timestamp + packet->ts_offset, leg->target.ssrc);
    batch->parts[slot][0] = (struct iovec){batch->headers[slot], RTP_HEADER_SIZE};
    batch->parts[slot][1] = (struct iovec){frame->packets.data + packet->offset, packet->length};
    leg->counters.packets++;
    leg->counters.octets += packet->length;
}

bool batch_is_full(const struct batch *batch)
{
    return batch->run_count == BATCH_RUNS || batch->packet_count == BATCH_PACKETS;
}

size_t batch_add(struct batch *batch, struct leg *leg, const struct frame *frame, size_t from,
                 size_t end, uint32_t timestamp)
{
    while (from < end && !batch_is_full(batch)) {
        unsigned room = BATCH_PACKETS - batch->packet_count;
        unsigned count = run_length(frame, from, end, room, !leg->unsegmented);
        for (unsigned i = 0; i < count; i++)
            add_packet(batch, batch->packet_count + i, leg, frame, from + i, timestamp);
        add_run(batch, leg, count);
        from += count;
    }
    return from;
}

static void drop(const struct batch *batch, struct run *run, unsigned slot)
{
    run->dropped++;
    run->dropped_octets += payload_size(batch, slot);
}

/* What a socket, route or device answers that would have sent each of the packets (udp(7)). */
static bool refuses_segments(int error)
{
    return error == EINVAL || error == EIO || error == EOPNOTSUPP || error == ENOTSUP
           || error == EMSGSIZE || error == ENOPROTOOPT;
}

/* Gives messages to the kernel until one fails. Returns how many it took; *error is of the next. */
static unsigned give(struct batch *batch, struct mmsghdr *messages, unsigned count, int *error)
{
    int sent;
    do {
        sent = sendmmsg(batch->fd, messages, count, MSG_DONTWAIT);
        batch->syscalls++;
    } while (sent < 0 && errno == EINTR);
    *error = sent < 0 ? errno : 0;
    return sent > 0 ? (unsigned)sent : 0;
}

static void send_singly(struct batch *batch, struct run *run, const struct msghdr *whole)
{
    struct mmsghdr messages[SEGMENTS_MAX];
    memset(messages, 0, run->count * sizeof *messages);
    for (unsigned i = 0; i < run->count; i++)
        messages[i].msg_hdr = (struct msghdr){.msg_name = whole->msg_name,
                                              .msg_namelen = whole->msg_namelen,
                                              .msg_iov = batch->parts[run->first + i],
                                              .msg_iovlen = 2};
    int error;
    for (unsigned done = 0; done < run->count;) {
        unsigned sent = give(batch, messages + done, run->count - done, &error);
        done += sent;
        if (sent == 0)
            drop(batch, run, run->first + done++);
    }
}

void batch_send(struct batch *batch)
{
    int error;
    for (unsigned done = 0; done < batch->run_count;) {
        unsigned sent = give(batch, batch->messages + done, batch->run_count - done, &error);
        done += sent;
        if (sent > 0)
            continue;
        /* The first one could not be sent; the ones behind it may have another way out. */
        struct run *run = &batch->runs[done];
        run->refused = run->count > 1 && refuses_segments(error);
        if (run->refused)
            send_singly(batch, run, &batch->messages[done].msg_hdr);
        else
            for (unsigned i = 0; i < run->count; i++)
                drop(batch, run, run->first + i);
        done++;
    }
}

void batch_settle(struct batch *batch, struct send_counters *counters)
{
    for (unsigned i = 0; i < batch->run_count; i++) {
        struct run *run = &batch->runs[i];
        struct leg_counters *mine = &run->leg->counters;
        counters->packets += run->count - run->dropped;
        counters->octets += run->octets - run->dropped_octets;
        counters->drops += run->dropped;
        if (mine->first_at == 0 && run->count > run->dropped)
            mine->first_at = clock_now();
        mine->packets -= run->dropped;
        mine->octets -= run->dropped_octets;
        mine->drops += run->dropped;
        run->leg->unsegmented |= run->refused;
    }
    counters->syscalls += batch->syscalls;
    batch->syscalls = 0;
    batch->run_count = batch->packet_count = 0;
}
