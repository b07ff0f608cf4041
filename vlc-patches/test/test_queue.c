/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "queue.h"

#include <stdlib.h>

#include "check.h"
#include "gop.h"
#include "packetizer.h"

static struct frame *make(enum codec codec, int64_t due, bool key, size_t size)
{
    struct packets packets = {.data = malloc(size), .size = size, .keyframe = key};
    struct frame *frame = frame_new(codec, &packets);
    frame->due = due;
    return frame;
}

static void frames_leave_by_their_time_whatever_order_they_came_in(void)
{
    struct queue queue;
    queue_init(&queue);
    queue_put(&queue, make(CODEC_VP8, 30, true, 1));
    queue_put(&queue, make(CODEC_OPUS, 10, true, 1));
    queue_put(&queue, make(CODEC_OPUS, 20, true, 1));
    queue_put(&queue, make(CODEC_VP8, 40, false, 1));
    queue_put(&queue, make(CODEC_PCMA, 5, true, 1));
    int64_t next, before = 0;
    for (int i = 0; i < 5; i++) {
        struct frame *frame = queue_take(&queue, 100, &next);
        CHECK(frame->due > before);
        before = frame->due;
        frame_release(frame);
    }
    CHECK(queue_take(&queue, 100, &next) == NULL && next == INT64_MAX);
    queue_destroy(&queue);
}

static void a_frame_stays_until_it_is_due(void)
{
    struct queue queue;
    queue_init(&queue);
    queue_put(&queue, make(CODEC_VP8, 30, true, 1));
    int64_t next = 0;
    CHECK(queue_take(&queue, 29, &next) == NULL && next == 30);
    struct frame *frame = queue_take(&queue, 30, &next);
    CHECK(frame != NULL);
    frame_release(frame);
    queue_destroy(&queue);
}

static void a_full_queue_refuses_more(void)
{
    struct queue queue;
    queue_init(&queue);
    int taken = 0;
    while (taken <= QUEUE_MAX_FRAMES && queue_put(&queue, make(CODEC_VP8, taken, false, 1)) == 0)
        taken++;
    CHECK(taken == QUEUE_MAX_FRAMES);
    queue_destroy(&queue);
    queue_init(&queue);
    CHECK(queue_put(&queue, make(CODEC_VP8, 0, true, QUEUE_MAX_OCTETS)) == 0);
    CHECK(queue_put(&queue, make(CODEC_VP8, 0, false, 1)) != 0);
    queue_destroy(&queue);
}

/* 60 s are the most that a source may be read ahead, and frames are dated 5 s beyond at most. */
static void all_that_a_hub_sends_has_room_for_as_long_as_a_source_may_be_read_ahead(void)
{
    static const int64_t seconds = 65, octets_a_second = 1000000;
    static const int audio_ms[CODEC_COUNT] = {0, 0, 0, 20, 40, 60, 20, 30, 40, 60, 20, 30, 40, 60};
    struct queue queue;
    queue_init(&queue);
    int refused = 0;
    size_t video_size = (size_t)octets_a_second / 180;
    for (int codec = 0; codec < CODEC_COUNT; codec++) {
        bool video = codec_medium((enum codec)codec) == MEDIUM_VIDEO;
        int64_t step = video ? 1000000 / 60 : audio_ms[codec] * 1000;
        for (int64_t due = 0; due < seconds * 1000000; due += step)
            refused += queue_put(&queue, make((enum codec)codec, due, true, video ? video_size : 1)) != 0;
    }
    CHECK(refused == 0);
    queue_destroy(&queue);
}

static void add_to(struct gop *gop, bool key, size_t size)
{
    struct frame *frame = make(CODEC_VP8, 0, key, size);
    gop_add(gop, frame);
    frame_release(frame);
}

static void a_group_begins_with_a_key_frame_and_ends_with_the_next(void)
{
    struct gop gop = {.count = 0};
    add_to(&gop, false, 1);
    CHECK(gop.count == 0);
    add_to(&gop, true, 1);
    add_to(&gop, false, 1);
    CHECK(gop.count == 2 && gop.octets == 2);
    add_to(&gop, true, 1);
    CHECK(gop.count == 1 && gop.octets == 1);
    gop_clear(&gop);
}

static void a_group_that_is_too_large_is_not_kept(void)
{
    struct gop gop = {.count = 0};
    add_to(&gop, true, 1);
    for (int i = 1; i < GOP_MAX_FRAMES; i++)
        add_to(&gop, false, 1);
    CHECK(gop.count == GOP_MAX_FRAMES);
    add_to(&gop, false, 1);
    CHECK(gop.count == 0);
    add_to(&gop, true, GOP_MAX_OCTETS);
    CHECK(gop.count == 1);
    add_to(&gop, false, 1);
    CHECK(gop.count == 0 && gop.octets == 0);
    gop_clear(&gop);
}

int main(void)
{
    RUN(frames_leave_by_their_time_whatever_order_they_came_in);
    RUN(a_frame_stays_until_it_is_due);
    RUN(a_full_queue_refuses_more);
    RUN(all_that_a_hub_sends_has_room_for_as_long_as_a_source_may_be_read_ahead);
    RUN(a_group_begins_with_a_key_frame_and_ends_with_the_next);
    RUN(a_group_that_is_too_large_is_not_kept);
    return check_result();
}
