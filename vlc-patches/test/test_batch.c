/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sendmmsg.h"

#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "viewer.h"

static struct viewer viewer;
static struct leg leg;
static struct send_counters counters;
static struct batch batch;
static struct received got[1200];

/* A frame of packets of these sizes, whose octets are their packet's number. */
static struct frame *make_frame(const uint16_t *sizes, size_t count)
{
    struct packets cut = {.list = calloc(count, sizeof(struct packet)), .count = count,
                          .keyframe = true};
    for (size_t i = 0; i < count; i++) {
        cut.list[i] = (struct packet){(uint32_t)cut.size, sizes[i], i + 1 == count, 0};
        cut.size += sizes[i];
    }
    cut.data = malloc(cut.size);
    for (size_t i = 0; i < count; i++)
        memset(cut.data + cut.list[i].offset, (int)i, sizes[i]);
    return frame_new(CODEC_VP8, &cut);
}

static struct frame *make_even_frame(size_t count, uint16_t size, uint16_t last)
{
    uint16_t sizes[1200];
    for (size_t i = 0; i < count; i++)
        sizes[i] = i + 1 == count ? last : size;
    return make_frame(sizes, count);
}

static void prepare(void)
{
    struct address ip = loopback();
    viewer = viewer_open();
    setsockopt(viewer.rtp, SOL_SOCKET, SO_RCVBUF, &(int){4 << 20}, sizeof(int));
    struct leg_target target = {
        .used = true, .codec = CODEC_VP8, .payload_type = 96, .ssrc = 1, .rtp = ip};
    address_set_port(&target.rtp, viewer.port);
    leg_init(&leg, &target);
    counters = (struct send_counters){0};
    batch.fd = socket(AF_INET, SOCK_DGRAM, 0);
    segment_error = 0;
    room = -1;
}

static void send_all(const struct frame *frame)
{
    size_t next = 0, count = frame->packets.count;
    while (next < count) {
        next = batch_add(&batch, &leg, frame, next, count, 90000);
        batch_send(&batch);
        batch_settle(&batch, &counters);
    }
}

static size_t receive_all(void)
{
    size_t count = 0;
    while (count < sizeof got / sizeof *got && viewer_receive(&viewer, &got[count], 50))
        count++;
    return count;
}

/* What was sent has arrived, packet by packet, in order, and is counted. */
static bool arrived_whole(const struct frame *frame)
{
    size_t count = receive_all();
    bool whole = count == frame->packets.count && counters.packets == count && counters.drops == 0
                 && leg.counters.packets == count && leg.counters.octets == frame->packets.size
                 && counters.octets == frame->packets.size;
    for (size_t i = 0; i < count; i++)
        whole = whole && got[i].size == frame->packets.list[i].length
                && frame_number(&got[i]) == (uint8_t)i && got[i].marker == (i + 1 == count)
                && got[i].sequence == (uint16_t)(got[0].sequence + i) && got[i].ssrc == 1
                && got[i].payload_type == 96 && got[i].ticks == 90000;
    return whole;
}

static void equal_packets_and_a_shorter_last_one_are_one_send(void)
{
    struct frame *frame = make_even_frame(20, 1204, 17);
    batch_add(&batch, &leg, frame, 0, 20, 90000);
    CHECK(batch.run_count == 1 && batch.packet_count == 20);
    batch_send(&batch);
    batch_settle(&batch, &counters);
    CHECK(counters.syscalls == 1 && arrived_whole(frame) && !leg.unsegmented);
    frame_release(frame);
}

static void another_size_begins_another_run(void)
{
    static const uint16_t sizes[] = {40, 1000, 1000, 990, 1000, 1000, 1001, 7, 7};
    struct frame *frame = make_frame(sizes, 9);
    batch_add(&batch, &leg, frame, 0, 9, 90000);
    CHECK(batch.run_count == 5);
    CHECK(batch.runs[1].count == 3 && batch.runs[2].count == 2 && batch.runs[3].count == 2);
    batch_send(&batch);
    batch_settle(&batch, &counters);
    CHECK(counters.syscalls == 1 && arrived_whole(frame));
    frame_release(frame);
}

static void a_run_has_at_most_64_packets_and_64_kilobytes(void)
{
    struct frame *small = make_even_frame(130, 10, 10), *large = make_even_frame(50, 1400, 1400);
    batch_add(&batch, &leg, small, 0, 130, 90000);
    CHECK(batch.run_count == 3 && batch.runs[0].count == 64 && batch.runs[2].count == 2);
    batch_send(&batch);
    batch_settle(&batch, &counters);
    CHECK(arrived_whole(small));
    counters = (struct send_counters){0};
    leg.counters = (struct leg_counters){0};
    send_all(large);
    CHECK(arrived_whole(large) && !leg.unsegmented && counters.syscalls == 1);
    frame_release(small);
    frame_release(large);
}

static void a_frame_larger_than_a_batch_goes_in_parts(void)
{
    struct frame *frame = make_even_frame(1100, 100, 50);
    send_all(frame);
    CHECK(counters.syscalls == 3 && arrived_whole(frame));
    frame_release(frame);
}

static void where_nothing_segments_packets_go_singly(void)
{
    static const int errors[] = {EINVAL, EIO, EOPNOTSUPP, EMSGSIZE, ENOPROTOOPT};
    struct frame *frame = make_even_frame(7, 500, 100);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        counters = (struct send_counters){0};
        leg.counters = (struct leg_counters){0};
        leg.unsegmented = false;
        segment_error = errors[i];
        send_all(frame);
        CHECK(arrived_whole(frame) && leg.unsegmented);
    }
    frame_release(frame);
}

static void who_was_refused_once_is_not_asked_again_at_the_same_address(void)
{
    struct frame *frame = make_even_frame(7, 500, 100);
    segment_error = EIO;
    send_all(frame);
    uint64_t before = counters.syscalls;
    send_all(frame);
    CHECK(counters.syscalls == before + 1 && receive_all() == 14);
    struct sink sink = {.legs = {leg}};
    struct sink_request request = {.targets = {leg.target}};
    CHECK(sink_update(&sink, &request) == 0 && sink.legs[0].unsegmented);
    request.targets[0].asked_rtp = 0; /* as a command leaves it */
    address_set_port(&request.targets[0].rtp, 9);
    CHECK(sink_update(&sink, &request) == 0 && !sink.legs[0].unsegmented);
    frame_release(frame);
}

static void a_full_socket_drops_and_never_waits(void)
{
    struct frame *frame = make_even_frame(20, 1000, 1000);
    uint16_t first = leg.sequence;
    room = 30;
    for (int i = 0; i < 100; i++)
        send_all(frame);
    CHECK(counters.packets == 600 && counters.drops == 1400);
    CHECK(leg.counters.drops == 1400 && leg.counters.packets == 600
          && leg.counters.octets == 600000 && counters.octets == 600000);
    CHECK(!leg.unsegmented && receive_all() == 600);
    /* The viewer sees from the sequence numbers that something is missing. */
    CHECK((uint16_t)(leg.sequence - first) == 2000);
    frame_release(frame);
}

static void counters_go_on_beyond_32_bits(void)
{
    struct frame *frame = make_even_frame(2, 1000, 1000);
    leg.counters.packets = leg.counters.octets = counters.octets = UINT32_MAX - 1u;
    send_all(frame);
    CHECK(leg.counters.packets == UINT32_MAX + (uint64_t)1);
    CHECK(counters.octets == UINT32_MAX + (uint64_t)1999 && leg.counters.octets == counters.octets);
    CHECK(receive_all() == 2);
    frame_release(frame);
}

static void run(const char *name, void (*test)(void))
{
    prepare();
    check_run(name, test);
    viewer_close(&viewer);
    close(batch.fd);
}

#define RUN_WITH_BATCH(test) run(#test, test)

int main(void)
{
    RUN_WITH_BATCH(equal_packets_and_a_shorter_last_one_are_one_send);
    RUN_WITH_BATCH(another_size_begins_another_run);
    RUN_WITH_BATCH(a_run_has_at_most_64_packets_and_64_kilobytes);
    RUN_WITH_BATCH(a_frame_larger_than_a_batch_goes_in_parts);
    RUN_WITH_BATCH(where_nothing_segments_packets_go_singly);
    RUN_WITH_BATCH(who_was_refused_once_is_not_asked_again_at_the_same_address);
    RUN_WITH_BATCH(a_full_socket_drops_and_never_waits);
    RUN_WITH_BATCH(counters_go_on_beyond_32_bits);
    return check_result();
}
