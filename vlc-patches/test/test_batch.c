/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

static int ends[2];
static struct leg leg;
static struct send_counters counters;
static struct batch batch;

static struct frame *make_frame(size_t packets, uint16_t size)
{
    struct packets cut = {.data = calloc(packets, size),
                          .size = packets * size,
                          .list = calloc(packets, sizeof(struct packet)),
                          .count = packets,
                          .keyframe = true};
    for (size_t i = 0; i < packets; i++)
        cut.list[i] = (struct packet){(uint32_t)(i * size), size, i + 1 == packets, 0};
    return frame_new(CODEC_VP8, &cut);
}

static unsigned count_received(uint16_t *last_sequence)
{
    uint8_t data[2000];
    unsigned count = 0;
    while (recv(ends[1], data, sizeof data, MSG_DONTWAIT) > 0) {
        *last_sequence = (uint16_t)(data[2] << 8 | data[3]);
        count++;
    }
    return count;
}

/* A pair of local datagram sockets, because loopback UDP never says that it is full. */
static void prepare(void)
{
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0)
        abort();
    struct leg_target target = {.used = true, .codec = CODEC_VP8, .payload_type = 96, .ssrc = 1};
    leg_init(&leg, &target);
    counters = (struct send_counters){0};
    batch.fd = ends[0];
    batch.counters = &counters;
    batch.count = 0;
}

static void a_full_socket_drops_and_never_waits(void)
{
    struct frame *frame = make_frame(20, 1000);
    uint16_t first = leg.sequence, last = 0;
    for (uint64_t i = 0; i < 100; i++)
        batch_add(&batch, &leg, frame, i + 1);
    batch_flush(&batch);
    CHECK(counters.drops > 0 && counters.packets > 0 && counters.packets + counters.drops == 2000);
    CHECK(leg.counters.drops == counters.drops && leg.counters.octets == counters.packets * 1000);
    CHECK(count_received(&last) == counters.packets);
    /* The viewer sees from the sequence numbers that something is missing. */
    CHECK((uint16_t)(leg.sequence - first) == 2000);
    frame_release(frame);
}

static void one_frame_is_one_call(void)
{
    struct frame *frame = make_frame(4, 1000);
    uint16_t first = leg.sequence, last = 0;
    batch_add(&batch, &leg, frame, 1);
    batch_flush(&batch);
    CHECK(counters.syscalls == 1 && counters.packets == 4);
    CHECK(count_received(&last) == 4 && last == (uint16_t)(first + 3));
    frame_release(frame);
}

static void media_time_is_counted_between_frames_without_gaps(void)
{
    struct frame *frame = make_frame(1, 100);
    static const uint64_t ticks[] = {90000, 93600, 97200, 97200 + 5 * 90000,
                                     97200 + 5 * 90000 + 3600};
    for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++)
        batch_add(&batch, &leg, frame, ticks[i]);
    batch_flush(&batch);
    CHECK(leg.counters.media_us == 120000);
    frame_release(frame);
}

static void run(const char *name, void (*test)(void))
{
    prepare();
    check_run(name, test);
    close(ends[0]);
    close(ends[1]);
}

#define RUN_WITH_BATCH(test) run(#test, test)

int main(void)
{
    RUN_WITH_BATCH(a_full_socket_drops_and_never_waits);
    RUN_WITH_BATCH(one_frame_is_one_call);
    RUN_WITH_BATCH(media_time_is_counted_between_frames_without_gaps);
    return check_result();
}
