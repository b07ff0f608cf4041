/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "byte_stream.h"

#define LARGEST ((size_t)1 << 20)

static struct frame stream, expected;

static void round_trip(size_t size, size_t max_payload, size_t start_code_size)
{
    struct packetizer *packetizer = packetizer_new(CODEC_H264, max_payload);
    put(&stream, &expected, start_code_size, UNIT(size, 0x41));
    expect(packetizer, max_payload, &stream, &expected, false);
    packetizer_free(packetizer);
}

static void a_slice_of_any_size_comes_back_whole(void)
{
    for (size_t size = 1; size < 1000; size++) {
        round_trip(size, 100, 3);
        round_trip(size, 100, 4);
    }
    for (size_t size = 1000; size < LARGEST; size = size * 2 + 7)
        round_trip(size, 1200, 4);
    round_trip(LARGEST, 1200, 3);
    round_trip(LARGEST, 65535, 4);
}

static void the_smallest_payload_carries_one_octet(void)
{
    round_trip(500, 3, 4);
    CHECK(packetizer_new(CODEC_H264, 2) == NULL);
}

static void fragments_are_equal_but_for_the_last(void)
{
    struct packetizer *packetizer = packetizer_new(CODEC_H264, 100);
    for (size_t size = 1; size < 2000; size++) {
        struct packets packets;
        put(&stream, NULL, 4, UNIT(size, 0x41));
        CHECK(packetizer_push(packetizer, stream.data, stream.size, &packets) == 0);
        CHECK(is_balanced(packets.list, packets.count));
        CHECK(packets.count == (size <= 100 ? 1 : (size - 1 + 97) / 98));
        packets_clear(&packets);
        frame_clear(&stream);
    }
    packetizer_free(packetizer);
}

static void several_slices_keep_their_order(void)
{
    struct packetizer *packetizer = packetizer_new(CODEC_H264, 100);
    for (size_t slice = 0; slice < 50; slice++)
        put(&stream, &expected, slice % 2 ? 3 : 4, UNIT(1 + slice * 20, 0x61));
    expect(packetizer, 100, &stream, &expected, false);
    packetizer_free(packetizer);
}

static void delimiters_filler_and_zeros_between_units_are_dropped(void)
{
    static const uint8_t zeros[5];
    struct packetizer *packetizer = packetizer_new(CODEC_H264, 100);
    frame_append(&stream, zeros, sizeof zeros);
    put(&stream, NULL, 4, UNIT(2, 0x09, 0xf0));
    put(&stream, &expected, 4, UNIT(20, 0x06));
    put(&stream, NULL, 3, UNIT(400, 0x0c));
    put(&stream, &expected, 3, UNIT(50, 0x41));
    frame_append(&stream, zeros, sizeof zeros);
    put(&stream, &expected, 3, UNIT(150, 0x41));
    put(&stream, NULL, 3, UNIT(400, 0x0c));
    frame_append(&stream, zeros, sizeof zeros);
    expect(packetizer, 100, &stream, &expected, false);
    packetizer_free(packetizer);
}

static void types_that_rtp_uses_itself_are_dropped(void)
{
    struct packetizer *packetizer = packetizer_new(CODEC_H264, 100);
    put(&stream, NULL, 4, UNIT(30, 0x60));
    put(&stream, &expected, 4, UNIT(30, 0x41));
    for (uint8_t type = 24; type < 32; type++)
        put(&stream, NULL, 4, UNIT(30, type));
    expect(packetizer, 100, &stream, &expected, false);
    packetizer_free(packetizer);
}

static void octets_that_are_nearly_a_start_code_stay(void)
{
    static const uint8_t unit[] = {0x41, 0, 1, 2, 0, 1, 0, 0, 3, 1, 1, 0, 0, 2, 1, 0, 1};
    struct packetizer *packetizer = packetizer_new(CODEC_H264, 100);
    append_nal(&stream, unit, sizeof unit);
    append_nal(&expected, unit, sizeof unit);
    expect(packetizer, 100, &stream, &expected, false);
    packetizer_free(packetizer);
}

static void refused(struct packetizer *packetizer, const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_copy(data, size);
    struct packets packets;
    CHECK(packetizer_push(packetizer, copy, size, &packets) == -1);
    CHECK(packets.count == 0 && packets.data == NULL && packets.list == NULL);
    free(copy);
}

static void what_is_no_byte_stream_is_refused_and_the_next_frame_passes(void)
{
    static const uint8_t with_lengths[] = {0, 0, 0, 2, 0x41, 0x42};
    static const uint8_t late_start[] = {7, 0, 0, 1, 0x41, 0x42};
    static const uint8_t forbidden_bit[] = {0, 0, 1, 0x41, 0x42, 0, 0, 1, 0xc1};
    static const uint8_t bad_sps_id[] = {0, 0, 1, 0x67, 66, 0, 31, 0x01, 0x80};
    struct packetizer *packetizer = packetizer_new(CODEC_H264, 100);
    refused(packetizer, with_lengths, sizeof with_lengths);
    refused(packetizer, late_start, sizeof late_start);
    refused(packetizer, forbidden_bit, sizeof forbidden_bit);
    refused(packetizer, bad_sps_id, sizeof bad_sps_id);
    refused(packetizer, late_start, 1);
    put(&stream, &expected, 4, UNIT(200, 0x41));
    expect(packetizer, 100, &stream, &expected, false);
    packetizer_free(packetizer);
}

static void without_a_picture_there_are_no_packets(void)
{
    static const uint8_t start_codes[] = {0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1};
    struct packetizer *packetizer = packetizer_new(CODEC_H264, 100);
    struct packets packets;
    CHECK(packetizer_push(packetizer, NULL, 0, &packets) == 0);
    CHECK(packets.count == 0);
    CHECK(packetizer_push(packetizer, start_codes, sizeof start_codes, &packets) == 0);
    CHECK(packets.count == 0 && packets.data == NULL);
    packetizer_free(packetizer);
}

static void damaged_access_units_do_no_harm(void)
{
    struct packetizer *packetizer = packetizer_new(CODEC_H264, 60);
    put(&stream, NULL, 4, UNIT(2, 0x09, 0xf0));
    put(&stream, NULL, 4, UNIT(20, 0x67, 66, 0, 31));
    put(&stream, NULL, 4, UNIT(4, 0x68, 0xce));
    put(&stream, NULL, 3, UNIT(30, 0x06));
    put(&stream, NULL, 3, UNIT(100, 0x65));
    put(&stream, NULL, 3, UNIT(50, 0x65));
    for (int i = 0; i < MUTATIONS; i++) {
        size_t size = stream.size;
        uint8_t *data = mutated(stream.data, &size);
        struct packets packets;
        struct frame received = {0};
        packetizer_push(packetizer, data, size, &packets);
        check_packets(&packets, 60, true);
        CHECK(depacketize_h264(&packets, &received));
        frame_clear(&received);
        packets_clear(&packets);
        free(data);
    }
    frame_clear(&stream);
    packetizer_free(packetizer);
}

int main(void)
{
    RUN(a_slice_of_any_size_comes_back_whole);
    RUN(the_smallest_payload_carries_one_octet);
    RUN(fragments_are_equal_but_for_the_last);
    RUN(several_slices_keep_their_order);
    RUN(delimiters_filler_and_zeros_between_units_are_dropped);
    RUN(types_that_rtp_uses_itself_are_dropped);
    RUN(octets_that_are_nearly_a_start_code_stay);
    RUN(what_is_no_byte_stream_is_refused_and_the_next_frame_passes);
    RUN(without_a_picture_there_are_no_packets);
    RUN(damaged_access_units_do_no_harm);
    return check_result();
}
