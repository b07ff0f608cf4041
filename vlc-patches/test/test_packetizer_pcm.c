/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "depacketize.h"

#define LARGEST ((size_t)1 << 20)

/* Pushes a block and appends what comes out to heard: packets of so many octets. */
static void push_for(size_t octets, struct packetizer *packetizer, const uint8_t *data,
                     size_t size, struct frame *heard)
{
    const uint32_t before = packetizer_pending(packetizer);
    uint8_t *block = exact_copy(data, size);
    struct packets packets;
    CHECK(packetizer_push(packetizer, block, size, &packets) == 0);
    free(block);
    check_packets(&packets, 1200, false);
    CHECK(packets.count == (before + size) / octets);
    CHECK(packets.keyframe == (packets.count > 0));
    for (size_t i = 0; i < packets.count; i++) {
        CHECK(packets.list[i].length == octets);
        CHECK(packets.list[i].ts_offset == i * octets);
    }
    CHECK(packetizer_pending(packetizer) == (before + size) % octets);
    if (packets.size > 0)
        frame_append(heard, packets.data, packets.size);
    packets_clear(&packets);
}

static void push(struct packetizer *packetizer, const uint8_t *data, size_t size,
                 struct frame *heard)
{
    push_for(160, packetizer, data, size, heard);
}

static void samples_come_back_in_order_whatever_the_size_of_the_blocks(enum codec codec,
                                                                       size_t octets)
{
    static uint8_t samples[LARGEST];
    struct packetizer *packetizer = packetizer_new(codec, 1200);
    struct frame heard = {0};
    fill(samples, sizeof samples);
    for (size_t sent = 0, size; sent < sizeof samples; sent += size) {
        size = random_u32() % 5 ? random_u32() % 500 : random_u32() % 50000;
        size = size < sizeof samples - sent ? size : sizeof samples - sent;
        push_for(octets, packetizer, samples + sent, size, &heard);
    }
    CHECK(heard.size == sizeof samples / octets * octets);
    CHECK(frame_is(&heard, samples, heard.size));
    frame_clear(&heard);
    packetizer_free(packetizer);
}

static void pcma_samples_come_back_in_order(void)
{
    samples_come_back_in_order_whatever_the_size_of_the_blocks(CODEC_PCMA, 160);
    samples_come_back_in_order_whatever_the_size_of_the_blocks(CODEC_PCMA_30, 240);
    samples_come_back_in_order_whatever_the_size_of_the_blocks(CODEC_PCMA_40, 320);
    samples_come_back_in_order_whatever_the_size_of_the_blocks(CODEC_PCMA_60, 480);
}

static void pcmu_samples_come_back_in_order(void)
{
    samples_come_back_in_order_whatever_the_size_of_the_blocks(CODEC_PCMU, 160);
    samples_come_back_in_order_whatever_the_size_of_the_blocks(CODEC_PCMU_30, 240);
    samples_come_back_in_order_whatever_the_size_of_the_blocks(CODEC_PCMU_40, 320);
    samples_come_back_in_order_whatever_the_size_of_the_blocks(CODEC_PCMU_60, 480);
}

static void single_octets_make_a_packet_of_160(void)
{
    uint8_t samples[160];
    struct packetizer *packetizer = packetizer_new(CODEC_PCMA, 160);
    struct frame heard = {0};
    fill(samples, sizeof samples);
    for (size_t i = 0; i < sizeof samples; i++) {
        CHECK(heard.size == 0);
        push(packetizer, samples + i, 1, &heard);
    }
    CHECK(frame_is(&heard, samples, sizeof samples));
    frame_clear(&heard);
    packetizer_free(packetizer);
}

static void a_megabyte_at_once_is_cut(void)
{
    static uint8_t samples[LARGEST];
    struct packetizer *packetizer = packetizer_new(CODEC_PCMU, 1200);
    struct frame heard = {0};
    fill(samples, sizeof samples);
    push(packetizer, samples, sizeof samples, &heard);
    CHECK(frame_is(&heard, samples, sizeof samples / 160 * 160));
    frame_clear(&heard);
    packetizer_free(packetizer);
}

static void no_data_keeps_what_is_pending(void)
{
    static const uint8_t samples[3];
    struct packetizer *packetizer = packetizer_new(CODEC_PCMU, 1200);
    struct packets packets;
    CHECK(packetizer_push(packetizer, samples, 3, &packets) == 0);
    CHECK(packetizer_push(packetizer, NULL, 0, &packets) == 0);
    CHECK(packets.count == 0 && !packets.keyframe);
    CHECK(packetizer_pending(packetizer) == 3);
    packetizer_free(packetizer);
}

static void a_payload_below_one_packet_is_refused(void)
{
    CHECK(packetizer_new(CODEC_PCMA_30, 239) == NULL);
    CHECK(packetizer_new(CODEC_PCMU_30, 239) == NULL);
    CHECK(packetizer_new(CODEC_PCMA, 159) == NULL);
    CHECK(packetizer_new(CODEC_PCMU, 159) == NULL);
}

int main(void)
{
    RUN(pcma_samples_come_back_in_order);
    RUN(pcmu_samples_come_back_in_order);
    RUN(single_octets_make_a_packet_of_160);
    RUN(a_megabyte_at_once_is_cut);
    RUN(no_data_keeps_what_is_pending);
    RUN(a_payload_below_one_packet_is_refused);
    return check_result();
}
