/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "depacketize.h"

#define LARGEST ((size_t)1 << 20)

static uint8_t *frame_of(size_t size, bool key)
{
    static uint8_t frame[LARGEST];
    static const uint8_t key_header[6] = {0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a};
    fill(frame, size);
    frame[0] |= 0x01;
    if (key)
        memcpy(frame, key_header, size < sizeof key_header ? size : sizeof key_header);
    return exact_copy(frame, size);
}

static void round_trip(size_t size, size_t max_payload, bool key)
{
    struct packetizer *packetizer = packetizer_new(CODEC_VP8, max_payload);
    uint8_t *data = frame_of(size, key);
    struct packets packets;
    struct frame frame = {0};
    int picture_id = -1;

    CHECK(packetizer_push(packetizer, data, size, &packets) == 0);
    check_packets(&packets, max_payload, true);
    CHECK(packets.keyframe == key);
    CHECK(is_balanced(packets.list, packets.count));
    CHECK(packets.count == (size + max_payload - 5) / (max_payload - 4));
    CHECK(depacketize_vp8(&packets, &frame, &picture_id));
    CHECK(picture_id >= 0);
    CHECK(frame_is(&frame, data, size));

    frame_clear(&frame);
    packets_clear(&packets);
    free(data);
    packetizer_free(packetizer);
}

static void a_frame_of_any_size_comes_back_whole(void)
{
    for (size_t size = 3; size < 1000; size++) {
        round_trip(size, 100, false);
        if (size >= 10)
            round_trip(size, 100, true);
    }
    for (size_t size = 1000; size < LARGEST; size = size * 2 + 7)
        round_trip(size, 1200, true);
    round_trip(LARGEST, 1200, true);
    round_trip(LARGEST, 65535, false);
}

static void the_smallest_payload_carries_one_octet(void)
{
    round_trip(500, 5, true);
    CHECK(packetizer_new(CODEC_VP8, 4) == NULL);
    CHECK(packetizer_new(CODEC_VP8, 65536) == NULL);
}

static void the_picture_id_advances_with_each_frame_and_wraps_at_15_bits(void)
{
    struct packetizer *packetizer = packetizer_new(CODEC_VP8, 20);
    uint8_t *data = frame_of(30, false);
    int last = -1;
    for (int i = 0; i < 0x8000 + 10; i++) {
        struct packets packets;
        struct frame frame = {0};
        int picture_id = -1;
        CHECK(packetizer_push(packetizer, data, 30, &packets) == 0);
        CHECK(packets.count == 2);
        CHECK(depacketize_vp8(&packets, &frame, &picture_id));
        CHECK(last < 0 || picture_id == (last + 1) % 0x8000);
        last = picture_id;
        frame_clear(&frame);
        packets_clear(&packets);
    }
    free(data);
    packetizer_free(packetizer);
}

static void what_is_no_frame_is_refused_and_the_next_frame_passes(void)
{
    static const uint8_t no_start_code[10] = {0x10, 0x02, 0x00, 0x9d, 0x01, 0x2b};
    static const uint8_t cut_key[9] = {0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a};
    static const uint8_t delta[3] = {0x11, 0x02, 0x00};
    struct packetizer *packetizer = packetizer_new(CODEC_VP8, 1200);
    struct packets packets;

    CHECK(packetizer_push(packetizer, no_start_code, sizeof no_start_code, &packets) == -1);
    CHECK(packets.count == 0 && packets.data == NULL && packets.list == NULL);
    CHECK(packetizer_push(packetizer, cut_key, sizeof cut_key, &packets) == -1);
    CHECK(packetizer_push(packetizer, delta, 1, &packets) == -1);
    CHECK(packetizer_push(packetizer, delta, 2, &packets) == -1);
    CHECK(packetizer_push(packetizer, delta, PACKETIZER_FRAME_MAX + 1, &packets) == -1);
    CHECK(packetizer_push(packetizer, delta, 3, &packets) == 0);
    CHECK(packets.count == 1 && !packets.keyframe);
    packets_clear(&packets);
    packetizer_free(packetizer);
}

static void no_data_gives_no_packets(void)
{
    struct packetizer *packetizer = packetizer_new(CODEC_VP8, 1200);
    struct packets packets;
    CHECK(packetizer_push(packetizer, NULL, 0, &packets) == 0);
    CHECK(packets.count == 0);
    CHECK(packetizer_pending(packetizer) == 0);
    packetizer_free(packetizer);
}

static void damaged_frames_do_no_harm(void)
{
    struct packetizer *packetizer = packetizer_new(CODEC_VP8, 50);
    uint8_t *whole = frame_of(300, true);
    for (int i = 0; i < MUTATIONS; i++) {
        size_t size = 300;
        uint8_t *data = mutated(whole, &size);
        struct packets packets;
        struct frame frame = {0};
        int picture_id = -1;
        if (packetizer_push(packetizer, data, size, &packets) == 0) {
            CHECK(depacketize_vp8(&packets, &frame, &picture_id));
            CHECK(frame_is(&frame, data, size));
        }
        check_packets(&packets, 50, true);
        frame_clear(&frame);
        packets_clear(&packets);
        free(data);
    }
    free(whole);
    packetizer_free(packetizer);
}

int main(void)
{
    RUN(a_frame_of_any_size_comes_back_whole);
    RUN(the_smallest_payload_carries_one_octet);
    RUN(the_picture_id_advances_with_each_frame_and_wraps_at_15_bits);
    RUN(what_is_no_frame_is_refused_and_the_next_frame_passes);
    RUN(no_data_gives_no_packets);
    RUN(damaged_frames_do_no_harm);
    return check_result();
}
