/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "depacketize.h"

static void an_opus_packet_is_one_payload(void)
{
    static uint8_t data[1275];
    struct packetizer *packetizer = packetizer_new(CODEC_OPUS, 1275);
    fill(data, sizeof data);
    data[0] = 0xfc; /* one frame */
    for (size_t size = 1; size <= sizeof data; size++) {
        uint8_t *packet = exact_copy(data, size);
        struct packets packets;
        CHECK(packetizer_push(packetizer, packet, size, &packets) == 0);
        check_packets(&packets, 1275, false);
        CHECK(packets.count == 1 && packets.keyframe && packets.size == size);
        CHECK(memcmp(packets.data, data, size) == 0);
        packets_clear(&packets);
        free(packet);
    }
    packetizer_free(packetizer);
}

static void a_packet_larger_than_a_payload_is_refused(void)
{
    static const uint8_t data[101] = {0xfc};
    struct packetizer *packetizer = packetizer_new(CODEC_OPUS, 100);
    struct packets packets;
    CHECK(packetizer_push(packetizer, data, 101, &packets) == -1);
    CHECK(packets.count == 0);
    CHECK(packetizer_push(packetizer, data, 100, &packets) == 0);
    CHECK(packets.count == 1);
    packets_clear(&packets);
    packetizer_free(packetizer);
}

static void a_packet_without_a_frame_is_refused(void)
{
    static const uint8_t no_count[1] = {0xff}, count_of_zero[2] = {0xff, 0xc0};
    struct packetizer *packetizer = packetizer_new(CODEC_OPUS, 100);
    struct packets packets;
    CHECK(packetizer_push(packetizer, no_count, 1, &packets) == -1);
    CHECK(packetizer_push(packetizer, count_of_zero, 2, &packets) == -1);
    packetizer_free(packetizer);
}

static void no_data_gives_no_packets(void)
{
    struct packetizer *packetizer = packetizer_new(CODEC_OPUS, 1);
    struct packets packets;
    CHECK(packetizer_push(packetizer, NULL, 0, &packets) == 0);
    CHECK(packets.count == 0 && !packets.keyframe);
    packetizer_free(packetizer);
}

static void damaged_packets_do_no_harm(void)
{
    uint8_t whole[120];
    struct packetizer *packetizer = packetizer_new(CODEC_OPUS, 100);
    fill(whole, sizeof whole);
    for (int i = 0; i < MUTATIONS; i++) {
        size_t size = random_u32() % (sizeof whole + 1);
        uint8_t *data = mutated(whole, &size);
        struct packets packets;
        if (packetizer_push(packetizer, data, size, &packets) == 0)
            CHECK(packets.size == size && (size == 0 || memcmp(packets.data, data, size) == 0));
        check_packets(&packets, 100, false);
        packets_clear(&packets);
        free(data);
    }
    packetizer_free(packetizer);
}

int main(void)
{
    RUN(an_opus_packet_is_one_payload);
    RUN(a_packet_larger_than_a_payload_is_refused);
    RUN(a_packet_without_a_frame_is_refused);
    RUN(no_data_gives_no_packets);
    RUN(damaged_packets_do_no_harm);
    return check_result();
}
